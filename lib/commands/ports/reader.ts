import type { Note, SkippedPart } from "../../pki/asn1/element.ts";
import type { EntryFailure } from "../../pki/archive/limits.ts";
import type { Recognised, UnreadPart } from "../../pki/files/recognised.ts";
import type { UnpackOptions } from "../../pki/files/unpack-options.ts";
import type { Inspection, InspectOptions } from "../../pki/inspect/types.ts";
import type { SealedKey } from "./vault.ts";

/**
 * Reads files that come from outside (lib/pki, in worker threads where it may take long). A private key that is opened
 * goes to the vault at once: an answer holds it sealed, never in clear. Beside the failures of lib/pki:
 * `reading.timed-out`,
 * `reading.busy`.
 */
export interface Reader {
  /** The answer of `inspect` of lib/pki; it holds no secret. */
  inspect(bytes: Uint8Array, options: InspectOptions): Promise<Inspection>;
  /** Everything in the files, archives opened. What is wrong with a file is said in its place, not thrown. */
  unpack(
    files: readonly { readonly name: string; readonly bytes: Uint8Array }[],
    options: UnpackOptions,
  ): Promise<OpenedFile[]>;
  /**
   * The same of a file that an earlier answer holds sealed and locked, for other passphrases. @throws Failure
   * `key.damaged-seal`
   */
  unpackSealed(
    file: { readonly name: string; readonly sealed: SealedKey },
    options: UnpackOptions,
  ): Promise<OpenedFile>;
}

/** A file that came, or one that an archive held, opened as far as the passphrases reach. */
export interface OpenedFile {
  /** The archives around it, then its own path in the last of them: `["mail.zip", "certs/server.p12"]`. */
  readonly path: readonly string[];
  readonly fileName: string;
  readonly elements: readonly OpenedElement[];
  /** Parts of it that are no element: broken, or of a format that is not read here. */
  readonly unread: readonly UnreadPart[];
  /** How it was read: what was undone, mended or left out. */
  readonly notes: readonly Note[];
  /** Its own bytes, of a file of one PKCS#7 or one SSH public key: the store keeps these as they came. */
  readonly raw: Uint8Array | null;
  /** Why it could not be read at all. */
  readonly failure: EntryFailure | null;
}

export interface OpenedElement {
  /** `bytes` are empty of a key, a locked key, a PKCS#12 and a Java key store: what is kept of those is `sealed`. */
  readonly element: Recognised;
  /**
   * SubjectPublicKeyInfo, DER, of a certificate, a request or a key that is open (of OpenSSH's also while it is
   * locked).
   */
  readonly spki: Uint8Array | null;
  /** An open key; a locked one, a PKCS#12 (open or not) and a key store with locked keys as they came. Else null. */
  readonly sealed: SealedKey | null;
  /** How it is locked, while it is. */
  readonly encryption: string | null;
  /** The contents of a container that is open. */
  readonly contents: OpenedContents | null;
  /**
   * A wrong passphrase, an unsupported scheme or damage; of a container that shows part of itself, beside its contents.
   */
  readonly failure: EntryFailure | null;
}

/** The contents of a PKCS#7, PKCS#12 or Java key store. */
export interface OpenedContents {
  readonly keys: readonly OpenedKey[];
  /** DER, and the friendly name or alias. */
  readonly certificates: readonly { readonly der: Uint8Array; readonly name: string | null }[];
  /** DER. */
  readonly crls: readonly Uint8Array[];
  /** Keys under a passphrase other than those that were given. */
  readonly lockedKeys: readonly { readonly name: string | null; readonly encryption: string }[];
  /** Kinds of bags that were passed over. */
  readonly skipped: readonly SkippedPart[];
}

/** A key of a container: sealed, or the reason (`key.unsupported`) why it cannot be. */
export type OpenedKey = { readonly name: string | null } & (
  | { readonly sealed: SealedKey; readonly spki: Uint8Array; readonly failure: null }
  | { readonly sealed: null; readonly spki: null; readonly failure: EntryFailure }
);
