import { describeSignatureAlgorithm } from "../../keys/signature-algorithm.ts";
import { certificateCheck, when } from "../check.ts";

export const signatureBrokenDigest = certificateCheck({
  code: "signature.broken-digest",
  severity: "danger",
  citation: "RFC 6151 §2",
  find(certificate) {
    const { label } = describeSignatureAlgorithm(certificate.signatureAlgorithm);
    return when(/^MD[245]\b/.test(label), { algorithm: label });
  },
});
