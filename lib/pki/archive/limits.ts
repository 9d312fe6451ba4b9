import { Failure, type FailureData, type PkiErrorFacts } from "../failure.ts";
import { decodeCodePage, decodeKorean } from "./code-page.ts";

export interface ArchiveEntry {
  /** As it stands in the archive, control characters left out. */
  readonly path: string;
  /** Its last part: what a file that comes out of it is called. */
  readonly fileName: string;
  readonly bytes: Uint8Array;
  /** Why it could not be unpacked; `bytes` is empty then. */
  readonly failure: EntryFailure | null;
}
export type EntryFailure = FailureData<PkiErrorFacts, "facts">;

/**
 * Limits of unpacking one upload, over all archives in it: entries, bytes, and the ratio of unpacked to packed size.
 */
export const archiveLimits = {
  entries: 500,
  bytes: 50 * 1024 * 1024,
  ratio: 200,
  freeOctets: 1024 * 1024,
  nesting: 2,
} as const;

/** A small archive can hold gigabytes, and archives in archives multiply it: one budget for all. */
export class ArchiveBudget {
  #entries = 0;
  #bytes = 0;

  /** @throws Failure `zip.too-many-entries`. */
  countEntry(): void {
    this.#entries++;
    if (this.#entries > archiveLimits.entries)
      throw new Failure("zip.too-many-entries", { entries: this.#entries, limit: archiveLimits.entries });
  }
  /** @throws Failure `zip.too-large`. */
  countOctets(size: number): void {
    this.#bytes += size;
    if (this.#bytes > archiveLimits.bytes)
      throw new Failure("zip.too-large", { size: this.#bytes, limit: archiveLimits.bytes });
  }
  /**
   * Bytes that `packed` bytes may become, before they are unpacked.
   * @throws Failure `zip.too-large` when nothing is left, `zip.ratio` when more is declared than any real file would
   *   have.
   */
  roomFor(path: string, packed: number, declared: number): number {
    const size = this.#bytes + declared;
    if (size > archiveLimits.bytes) throw new Failure("zip.too-large", { size, limit: archiveLimits.bytes });
    const most = Math.max(archiveLimits.freeOctets, packed * archiveLimits.ratio);
    if (declared > most)
      throw new Failure("zip.ratio", { entry: path, packed, size: declared, limit: archiveLimits.ratio });
    return Math.max(1, Math.min(most, archiveLimits.bytes - this.#bytes + 1));
  }
}

/** Files that macOS and Windows put beside the real ones. */
export function isNoise(path: string): boolean {
  return path.startsWith("__MACOSX/") || /(^|\/)(\.DS_Store|Thumbs\.db|desktop\.ini|\._[^/]*)$/.test(path);
}

/** node:zlib stopped because the limit was reached. */
export function isTooLarge(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "ERR_BUFFER_TOO_LARGE";
}

/** Names of archive entries as text, whatever made them. */

/**
 * UTF-8 when it is that; else the Korean code page of Windows (Explorer writes names in it, and nothing in a zip says
 * so), else what an archive of this format is in: code page 437 in a zip (PKWARE APPNOTE D.1), Latin-1 in a tar.
 * Control characters and direction marks go: a name is shown to people.
 */
export function entryPath(bytes: Uint8Array, otherwise: "cp437" | "latin1"): string {
  return (decodeUtf8(bytes) ?? decodeKorean(bytes) ?? decodeOther(bytes, otherwise))
    .replace(/[\p{Cc}\p{Cf}]/gu, "")
    .replaceAll("\\", "/");
}

function decodeUtf8(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

/** Every byte is a character in both. */
function decodeOther(bytes: Uint8Array, otherwise: "cp437" | "latin1"): string {
  return (otherwise === "cp437" ? decodeCodePage(bytes, "cp437") : null) ?? Buffer.from(bytes).toString("latin1");
}

/** The last part of a path; `..` and drive letters are folders like any other and stay behind. */
export function baseNameOf(path: string): string {
  return path.split(/[/\\]/).findLast((part) => part !== "" && part !== "." && part !== "..") ?? "";
}
