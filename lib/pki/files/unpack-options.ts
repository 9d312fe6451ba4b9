/**
 * How files are to be unpacked, apart from unpack.ts: what asks for it names a passphrase, and never sees a clear key.
 */

export interface Passphrase {
  readonly passphrase: string;
  /** The path of the one file that it is for, as `pathText` writes it; for every file when absent. */
  readonly path?: string;
}

export interface UnpackOptions {
  readonly passphrases: readonly Passphrase[];
  /** Tries the empty passphrase unasked where that costs little. */
  readonly triesEmpty: boolean;
}

/** The archives around a file and its own path in the last of them, as one text: `mail.zip › certs/server.p12`. */
export function pathText(path: readonly string[]): string {
  return path.join(" › ");
}
