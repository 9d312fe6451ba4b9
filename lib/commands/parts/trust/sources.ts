import { type Certificate, readCertificate } from "../../../pki/x509/certificate.ts";
import { type Crl, readCrl } from "../../../pki/x509/crl.ts";
import type { EntryFailure } from "../../../pki/archive/limits.ts";
import type { Note } from "../../../pki/asn1/element.ts";
import { kindsOfLabel } from "../../../pki/asn1/pem-labels.ts";
import { Failure, isFailure } from "../../error-codes.ts";
import { failureOfElement, failureOfPart, isReadingNote } from "../../../pki/files/part-failure.ts";
import { readPkcs7Certificates } from "../../../pki/files/pkcs7.ts";
import { recogniseFile } from "../../../pki/files/recognise.ts";
import { type OcspResponse, readOcspResponse } from "../../../pki/ocsp/response.ts";
import type { Recognised, RecognisedFile, UnreadPart } from "../../../pki/files/recognised.ts";
import type { Store } from "../../ports/store.ts";
import { readSource } from "../content.ts";
import { isContent } from "../given-file.ts";
import { requireFile } from "../stored.ts";

/** The certificates, lists and OCSP responses that one file or text brings into a question of trust, in its order. */
export interface Presented {
  /** Null for a text, and for a certificate that was named by its fingerprint. */
  readonly fileName: string | null;
  readonly certificates: readonly Certificate[];
  readonly crls: readonly Crl[];
  readonly ocspResponses: readonly OcspResponse[];
  /** How it was read: what was undone, mended or left out. */
  readonly reading: readonly Note[];
}

/** `sha256:<64 hexadecimal digits>`: one certificate of the inventory, also when it has no file of its own. */
const byFingerprint = /^sha256:([0-9a-f]{64})$/i;

const holders = ["certificate", "bundle", "pkcs7"] as const;
/** What says whether a certificate is revoked. */
const evidence = ["crl", "ocsp-response"] as const;

/**
 * Reads a stored name, a fingerprint, or the text itself (PEM, or base64 of DER); revocation lists too, and of a text
 * OCSP responses, which are not stored.
 * @throws Failure `file.not-found`, `file.wrong-kind`, `file.unrecognised` and the errors of reading.
 */
export async function readPresented(store: Store, given: string): Promise<Presented> {
  if (isContent(given)) return readContent(new TextEncoder().encode(given), null, [...holders, ...evidence]);
  return readNamed(store, given, [...holders, "crl"]);
}

/** The first certificate of it is the one in question. @throws as `readPresented`. */
export async function readTarget(
  store: Store,
  source: { readonly file?: string; readonly text?: string; readonly bytes?: Uint8Array },
): Promise<Presented> {
  if (source.file === undefined) return presentedIn(readSource(source), null);
  return isContent(source.file)
    ? presentedIn(new TextEncoder().encode(source.file), null)
    : readNamed(store, source.file, holders);
}

type StoredKinds = readonly ((typeof holders)[number] | "crl")[];
type Kinds = readonly ((typeof holders)[number] | (typeof evidence)[number])[];

async function readNamed(store: Store, given: string, kinds: StoredKinds): Promise<Presented> {
  const [, sha256] = byFingerprint.exec(given) ?? [];
  if (sha256 !== undefined) return readByFingerprint(store, sha256.toLowerCase());
  const file = await requireFile(store, given, kinds.includes("crl") ? [...extensions, ".crl"] : extensions, kinds);
  return file.kind === "certificate"
    ? { fileName: file.fileName, certificates: [readCertificate(file.bytes)], crls: [], ocspResponses: [], reading: [] }
    : readContent(file.bytes, file.fileName, kinds);
}

const extensions = [".crt", ".cer", ".pem"] as const;

async function readByFingerprint(store: Store, sha256: string): Promise<Presented> {
  const record = await store.certificateBySha256(sha256);
  if (record === null) throw new Failure("file.not-found", { fileName: `sha256:${sha256}`, nearest: null });
  const certificates = [readCertificate(record.der)];
  return { fileName: record.fileName, certificates, crls: [], ocspResponses: [], reading: [] };
}

/**
 * As `readTarget`, of bytes.
 * @throws Failure `file.wrong-kind` when there is no certificate in it; the reason of the first part that is to be a
 *   certificate and cannot be read, when it stands before the first one that can: an answer about another certificate
 *   than the one that was given would be none.
 */
