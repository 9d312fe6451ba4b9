import type { Certificate } from "../x509/certificate.ts";
import { pathFactsOf } from "./facts.ts";
import { type IssuerLink, linkIssuers } from "./link.ts";

/** The issuers of each certificate, among those that were given and those of the inventory. */
export interface IssuerGraph {
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

/** Links certificates that were given and those of the inventory, once each; what stands in both was given. */
export function graphOf(certificates: readonly Certificate[], inventory: readonly Certificate[]): IssuerGraph {
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
