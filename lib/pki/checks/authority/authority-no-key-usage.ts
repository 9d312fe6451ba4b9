import { extensionOf, isAuthority } from "../../x509/certificate.ts";
import { Oid } from "../../asn1/oid.ts";
import { certificateCheck, when } from "../check.ts";

export const authorityNoKeyUsage = certificateCheck({
  code: "authority.no-key-usage",
  severity: "warn",
  citation: "RFC 5280 §4.2.1.3",
  find: (certificate) => when(isAuthority(certificate) && extensionOf(certificate, Oid.keyUsage) === undefined, {}),
});
