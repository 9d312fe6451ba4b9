import type { IssuerGraph } from "../path/issuer-graph.ts";
import type { Certificate } from "../x509/certificate.ts";
import { formatName } from "../x509/name.ts";
import { pathFactsOf } from "../path/facts.ts";
import type { ElementKind, Note, PemProblem } from "../asn1/element.ts";
import type { BundleKind } from "./kind.ts";

/** Notes on how the certificates of a bundle were arranged, and on missing ones: code → facts. */
export interface BundleNoteFacts extends SourceNoteFacts {
  "bundle.duplicate": { subject: string; sha256: string; copies: number };
  /** It has issued nothing in this bundle and is no leaf. */
  "bundle.unrelated": { subject: string; sha256: string };
  /** It stands on another way up, or could stand in the place of a member (a renewal, a cross-signature); `date` of its end or its begin, ISO 8601. */
  "bundle.alternative": { subject: string; sha256: string; issuer: string; state: CertificateState; date: string };
  /** It has the name of an issuer that is needed, and another key: another generation of the authority. */
  "bundle.other-key": { subject: string; sha256: string; keyId: string };
  /** Where its members stood in what was given, from 1, in their order now. */
  "bundle.reordered": { places: readonly number[] };
  /** The kind leaves it out. */
  "bundle.leaf-left-out": { subject: string; sha256: string };
  "bundle.root-left-out": { subject: string; sha256: string };
  /** What was given has several leaves. */
  "bundle.divided": { bundles: number };
  "bundle.filled": { subject: string; sha256: string; keyId: string };
  /** The chain ends before a root: the issuer of its last certificate is not here. */
  "bundle.incomplete": { issuer: string; keyId: string };
  /** It is in the bundle, and its time is over, or has not come (ISO 8601). */
  "bundle.ended": { subject: string; sha256: string; notAfter: string };
  "bundle.not-yet-valid": { subject: string; sha256: string; notBefore: string };
  /** Not an authority, so it cannot be an anchor. */
  "bundle.not-authority": { subject: string; sha256: string };
}

/** Of a certificate at an instant. */
export type CertificateState = "valid" | "ended" | "not-yet-valid";

export type BundleNoteCode = keyof BundleNoteFacts;
export type BundleNote = {
  readonly [C in BundleNoteCode]: { readonly code: C; readonly params: BundleNoteFacts[C] };
}[BundleNoteCode];

export interface NoteInput {
  readonly chain: readonly Certificate[];
  /** In any of the bundles. */
  readonly used: ReadonlySet<Certificate>;
  /** On any chain of the leaf. */
  readonly ways: ReadonlySet<Certificate>;
  readonly graph: IssuerGraph;
  readonly kind: BundleKind;
  readonly at: Date;
}

/** Which of its members no client takes at this instant. */
export function notesOfDates(certificates: readonly Certificate[], now: Date): BundleNote[] {
  return certificates.flatMap((certificate): BundleNote[] => {
    const { state, date } = stateAt(certificate, now);
    if (state === "ended") return [{ code: "bundle.ended", params: { ...referenceOf(certificate), notAfter: date } }];
    return state === "not-yet-valid"
      ? [{ code: "bundle.not-yet-valid", params: { ...referenceOf(certificate), notBefore: date } }]
      : [];
  });
}

function stateAt({ notBefore, notAfter }: Certificate, at: Date): { state: CertificateState; date: string } {
  if (notBefore > at) return { state: "not-yet-valid", date: notBefore.toISOString() };
  return { state: notAfter < at ? "ended" : "valid", date: notAfter.toISOString() };
}

