import { type Bundle, type BundleMember, buildBundles } from "./bundle.ts";
import { formOf } from "./form.ts";
import type { BundleNote, BundleNoteFacts } from "./notes.ts";
import { type Certificate, sha256Hex } from "../x509/certificate.ts";
import { pathFactsOf } from "../path/facts.ts";
import type { BundleKind } from "./kind.ts";

/** Findings about the order of a file of certificates: code → facts. Positions count from 1. */
export interface OrderFindingFacts {
  /** A server sends its file as it stands, and a client that does not sort fails (RFC 8446 §4.4.2). */
  "order.swapped": { found: readonly BundleMember["role"][]; wanted: readonly number[] };
  "order.doubled": { subject: string; sha256: string; positions: readonly number[] };
  "order.stranger": { subject: string; sha256: string; position: number };
  "order.other-key": { subject: string; sha256: string; position: number; keyId: string };
  "order.alternative": BundleNoteFacts["bundle.alternative"] & { position: number };
  /** The issuer between two certificates, or above the leaf, is not in the file. */
  "order.gap": { subject: string; issuer: string; keyId: string; isInInventory: boolean };
  "order.root-missing": { issuer: string; keyId: string; isInInventory: boolean };
  "order.root-contained": { subject: string; sha256: string; position: number };
}

export type OrderFindingCode = keyof OrderFindingFacts;
interface Judged<C extends OrderFindingCode> {
  readonly code: C;
  readonly params: OrderFindingFacts[C];
  readonly severity: "danger" | "warn" | "info";
  readonly citation: string;
}
export type OrderFinding = { readonly [C in OrderFindingCode]: Judged<C> }[OrderFindingCode];

export interface BundleReview {
  /** The kind of the file: as it was made, else as it looks. */
  readonly kind: BundleKind;
  readonly findings: readonly OrderFinding[];
  /** The bundles that the file should hold, of the same kind; one for each leaf. */
  readonly bundles: readonly Bundle[];
}

export interface ReviewInput {
  /** As they stand in the file. */
  readonly certificates: readonly Certificate[];
  /** The kind that it was made as; absent: inferred from its members. */
  readonly kind?: BundleKind;
  readonly inventory?: readonly Certificate[];
  readonly at: Date;
  /** The root that its chains are to end in (see `chooseChain`). */
  readonly root?: string | undefined;
}

/** Reviews the order of a file, and makes the bundle that it should be. No order of anchors is wrong. */
export function reviewBundle({ certificates, kind: given, inventory = [], at, root }: ReviewInput): BundleReview {
  const kind = given ?? formOf(certificates, inventory, at);
  const bundles = buildBundles({ certificates, kind, inventory, at, root });
  const prints = certificates.map(({ der }) => sha256Hex(der));
  const doubled = doublesOf(certificates, prints);
  if (kind === "anchors") return { kind, findings: doubled, bundles };
  // The whole chains: a root that the kind leaves out has its place in the file all the same.
  const chains = buildBundles({ certificates, kind: "full-chain", inventory, at, root });
  const findings = [
    ...swapped(chains, prints),
    ...doubled,
    ...strangers(chains, prints),
    ...chains.flatMap((chain) => endsOf(chain, prints)),
  ];
  return { kind, findings: onceEach(findings), bundles };
}

const tlsOrder = "RFC 8446 §4.4.2";

function swapped(chains: readonly Bundle[], prints: readonly string[]): OrderFinding[] {
  const members = chains.flatMap((chain) => chain.members.filter(({ origin }) => origin === "input"));
  const places = chains.map((chain) =>
    chain.members.map(({ sha256 }) => prints.indexOf(sha256)).filter((place) => place >= 0),
  );
  if (places.every((list) => list.every((place, index) => index === 0 || place > list[index - 1]!))) return [];
  const roles = new Map(members.map(({ sha256, role }) => [sha256, role]));
  const found = prints
    .filter((print, index) => roles.has(print) && prints.indexOf(print) === index)
    .map((print) => roles.get(print)!);
  const wanted = [...new Set(members.map(({ sha256 }) => prints.indexOf(sha256) + 1))];
  return [{ code: "order.swapped", severity: "danger", citation: tlsOrder, params: { found, wanted } }];
}

function doublesOf(certificates: readonly Certificate[], prints: readonly string[]): OrderFinding[] {
  return [...new Set(prints)].flatMap((print): OrderFinding[] => {
    const positions = prints.flatMap((each, index) => (each === print ? [index + 1] : []));
    if (positions.length < 2) return [];
    const { reference } = pathFactsOf(certificates[positions[0]! - 1]!);
    return [{ code: "order.doubled", severity: "warn", citation: tlsOrder, params: { ...reference, positions } }];
  });
}

