import { readElement, Tag } from "../asn1/der.ts";
import { writeOid, writeSequence } from "../asn1/der-write.ts";
import { equalOctets } from "../asn1/octets.ts";
import { Oid } from "../asn1/oid.ts";
import type { PathFacts } from "../path/facts.ts";

/** The parameters of an AlgorithmIdentifier (DER): none, NULL, or something else. */
export function parametersOf(algorithmIdentifier: Uint8Array): "absent" | "null" | "other" {
  const [, parameters] = readElement(algorithmIdentifier, Tag.sequence).children();
  if (parameters === undefined) return "absent";
  return parameters.tag === Tag.null && parameters.length === 0 ? "null" : "other";
}

/** Both AlgorithmIdentifiers of a certificate name one algorithm; NULL and no parameters are the same. */
export function namesOneAlgorithm({ certificate, algorithm }: PathFacts): boolean {
  const { signatureAlgorithm: outer, tbsSignatureAlgorithm: inner } = certificate;
  if (equalOctets(outer, inner)) return true;
  const identifier = writeOid(algorithm.oid);
  return [outer, inner].every(
    (each) => equalOctets(readElement(each).children()[0]!.bytes, identifier) && parametersOf(each) !== "other",
  );
}

/**
 * The AlgorithmIdentifier without the parameters that its standard forbids, for programs that do not look at them; null
 * when it has none such. RSA-PSS says in its parameters how it was signed.
 */
export const withoutForbiddenParameters = ({ algorithm }: PathFacts): Uint8Array | null =>
  algorithm.isSupported || algorithm.families.length === 0 || algorithm.oid === Oid.rsaPss
    ? null
    : writeSequence(writeOid(algorithm.oid));

/** A key of RFC 8410 with parameters, which it must not have (§3). */
export const isEdwardsKeyWithParameters = (facts: PathFacts): boolean =>
  (facts.publicKey.family === "ed25519" || facts.publicKey.family === "ed448") &&
  facts.keyProblem === "parameters-present";

/** SubjectPublicKeyInfo as its standard wants it, for programs that do not look at the parameters of such a key. */
export function keyWithoutParameters(facts: PathFacts): Uint8Array {
  const { spki } = facts.certificate;
  if (!isEdwardsKeyWithParameters(facts)) return spki;
  const bits = readElement(spki, Tag.sequence).children()[1]!;
  return writeSequence(writeSequence(writeOid(facts.publicKey.oid)), bits.bytes);
}
