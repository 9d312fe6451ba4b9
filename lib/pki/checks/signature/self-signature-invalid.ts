import { authorityKeyId, isSelfIssued, subjectKeyId } from "../../x509/certificate.ts";
import { isEmptyName } from "../../x509/name.ts";
import { describeSignatureAlgorithm } from "../../keys/signature-algorithm.ts";
import { verifySignature } from "../../keys/signature.ts";
import { certificateCheck, when } from "../check.ts";

/**
 * Names itself as its issuer by name and key, and yet its own key did not sign it: it was changed after it was made.
 */
export const selfSignatureInvalid = certificateCheck({
  code: "signature.self-invalid",
  severity: "danger",
  citation: "RFC 5280 §6.1",
  find(certificate) {
    if (!isSelfIssued(certificate) || isEmptyName(certificate.subject)) return [];
    const issuerKey = authorityKeyId(certificate);
    const ownKey = subjectKeyId(certificate);
    const namesOwnKey = issuerKey === null || (ownKey !== null && Buffer.compare(issuerKey, ownKey) === 0);
    if (!namesOwnKey) return [];
    const { signatureAlgorithm, tbs, signature, spki } = certificate;
    const verdict = verifySignature(signatureAlgorithm, tbs, signature, spki);
    return when(verdict === "invalid", { algorithm: describeSignatureAlgorithm(signatureAlgorithm).label });
  },
});
