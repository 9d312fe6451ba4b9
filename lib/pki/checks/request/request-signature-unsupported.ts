import { requestSignatureVerdict } from "../../x509/csr.ts";
import { describeSignatureAlgorithm } from "../../keys/signature-algorithm.ts";
import { requestCheck, when } from "../check.ts";

export const requestSignatureUnsupported = requestCheck({
  code: "request.signature-unsupported",
  severity: "warn",
  citation: "RFC 2986 §3",
  find: (request) =>
    when(requestSignatureVerdict(request) === "unsupported", {
      algorithm: describeSignatureAlgorithm(request.signatureAlgorithm).label,
    }),
});
