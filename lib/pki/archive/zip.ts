import { crc32, inflateRawSync } from "node:zlib";
import { type ArchiveBudget, type ArchiveEntry, isNoise, baseNameOf, entryPath } from "./limits.ts";

import { Failure, isFailure } from "../failure.ts";

/**
 * Zip (PKWARE APPNOTE 6.3): read by its directory, never by the headers between the files, which may say something
 * else.
 */

const endOfDirectory = 0x06054b50;
const directoryEntry = 0x02014b50;
const localHeader = 0x04034b50;
const none = 0xffffffff;

const methodNames: Readonly<Record<number, string>> = {
  6: "Implode",
  9: "Deflate64",
  12: "BZIP2",
  14: "LZMA",
  93: "Zstandard",
  95: "XZ",
  98: "PPMd",
};

export function isZip(bytes: Uint8Array): boolean {
  return (
    bytes[0] === 0x50 && bytes[1] === 0x4b && ((bytes[2] === 3 && bytes[3] === 4) || (bytes[2] === 5 && bytes[3] === 6))
  );
}

interface Listed {
  readonly path: string;
  readonly flags: number;
  readonly method: number;
  readonly checksum: number;
  readonly packed: number;
  readonly size: number;
  readonly offset: number;
}

/** @throws Failure `zip.damaged` (no directory), `zip.too-many-entries`, `zip.too-large`, `zip.ratio`. */
export function readZip(fileName: string, bytes: Uint8Array, budget: ArchiveBudget): ArchiveEntry[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const { listed, base } = readDirectory(fileName, view);
  const entries: ArchiveEntry[] = [];
  for (const each of listed) {
    if (each.path.endsWith("/") || isNoise(each.path)) continue;
    budget.countEntry();
    entries.push(readEntry(fileName, view, base, each, budget));
  }
  return entries;
}

function readDirectory(fileName: string, view: DataView): { listed: Listed[]; base: number } {
  const damaged = (): never => {
    throw new Failure("zip.damaged", { fileName });
  };
  let end = view.byteLength - 22;
  const lowest = Math.max(0, end - 0xffff);
  while (end >= lowest && view.getUint32(end, true) !== endOfDirectory) end--;
  if (end < lowest) damaged();
  const count = view.getUint16(end + 10, true);
  const size = view.getUint32(end + 12, true);
  // bytes in front of the archive (a self-extracting one) shift every place by as much
  const base = end - size - view.getUint32(end + 16, true);
  let at = end - size;
  if (base < 0 || at < 0) damaged();
  const listed: Listed[] = [];
  for (let i = 0; i < count; i++) {
    if (at + 46 > end || view.getUint32(at, true) !== directoryEntry) damaged();
    const lengths = [28, 30, 32].map((place) => view.getUint16(at + place, true)) as [number, number, number];
    const next = at + 46 + lengths[0] + lengths[1] + lengths[2];
    if (next > end) damaged();
    listed.push(readListed(view, at, lengths));
    at = next;
  }
  return { listed, base };
}

function readListed(view: DataView, at: number, [nameLength, extraLength]: readonly [number, number, number]): Listed {
  const bytes = (start: number, length: number) => new Uint8Array(view.buffer, view.byteOffset + start, length);
  let [packed, size, offset] = [20, 24, 42].map((place) => view.getUint32(at + place, true)) as [
    number,
    number,
    number,
  ];
  if (packed === none || size === none || offset === none) {
    const large = zip64(bytes(at + 46 + nameLength, extraLength));
    if (size === none) size = large() ?? size;
    if (packed === none) packed = large() ?? packed;
    if (offset === none) offset = large() ?? offset;
  }
  return {
    path: entryPath(bytes(at + 46, nameLength), "cp437"),
    flags: view.getUint16(at + 8, true),
    method: view.getUint16(at + 10, true),
    checksum: view.getUint32(at + 16, true),
    packed,
    size,
    offset,
  };
}

/** The numbers of the zip64 field, one after the other. */
function zip64(extra: Uint8Array): () => number | null {
  const view = new DataView(extra.buffer, extra.byteOffset, extra.byteLength);
  let at = 0;
  while (at + 4 <= extra.length && view.getUint16(at, true) !== 1) at += 4 + view.getUint16(at + 2, true);
  const end = at + 4 <= extra.length ? Math.min(extra.length, at + 4 + view.getUint16(at + 2, true)) : 0;
  at += 4;
  return () => {
    if (at + 8 > end) return null;
    at += 8;
    return Number(view.getBigUint64(at - 8, true));
  };
}

function readEntry(
  fileName: string,
  view: DataView,
  base: number,
  listed: Listed,
  budget: ArchiveBudget,
): ArchiveEntry {
  const { path } = listed;
  const named = { path, fileName: baseNameOf(path) };
  try {
    const bytes = unpack(fileName, view, base, listed, budget);
    return { ...named, bytes, failure: null };
  } catch (error) {
    // what is true of the whole archive ends it; what is true of one file is said of that file
    if (!isFailure(error) || error.code === "zip.too-large" || error.code === "zip.ratio") throw error;
    return {
      ...named,
      bytes: new Uint8Array(),
      failure: { code: error.code, facts: error.facts } as ArchiveEntry["failure"],
    };
  }
}

function unpack(fileName: string, view: DataView, base: number, listed: Listed, budget: ArchiveBudget): Uint8Array {
  const { path, flags, method, checksum, packed, size, offset } = listed;
  const entry = path.slice(0, 200);
  if ((flags & 1) !== 0 || method === 99) throw new Failure("zip.encrypted", { entry });
  if (method !== 0 && method !== 8)
    throw new Failure("zip.unsupported", { entry, method: methodNames[method] ?? String(method) });
  const room = budget.roomFor(entry, packed, size);
  const start = base + offset;
  if (start + 30 > view.byteLength || view.getUint32(start, true) !== localHeader)
    throw new Failure("zip.damaged", { fileName: entry });
  const from = start + 30 + view.getUint16(start + 26, true) + view.getUint16(start + 28, true);
  if (from + packed > view.byteLength) throw new Failure("zip.damaged", { fileName: entry });
  const content = new Uint8Array(view.buffer, view.byteOffset + from, packed);
  const bytes = method === 0 ? Uint8Array.from(content) : inflate(entry, content, Math.min(room, size + 1));
  budget.countOctets(bytes.length);
  if (bytes.length !== size || crc32(bytes) !== checksum) throw new Failure("zip.damaged", { fileName: entry });
  return bytes;
}

function inflate(entry: string, content: Uint8Array, room: number): Uint8Array {
  try {
    return Uint8Array.from(inflateRawSync(content, { maxOutputLength: room }));
  } catch (error) {
    // broken, or more than its directory says
    throw new Failure("zip.damaged", { fileName: entry }, error);
  }
}
