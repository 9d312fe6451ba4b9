import { equalOctets } from "../../asn1/octets.ts";
import type { PathFacts } from "../../path/facts.ts";
import type { Asked } from "../asked.ts";
import { secondOf } from "../asked.ts";
import { reasonOf, type ReceiverReason } from "../reason.ts";
import { defectOf, identifierProblem, isAlgorithmOf, isSelfSigned, mayIssue } from "./facts.ts";
import { isSameForOpenSsl } from "./name.ts";

export interface BuiltChain {
  readonly chain: readonly PathFacts[];
  /** How many of them, from the target on, come from what was sent. */
  readonly untrusted: number;
}

const deepest = 100;

const isSameCertificate = (a: PathFacts, b: PathFacts): boolean =>
  a === b || equalOctets(a.certificate.der, b.certificate.der);

const isInTime = (facts: PathFacts, at: Date): boolean => {
  const now = secondOf(at);
  return secondOf(facts.certificate.notBefore) <= now && now < secondOf(facts.certificate.notAfter);
};

/** One that is valid now first, else the one that ends last. */
function bestOf(candidates: readonly PathFacts[], at: Date): PathFacts | null {
  let best: PathFacts | null = null;
  for (const candidate of candidates) {
    if (isInTime(candidate, at)) return candidate;
    if (best === null || candidate.certificate.notAfter.getTime() > best.certificate.notAfter.getTime())
      best = candidate;
  }
  return best;
}

/**
 * OpenSSL's build_chain with its defaults: at each step what is trusted is looked for first; an issuer is picked by
 * name, key identifier, serial number and kind of key, never by its signature, and a step is not taken back but for the
 * alternative chains behind a dead end. A chain must end in a trusted certificate that is self-signed
 * (no X509_V_FLAG_PARTIAL_CHAIN).
 */
export function buildChain(asked: Asked): BuiltChain | ReceiverReason {
  const { at, anchors } = asked;
  const chain: PathFacts[] = [asked.target];
  const left = [...asked.sent];
  let untrusted = 1;
  let isUntrustedSearched = true;
  for (;;) {
    const current = chain.at(-1)!;
    const trusted =
      chain.length > deepest
        ? null
        : bestOf(
            anchors.filter((each) => mayIssue(each, current)),
            at,
          );
    const isRoot = isSelfSigned(current);
    if (trusted !== null && !isRoot) {
      chain.push(trusted);
      isUntrustedSearched = false;
      if (isSelfSigned(trusted)) return { chain, untrusted };
      continue;
    }
    // One that signs itself is trusted only when it is the very same; a namesake is not.
    if (trusted !== null && isSameCertificate(current, trusted)) {
      chain[chain.length - 1] = trusted;
      return { chain, untrusted: chain.length - 1 };
    }
    if (!isUntrustedSearched || isRoot) break;
    const sent = bestOf(
      left.filter((each) => mayIssue(each, current) && !chain.some((other) => isSameCertificate(other, each))),
      at,
    );
    if (sent === null) break;
    left.splice(left.indexOf(sent), 1);
    chain.push(sent);
    untrusted += 1;
  }
  return whyNot(asked, chain, untrusted);
}

/** What stood in the way at the end of the chain. */
function whyNot(asked: Asked, chain: readonly PathFacts[], untrusted: number): ReceiverReason {
  const last = chain.at(-1)!;
  const defect = defectOf(last);
  if (defect !== null) return defect;
  if (isSelfSigned(last)) return reasonOf("receiver.self-signed", last, {});
  if (untrusted < chain.length || asked.anchors.some((each) => isSameCertificate(each, last)))
    return reasonOf("receiver.partial-chain", last, { anchor: last.reference.subject });
  return missingIssuer(asked, last, (issuer) => {
    if (!isSameForOpenSsl(issuer.certificate.subject, last.certificate.issuer))
      return reasonOf("receiver.name-spelling", last, { issuer: issuer.reference.subject });
    const problem = identifierProblem(last, issuer) ?? defectOf(issuer);
    if (problem !== null) return problem;
    return isAlgorithmOf(last, issuer)
      ? null
      : reasonOf("receiver.signature-invalid", last, { issuer: issuer.reference.subject });
  });
}

/**
 * Explains why none of the certificates at hand was taken as the issuer of `child`: the one whose key signed it is asked
 * first, then the one of its name.
 */
function missingIssuer(
  asked: Asked,
  child: PathFacts,
  problemWith: (issuer: PathFacts) => ReceiverReason | null,
): ReceiverReason {
  const namesakes = [...asked.anchors, ...asked.sent].filter(({ subjectKey }) => subjectKey === child.issuerKey);
  const signer = namesakes.find((each) => asked.holds(child, each)) ?? namesakes[0];
  const problem = signer === undefined ? null : problemWith(signer);
  return problem ?? reasonOf("receiver.issuer-missing", child, { issuer: child.issuerText });
}
