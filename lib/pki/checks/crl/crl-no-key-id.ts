import { extensionOf } from "../../x509/certificate.ts";
import { Oid } from "../../asn1/oid.ts";
import { crlCheck, when } from "../check.ts";

export const crlNoKeyId = crlCheck({
  code: "crl.no-key-id",
  severity: "warn",
  citation: "RFC 5280 §5.2.1",
  find: (crl) => when(extensionOf(crl, Oid.authorityKeyIdentifier) === undefined, {}),
});
