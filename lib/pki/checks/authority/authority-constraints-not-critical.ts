import { extensionOf, isAuthority } from "../../x509/certificate.ts";
import { Oid } from "../../asn1/oid.ts";
import { certificateCheck, when } from "../check.ts";

export const authorityConstraintsNotCritical = certificateCheck({
  code: "authority.constraints-not-critical",
  severity: "warn",
  citation: "RFC 5280 §4.2.1.9",
  find: (certificate) =>
    when(isAuthority(certificate) && extensionOf(certificate, Oid.basicConstraints)?.critical === false, {}),
});
