import "server-only";
import { createHash } from "node:crypto";
import { createReadStream, statSync } from "node:fs";
import { open } from "node:fs/promises";
import { join } from "node:path";
import { Failure } from "../error-codes.ts";

/**
 * The container of a backup: a tar file (POSIX.1-1988 `ustar`), so that its parts can be had without this console. Written
 * and read as a stream: a database has more bytes than memory should hold.
 */

const block = 512;
/** Bytes that are handed on at a time. */
const pieceBytes = 1024 * 1024;

/** What was written or read of one part. */
export interface Part {
  readonly name: string;
  /** Bytes. */
  readonly size: number;
  /** Hex. */
  readonly sha256: string;
}

export type PartSource = { readonly name: string } & ({ readonly path: string } | { readonly bytes: Uint8Array });

/** Yields the bytes of the parts one after the other; `last` is asked when all others are known, and is the last part. */
export async function* writeTar(
  sources: readonly PartSource[],
  last: (parts: readonly Part[]) => PartSource & { readonly bytes: Uint8Array },
): AsyncGenerator<Uint8Array> {
  const parts: Part[] = [];
  for (const source of sources) {
    const size = "path" in source ? statSync(source.path).size : source.bytes.length;
    yield header(source.name, size);
    const hash = createHash("sha256");
    let written = 0;
    for await (const piece of piecesOf(source)) {
      hash.update(piece);
      written += piece.length;
      yield piece;
    }
    if (written !== size) throw new Error(`${source.name} has ${written} bytes and had ${size} before`);
    yield padding(size);
    parts.push({ name: source.name, size, sha256: hash.digest("hex") });
  }
  const { name, bytes } = last(parts);
  yield header(name, bytes.length);
  yield bytes;
  yield padding(bytes.length);
  yield Buffer.alloc(2 * block);
}

async function* piecesOf(source: PartSource): AsyncGenerator<Uint8Array> {
  if ("bytes" in source) yield source.bytes;
  else yield* createReadStream(source.path, { highWaterMark: pieceBytes }) as AsyncIterable<Uint8Array>;
}

function header(name: string, size: number): Uint8Array {
  const bytes = Buffer.alloc(block);
  bytes.write(name, 0, 100, "ascii");
  bytes.write("0000600\0", 100, "ascii");
  bytes.write("0000000\0", 108, "ascii");
  bytes.write("0000000\0", 116, "ascii");
  // Above 8 GiB the digits do not suffice: a number of 64 bits with the first bit of the field set, as GNU tar has it.
  if (size < 8 ** 11) bytes.write(`${size.toString(8).padStart(11, "0")}\0`, 124, "ascii");
  else {
    bytes[124] = 0x80;
    bytes.writeBigUInt64BE(BigInt(size), 128);
  }
  bytes.write("00000000000\0", 136, "ascii");
  bytes.write("0", 156, "ascii");
  bytes.write("ustar\x0000", 257, "ascii");
  bytes.write(`${checksum(bytes).toString(8).padStart(6, "0")}\0 `, 148, "ascii");
  return bytes;
}

/** Of a header, with blanks where the sum itself stands. */
function checksum(bytes: Uint8Array): number {
  return bytes.reduce((sum, byte, index) => sum + (index >= 148 && index < 156 ? 0x20 : byte), 0);
}

const padding = (size: number): Uint8Array => Buffer.alloc((block - (size % block)) % block);

/**
 * Writes the parts of a stream into a folder, whose names are those of `wanted`.
 * @returns what came, in its order
 * @throws Failure `backup.damaged`
 */
export async function readTar(
  stream: AsyncIterable<Uint8Array>,
  folder: string,
  wanted: ReadonlySet<string>,
): Promise<readonly Part[]> {
  const source = new Pulled(stream);
  const parts: Part[] = [];
  for (;;) {
    const head = await source.exactly(block);
    if (head.every((byte) => byte === 0)) break;
    const { name, size } = readHeader(head);
    if (!wanted.has(name) || parts.some((part) => part.name === name))
      throw new Failure("backup.damaged", { part: name });
    parts.push({ name, size, sha256: await source.intoFile(join(folder, name), size, name) });
    // What fills the last block is zero: a byte of it that is another one was not written here.
    const filled = await source.exactly((block - (size % block)) % block);
    if (filled.some((byte) => byte !== 0)) throw new Failure("backup.damaged", { part: name });
  }
  // An archive that goes on behind its end is not the one that was written.
  if (!(await source.isAtEnd())) throw new Failure("backup.damaged", { part: "" });
  return parts;
}

function readHeader(head: Buffer): { readonly name: string; readonly size: number } {
  const text = (from: number, to: number) => head.toString("latin1", from, to).replace(/\0.*$/s, "");
  const size = head[124] === 0x80 ? Number(head.readBigUInt64BE(128)) : Number.parseInt(text(124, 136), 8);
  const isOurs = text(257, 263) === "ustar" && Number.parseInt(text(148, 156), 8) === checksum(head);
  if (!isOurs || !Number.isSafeInteger(size) || size < 0) throw new Failure("backup.damaged", { part: "" });
  return { name: text(0, 100), size };
}

/** A stream, read by so many bytes. */
class Pulled {
  readonly #pieces: AsyncIterator<Uint8Array>;
  #left: Buffer = Buffer.alloc(0);

  constructor(stream: AsyncIterable<Uint8Array>) {
    this.#pieces = stream[Symbol.asyncIterator]();
  }

  async #more(): Promise<boolean> {
    const { done, value } = await this.#pieces.next();
    if (done === true) return false;
    const piece = Buffer.from(value.buffer, value.byteOffset, value.length);
    this.#left = this.#left.length === 0 ? piece : Buffer.concat([this.#left, piece]);
    return true;
  }

  async exactly(count: number): Promise<Buffer> {
    while (this.#left.length < count) if (!(await this.#more())) throw new Failure("backup.damaged", { part: "" });
    const taken = this.#left.subarray(0, count);
    this.#left = this.#left.subarray(count);
    return taken;
  }

  /** @returns the SHA-256 of what was written, hex */
  async intoFile(path: string, size: number, part: string): Promise<string> {
    const hash = createHash("sha256");
    const file = await open(path, "wx", 0o600);
    try {
      for (let left = size; left > 0;) {
        if (this.#left.length === 0 && !(await this.#more())) throw new Failure("backup.damaged", { part });
        const piece = this.#left.subarray(0, left);
        this.#left = this.#left.subarray(piece.length);
        left -= piece.length;
        hash.update(piece);
        await file.writeFile(piece);
      }
    } finally {
      await file.close();
    }
    return hash.digest("hex");
  }

  async isAtEnd(): Promise<boolean> {
    // Two empty blocks end an archive; other programs may add more of them.
    while (this.#left.length > 0 || (await this.#more())) {
      if (this.#left.some((byte) => byte !== 0)) return false;
      this.#left = Buffer.alloc(0);
    }
    return true;
  }
}
