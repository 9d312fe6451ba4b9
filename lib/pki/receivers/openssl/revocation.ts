import { equalOctets } from "../../asn1/octets.ts";
import { verifySignature } from "../../keys/signature.ts";
import { type CrlFacts, crlFactsOf } from "../../path/crl-facts.ts";
import type { PathFacts } from "../../path/facts.ts";
import { type Asked, secondOf } from "../asked.ts";
import { reasonOf, type ReceiverReason } from "../reason.ts";
import { isSameForOpenSsl } from "./name.ts";

/**
 * `-crl_check_all`: every certificate of the chain, the root included, needs a current list of its issuer that is signed
 * by the key of the certificate above (a root's by its own). Of several current ones the newest counts.
 */
export function listProblem(asked: Asked, chain: readonly PathFacts[]): ReceiverReason | null {
  const lists = (asked.crls ?? []).map(crlFactsOf);
  for (const [index, facts] of chain.entries()) {
    const issuer = chain[index + 1] ?? facts;
    const problem = problemOf(asked, facts, issuer, lists);
    if (problem !== null) return problem;
  }
  return null;
}

function problemOf(
  asked: Asked,
  facts: PathFacts,
  issuer: PathFacts,
  lists: readonly CrlFacts[],
): ReceiverReason | null {
  const about = { issuer: facts.issuerText };
  const candidates = lists.filter(
    (list) => isSameForOpenSsl(list.crl.issuer, facts.certificate.issuer) && isSignerNamed(list, issuer),
  );
  if (candidates.length === 0) return reasonOf("receiver.list-missing", facts, about);
  const now = secondOf(asked.at);
  const isCurrent = ({ crl }: CrlFacts): boolean =>
    secondOf(crl.thisUpdate) <= now && (crl.nextUpdate === null || now < secondOf(crl.nextUpdate));
  const [list] = [...candidates].sort(
    (a, b) => Number(isCurrent(b)) - Number(isCurrent(a)) || b.crl.thisUpdate.getTime() - a.crl.thisUpdate.getTime(),
  );
  if (!isCurrent(list!)) return reasonOf("receiver.list-unusable", facts, about);
  const { signatureAlgorithm, tbs, signature } = list!.crl;
  const isSigned =
    (issuer.keyUsage === null || issuer.keyUsage.has("cRLSign")) &&
    verifySignature(signatureAlgorithm, tbs, signature, issuer.certificate.spki) === "valid";
  if (!isSigned) return reasonOf("receiver.list-unusable", facts, about);
  const entry = list!.crl.find(facts.certificate.serialNumber);
  if (entry === undefined || entry.reason === "removeFromCRL") return null;
  return reasonOf("receiver.revoked", facts, {});
}

/** The list's key identifier must be that of the issuer, where both are there. */
function isSignerNamed(list: CrlFacts, issuer: PathFacts): boolean {
  if (list.signerKeyId === null || issuer.subjectKeyOctets === null) return true;
  return equalOctets(Buffer.from(list.signerKeyId, "hex"), issuer.subjectKeyOctets);
}
