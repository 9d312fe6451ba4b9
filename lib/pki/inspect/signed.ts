import type { Note } from "../asn1/element.ts";
import { checkCertificate, checkCrl, checkEncoding, checkRequest, checkStructure } from "../checks/index.ts";
import type { Finding } from "../checks/finding.ts";
import type { StrictFailure } from "../checks/encoding/structure-unusual.ts";
import { Failure, isFailure } from "../failure.ts";
import { type Certificate, readCertificate, readUnusualCertificate } from "../x509/certificate.ts";
import { type Crl, readCrl, readUnusualCrl } from "../x509/crl.ts";
import { readRequest, readUnusualRequest } from "../x509/csr.ts";
import { certificateCard, crlCard, requestCard } from "./card.ts";
import { certificateTree, crlTree, requestTree } from "./text-tree-signed.ts";
import type { TreeBuilder } from "./text-tree.ts";
import type { Cards, Draft, InspectOptions, TextNode } from "./types.ts";

/** Certificates, requests and revocation lists: read strictly, else as far as it goes, and always with their fields. */

const limits = {
  /**
   * Bytes of a certificate or request that are checked; and that are looked into at all. Real ones have some thousand.
   */
  checkedOctets: 262_144,
  readOctets: 1_048_576,
} as const;

type SignedKind = "certificate" | "csr" | "crl";

interface Inspected<K extends SignedKind, T> {
  readonly kind: K;
  readonly der: Uint8Array;
  readonly read: (der: Uint8Array) => T;
  readonly readUnusual: (der: Uint8Array) => T;
  readonly card: (read: T) => Cards[K];
  readonly check: (read: T) => readonly Finding[];
  readonly tree: () => TextNode;
  readonly notes?: (card: Cards[K]) => readonly Note[];
}

export function inspectCertificate(der: Uint8Array, tree: TreeBuilder, { now }: InspectOptions): Draft {
  requireReadable(der);
  return draftOf<"certificate", Certificate>({
    kind: "certificate",
    der,
    read: readCertificate,
    readUnusual: readUnusualCertificate,
    card: (certificate) => certificateCard(certificate, now),
    check: (certificate) => (isCheckable(der) ? checkCertificate(certificate, now) : []),
    tree: () => certificateTree(tree, der),
    notes: () => checkNotes(der),
  });
}

export function inspectRequest(der: Uint8Array, tree: TreeBuilder): Draft {
  requireReadable(der);
  return draftOf({
    kind: "csr",
    der,
    read: readRequest,
    readUnusual: readUnusualRequest,
    card: requestCard,
    check: (request) => (isCheckable(der) ? checkRequest(request) : []),
    tree: () => requestTree(tree, der),
    notes: () => checkNotes(der),
  });
}

export function inspectCrl(der: Uint8Array, tree: TreeBuilder, { now, serials }: InspectOptions): Draft {
  const readable = (crl: Crl): Crl => {
    requireReadable(crl.issuer.der);
    return crl;
  };
  return draftOf<"crl", Crl>({
    kind: "crl",
    der,
    read: (bytes) => readable(readCrl(bytes)),
    readUnusual: (bytes) => readable(readUnusualCrl(bytes)),
    card: (crl) => crlCard(crl, now, serials ?? null),
    check: (crl) => checkCrl(crl, now),
    tree: () => crlTree(tree, der),
    notes: ({ entries, revoked }) =>
      entries > revoked.length
        ? [{ code: "crl.entries-capped", params: { limit: revoked.length, total: entries } }]
        : [],
  });
}

function draftOf<K extends SignedKind, T>(inspected: Inspected<K, T>): Draft {
  const { kind, der, card, check, notes } = inspected;
  const strict = readOr(der, inspected.read);
  const read = isFailure(strict, "der.malformed") ? readOr(der, inspected.readUnusual) : strict;
  if (isFailure(read, "der.malformed")) {
    const failure = isFailure(strict, "der.malformed") ? strict : read;
    return {
      kind,
      card: null,
      text: inspected.tree(),
      findings: checkEncoding(der),
      notes: [],
      failure: { code: failure.code, facts: failure.facts },
    };
  }
  const structure = isFailure(strict, "der.malformed") ? checkStructure(strict) : [];
  const made = card(read);
  return {
    kind,
    card: made,
    text: inspected.tree(),
    findings: [...structure, ...check(read)],
    notes: notes?.(made) ?? [],
  };
}

function readOr<T>(der: Uint8Array, read: (der: Uint8Array) => T): T | StrictFailure {
  try {
    return read(der);
  } catch (error) {
    if (isFailure(error, "der.malformed")) return error;
    throw error;
  }
}

/** Every check reads the names again: beyond any real certificate's size that is seconds. */
const isCheckable = (der: Uint8Array): boolean => der.length <= limits.checkedOctets;

/** A name of a million parts takes seconds to print. @throws Failure `file.too-large`. */
function requireReadable(der: Uint8Array): void {
  if (der.length > limits.readOctets)
    throw new Failure("file.too-large", { size: der.length, limit: limits.readOctets });
}

function checkNotes(der: Uint8Array): Note[] {
  return isCheckable(der)
    ? []
    : [{ code: "checks.skipped", params: { size: der.length, limit: limits.checkedOctets } }];
}
