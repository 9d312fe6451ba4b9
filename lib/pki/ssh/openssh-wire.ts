import { Failure } from "../failure.ts";

/** The SSH wire format (RFC 4251 §5): strings with a length of four bytes in front. */
export class SshReader {
  readonly #source: Uint8Array;
  #at = 0;

  constructor(source: Uint8Array) {
    this.#source = source;
  }

  get isAtEnd(): boolean {
    return this.#at >= this.#source.length;
  }
  get offset(): number {
    return this.#at;
  }
  get rest(): Uint8Array {
    return this.#source.subarray(this.#at);
  }

  /** @throws Failure `ssh-key.malformed`. */
  fail(): never {
    throw new Failure("ssh-key.malformed", { offset: this.#at });
  }
  uint32(): number {
    if (this.#source.length - this.#at < 4) this.fail();
    const value = Buffer.from(this.#source.buffer, this.#source.byteOffset + this.#at, 4).readUInt32BE();
    this.#at += 4;
    return value;
  }
  string(): Uint8Array {
    const length = this.uint32();
    if (length > this.#source.length - this.#at) this.fail();
    const bytes = this.#source.subarray(this.#at, this.#at + length);
    this.#at += length;
    return bytes;
  }
  text(): string {
    return Buffer.from(this.string()).toString("utf8");
  }
  /** A non-negative mpint as its magnitude, leading zeros dropped. */
  magnitude(): Uint8Array {
    const bytes = this.string();
    let start = 0;
    while (start < bytes.length - 1 && bytes[start] === 0) start++;
    if (bytes.length === 0 || bytes[0]! >= 0x80) this.fail();
    return bytes.subarray(start);
  }
}

export function writeSshString(bytes: Uint8Array | string): Uint8Array {
  const content = typeof bytes === "string" ? Buffer.from(bytes, "utf8") : bytes;
  const length = Buffer.alloc(4);
  length.writeUInt32BE(content.length);
  return Buffer.concat([length, content]);
}

/** mpint of an unsigned magnitude: a 00 in front of a high first bit (RFC 4251 §5). */
export function writeSshMagnitude(magnitude: Uint8Array): Uint8Array {
  let start = 0;
  while (start < magnitude.length && magnitude[start] === 0) start++;
  const bytes = magnitude.subarray(start);
  return writeSshString(bytes.length > 0 && bytes[0]! >= 0x80 ? Buffer.concat([Uint8Array.of(0), bytes]) : bytes);
}
