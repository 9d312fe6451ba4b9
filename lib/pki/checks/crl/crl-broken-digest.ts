import { describeSignatureAlgorithm } from "../../keys/signature-algorithm.ts";
import { crlCheck, when } from "../check.ts";

export const crlBrokenDigest = crlCheck({
  code: "crl.broken-digest",
  severity: "danger",
  citation: "RFC 6151 §2",
  find(crl) {
    const { label } = describeSignatureAlgorithm(crl.signatureAlgorithm);
    return when(/^MD[245]\b/.test(label), { algorithm: label });
  },
});