export function presentedIn(bytes: Uint8Array, fileName: string | null): Presented {
  const file = recogniseFile(bytes, fileName ?? "");
  const read = readCertificates(file.elements);
  const first = read.find(({ certificates }) => certificates.length > 0);
  const place = first === undefined ? Infinity : file.elements.indexOf(first.element);
  const broken = read.find(({ failure }) => failure !== null);
  const brokenPlace = broken === undefined ? Infinity : file.elements.indexOf(broken.element);
  const part = file.unread.find((each) => isPerhapsCertificate(each));
  if (part !== undefined && part.after <= Math.min(place, brokenPlace)) refuse(failureOfPart(part));
  if (broken !== undefined && brokenPlace < place) refuse(failureOfElement(broken.element, broken.failure!));
  return contentOf(file, read, fileName, holders);
}

function refuse({ code, facts }: EntryFailure): never {
  throw new Failure(code, facts);
}

/** Not of a block that says that it is something else. */
function isPerhapsCertificate({ label }: UnreadPart): boolean {
  const kinds = kindsOfLabel(label);
  return kinds.length === 0 || kinds.includes("certificate") || kinds.includes("pkcs7");
}

interface ReadElement {
  readonly element: Recognised;
  readonly certificates: readonly Certificate[];
  readonly failure: EntryFailure | null;
}

/** The certificates of each element that has or should have some. */
function readCertificates(elements: readonly Recognised[]): ReadElement[] {
  return elements
    .filter(({ kind }) => kind === "certificate" || kind === "pkcs7")
    .map((element) => {
      try {
        return { element, certificates: certificatesOf(element).map(readCertificate), failure: null };
      } catch (error) {
        if (!isFailure(error)) throw error;
        return { element, certificates: [], failure: { code: error.code, facts: error.facts } as EntryFailure };
      }
    });
}

function contentOf(
  { elements, notes }: RecognisedFile,
  read: readonly ReadElement[],
  fileName: string | null,
  kinds: Kinds,
): Presented {
  const certificates = read.flatMap((each) => each.certificates);
  const lists = readEach(elements, "crl", kinds, readCrl);
  const responses = readEach(elements, "ocsp-response", kinds, readOcspResponse);
  const damaged = [...read, ...lists, ...responses].flatMap(({ element, failure }) =>
    failure === null ? [] : [{ element, failure }],
  );
  const crls = lists.flatMap(({ value }) => value);
  const ocspResponses = responses.flatMap(({ value }) => value);
  if (certificates.length + crls.length + ocspResponses.length === 0) {
    const [broken] = damaged.map(({ element, failure }) => failureOfElement(element, failure));
    if (broken !== undefined) throw new Failure(broken.code, broken.facts);
    throw new Failure("file.wrong-kind", {
      fileName: fileName ?? "",
      kind: elements[0]?.kind ?? "",
      wanted: kinds.join("|"),
    });
  }
  const reading: Note[] = [
    ...notes.filter(isReadingNote),
    ...damaged.map(({ element: { line } }): Note => ({ code: "part.damaged", params: { line, offset: 0 } })),
  ];
  return { fileName, certificates, crls, ocspResponses, reading };
}

interface ReadEvidence<T> {
  readonly element: Recognised;
  /** One, or none of a part that is broken. */
  readonly value: readonly T[];
  readonly failure: EntryFailure | null;
}

function readEach<T>(
  elements: readonly Recognised[],
  kind: (typeof evidence)[number],
  kinds: Kinds,
  read: (der: Uint8Array) => T,
): ReadEvidence<T>[] {
  const own = kinds.includes(kind) ? elements.filter((element) => element.kind === kind) : [];
  return own.map((element) => {
    try {
      return { element, value: [read(element.bytes)], failure: null };
    } catch (error) {
      if (!isFailure(error)) throw error;
      return { element, value: [], failure: { code: error.code, facts: error.facts } as EntryFailure };
    }
  });
}

function readContent(bytes: Uint8Array, fileName: string | null, kinds: Kinds): Presented {
  const file = recogniseFile(bytes, fileName ?? "");
  return contentOf(file, readCertificates(file.elements), fileName, kinds);
}

function certificatesOf({ kind, bytes }: Recognised): readonly Uint8Array[] {
  if (kind === "certificate") return [bytes];
  return kind === "pkcs7" ? readPkcs7Certificates(bytes) : [];
}
