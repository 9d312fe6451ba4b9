import type { Certificate } from "../x509/certificate.ts";
import { chainFrom, type ChainGraph, graphOf, leavesOf } from "./chain.ts";
import { type BundleNote, notesOf } from "./notes.ts";
import { formatName } from "../x509/name.ts";
import { pathFactsOf } from "../path/facts.ts";
import { writePem } from "../asn1/pem.ts";
import type { BundleKind } from "./kind.ts";

export interface BundleInput {
  readonly certificates: readonly Certificate[];
  readonly kind: BundleKind;
  /** Where missing links may be taken from; what is taken is noted. */
  readonly inventory?: readonly Certificate[];
}

export interface BundleMember {
  readonly sha256: string;
  readonly subject: string;
  readonly issuer: string;
  /** ISO 8601. */
  readonly notBefore: string;
  readonly notAfter: string;
  /** Subject key identifier, lower hexadecimal; "" when there is none. */
  readonly keyId: string;
  readonly role: "leaf" | "intermediate" | "root";
  readonly origin: "input" | "inventory";
}

export interface Bundle {
  /** Where the chain begins; null for anchors, which are no chain. */
  readonly leaf: { readonly subject: string; readonly sha256: string } | null;
  /** Blocks of RFC 7468, exactly one line feed after each. */
  readonly pem: string;
  readonly members: readonly BundleMember[];
  readonly notes: readonly BundleNote[];
  /** The members' certificates, for PKCS#7 and for storing. */
  readonly certificates: readonly Certificate[];
}

/**
 * Puts certificates in the order that software wants to read them in. One bundle for each leaf, by subject; duplicates
 * are dropped, what belongs to no chain is left out, and both are noted. But for "anchors" the answer does not depend
 * on the order of the input. Links are by name and signature; nothing is said about trust or validity (see
 * `verifyPath`).
 */
export function buildBundles({ certificates, kind, inventory = [] }: BundleInput): Bundle[] {
  if (certificates.length === 0) return [];
  const graph = graphOf(certificates, inventory);
  if (kind === "anchors") return [anchorsBundle(graph)];
  const chains = leavesOf(graph).map((leaf) => chainFrom(leaf, graph));
  const used = new Set(chains.flat());
  return chains.map((chain) => ({
    leaf: pathFactsOf(chain[0]!).reference,
    ...bundleOf(selectMembers(chain, kind, graph), graph, notesOf({ chain, used, graph, kind })),
  }));
}

function selectMembers(chain: readonly Certificate[], kind: BundleKind, graph: ChainGraph): readonly Certificate[] {
  const isRoot = (each: Certificate) => graph.isSelfSigned(each);
  if (kind === "chain") return chain.length === 1 ? chain : chain.filter((each) => !isRoot(each));
  if (kind === "ca-bundle")
    return chain.filter((each, index) => index > 0 || pathFactsOf(each).basicConstraints?.isCa === true);
  return chain;
}

function anchorsBundle(graph: ChainGraph): Bundle {
  const authorities = graph.input.filter(
    (each) => pathFactsOf(each).basicConstraints?.isCa === true || graph.isSelfSigned(each),
  );
  return {
    leaf: null,
    ...bundleOf(
      authorities,
      graph,
      notesOf({ chain: authorities, used: new Set(authorities), graph, kind: "anchors" }),
    ),
  };
}

function bundleOf(
  certificates: readonly Certificate[],
  graph: ChainGraph,
  notes: readonly BundleNote[],
): Omit<Bundle, "leaf"> {
  return {
    pem: certificates.map((each) => writePem("CERTIFICATE", each.der)).join(""),
    members: certificates.map((each) => memberOf(each, graph)),
    notes,
    certificates,
  };
}

/** The certificates of a file as they stand, duplicates included. */
export function describeMembers(certificates: readonly Certificate[]): BundleMember[] {
  const graph = graphOf(certificates, []);
  const first = new Map(graph.input.map((each) => [pathFactsOf(each).reference.sha256, each]));
  return certificates.map((each) => memberOf(first.get(pathFactsOf(each).reference.sha256)!, graph));
}

function memberOf(certificate: Certificate, graph: ChainGraph): BundleMember {
  const facts = pathFactsOf(certificate);
  const isAuthority = facts.basicConstraints?.isCa === true || graph.hasIssued(certificate);
  return {
    ...facts.reference,
    issuer: formatName(certificate.issuer),
    notBefore: certificate.notBefore.toISOString(),
    notAfter: certificate.notAfter.toISOString(),
    keyId: facts.subjectKeyId ?? "",
    role: graph.isSelfSigned(certificate) && isAuthority ? "root" : isAuthority ? "intermediate" : "leaf",
    origin: graph.isFromInventory(certificate) ? "inventory" : "input",
  };
}
