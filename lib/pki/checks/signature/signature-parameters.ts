import { Tag } from "../../asn1/der.ts";
import { readTolerantAt } from "../../asn1/tolerant.ts";
import { isFailure } from "../../failure.ts";
import { describeSignatureAlgorithm } from "../../keys/signature-algorithm.ts";
import { signedCheck, when } from "../check.ts";

/** RSA PKCS#1 v1.5 has NULL for its parameters, ECDSA, DSA and EdDSA have none at all. */
export const signatureParameters = signedCheck({
  code: "signature.parameters",
  severity: "warn",
  citation: "RFC 4055 §5, RFC 5758 §3.2, RFC 8410 §3",
  find({ signatureAlgorithm }) {
    const { label, families } = describeSignatureAlgorithm(signatureAlgorithm);
    const parameters = parametersOf(signatureAlgorithm);
    const isRsa = families.includes("rsa") && /^SHA/.test(label);
    const isPlain = families.some((family) => family === "ec" || family === "dsa" || family.startsWith("ed"));
    const isWrong = isRsa ? parameters !== Tag.null : isPlain && parameters !== null;
    return when(isWrong && parameters !== "unreadable", { algorithm: label });
  },
});

/** The tag of the parameters; null without any. */
function parametersOf(block: Uint8Array): number | null | "unreadable" {
  try {
    const [, parameters] = readTolerantAt(block, 0).children();
    return parameters?.tag ?? null;
  } catch (error) {
    if (isFailure(error, "der.malformed")) return "unreadable";
    throw error;
  }
}
