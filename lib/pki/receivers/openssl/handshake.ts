import type { Asked } from "../asked.ts";
import { reasonOf, type ReceiverReason } from "../reason.ts";
import { isSelfSigned, securityBitsOf, signatureBitsOf } from "./facts.ts";

/** Curves that OpenSSL offers for signatures in a handshake by default. */
const curves: ReadonlySet<string> = new Set(["P-256", "P-384", "P-521"]);

/**
 * What the two ends of a handshake refuse although the path holds: kinds of key without a signature scheme of TLS, and
 * a key, or a signature, below security level 2 anywhere in what is sent.
 */
export function handshakeProblem(asked: Asked): ReceiverReason | null {
  const { target } = asked;
  const { family, curve, label } = target.publicKey;
  const isOutside = family === "ec" ? curve === null || !curves.has(curve) : !signs.has(family);
  if (isOutside) return reasonOf("receiver.key-outside-tls", target, { key: label });
  for (const facts of [target, ...asked.sent]) {
    if (securityBitsOf(facts.publicKey) < 112)
      return reasonOf("receiver.key-weak", facts, { key: facts.publicKey.label });
    if (!isSelfSigned(facts) && signatureBitsOf(facts) < 112)
      return reasonOf("receiver.digest-weak", facts, { algorithm: facts.algorithm.label });
  }
  return null;
}

const signs: ReadonlySet<string> = new Set(["rsa", "rsa-pss", "ed25519", "ed448"]);
