import { requestSignatureVerdict } from "../csr.ts";
import { readSignatureAlgorithm } from "../signature-algorithm.ts";
import { requestCheck, when } from "./check.ts";

export const requestSignatureInvalid = requestCheck({
  code: "request.signature-invalid",
  severity: "danger",
  citation: "RFC 2986 §3",
  find: (request) =>
    when(requestSignatureVerdict(request) === "invalid", {
      algorithm: readSignatureAlgorithm(request.signatureAlgorithm).label,
    }),
});