/** Certificates that belong to no chain; they are in the notes of each of them. */
function strangers(chains: readonly Bundle[], prints: readonly string[]): OrderFinding[] {
  return chains.flatMap(({ notes }) => notes.flatMap((note) => stranger(note, prints)));
}

function stranger(note: BundleNote, prints: readonly string[]): OrderFinding[] {
  const at = (sha256: string) => prints.indexOf(sha256) + 1;
  switch (note.code) {
    case "bundle.unrelated":
      return [
        {
          code: "order.stranger",
          severity: "warn",
          citation: tlsOrder,
          params: { ...note.params, position: at(note.params.sha256) },
        },
      ];
    case "bundle.other-key":
      return [
        {
          code: "order.other-key",
          severity: "warn",
          citation: "RFC 5280 §4.2.1.1",
          params: { ...note.params, position: at(note.params.sha256) },
        },
      ];
    case "bundle.alternative":
      return [
        {
          code: "order.alternative",
          severity: "info",
          citation: tlsOrder,
          params: { ...note.params, position: at(note.params.sha256) },
        },
      ];
    default:
      return [];
  }
}

/** Finds the missing members along a chain, and the root at its end. */
function endsOf({ members, notes, certificates }: Bundle, prints: readonly string[]): OrderFinding[] {
  const findings: OrderFinding[] = [];
  for (const [index, member] of members.entries()) {
    const below = members[index - 1];
    if (member.origin === "input" || below?.origin !== "input") continue;
    findings.push(
      missing(member.role === "root", {
        subject: below.subject,
        issuer: member.subject,
        keyId: member.keyId,
        isInInventory: true,
      }),
    );
  }
  const last = members.at(-1)!;
  if (last.role === "root" && last.origin === "input" && members.length > 1) {
    const { subject, sha256 } = last;
    findings.push({
      code: "order.root-contained",
      severity: "info",
      citation: tlsOrder,
      params: { subject, sha256, position: prints.indexOf(sha256) + 1 },
    });
  }
  const isShort = notes.some(({ code }) => code === "bundle.incomplete");
  if (isShort && last.origin === "input") {
    // With an authority left over, or nothing above the leaf, something in between is missing rather than the root
    // alone.
    const isGap =
      last.role === "leaf" || notes.some(({ code }) => code === "bundle.unrelated" || code === "bundle.other-key");
    const keyId = pathFactsOf(certificates.at(-1)!).authorityKeyId ?? "";
    findings.push(missing(!isGap, { subject: last.subject, issuer: last.issuer, keyId, isInInventory: false }));
  }
  return findings;
}

function missing(isRoot: boolean, facts: OrderFindingFacts["order.gap"]): OrderFinding {
  const { issuer, keyId, isInInventory } = facts;
  if (isRoot)
    return {
      code: "order.root-missing",
      severity: "info",
      citation: tlsOrder,
      params: { issuer, keyId, isInInventory },
    };
  return { code: "order.gap", severity: "danger", citation: tlsOrder, params: facts };
}

function onceEach(findings: readonly OrderFinding[]): OrderFinding[] {
  return [...new Map(findings.map((finding) => [JSON.stringify(finding), finding])).values()];
}

export interface BundleOrder {
  /** The certificates follow each other as in a chain, each once, leaf first (several chains: one after the other). */
  readonly isInOrder: boolean;
  /** Roles as they stand in the file; null for a certificate that belongs to no chain. */
  readonly found: readonly (BundleMember["role"] | null)[];
  /** Positions in the file, from 1, in the order that they should have. */
  readonly wanted: readonly number[];
}

/** Describes what is wrong with the order of a file, for `inspect`; `buildBundles` makes the repaired one. */
export function describeOrder(certificates: readonly Certificate[], at: Date): BundleOrder {
  const prints = certificates.map(({ der }) => sha256Hex(der));
  const members = buildBundles({ certificates, kind: "full-chain", at }).flatMap((bundle) => bundle.members);
  const roles = new Map(members.map(({ sha256, role }) => [sha256, role]));
  const positions = members.map(({ sha256 }) => prints.indexOf(sha256) + 1);
  const wanted = [...new Set(positions)];
  const isInOrder =
    wanted.length === certificates.length &&
    wanted.every((position, index) => index === 0 || position > wanted[index - 1]!);
  return { isInOrder, found: prints.map((print) => roles.get(print) ?? null), wanted };
}
