import type { Certificate } from "../x509/certificate.ts";
import { Failure } from "../failure.ts";
import { commonNameOf, formatName } from "../x509/name.ts";
import { Budget, defaultLimits } from "./budget.ts";
import { checkValidity } from "./check-certificate.ts";
import { checkIssuer } from "./check-issuer.ts";
import { Collector } from "./collector.ts";
import { pathFactsOf } from "./facts.ts";
import { type PathFinding, rankFindings } from "./finding.ts";
import type { IssuerGraph } from "./issuer-graph.ts";
import { anyPolicy } from "./policy-graph.ts";
import { Signatures } from "./signatures.ts";
import { defaultSecurityBits } from "./strength.ts";
import { validatePath } from "./validate.ts";

/** A way from a certificate up to a root, or as far as its issuers are known. */
export interface Chain {
  /** Leaf first, each issued by the next. */
  readonly certificates: readonly Certificate[];
  /** The last one signed itself. */
  readonly isComplete: boolean;
  /** What keeps a receiver that trusts its end from taking it at the instant of the question (RFC 5280 §6.1). */
  readonly problems: readonly PathFinding[];
}

/** Where a chain leads, as plain data. */
export interface ChainEnd {
  /** Of its root; of a chain without one, the name of the issuer that is missing. */
  readonly subject: string;
  /** Of its root, lower hexadecimal; "" of a chain without one. */
  readonly sha256: string;
  /** End of its root's validity, ISO 8601; "" of a chain without one. */
  readonly notAfter: string;
  readonly isRoot: boolean;
  /** What a person says to have this chain (see `chooseChain`). */
  readonly choice: string;
  /** Certificates from the leaf to the end, both counted. */
  readonly length: number;
  /** What is wrong with it at the instant of the question, the gravest; null when it holds. */
  readonly problem: PathFinding | null;
}

interface Step {
  readonly certificate: Certificate;
  readonly below: Step | null;
  readonly faults: number;
  readonly filled: number;
  readonly length: number;
  /** Of a chain that goes no further: it was judged as a whole, and waits for its turn. */
  readonly chain: Chain | null;
}

/** How often one certificate is walked over by different ways; circles and dense cross-signing end here. */
const mostVisits = 8;
const mostChains = 64;
/** Certificates in one chain: a file may hold a long one, though no receiver takes it. */
const longest = 2000;

/**
 * Every chain of a certificate, the best first. Better is: fewer rules broken at this instant (members that are
 * valid now, that may issue, and all else that RFC 5280 §6.1 asks), then one that ends in a root, then fewer members from
 * the inventory (what was given counts more), then the shorter one; of equals the one whose issuers last longer. No key
 * and name stand in a chain twice. Depends on the content of the certificates alone, never on their order.
 */
export function* everyChain(leaf: Certificate, graph: IssuerGraph, at: Date): Generator<Chain> {
  const waiting = new StepQueue();
  const visits = new Map<Certificate, number>();
  const judge = judgeAt(at);
  const faultsOf = ownFaultsAt(at, graph);
  let found = 0;
  waiting.add({ certificate: leaf, below: null, faults: 0, filled: 0, length: 1, chain: null });
  for (let step = waiting.take(); step !== null && found < mostChains; step = waiting.take()) {
    if (step.chain !== null) {
      found += 1;
      yield step.chain;
      continue;
    }
    const { certificate, length } = step;
    const visit = (visits.get(certificate) ?? 0) + 1;
    visits.set(certificate, visit);
    if (visit > mostVisits) continue;
    const issuers = length < longest ? issuersAbove(step, graph) : [];
    if (issuers.length === 0) {
      const certificates = certificatesTo(step);
      const problems = judge(certificates);
      const chain = { certificates, isComplete: graph.isSelfSigned(certificate), problems };
      waiting.add({ ...step, faults: Math.max(step.faults, problems.length), chain });
      continue;
    }
    for (const issuer of issuers)
      waiting.add({
        certificate: issuer,
        below: step,
        faults: step.faults + faultsOf(issuer),
        filled: step.filled + Number(graph.isFromInventory(issuer)),
        length: length + 1,
        chain: null,
      });
  }
}

/** The best chain to each end that the certificate has a way to, the best of them first. */
export function chainsOf(leaf: Certificate, graph: IssuerGraph, at: Date): Chain[] {
  const ends = new Map<Certificate, Chain>();
  for (const chain of everyChain(leaf, graph, at)) {
    const end = chain.certificates.at(-1)!;
    if (!ends.has(end)) ends.set(end, chain);
  }
  return [...ends.values()];
}

/**
 * The chain that a person asked for, by its root: SHA-256 in hexadecimal (with or without `sha256:`), common name, or
 * whole name; of a chain without a root by the name of the issuer that is missing. Without a wish the first one.
 * @throws Failure `chain.no-such-root`
 */
export function chooseChain<C extends Chain>(chains: readonly C[], root: string | undefined): C {
  const chosen = root === undefined ? chains[0] : chains.find((chain) => leadsTo(chain, root));
  if (chosen !== undefined) return chosen;
  throw new Failure("chain.no-such-root", {
    root: root ?? "",
    roots: rootsOf(chains),
  });
}

