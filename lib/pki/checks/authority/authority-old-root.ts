import { isSelfIssued } from "../../x509/certificate.ts";
import { certificateCheck, when } from "../check.ts";

/**
 * Signed itself in version 1: nothing tells it from an ordinary certificate, and strict software does not take it as an
 * authority.
 */
export const authorityOldRoot = certificateCheck({
  code: "authority.old-root",
  severity: "warn",
  citation: "RFC 5280 §6.1.4 (k)",
  find: (certificate) => when(certificate.version < 3 && isSelfIssued(certificate), {}),
});
