import { isArchive, readArchive } from "../archive/archive.ts";
import type { Note } from "../asn1/element.ts";
import { ArchiveBudget, archiveLimits, type EntryFailure, baseNameOf } from "../archive/limits.ts";

import { readCertificate } from "../x509/certificate.ts";
import { readCrl } from "../x509/crl.ts";
import { readRequest } from "../x509/csr.ts";
import { Failure, isFailure } from "../failure.ts";
import { lockedKeyOf } from "./locked-key.ts";
import { isOfUnreadPart, isReadingNote } from "./part-failure.ts";
import { recogniseFile } from "./recognise.ts";
import type { Recognised, UnreadPart } from "./recognised.ts";
import { pathText, type UnpackOptions } from "./unpack-options.ts";
import { type Contents, unpackKeystore, unpackPkcs12, unpackPkcs7 } from "./unpack-container.ts";
import { readPrivateKeyElement } from "./read-key.ts";

/**
 * Files as they come, opened as far as the passphrases reach: archives, containers and keys. Facts only, nothing kept.
 */

/** One file that came, or one that an archive held. */
export interface UnpackedFile {
  /** The archives around it, then its own path in the last of them: `["mail.zip", "certs/server.p12"]`. */
  readonly path: readonly string[];
  readonly fileName: string;
  readonly size: number;
  readonly elements: readonly UnpackedElement[];
  /** Parts of it that are no element: broken, or of a format that is not read here. */
  readonly unread: readonly UnreadPart[];
  /** How it was read: what was undone, mended or left out. */
  readonly notes: readonly Note[];
  /** Its own bytes, of a file of one PKCS#7 or one SSH key: what the store keeps as it came. */
  readonly raw: Uint8Array | null;
  /** Why it could not be read at all. */
  readonly failure: EntryFailure | null;
}

export interface UnpackedElement {
  readonly element: Recognised;
  /** SubjectPublicKeyInfo of a certificate, a request or a key that is open (of OpenSSH's also while it is locked). */
  readonly spki: Uint8Array | null;
  /** PKCS#8 in clear, DER; the caller wipes it. */
  readonly pkcs8: Uint8Array | null;
  /** How it is locked, while it is. */
  readonly encryption: string | null;
  /** The contents of a container that is open. */
  readonly contents: Contents | null;
  /**
   * A wrong passphrase, an unsupported scheme or damage; of a container that shows part of itself, beside its contents.
   */
  readonly failure: EntryFailure | null;
}

/** Everything in the files, archives opened. Never throws for what is in a file: it says so itself. */
export async function unpackFiles(
  files: readonly { readonly name: string; readonly bytes: Uint8Array }[],
  options: UnpackOptions,
): Promise<UnpackedFile[]> {
  const budget = new ArchiveBudget();
  const found: UnpackedFile[] = [];
  for (const { name, bytes } of files) found.push(...(await unpackFile([name], name, bytes, options, budget)));
  return found;
}

async function unpackFile(
  path: readonly string[],
  fileName: string,
  bytes: Uint8Array,
  options: UnpackOptions,
  budget: ArchiveBudget,
): Promise<UnpackedFile[]> {
  const alone = { path, fileName, size: bytes.length, elements: [], unread: [], notes: [], raw: null };
  try {
    if (isArchive(bytes)) return await unpackArchive(path, bytes, options, budget);
    const { elements, unread, notes } = recogniseFile(bytes, fileName);
    const inner = elements.filter(({ kind }) => isArchiveKind(kind));
    const own = elements.filter(({ kind }) => !isArchiveKind(kind));
    const passphrases = options.passphrases
      .filter(({ path: only }) => only === undefined || only === pathText(path))
      .map(({ passphrase }) => passphrase);
    const unpacked: UnpackedElement[] = [];
    for (const element of own) unpacked.push(await unpackElement(element, passphrases, options.triesEmpty));
    const isKeptAsIs =
      elements.length === 1 &&
      (elements[0]!.kind === "pkcs7" || elements[0]!.kind === "ssh-public-key") &&
      !notes.some(isReadingNote);
    const told = notes.filter((note) => isReadingNote(note) && !isOfUnreadPart(note));
    const file = { ...alone, elements: unpacked, unread, notes: told, raw: isKeptAsIs ? bytes : null, failure: null };
    const found: UnpackedFile[] = own.length > 0 || unread.length > 0 ? [file] : [];
    // a zip that was attached to a mail
    for (const archive of inner) found.push(...(await unpackArchive(path, archive.bytes, options, budget)));
    return found;
  } catch (error) {
    return [{ ...alone, failure: failureOf(error) }];
  }
}

