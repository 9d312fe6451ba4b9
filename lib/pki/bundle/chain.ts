import type { Certificate } from "../x509/certificate.ts";
import { type PathFacts, pathFactsOf } from "../path/facts.ts";
import { compareCertificates, type IssuerLink, linkIssuers } from "../path/link.ts";

/** The issuer of each certificate, among those of a bundle and of the inventory. */
export interface ChainGraph {
  /** Without duplicates, in the order of their first appearance. */
  readonly input: readonly Certificate[];
  /** How often each was given beyond the first time. */
  readonly duplicates: ReadonlyMap<Certificate, number>;
  issuersOf(certificate: Certificate): readonly Certificate[];
  isSelfSigned(certificate: Certificate): boolean;
  isFromInventory(certificate: Certificate): boolean;
  /** True when another certificate of the input was signed by its key. */
  hasIssued(certificate: Certificate): boolean;
}

export function graphOf(certificates: readonly Certificate[], inventory: readonly Certificate[]): ChainGraph {
  const seen = new Map<string, Certificate>();
  const duplicates = new Map<Certificate, number>();
  for (const each of certificates) {
    const first = seen.get(keyOf(each));
    if (first === undefined) seen.set(keyOf(each), each);
    else duplicates.set(first, (duplicates.get(first) ?? 0) + 1);
  }
  const input = [...seen.values()];
  const extra = inventory.filter((each) => !seen.has(keyOf(each)) && seen.set(keyOf(each), each));
  const all = [...input, ...extra];
  const links = new Map<Certificate, IssuerLink>(linkIssuers(all).map((link) => [link.certificate, link]));
  const issued = new Set(input.flatMap((each) => links.get(each)!.issuers.slice(0, 1).map(generationOf)));
  const fromInventory = new Set(extra);
  return {
    input,
    duplicates,
    issuersOf: (each) => links.get(each)?.issuers ?? [],
    isSelfSigned: (each) => links.get(each)?.isSelfSigned ?? false,
    isFromInventory: (each) => fromInventory.has(each),
    hasIssued: (each) => issued.has(generationOf(each)),
  };
}

/** Equal for certificates of one name and key: what one of them signed, all of them did. */
function generationOf(certificate: Certificate): string {
  const { subjectKey, spkiKey } = pathFactsOf(certificate);
  return `${subjectKey}\u0000${spkiKey}`;
}

const keyOf = ({ der }: Certificate): string =>
  Buffer.from(der.buffer, der.byteOffset, der.byteLength).toString("latin1");

/**
 * Where chains begin: the end entities; without any, the authorities that issued nothing here; without any, the roots.
 * A self-signed certificate is an end entity only when it says so.
 */
export function leavesOf(graph: ChainGraph): Certificate[] {
  const childless = graph.input.filter((each) => !graph.hasIssued(each));
  const isEndEntity = (each: Certificate): boolean => {
    const { basicConstraints } = pathFactsOf(each);
    return graph.isSelfSigned(each)
      ? basicConstraints !== null && !basicConstraints.isCa
      : basicConstraints?.isCa !== true;
  };
  const endEntities = childless.filter(isEndEntity);
  const issuedByOthers = childless.filter((each) => !graph.isSelfSigned(each));
  const leaves = endEntities.length > 0 ? endEntities : issuedByOthers.length > 0 ? issuedByOthers : childless;
  // A circle of cross-signed authorities has no end to begin at: any will do, as long as it is always the same.
  const some = leaves.length > 0 ? leaves : [...graph.input].sort(compareCertificates).slice(0, 1);
  return [...some].sort(bySubject);
}

function bySubject(a: Certificate, b: Certificate): number {
  const [left, right]: [PathFacts, PathFacts] = [pathFactsOf(a), pathFactsOf(b)];
  if (left.reference.subject !== right.reference.subject)
    return left.reference.subject < right.reference.subject ? -1 : 1;
  return left.reference.sha256 < right.reference.sha256 ? -1 : 1;
}

interface Step {
  readonly certificate: Certificate;
  readonly below: Step | null;
  readonly length: number;
  readonly filled: number;
}

/**
 * The chain of a leaf: to a self-signed root when there is one, with as few certificates from the inventory as
 * possible, then as short as possible; without a root as far as it goes. Every certificate is entered once, so circles
 * end.
 */
export function chainFrom(leaf: Certificate, graph: ChainGraph): readonly Certificate[] {
  const entered = new Set<Certificate>();
  const waiting = new StepQueue();
  let longest: Step = { certificate: leaf, below: null, length: 1, filled: 0 };
  waiting.add(longest);
  for (let step = waiting.take(); step !== null; step = waiting.take()) {
    const { certificate } = step;
    if (entered.has(certificate)) continue;
    entered.add(certificate);
    if (graph.isSelfSigned(certificate)) return certificatesTo(step);
    if (step.length > longest.length) longest = step;
    for (const issuer of graph.issuersOf(certificate)) {
      const filled = step.filled + Number(graph.isFromInventory(issuer));
      if (!entered.has(issuer)) waiting.add({ certificate: issuer, below: step, length: step.length + 1, filled });
    }
  }
  return certificatesTo(longest);
}

function certificatesTo(step: Step): Certificate[] {
  const chain: Certificate[] = [];
  for (let at: Step | null = step; at !== null; at = at.below) chain.push(at.certificate);
  return chain.reverse();
}

/**
 * The cheapest step first: fewest from the inventory, then shortest. Of equals the first that was found, and issuers
 * are found in an order that depends on their content alone. Few different costs are ever waiting, so looking through
 * them is quick.
 */
class StepQueue {
  readonly #byCost = new Map<number, { readonly steps: Step[]; next: number }>();

  add(step: Step): void {
    const cost = step.filled * 1_000_000 + step.length;
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
