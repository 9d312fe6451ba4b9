import type { KeyAlgorithm } from "../../pki/keys/public-key.ts";

/** The kinds of keys that are made here, and the names that people and tools have for them. */
export const keyAlgorithms = ["rsa-2048", "rsa-3072", "rsa-4096", "p-256", "p-384", "p-521", "ed25519"] as const;

const names: Readonly<Record<string, string>> = {
  "2048": "rsa-2048",
  "3072": "rsa-3072",
  "4096": "rsa-4096",
  p256: "p-256",
  prime256v1: "p-256",
  secp256r1: "p-256",
  p384: "p-384",
  secp384r1: "p-384",
  p521: "p-521",
  secp521r1: "p-521",
};

/** `RSA 2048`, `2048`, `prime256v1` as the kind that they mean; anything else in small letters. */
export function spelledKeyAlgorithm(given: string): string {
  const plain = given
    .trim()
    .toLowerCase()
    .replace(/[\s_:-]+/g, "")
    .replace(/^(rsa|ecdsa|ec)(?=.)/, "");
  return Object.hasOwn(names, plain) ? names[plain]! : given.toLowerCase();
}

export function isKeyAlgorithm(text: string): text is KeyAlgorithm {
  return keyAlgorithms.some((each) => each === text);
}
