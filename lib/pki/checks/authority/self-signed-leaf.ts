import { isAuthority, isSelfIssued } from "../../x509/certificate.ts";
import { certificateCheck, when } from "../check.ts";

export const selfSignedLeaf = certificateCheck({
  code: "use.self-signed-leaf",
  severity: "info",
  citation: "RFC 5280 §6.1",
  find: (certificate) => when(certificate.version === 3 && isSelfIssued(certificate) && !isAuthority(certificate), {}),
});
