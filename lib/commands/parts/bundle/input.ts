import { isArchive, readArchive } from "../../../pki/archive/archive.ts";
import { ArchiveBudget, type ArchiveEntry } from "../../../pki/archive/limits.ts";
import { readBundleSource } from "../../../pki/bundle/source.ts";
import type { BundleNote } from "../../../pki/bundle/notes.ts";
import type { ElementKind } from "../../../pki/asn1/element.ts";
import type { Certificate } from "../../../pki/x509/certificate.ts";
import { Failure, isFailure } from "../../error-codes.ts";
import type { Store } from "../../ports/store.ts";
import { readSource } from "../content.ts";
import { requireFile } from "../stored.ts";

export type GivenFile = string | { readonly name: string; readonly text?: string; readonly bytes?: Uint8Array };

export interface BundleSources {
  readonly text?: string;
  readonly bytes?: Uint8Array;
  readonly files?: readonly GivenFile[];
}

export interface Gathered {
  readonly certificates: readonly Certificate[];
  readonly notes: readonly BundleNote[];
}

/** More is a list of the world's authorities, and no chain. */
export const mostCertificates = 2000;

/**
 * Every certificate of what was pasted, dropped and chosen, in the order given. A file among others that cannot be read
 * is noted; one that stands alone is refused with its reason.
 * @throws Failure `file.not-found`, `file.wrong-kind` of stored names; the reason of the first unreadable file, or
 *   `bundle.no-certificates`, when nothing is left; `bundle.too-many`.
 */
export async function gatherCertificates(store: Store, sources: BundleSources): Promise<Gathered> {
  const certificates: Certificate[] = [];
  const notes: BundleNote[] = [];
  let firstError: unknown = null;
  for (const { fileName, read } of await filesOf(store, sources)) {
    try {
      const source = await readBundleSource(read(), fileName);
      certificates.push(...source.certificates);
      notes.push(...source.notes);
    } catch (error) {
      if (!isFailure(error)) throw error;
      firstError ??= error;
      notes.push({ code: "bundle.file-unreadable", params: { fileName, reason: error.code } });
    }
    if (certificates.length > mostCertificates)
      throw new Failure("bundle.too-many", { count: certificates.length, limit: mostCertificates });
  }
  if (certificates.length > 0) return { certificates, notes };
  throw firstError ?? new Failure("bundle.no-certificates", { found: kindsIn(notes) });
}

interface Readable {
  readonly fileName: string;
  readonly read: () => Uint8Array;
}

async function filesOf(store: Store, { text, bytes, files = [] }: BundleSources): Promise<Readable[]> {
  const readable: Readable[] = [];
  if (text !== undefined) readable.push({ fileName: "", read: () => readSource({ text }) });
  if (bytes !== undefined) readable.push({ fileName: "", read: () => readSource({ bytes }) });
  for (const file of files) {
    if (typeof file === "string") {
      const stored = await requireFile(store, file, [".crt", ".pem", ".cer"], ["certificate", "bundle", "pkcs7"]);
      readable.push({ fileName: stored.fileName, read: () => stored.bytes });
    } else readable.push(...unzipped(file));
  }
  return readable;
}

/** A zip stands for what is in it; one that cannot be opened is said as such when it is read. */
function unzipped(file: Exclude<GivenFile, string>): Readable[] {
  try {
    const bytes = readSource(file);
    if (!isArchive(bytes)) return [{ fileName: file.name, read: () => bytes }];
    return readArchive(file.name, bytes, new ArchiveBudget()).entries.map((entry) => ({
      fileName: entry.fileName,
      read: () => bytesOf(entry),
    }));
  } catch (error) {
    return [
      {
        fileName: file.name,
        read: () => {
          throw error;
        },
      },
    ];
  }
}

function bytesOf({ bytes, failure }: ArchiveEntry): Uint8Array {
  if (failure !== null) throw new Failure(failure.code, failure.facts);
  return bytes;
}

function kindsIn(notes: readonly BundleNote[]): ElementKind[] {
  const kinds = notes.flatMap((note): ElementKind[] => {
    if (note.code === "bundle.key-left-out") return [note.params.isLocked ? "locked-key" : "key"];
    return note.code === "bundle.other-left-out" || note.code === "bundle.unreadable"
      ? [note.params.kind]
      : note.code === "bundle.container-locked"
        ? ["pkcs12"]
        : [];
  });
  return [...new Set(kinds)];
}