async function unpackArchive(
  path: readonly string[],
  bytes: Uint8Array,
  options: UnpackOptions,
  budget: ArchiveBudget,
): Promise<UnpackedFile[]> {
  const fileName = baseNameOf(path.at(-1) ?? "");
  if (path.length > archiveLimits.nesting) throw new Failure("zip.nested", { fileName, limit: archiveLimits.nesting });
  const archive = readArchive(fileName, bytes, budget);
  if (archive.entries.length === 0) throw new Failure("zip.empty", { fileName });
  const found: UnpackedFile[] = [];
  for (const entry of archive.entries) {
    const inside = [...path, entry.path];
    if (entry.failure !== null)
      found.push({
        path: inside,
        fileName: entry.fileName,
        size: 0,
        elements: [],
        unread: [],
        notes: [],
        raw: null,
        failure: entry.failure,
      });
    else found.push(...(await unpackFile(inside, entry.fileName, entry.bytes, options, budget)));
  }
  return found;
}

const isArchiveKind = (kind: Recognised["kind"]): boolean => kind === "zip" || kind === "tar" || kind === "gzip";

/** @throws what is no Failure */
export function failureOf(error: unknown): EntryFailure {
  if (!isFailure(error)) throw error;
  return { code: error.code, facts: error.facts } as EntryFailure;
}

const nothing = { spki: null, pkcs8: null, encryption: null, contents: null, failure: null } as const;

async function unpackElement(
  element: Recognised,
  passphrases: readonly string[],
  triesEmpty: boolean,
): Promise<UnpackedElement> {
  try {
    switch (element.kind) {
      case "certificate":
        return { ...nothing, element, spki: Uint8Array.from(readCertificate(element.bytes).spki) };
      case "csr":
        return { ...nothing, element, spki: Uint8Array.from(readRequest(element.bytes).spki) };
      case "crl":
        readCrl(element.bytes);
        return { ...nothing, element };
      case "key":
      case "locked-key":
        return { ...nothing, element, ...(await unpackKey(element, passphrases)) };
      case "pkcs7":
        return { ...nothing, element, contents: unpackPkcs7(element.bytes) };
      case "pkcs12":
        return { ...nothing, element, ...(await unpackPkcs12(element.bytes, passphrases, triesEmpty)) };
      case "keystore":
        return { ...nothing, element, ...unpackKeystore(element, passphrases) };
      default:
        return { ...nothing, element };
    }
  } catch (error) {
    return { ...nothing, element, failure: failureOf(error) };
  }
}

async function unpackKey(element: Recognised, passphrases: readonly string[]): Promise<Partial<UnpackedElement>> {
  const locked = lockedKeyOf(element);
  if (locked === null) {
    const { pkcs8, spki } = readPrivateKeyElement(element);
    return { pkcs8, spki };
  }
  const closed = { encryption: locked.encryption, spki: locked.spki };
  let failure: EntryFailure | null = null;
  for (const passphrase of passphrases) {
    try {
      const { pkcs8, spki } = await locked.open(passphrase);
      return { pkcs8, spki };
    } catch (error) {
      failure = failureOf(error);
      if (failure.code !== "key.wrong-passphrase") break;
    }
  }
  return { ...closed, failure };
}
