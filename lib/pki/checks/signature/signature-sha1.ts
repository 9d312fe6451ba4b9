import { describeSignatureAlgorithm } from "../../keys/signature-algorithm.ts";
import { certificateCheck, when } from "../check.ts";

/**
 * The signature of a self-signed root is not verified by relying parties; it is told all the same, because the next
 * root repeats it.
 */
export const signatureSha1 = certificateCheck({
  code: "signature.sha1",
  severity: "warn",
  citation: "RFC 9155 §2, CA/B BR §7.1.3.2.1",
  find(certificate) {
    const { label } = describeSignatureAlgorithm(certificate.signatureAlgorithm);
    return when(/\bSHA1\b/.test(label), { algorithm: label });
  },
});
