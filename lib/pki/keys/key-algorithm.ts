import type { KeyAlgorithm, PublicKeyFacts } from "./public-key.ts";

/**
 * The kind of key to make in the place of this one: the same where we make it, else the next stronger one of its family
 * (RSA 1024 → RSA 2048, P-224 → P-256), and RSA 2048 for families that we make no keys of.
 */
export function algorithmLike({ family, bits, curve }: PublicKeyFacts): KeyAlgorithm {
  switch (family) {
    case "rsa":
    case "rsa-pss":
      return (bits ?? 0) <= 2048 ? "rsa-2048" : (bits ?? 0) <= 3072 ? "rsa-3072" : "rsa-4096";
    case "ec":
      if (curve === "explicit" || bits === null) return "p-256";
      return bits <= 256 ? "p-256" : bits <= 384 ? "p-384" : "p-521";
    case "ed25519":
    case "ed448":
      return "ed25519";
    default:
      return "rsa-2048";
  }
}

/** What a key that is made here will be like, before it is made. */
export function factsOfAlgorithm(algorithm: KeyAlgorithm): Pick<PublicKeyFacts, "family" | "bits" | "curve" | "label"> {
  const [family, size] = algorithm.split("-") as ["rsa" | "p" | "ed25519", string?];
  const bits = Number(size ?? 256);
  if (family === "rsa") return { family, bits, curve: null, label: `RSA ${bits}` };
  if (family === "p") return { family: "ec", bits, curve: `P-${bits}`, label: `P-${bits}` };
  return { family: "ed25519", bits: null, curve: null, label: "Ed25519" };
}
