import { describeSignatureAlgorithm } from "../../keys/signature-algorithm.ts";
import { certificateCheck, when } from "../check.ts";

export const signatureAlgorithmsDiffer = certificateCheck({
  code: "signature.algorithms-differ",
  severity: "danger",
  citation: "RFC 5280 §4.1.1.2",
  find({ signatureAlgorithm, tbsSignatureAlgorithm }) {
    return when(Buffer.compare(signatureAlgorithm, tbsSignatureAlgorithm) !== 0, {
      inside: describeSignatureAlgorithm(tbsSignatureAlgorithm).label,
      outside: describeSignatureAlgorithm(signatureAlgorithm).label,
    });
  },
});