/** Sorted, so that the order of the input does not show. */
export function notesOf(input: NoteInput): BundleNote[] {
  const { chain, graph, used, kind } = input;
  const notes: BundleNote[] = [];
  for (const [certificate, copies] of graph.duplicates)
    notes.push({ code: "bundle.duplicate", params: { ...referenceOf(certificate), copies } });
  for (const certificate of graph.input) if (!used.has(certificate)) notes.push(unusedNote(certificate, input));
  for (const certificate of chain) {
    if (!graph.isFromInventory(certificate)) continue;
    notes.push({
      code: "bundle.filled",
      params: { ...referenceOf(certificate), keyId: pathFactsOf(certificate).subjectKeyId ?? "" },
    });
  }
  const last = chain.at(-1);
  if (kind !== "anchors" && last !== undefined && !graph.isSelfSigned(last)) {
    notes.push({
      code: "bundle.incomplete",
      params: { issuer: formatName(last.issuer), keyId: pathFactsOf(last).authorityKeyId ?? "" },
    });
  }
  return notes.sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
}

function unusedNote(certificate: Certificate, { chain, ways, graph, kind, at }: NoteInput): BundleNote {
  const reference = referenceOf(certificate);
  if (kind === "anchors") return { code: "bundle.not-authority", params: reference };
  const isAlternative = ways.has(certificate) || chain.some((member) => graph.issuersOf(member).includes(certificate));
  if (isAlternative) {
    const { issuer } = certificate;
    return {
      code: "bundle.alternative",
      params: { ...reference, issuer: formatName(issuer), ...stateAt(certificate, at) },
    };
  }
  const facts = pathFactsOf(certificate);
  const isNamesake = chain.some(
    (member) => !graph.isSelfSigned(member) && pathFactsOf(member).issuerKey === facts.subjectKey,
  );
  if (isNamesake) return { code: "bundle.other-key", params: { ...reference, keyId: facts.subjectKeyId ?? "" } };
  return { code: "bundle.unrelated", params: reference };
}

function referenceOf(certificate: Certificate): { subject: string; sha256: string } {
  const { subject, sha256 } = pathFactsOf(certificate).reference;
  return { subject, sha256 };
}

/**
 * Notes on the files that a bundle was made from: code → facts. `fileName` is "" for pasted text; lines count from 1.
 */
export interface SourceNoteFacts {
  /** A private key never goes into a bundle. */
  "bundle.key-left-out": { fileName: string; line: number | null; isLocked: boolean };
  "bundle.other-left-out": { fileName: string; line: number | null; kind: ElementKind };
  /** PKCS#7, or PKCS#12 that opens without a passphrase. */
  "bundle.from-container": { fileName: string; line: number | null; kind: "pkcs7" | "pkcs12"; certificates: number };
  "bundle.container-locked": { fileName: string };
  /** `reason` is an error code, of this ring or of one above. */
  "bundle.file-unreadable": { fileName: string; reason: string };
  /** How the file was read: what was undone, mended or left out. */
  "bundle.as-read": { fileName: string; note: Note };
  "bundle.unreadable": { fileName: string; line: number | null; kind: ElementKind };
  "bundle.broken-block": {
    fileName: string;
    line: number;
    label: string;
    problem: PemProblem;
  };
  /** OpenSSL's `TRUSTED CERTIFICATE`: the settings behind the certificate were cut off. */
  "bundle.trust-settings": { fileName: string; line: number | null; alias: string };
  "bundle.trailing-bytes": { fileName: string; line: number | null; count: number };
  "bundle.text-line-ends": { fileName: string; found: "crlf" | "cr" | "mixed" };
  "bundle.text-mark": { fileName: string; isInside: boolean };
  "bundle.text-utf16": { fileName: string };
  "bundle.text-indented": { fileName: string };
  /** Blocks that followed each other without a line break: many readers lose the second one. */
  "bundle.text-glued": { fileName: string; count: number };
  /** `Bag Attributes` of `openssl pkcs12`, `subject=` and `issuer=` of s_client. */
  "bundle.text-attributes": { fileName: string };
  "bundle.text-comments": { fileName: string; lines: number };
}

export type SourceNoteCode = keyof SourceNoteFacts;
export type SourceNote = {
  readonly [C in SourceNoteCode]: { readonly code: C; readonly params: SourceNoteFacts[C] };
}[SourceNoteCode];
