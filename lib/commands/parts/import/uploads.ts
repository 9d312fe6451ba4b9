import { Failure, isFailure, type CommandErrorCode, type CommandErrorFacts } from "../../error-codes.ts";
import type { EntryFailure } from "../../../pki/archive/limits.ts";
import type { Note } from "../../../pki/asn1/element.ts";
import { failureOfElement, failureOfPart } from "../../../pki/files/part-failure.ts";
import type { FailureData } from "../../../pki/failure.ts";
import type { Context } from "../../command.ts";
import type { NewFile, StoredFileReport } from "../../ports/files.ts";
import type { OpenedFile } from "../../ports/reader.ts";
import type { Store } from "../../ports/store.ts";
import { isAuthority, readCertificate } from "../../../pki/x509/certificate.ts";
import { requireFileName } from "../names.ts";
import { readSource } from "../content.ts";
import type { Finding } from "../../../pki/checks/finding.ts";
import { readRequest } from "../../../pki/x509/csr.ts";
import { graveKeyFindings } from "./key-findings.ts";
import { lockedKeysHere, ownNameFirst } from "./locked-keys.ts";
import { requireMayReplace } from "./replaced-authorities.ts";
import { type MarkedRoot, newMark, newRoots } from "../trust/new-mark.ts";
import { filesToStore, isKept } from "./files-to-store.ts";

export interface Uploads {
  readonly files: readonly { readonly name: string; readonly text?: string; readonly bytes?: Uint8Array }[];
  readonly passphrase?: string;
  readonly replace?: boolean;
  /** Stores nothing of a file of which a part cannot be read. */
  readonly whole?: boolean;
  /** What the self-signed certificates are taken for; absent: as of `newMark`. */
  readonly trust?: "trusted" | "stored";
}

export type Refusal = {
  [C in CommandErrorCode]: RefusedPlace & { readonly code: C; readonly params: CommandErrorFacts[C] };
}[CommandErrorCode];

interface RefusedPlace {
  readonly fileName: string;
  /** Of the part that was refused; null of a whole file, and where a file has no lines. */
  readonly line: number | null;
  /** Of its PEM block, else "". */
  readonly label: string;
}

export interface UploadReport {
  /** The files that were stored (or were here already), in the order of the upload. */
  readonly stored: readonly (StoredFileReport & {
    readonly from: string;
    readonly isUnpaired: boolean;
    /**
     * Of a certificate without its key: the locked keys here that may be it, the one of its own name first, at most five.
     * Only their passphrases tell.
     */
    readonly lockedKeys: readonly string[];
    /** The file that it came from has parts that were not stored: they are among `refused`. */
    readonly isPart: boolean;
    /** Of a key or a request: why it should be replaced. */
    readonly keyFindings: readonly Finding[];
    /** The self-signed certificates in it, and what each is taken for. */
    readonly roots: readonly MarkedRoot[];
  })[];
  /** The files that were not, and the parts of files, each with its reason. */
  readonly refused: readonly Refusal[];
  /** How files were read: what was undone, mended or left out. */
  readonly notes: readonly { readonly fileName: string; readonly note: Note }[];
}

interface Group {
  readonly fileName: string;
  readonly files: readonly NewFile[];
  readonly isPart: boolean;
}

/**
 * Stores what can be stored and reports file by file. When nothing could be stored, the first reason is the answer.
 * @throws Failure of the first file when every file was refused.
 */
export async function storeUploads(context: Context, uploads: Uploads): Promise<UploadReport> {
  const refused: Refusal[] = [];
  const notes: UploadReport["notes"][number][] = [];
  const groups: Group[] = [];
  for (const file of uploads.files) {
    for (const part of await unpacked(context, file, uploads.passphrase)) {
      notes.push(...part.notes.map((note) => ({ fileName: part.fileName, note })));
      try {
        const fileName = requireFileName(part.fileName);
        if (part.failure !== null) throw new Failure(part.failure.code, part.failure.facts);
        const { readable, left } = readableOf({ ...part, fileName });
        const [first] = left;
        if (first !== undefined && (uploads.whole === true || readable.elements.length === 0))
          throw new Failure(first.code, first.params);
        const trust = newMark(context.actor, uploads.trust);
        const files = (await filesToStore(context, readable, { isPart: left.length > 0 })).map((file) => ({
          ...file,
          trust,
        }));
        groups.push({ fileName, files, isPart: left.length > 0 });
        refused.push(...left);
      } catch (error) {
        refused.push(refusal(part.fileName, error));
      }
    }
  }
  if (uploads.replace === true) {
    const names = groups.flatMap(({ files }) => files.map(({ fileName }) => fileName));
    await requireMayReplace(context, "upload", names);
  }
  const stored = await addAll(context, groups, uploads.replace === true, refused);
  const [first] = refused;
  if (stored.length === 0 && first !== undefined) throw new Failure(first.code, first.params);
  return { stored, refused, notes };
}

/**
 * A file without the parts that are broken or have no place in the inventory, and those as refusals. A file of one
 * element is judged as a whole, and a passphrase that does not fit is no damage.
 */
