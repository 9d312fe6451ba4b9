import { Failure, isFailure, type CommandErrorCode, type CommandErrorFacts } from "../../error-codes.ts";
import type { EntryFailure } from "../../../pki/archive/limits.ts";
import type { Context } from "../../command.ts";
import type { NewFile, StoredFileReport } from "../../ports/files.ts";
import type { OpenedFile } from "../../ports/reader.ts";
import type { Store } from "../../ports/store.ts";
import { requireFileName } from "../names.ts";
import { readSource } from "../content.ts";
import { filesToStore } from "./files-to-store.ts";

export interface Uploads {
  readonly files: readonly { readonly name: string; readonly text?: string; readonly bytes?: Uint8Array }[];
  readonly passphrase?: string;
  readonly replace?: boolean;
}

export type Refusal = {
  [C in CommandErrorCode]: { readonly fileName: string; readonly code: C; readonly params: CommandErrorFacts[C] };
}[CommandErrorCode];

export interface UploadReport {
  /** The files that were stored (or were here already), in the order of the upload. */
  readonly stored: readonly (StoredFileReport & { readonly from: string; readonly isUnpaired: boolean })[];
  /** The files that were not, each with its reason. */
  readonly refused: readonly Refusal[];
}

interface Group {
  readonly fileName: string;
  readonly files: readonly NewFile[];
}

/**
 * Stores what can be stored and reports file by file. When nothing could be stored, the first reason is the answer.
 * @throws Failure of the first file when every file was refused.
 */
export async function storeUploads(context: Context, uploads: Uploads): Promise<UploadReport> {
  const refused: Refusal[] = [];
  const groups: Group[] = [];
  for (const file of uploads.files) {
    for (const part of await unpacked(context, file, uploads.passphrase)) {
      try {
        const fileName = requireFileName(part.fileName);
        if (part.failure !== null) throw new Failure(part.failure.code, part.failure.facts);
        groups.push({ fileName, files: await filesToStore(context, { ...part, fileName }) });
      } catch (error) {
        refused.push(refusal(part.fileName, error));
      }
    }
  }
  const stored = await addAll(context, groups, uploads.replace === true, refused);
  const [first] = refused;
  if (stored.length === 0 && first !== undefined) throw new Failure(first.code, first.params);
  return { stored, refused };
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
      return paired.map((report, index) => ({
        ...report,
        from: sourceOf(left, index),
        isUnpaired: report.kind === "certificate" && report.pairedWith.length === 0,
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

function sourceOf(groups: readonly Group[], index: number): string {
  let end = 0;
  for (const group of groups) {
    end += group.files.length;
    if (index < end) return group.fileName;
  }
  return "";
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
  return { fileName, code: error.code, params: error.facts } as Refusal;
}
