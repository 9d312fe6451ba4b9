import { duplicateOids } from "../../x509/extension.ts";
import { nameOfOid } from "../../asn1/oid.ts";
import { extensionCheck } from "../check.ts";

export const extensionRepeated = extensionCheck({
  code: "extension.repeated",
  severity: "danger",
  citation: "RFC 5280 §4.2",
  find: ({ extensions }) => duplicateOids(extensions).map((oid) => ({ name: nameOfOid(oid) ?? oid })),
});
