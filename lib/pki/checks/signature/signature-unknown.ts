import { describeSignatureAlgorithm } from "../../keys/signature-algorithm.ts";
import { certificateCheck, when } from "../check.ts";

export const signatureUnknown = certificateCheck({
  code: "signature.unknown",
  severity: "info",
  citation: "RFC 5280 §4.1.1.2",
  find(certificate) {
    const { oid, label } = describeSignatureAlgorithm(certificate.signatureAlgorithm);
    return when(label === oid, { oid });
  },
});
