import { describeSignatureAlgorithm } from "../../keys/signature-algorithm.ts";
import { crlCheck, when } from "../check.ts";

export const crlSignatureSha1 = crlCheck({
  code: "crl.signature-sha1",
  severity: "warn",
  citation: "RFC 9155 §2, CA/B BR §7.1.3.2.1",
  find(crl) {
    const { label } = describeSignatureAlgorithm(crl.signatureAlgorithm);
    return when(/\bSHA1\b/.test(label), { algorithm: label });
  },
});