function readableOf(file: OpenedFile): { readable: OpenedFile; left: Refusal[] } {
  const { fileName, elements, unread } = file;
  const left = unread.map((part) => refusedPart(fileName, part, failureOfPart(part)));
  const shown = elements.filter(({ element }) => element.kind !== "parameters");
  if (shown.length === 1 && unread.length === 0) return { readable: file, left };
  const readable = elements.filter(({ element, failure }) => {
    const reason =
      failure !== null && !isOfPassphrase(failure.code)
        ? failureOfElement(element, failure)
        : isKept(element.kind)
          ? null
          : { code: "file.not-kept" as const, facts: { fileName, kind: element.kind } };
    if (reason !== null) left.push(refusedPart(fileName, { line: element.line, label: element.label ?? "" }, reason));
    return reason === null;
  });
  left.sort((one, other) => (one.line ?? 0) - (other.line ?? 0));
  return { readable: { ...file, elements: readable }, left };
}

/** With the right passphrase the whole file can be stored. */
function isOfPassphrase(code: CommandErrorCode): boolean {
  return code.endsWith(".wrong-passphrase") || code === "keystore.key-own-passphrase";
}

function refusedPart(
  fileName: string,
  { line, label }: { readonly line: number | null; readonly label: string },
  { code, facts }: FailureData<CommandErrorFacts, "facts">,
): Refusal {
  return { fileName, line, label, code, params: facts } as Refusal;
}

/** An archive stands for what is in it; a file of which nothing can be read says so itself. */
async function unpacked(
  { reader }: Context,
  file: Uploads["files"][number],
  passphrase: string | undefined,
): Promise<OpenedFile[]> {
  try {
    const bytes = readSource(file);
    const passphrases = passphrase === undefined ? [] : [{ passphrase }];
    return await reader.unpack([{ name: file.name, bytes }], { passphrases, triesEmpty: false });
  } catch (error) {
    if (!isFailure(error)) throw error;
    return [
      {
        path: [file.name],
        fileName: file.name,
        elements: [],
        unread: [],
        notes: [],
        raw: null,
        failure: { code: error.code, facts: error.facts } as EntryFailure,
      },
    ];
  }
}

/**
 * All at once, because a key and its certificate belong in one transaction; what is in the way is left out and said.
 */
async function addAll(
  { store }: Context,
  groups: readonly Group[],
  replace: boolean,
  refused: Refusal[],
): Promise<UploadReport["stored"]> {
  let left = groups;
  while (left.length > 0) {
    try {
      const { stored } = await store.add(
        left.flatMap((group) => group.files),
        { replace },
      );
      const paired = stored.length === 1 ? stored : await Promise.all(stored.map((report) => pairedNow(store, report)));
      const hasKeys = await Promise.all(paired.map((report) => hasKey(store, report)));
      const roots = await newRoots(
        store,
        left.flatMap((group) => group.files),
      );
      const lockedKeys = hasKeys.includes(false) ? await lockedKeysHere(store) : [];
      return paired.map((report, index) => ({
        ...report,
        from: sourceOf(left, index)?.fileName ?? "",
        isPart: sourceOf(left, index)?.isPart ?? false,
        isUnpaired: report.kind === "certificate" && report.pairedWith.length === 0,
        lockedKeys: hasKeys[index] === false ? ownNameFirst(report.basename, lockedKeys) : [],
        keyFindings: graveKeyFindings(spkiOf(left, index)),
        roots: roots.get(left.flatMap((group) => group.files)[index]!) ?? [],
      }));
    } catch (error) {
      const blocked = blockedGroup(left, error);
      if (blocked === undefined) throw error;
      refused.push(refusal(blocked.fileName, error));
      left = left.filter((group) => group !== blocked);
    }
  }
  return [];
}

/** The store reports in its own order; a key knows its certificate only once all of them are in. */
async function pairedNow(store: Store, report: StoredFileReport): Promise<StoredFileReport> {
  const spkiSha256 = (await store.file(report.storedAs))?.spkiSha256 ?? null;
  if (spkiSha256 === null) return report;
  const sameKey = await store.filesByPublicKey(spkiSha256);
  return {
    ...report,
    pairedWith: sameKey.map(({ fileName }) => fileName).filter((fileName) => fileName !== report.storedAs),
  };
}

/** Null where the question has no sense: only the certificate of a service or a person has its key here. */
async function hasKey(store: Store, { kind, storedAs, pairedWith }: StoredFileReport): Promise<boolean | null> {
  if (kind !== "certificate") return null;
  const file = await store.file(storedAs);
  // Its name may hold a bundle by now: a file of several certificates is kept as it came, which is no DER.
  if (file?.kind !== "certificate" || isAuthority(readCertificate(file.bytes))) return null;
  return (await store.filesNamed(pairedWith)).some((file) => file.kind === "key");
}

function sourceOf(groups: readonly Group[], index: number): Group | undefined {
  let end = 0;
  return groups.find((group) => index < (end += group.files.length));
}

/** The public key of a key or a request; null of everything else. */
function spkiOf(groups: readonly Group[], index: number): Uint8Array | null {
  const file = groups.flatMap(({ files }) => files)[index];
  if (file?.kind === "csr") return readRequest(file.bytes).spki;
  return file?.kind === "key" ? (file.sealed?.spki ?? null) : null;
}

/** The group whose file the store named, or the only one. */
function blockedGroup(groups: readonly Group[], error: unknown): Group | undefined {
  if (!isFailure(error)) return undefined;
  if (groups.length === 1) return groups[0];
  const named = "fileName" in error.facts ? error.facts.fileName : null;
  return groups.find((group) => group.files.some((file) => file.fileName === named));
}

function refusal(fileName: string, error: unknown): Refusal {
  if (!isFailure(error)) throw error;
  return { fileName, line: null, label: "", code: error.code, params: error.facts } as Refusal;
}
