import { requestSignatureVerdict } from "../../x509/csr.ts";
import { describeSignatureAlgorithm } from "../../keys/signature-algorithm.ts";
import { requestCheck, when } from "../check.ts";

export const requestSignatureInvalid = requestCheck({
  code: "request.signature-invalid",
  severity: "danger",
  citation: "RFC 2986 §3",
  find: (request) =>
    when(requestSignatureVerdict(request) === "invalid", {
      algorithm: describeSignatureAlgorithm(request.signatureAlgorithm).label,
    }),
});
