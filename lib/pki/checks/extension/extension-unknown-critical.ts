import { isTreatedOid } from "../../asn1/oid.ts";
import { certificateCheck } from "../check.ts";

export const extensionUnknownCritical = certificateCheck({
  code: "extension.unknown-critical",
  severity: "danger",
  citation: "RFC 5280 §4.2",
  find: ({ extensions }) =>
    extensions.filter(({ oid, critical }) => critical && !isTreatedOid(oid)).map(({ oid }) => ({ oid })),
});
