import { readElement, Tag } from "../asn1/der.ts";
import { readOid } from "../asn1/der-value.ts";
import { writeSequence } from "../asn1/der-write.ts";
import { isFailure } from "../failure.ts";
import { Oid } from "../asn1/oid.ts";
import type { PathFacts } from "./facts.ts";

/**
 * Inherits DSA parameters: RFC 5280 §6.1.4 (d)–(f), a key without parameters takes those of the key that certified it.
 * Returns the complete SubjectPublicKeyInfo, or the key as it is when there is nothing to inherit.
 */
function inheritDsaParameters(spki: Uint8Array, issuerSpki: Uint8Array): Uint8Array {
  try {
    const own = readParts(spki);
    const from = readParts(issuerSpki);
    const inherits = own.oid === Oid.dsa && from.oid === Oid.dsa && own.parameters === null && from.parameters !== null;
    return inherits ? writeSequence(from.algorithm, own.key) : spki;
  } catch (error) {
    if (isFailure(error, "der.malformed")) return spki;
    throw error;
  }
}

/**
 * working_public_key of a certificate in its path (§6.1.4 (d)): only a DSA key without parameters differs from its own.
 */
export function workingKeyOf(facts: PathFacts, path: readonly PathFacts[]): Uint8Array {
  const index = path.indexOf(facts);
  if (index < 0 || facts.publicKey.family !== "dsa") return facts.certificate.spki;
  return path
    .slice(index)
    .reduceRight((key, each) => inheritDsaParameters(each.certificate.spki, key), path.at(-1)!.certificate.spki);
}

function readParts(spki: Uint8Array) {
  const outer = readElement(spki, Tag.sequence).open();
  const algorithm = outer.next(Tag.sequence);
  const key = outer.next().bytes;
  const inside = algorithm.open();
  const oid = readOid(inside.next());
  return {
    oid,
    algorithm: algorithm.bytes,
    parameters: inside.isAtEnd || inside.peekTag === Tag.null ? null : inside.next(),
    key,
  };
}
