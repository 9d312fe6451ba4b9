import { extensionOf } from "../../x509/certificate.ts";
import { Oid } from "../../asn1/oid.ts";
import { crlCheck, when } from "../check.ts";

/** Without it nothing tells which of two lists is the newer one. */
export const crlNoNumber = crlCheck({
  code: "crl.no-number",
  severity: "warn",
  citation: "RFC 5280 §5.2.3",
  find: (crl) => when(extensionOf(crl, Oid.cRLNumber) === undefined, {}),
});
