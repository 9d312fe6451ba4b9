import type { Certificate } from "../x509/certificate.ts";
import { type Chain, type ChainEnd, chainsOf, chooseChain, endsOf, leadsTo } from "../path/chain.ts";
import { graphOf, type IssuerGraph } from "../path/issuer-graph.ts";
import { leavesOf } from "./leaves.ts";
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
  /** The instant that the members are to be valid at. */
  readonly at: Date;
  /** The root that the chains are to end in (see `chooseChain`); absent: the best of each. */
  readonly root?: string | undefined;
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
  /** Where the chain leads; null for anchors. A kind without root leaves it out of the file, and leads there all the same. */
  readonly end: ChainEnd | null;
  /** Where other chains of this leaf lead, the best first. */
  readonly otherEnds: readonly ChainEnd[];
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
 * on the order of the input. Which chain a leaf gets is the question of `everyChain`; whether its root is trusted that
 * of `verifyPath`.
 * @throws Failure `chain.no-such-root` where no leaf has a chain to the root that was asked for
 */
export function buildBundles({ certificates, kind, inventory = [], at, root }: BundleInput): Bundle[] {
  if (certificates.length === 0) return [];
  const graph = graphOf(certificates, inventory);
  if (kind === "anchors") return [anchorsBundle(graph, at)];
  const ways = leavesOf(graph).map((leaf) => chainsOf(leaf, graph, at));
  const chosen = chooseEach(ways, root);
  const used = new Set(chosen.flatMap((chain) => chain.certificates));
  return chosen.map((chain, index) => {
    const { certificates: members } = chain;
    const onAnyWay = new Set(ways[index]!.flatMap((each) => each.certificates));
    return {
      leaf: pathFactsOf(members[0]!).reference,
      ...endsOf(chain, ways[index]!),
      ...bundleOf(
        selectMembers(members, kind, graph),
        graph,
        notesOf({ chain: members, used, ways: onAnyWay, graph, kind, at }),
      ),
    };
  });
}

/** A leaf without a chain to this root gets its best one, unless no leaf has any. */
function chooseEach(ways: readonly (readonly Chain[])[], root: string | undefined): Chain[] {
  if (root !== undefined) chooseChain(ways.flat(), root);
  return ways.map(
    (chains) => (root === undefined ? undefined : chains.find((each) => leadsTo(each, root))) ?? chains[0]!,
  );
}

function selectMembers(chain: readonly Certificate[], kind: BundleKind, graph: IssuerGraph): readonly Certificate[] {
  const isRoot = (each: Certificate) => graph.isSelfSigned(each);
  // What signed itself is the authority of itself: a client that is to believe it is given this very certificate.
  if (chain.length === 1 && isRoot(chain[0]!)) return chain;
  if (kind === "chain") return chain.length === 1 ? chain : chain.filter((each) => !isRoot(each));
  if (kind === "ca-bundle")
    return chain.filter((each, index) => index > 0 || pathFactsOf(each).basicConstraints?.isCa === true);
  return chain;
}

function anchorsBundle(graph: IssuerGraph, at: Date): Bundle {
  const authorities = graph.input.filter(
    (each) => pathFactsOf(each).basicConstraints?.isCa === true || graph.isSelfSigned(each),
  );
  return {
    leaf: null,
    end: null,
    otherEnds: [],
    ...bundleOf(
      authorities,
      graph,
      notesOf({ chain: authorities, used: new Set(authorities), ways: new Set(), graph, kind: "anchors", at }),
    ),
  };
}

function bundleOf(
  certificates: readonly Certificate[],
  graph: IssuerGraph,
  notes: readonly BundleNote[],
): Pick<Bundle, "pem" | "members" | "notes" | "certificates"> {
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

function memberOf(certificate: Certificate, graph: IssuerGraph): BundleMember {
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
