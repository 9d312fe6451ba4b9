import type { Pkcs12Profile } from "./encrypt.ts";

/**
 * A program that opens PKCS#12 files, and what that asks of the file. "Wrong password" for a right one is how most of
 * them say that they do not know the encryption, so the profile follows from the receiver. The words are in lib/i18n,
 * by the names here.
 */
export interface Pkcs12Receiver {
  readonly profile: Pkcs12Profile;
  /**
   * Characters of the passphrase that it is known to take; null where no limit is known. Old dialogs cut or refuse
   * more.
   */
  readonly longestPassphrase: number | null;
  /** `ascii`: it refuses any other character. `advised`: opinions on the spelling differ between its versions. */
  readonly characters: "any" | "advised" | "ascii";
  /** An Ed25519 key: `refuses` is held by a test (NSS), `takes` as well; nothing reliable is known of the others. */
  readonly ed25519: "takes" | "refuses" | "unproven";
  /** Where it is known from. */
  readonly source: string;
}

/**
 * The fewest characters of a passphrase that a private key leaves under, over every surface: what OpenSSL's own dialog
 * asks for. Some devices take no more than a PIN; whether that is enough is the choice of the person, and the form
 * advises.
 */
export const shortestPassphrase = 4;

export const pkcs12Receivers = {
  /** Windows 10 1709, Windows 11, Windows Server 2019 and newer. */
  windows: {
    profile: "modern",
    longestPassphrase: null,
    characters: "any",
    ed25519: "unproven",
    source: "https://learn.microsoft.com/windows/win32/api/wincrypt/ns-wincrypt-pkcs12_pbes2_export_params",
  },
  /** Windows Server 2016, Windows 8.1 and older. */
  "windows-old": {
    profile: "compatible",
    longestPassphrase: 31,
    characters: "advised",
    ed25519: "unproven",
    source: "https://github.com/kaikramer/keystore-explorer/issues/318",
  },
  macos: {
    profile: "modern",
    longestPassphrase: null,
    characters: "advised",
    ed25519: "unproven",
    source: "https://github.com/pyca/cryptography/pull/7458",
  },
  /** macOS 12 and older. */
  "macos-old": {
    profile: "compatible",
    longestPassphrase: 31,
    characters: "advised",
    ed25519: "unproven",
    source: "https://github.com/pyca/cryptography/issues/7293",
  },
  /** Versions that take AES are not known for sure, and every version takes the other. */
  ios: {
    profile: "compatible",
    longestPassphrase: 31,
    characters: "advised",
    ed25519: "unproven",
    source: "https://github.com/gunnarhaslinger/SMIME-OpenSSL-CA/issues/1",
  },
  /** Android 14 and newer. */
  android: {
    profile: "modern",
    longestPassphrase: null,
    characters: "advised",
    ed25519: "unproven",
    source: "https://github.com/thevindu-w/clip_share_server/pull/48",
  },
  /** Android 13 and older. */
  "android-old": {
    profile: "compatible",
    longestPassphrase: 31,
    characters: "advised",
    ed25519: "unproven",
    source: "https://github.com/thevindu-w/clip_share_server/pull/48",
  },
  firefox: {
    profile: "modern",
    longestPassphrase: null,
    characters: "any",
    ed25519: "refuses",
    source: "https://github.com/pyca/cryptography/pull/5596",
  },
  /** Java 12 and newer, 8u301, 11.0.12. Its keys take ASCII passphrases alone. */
  java: {
    profile: "modern",
    longestPassphrase: null,
    characters: "ascii",
    ed25519: "takes",
    source: "https://github.com/openjdk/jdk11u-dev/commit/9cf9879",
  },
  "java-old": {
    profile: "compatible",
    longestPassphrase: 31,
    characters: "ascii",
    ed25519: "unproven",
    source: "https://github.com/openjdk/jdk11u-dev/commit/9cf9879",
  },
  /** OpenSSL 1.1.1 and newer, curl, GnuTLS, nginx and what else is built on them. */
  openssl: {
    profile: "modern",
    longestPassphrase: null,
    characters: "any",
    ed25519: "takes",
    source: "https://docs.openssl.org/3.0/man1/openssl-pkcs12/",
  },
  /** The receiver is not known: encryption that every receiver above opens. */
  unknown: {
    profile: "compatible",
    longestPassphrase: 31,
    characters: "ascii",
    ed25519: "unproven",
    source: "https://github.com/pyca/cryptography/pull/7458",
  },
} as const satisfies Readonly<Record<string, Pkcs12Receiver>>;

export type Pkcs12ReceiverName = keyof typeof pkcs12Receivers;

export const pkcs12ReceiverNames = Object.keys(pkcs12Receivers) as [Pkcs12ReceiverName, ...Pkcs12ReceiverName[]];

/** The receivers in the order in which they are offered. */
export function receiverList(): readonly { readonly name: Pkcs12ReceiverName; readonly receiver: Pkcs12Receiver }[] {
  return pkcs12ReceiverNames.map((name) => ({ name, receiver: pkcs12Receivers[name] }));
}

/** A problem that a receiver may have with this passphrase and key; none of them forbids the export. */
export type ReceiverConcern =
  "passphrase-too-long" | "passphrase-not-ascii" | "passphrase-spelling" | "key-refused" | "key-unproven";

/**
 * Asked by the dialog with every key and by `export` for its receipt. `passphrase` null: not chosen yet; `keyLabel` as
 * `readPublicKeyFacts` names it (`Ed25519`, `RSA 2048` …).
 */
export function receiverConcerns(
  { longestPassphrase, characters, ed25519 }: Pkcs12Receiver,
  passphrase: string | null,
  keyLabel: string | null,
): ReceiverConcern[] {
  const concerns: ReceiverConcern[] = [];
  const isAscii = passphrase === null || /^[\x20-\x7e]*$/.test(passphrase);
  if (passphrase !== null && longestPassphrase !== null && passphrase.length > longestPassphrase)
    concerns.push("passphrase-too-long");
  if (!isAscii && characters !== "any")
    concerns.push(characters === "ascii" ? "passphrase-not-ascii" : "passphrase-spelling");
  if (keyLabel === "Ed25519" && ed25519 !== "takes")
    concerns.push(ed25519 === "refuses" ? "key-refused" : "key-unproven");
  return concerns;
}
