import type { Certificate } from "./certificate.ts";
import { type PathFacts, pathFactsOf } from "./path/facts.ts";
import { compareCertificates, type IssuerLink, linkIssuers } from "./path/link.ts";

/** Who issued whom among the certificates of a bundle and of the inventory. */
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
  const issued = new Set(input.flatMap((each) => links.get(each)!.issuers));
  const fromInventory = new Set(extra);
  return {
    input,
    duplicates,
    issuersOf: (each) => links.get(each)?.issuers ?? [],
    isSelfSigned: (each) => links.get(each)?.isSelfSigned ?? false,
    isFromInventory: (each) => fromInventory.has(each),
    hasIssued: (each) => issued.has(each),
  };
}

const keyOf = ({ der }: Certificate): string => Buffer.from(der.buffer, der.byteOffset, der.byteLength).toString("latin1");

/**
 * Where chains begin: the end entities; without any, the authorities that issued nothing here; without any, the roots.
 * A self-signed certificate is an end entity only when it says so.
 */
export function leavesOf(graph: ChainGraph): Certificate[] {
  const childless = graph.input.filter((each) => !graph.hasIssued(each));
  const isEndEntity = (each: Certificate): boolean => {
    const { basicConstraints } = pathFactsOf(each);
    return graph.isSelfSigned(each) ? basicConstraints !== null && !basicConstraints.isCa : basicConstraints?.isCa !== true;
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
  if (left.reference.subject !== right.reference.subject) return left.reference.subject < right.reference.subject ? -1 : 1;
  return left.reference.sha256 < right.reference.sha256 ? -1 : 1;
}

interface Step {
  readonly chain: readonly Certificate[];
  readonly filled: number;
}

/**
 * The chain of a leaf: to a self-signed root when there is one, with as few certificates from the inventory as possible,
 * then as short as possible; without a root as far as it goes. Every certificate is entered once, so circles end.
 */
export function chainFrom(leaf: Certificate, graph: ChainGraph): readonly Certificate[] {
  const entered = new Set<Certificate>();
  const waiting: Step[] = [{ chain: [leaf], filled: 0 }];
  let longest = waiting[0]!;
  while (waiting.length > 0) {
    const step = takeCheapest(waiting);
    const last = step.chain.at(-1)!;
    if (entered.has(last)) continue;
    entered.add(last);
    if (graph.isSelfSigned(last)) return step.chain;
    if (step.chain.length > longest.chain.length) longest = step;
    for (const issuer of graph.issuersOf(last)) {
      if (entered.has(issuer)) continue;
      waiting.push({ chain: [...step.chain, issuer], filled: step.filled + Number(graph.isFromInventory(issuer)) });
    }
  }
  return longest.chain;
}

/** Of equals the first that was found, and issuers are found in an order that depends on their content alone. */
function takeCheapest(waiting: Step[]): Step {
  let best = 0;
  for (let index = 1; index < waiting.length; index++) {
    const [one, other] = [waiting[best]!, waiting[index]!];
    const isCheaper = other.filled < one.filled || (other.filled === one.filled && other.chain.length < one.chain.length);
    if (isCheaper) best = index;
  }
  return waiting.splice(best, 1)[0]!;
}
