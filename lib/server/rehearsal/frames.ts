import "server-only";
import type { Writable } from "node:stream";

/**
 * Messages over a pipe: the length of each as four bytes, the highest first, then its bytes. Keys go as they are, not
 * as text: text cannot be wiped.
 */
export function writeFrame(pipe: Writable, bytes: Uint8Array): void {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes.length);
  pipe.write(length);
  pipe.write(bytes);
}

/** The bytes of a pipe as messages. What was read is wiped; the caller wipes what it gets. */
export class FrameReader {
  readonly #mostBytes: number;
  readonly #onFrame: (frame: Buffer) => void;
  readonly #length = Buffer.alloc(4);
  #lengthRead = 0;
  #frame: Buffer | null = null;
  #frameRead = 0;

  constructor(mostBytes: number, onFrame: (frame: Buffer) => void) {
    this.#mostBytes = mostBytes;
    this.#onFrame = onFrame;
  }

  /** @throws RangeError for a message that is longer than agreed. */
  read(chunk: Buffer): void {
    let at = 0;
    while (at < chunk.length) {
      if (this.#frame === null) {
        const read = chunk.copy(this.#length, this.#lengthRead, at);
        at += read;
        this.#lengthRead += read;
        if (this.#lengthRead === 4) this.#begin();
      } else {
        const read = chunk.copy(this.#frame, this.#frameRead, at);
        at += read;
        this.#frameRead += read;
      }
      if (this.#frame !== null && this.#frameRead === this.#frame.length) this.#finish(this.#frame);
    }
    chunk.fill(0);
  }

  #begin(): void {
    const length = this.#length.readUInt32BE();
    if (length > this.#mostBytes)
      throw new RangeError(`a message of ${length} bytes, and ${this.#mostBytes} are taken`);
    this.#frame = Buffer.alloc(length);
    this.#frameRead = 0;
  }

  #finish(frame: Buffer): void {
    this.#frame = null;
    this.#lengthRead = 0;
    this.#onFrame(frame);
  }
}
