import { type ArchiveBudget, type ArchiveEntry, isNoise, baseNameOf, entryPath } from "./limits.ts";

import { Failure } from "../failure.ts";

/** tar (POSIX.1-2017 pax, ustar, and GNU's long names): plain files; folders, links and devices are passed over. */

const block = 512;

/** By the checksum of its first header: only that tells an old tar from anything else. */
export function isTar(bytes: Uint8Array): boolean {
  return bytes.length >= 2 * block && isHeader(bytes.subarray(0, block));
}

function isHeader(header: Uint8Array): boolean {
  const said = octal(header, 148, 8);
  if (said === null || header[0] === 0) return false;
  let sum = 8 * 0x20;
  for (let i = 0; i < block; i++) if (i < 148 || i >= 156) sum += header[i]!;
  return sum === said;
}

/** A number in octal text, or in base 256 when the first bit is set; null when it is neither. */
function octal(header: Uint8Array, at: number, length: number): number | null {
  const field = header.subarray(at, at + length);
  if ((field[0]! & 0x80) !== 0) return field.subarray(1).reduce((sum, octet) => sum * 256 + octet, field[0]! & 0x7f);
  const text = Buffer.from(field).toString("latin1").replace(/\0.*$/s, "").trim();
  if (text === "") return 0;
  return /^[0-7]+$/.test(text) ? Number.parseInt(text, 8) : null;
}

function textOf(header: Uint8Array, at: number, length: number): Uint8Array {
  const field = header.subarray(at, at + length);
  const end = field.indexOf(0);
  return end < 0 ? field : field.subarray(0, end);
}

/** @throws Failure `zip.damaged`, `zip.too-many-entries`, `zip.too-large`. */
export function readTar(fileName: string, bytes: Uint8Array, budget: ArchiveBudget): ArchiveEntry[] {
  const entries: ArchiveEntry[] = [];
  let longPath: string | null = null;
  let longSize: number | null = null;
  let at = 0;
  while (at + block <= bytes.length) {
    const header = bytes.subarray(at, at + block);
    if (header.every((octet) => octet === 0)) break;
    const size = longSize ?? octal(header, 124, 12);
    if (!isHeader(header) || size === null || size > bytes.length - at - block)
      throw new Failure("zip.damaged", { fileName });
    const content = bytes.subarray(at + block, at + block + size);
    at += block + Math.ceil(size / block) * block;
    const type = String.fromCharCode(header[156]!);
    if (type === "x") ({ path: longPath, size: longSize } = readPax(content));
    else if (type === "L") longPath = entryPath(textOf(content, 0, content.length), "latin1");
    else if (type !== "g" && type !== "K") {
      const path = longPath ?? pathOf(header);
      [longPath, longSize] = [null, null];
      if ((type !== "0" && type !== "\0" && type !== "7") || path.endsWith("/") || isNoise(path)) continue;
      budget.countEntry();
      budget.countOctets(size);
      entries.push({ path, fileName: baseNameOf(path), bytes: Uint8Array.from(content), failure: null });
    }
  }
  return entries;
}

function pathOf(header: Uint8Array): string {
  const isUstar = Buffer.from(header.subarray(257, 262)).toString("latin1") === "ustar" && header[262] === 0;
  const prefix = isUstar ? entryPath(textOf(header, 345, 155), "latin1") : "";
  const name = entryPath(textOf(header, 0, 100), "latin1");
  return prefix === "" ? name : `${prefix}/${name}`;
}

/** Records `<length> <keyword>=<value>\n`; the length counts the whole record. */
function readPax(content: Uint8Array): { path: string | null; size: number | null } {
  let path: string | null = null;
  let size: number | null = null;
  for (let at = 0; at < content.length;) {
    const space = content.indexOf(0x20, at);
    const length = space < 0 ? 0 : Number(Buffer.from(content.subarray(at, space)).toString("latin1"));
    if (!Number.isInteger(length) || length < 5 || at + length > content.length) break;
    const record = content.subarray(space + 1, at + length - 1);
    const equals = record.indexOf(0x3d);
    const keyword = Buffer.from(record.subarray(0, Math.max(0, equals))).toString("latin1");
    if (keyword === "path") path = entryPath(record.subarray(equals + 1), "latin1");
    if (keyword === "size") size = Number(Buffer.from(record.subarray(equals + 1)).toString("latin1")) || 0;
    at += length;
  }
  return { path, size };
}