/** The names of the ends of these chains, each once. */
export const rootsOf = (chains: readonly Chain[]): string[] => [
  ...new Set(chains.map((chain) => endOf(chain).subject)),
];

/** True when this names the end of the chain (see `chooseChain`). */
export function leadsTo({ certificates, isComplete }: Chain, root: string): boolean {
  const last = certificates.at(-1)!;
  const wanted = root
    .trim()
    .toLowerCase()
    .replace(/^sha256:/, "");
  const name = isComplete ? last.subject : last.issuer;
  return (
    (isComplete && pathFactsOf(last).reference.sha256 === wanted) ||
    (commonNameOf(name) ?? "").toLowerCase() === wanted ||
    formatName(name).toLowerCase() === wanted
  );
}

function endOf({ certificates, isComplete, problems }: Chain): ChainEnd {
  const last = certificates.at(-1)!;
  const name = isComplete ? last.subject : last.issuer;
  return {
    choice: commonNameOf(name) ?? formatName(name),
    subject: formatName(name),
    sha256: isComplete ? pathFactsOf(last).reference.sha256 : "",
    notAfter: isComplete ? last.notAfter.toISOString() : "",
    isRoot: isComplete,
    length: certificates.length,
    problem: problems[0] ?? null,
  };
}

/** Where a chain leads, and where the others do, the best first. */
export interface ChainEnds {
  readonly end: ChainEnd;
  readonly otherEnds: readonly ChainEnd[];
}

export function endsOf(chosen: Chain, chains: readonly Chain[]): ChainEnds {
  const taken = new Set<string>();
  const ends = chains.map((chain) => {
    const end = endOf(chain);
    // A name means the best chain to it; the others of the name are told by their fingerprint.
    const isFirst = !taken.has(end.choice.toLowerCase());
    taken.add(end.choice.toLowerCase());
    return isFirst || end.sha256 === "" ? end : { ...end, choice: end.sha256 };
  });
  const index = chains.indexOf(chosen);
  return { end: ends[index]!, otherEnds: ends.filter((_, each) => each !== index) };
}

/** The issuers that may stand above a step: none above a root, none whose name and key the chain has already. */
function issuersAbove(step: Step, graph: IssuerGraph): readonly Certificate[] {
  if (graph.isSelfSigned(step.certificate)) return [];
  return graph.issuersOf(step.certificate).filter((issuer) => {
    const facts = pathFactsOf(issuer);
    for (let at: Step | null = step; at !== null; at = at.below)
      if (pathFactsOf(at.certificate).standsFor(facts)) return false;
    return true;
  });
}

/** What an issuer by itself makes wrong of every chain that it stands in. */
function ownFaultsAt(at: Date, graph: IssuerGraph): (issuer: Certificate) => number {
  const known = new Map<Certificate, number>();
  return (issuer) => {
    const faults = known.get(issuer);
    if (faults !== undefined) return faults;
    const collector = new Collector();
    checkValidity(pathFactsOf(issuer), at, collector);
    checkIssuer(pathFactsOf(issuer), graph.isSelfSigned(issuer) ? "anchor" : "intermediate", collector);
    known.set(issuer, collector.findings.length);
    return collector.findings.length;
  };
}

function judgeAt(at: Date): (certificates: readonly Certificate[]) => readonly PathFinding[] {
  const budget = new Budget(defaultLimits);
  const signatures = new Signatures(budget);
  return (certificates) => {
    const collector = new Collector();
    validatePath(certificates.map(pathFactsOf), { ...anyUse, at }, signatures, budget, collector);
    return rankFindings(collector.findings.filter(({ severity }) => severity === "reject"));
  };
}

const anyUse = {
  purpose: "any",
  name: null,
  profile: "standard",
  hasAnchorConstraints: true,
  hasAnchorValidity: true,
  maxPathLength: null,
  securityBits: defaultSecurityBits,
  policy: {
    initialPolicySet: [anyPolicy],
    isExplicitPolicyRequired: false,
    isPolicyMappingInhibited: false,
    isAnyPolicyInhibited: false,
  },
} as const;

function certificatesTo(step: Step): Certificate[] {
  const chain: Certificate[] = [];
  for (let at: Step | null = step; at !== null; at = at.below) chain.push(at.certificate);
  return chain.reverse();
}

/**
 * The cheapest step first. Of equals the first that was found, and issuers are found in an order that depends on their
 * content alone. Few different costs are ever waiting, so looking through them is quick.
 */
class StepQueue {
  readonly #byCost = new Map<number, { readonly steps: Step[]; next: number }>();

  add(step: Step): void {
    const isShort = step.chain !== null && !step.chain.isComplete;
    const cost = ((step.faults * 2 + Number(isShort)) * 4096 + step.filled) * 4096 + step.length;
    const equals = this.#byCost.get(cost);
    if (equals === undefined) this.#byCost.set(cost, { steps: [step], next: 0 });
    else equals.steps.push(step);
  }

  take(): Step | null {
    if (this.#byCost.size === 0) return null;
    let least = Infinity;
    for (const cost of this.#byCost.keys()) if (cost < least) least = cost;
    const equals = this.#byCost.get(least)!;
    const step = equals.steps[equals.next++]!;
    if (equals.next === equals.steps.length) this.#byCost.delete(least);
    return step;
  }
}
