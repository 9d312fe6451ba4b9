import type { Certificate } from "../x509/certificate.ts";
import { type PathFacts, pathFactsOf } from "./facts.ts";
import { equalOctets, lastOctets, secondsOf } from "../asn1/octets.ts";

export type Origin = "anchor" | "untrusted" | "inventory";

/**
 * Every certificate that a path may use, by the name that it answers for. Duplicates are one; an anchor stays an
 * anchor.
 */
export class Pool {
  readonly #bySubject = new Map<string, PathFacts[]>();
  readonly #origins = new Map<PathFacts, Origin>();
  readonly #leadsToAnchor = new Set<PathFacts>();

  constructor(sources: Readonly<Record<Origin, readonly Certificate[]>>) {
    const seen = new Map<number, PathFacts[]>();
    for (const origin of ["anchor", "untrusted", "inventory"] as const) {
      for (const certificate of sources[origin]) {
        const facts = pathFactsOf(certificate);
        // A few bytes of the signature tell most certificates apart; the others are compared whole.
        const key = lastOctets(certificate.signature);
        if (seen.get(key)?.some((other) => equalOctets(other.certificate.der, certificate.der)) === true) continue;
        append(seen, key, facts);
        this.#origins.set(facts, origin);
        append(this.#bySubject, facts.subjectKey, facts);
      }
    }
    this.#markRoutes();
  }

  /**
   * Certificates whose subject is the issuer of `child`, the likeliest first; independent of the order of the input.
   */
  issuersOf(child: PathFacts, at: Date): readonly PathFacts[] {
    const candidates = this.#bySubject.get(child.issuerKey) ?? [];
    if (candidates.length < 2) return candidates;
    const weights = new Map(candidates.map((candidate) => [candidate, this.#unlikeliness(child, candidate, at)]));
    return [...candidates].sort((a, b) => weights.get(a)! - weights.get(b)! || compareForOrder(a, b));
  }

  named(subjectKey: string): readonly PathFacts[] {
    return this.#bySubject.get(subjectKey) ?? [];
  }
  isAnchor(facts: PathFacts): boolean {
    return this.#origins.get(facts) === "anchor";
  }
  originOf(facts: PathFacts): Origin | null {
    return this.#origins.get(facts) ?? null;
  }
  /** False when no chain of names goes from here to an anchor: nothing that starts here is worth a signature check. */
  leadsToAnchor(facts: PathFacts): boolean {
    return this.#leadsToAnchor.has(facts);
  }
  /** The pool's own object for the same certificate, if it holds it. */
  find(certificate: Certificate): PathFacts | null {
    const facts = pathFactsOf(certificate);
    return (
      this.named(facts.subjectKey).find((each) => Buffer.compare(each.certificate.der, certificate.der) === 0) ?? null
    );
  }

  /** Key identifiers are hints (RFC 5280 §4.2.1.1 is about construction): they order, they never exclude. */
  #unlikeliness(child: PathFacts, issuer: PathFacts, at: Date): number {
    const keyIds = { match: 0, absent: 1, mismatch: 2 }[child.keyIdsWith(issuer)];
    const seconds = secondsOf(at);
    const isCurrent =
      secondsOf(issuer.certificate.notBefore) <= seconds && seconds <= secondsOf(issuer.certificate.notAfter);
    const origin = { anchor: 0, untrusted: 1, inventory: 2 }[this.#origins.get(issuer) ?? "inventory"];
    return keyIds * 100 + (isCurrent ? 0 : 50) + (issuer.basicConstraints?.isCa === true ? 0 : 20) + origin;
  }

  /** Breadth first from the anchors' names down to what they may have issued: linear in the pool. */
  #markRoutes(): void {
    const byIssuer = new Map<string, PathFacts[]>();
    const names = new Set<string>();
    for (const [facts, origin] of this.#origins) {
      if (origin !== "anchor") append(byIssuer, facts.issuerKey, facts);
      else {
        this.#leadsToAnchor.add(facts);
        names.add(facts.subjectKey);
      }
    }
    if (byIssuer.size === 0) return;
    // A Set is walked in the order of insertion, what is added on the way included.
    for (const name of names) {
      for (const facts of byIssuer.get(name) ?? []) {
        this.#leadsToAnchor.add(facts);
        names.add(facts.subjectKey);
      }
    }
  }
}

function append<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}

/** The one that lasts longest first, then by content. */
function compareForOrder(a: PathFacts, b: PathFacts): number {
  const later = b.certificate.notAfter.getTime() - a.certificate.notAfter.getTime();
  return later !== 0 ? later : Buffer.compare(a.certificate.der, b.certificate.der);
}
