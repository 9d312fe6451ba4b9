import type { SkippedPart } from "../asn1/element.ts";
import type { EntryFailure } from "../archive/limits.ts";
import { Failure, isFailure } from "../failure.ts";
import { type Keystore, type KeystoreEntry, readKeystore } from "./java-keystore.ts";
import { type Pkcs12Content, readPkcs12Der } from "../pkcs12/pkcs12.ts";
import { readPkcs12Outline } from "../pkcs12/parts.ts";
import { contentTypeName, readSignedData } from "./pkcs7.ts";
import { readPrivateKeyDer } from "../keys/private-key.ts";
import type { Recognised } from "./recognised.ts";

/** The contents of PKCS#7, PKCS#12 and Java key stores, in one form. */
export interface Contents {
  readonly keys: readonly {
    readonly pkcs8: Uint8Array;
    readonly spki: Uint8Array | null;
    readonly name: string | null;
  }[];
  readonly certificates: readonly { readonly der: Uint8Array; readonly name: string | null }[];
  readonly crls: readonly Uint8Array[];
  /** Keys under a passphrase other than those that were given. */
  readonly lockedKeys: readonly { readonly name: string | null; readonly encryption: string }[];
  /** Kinds of what was passed over. */
  readonly skipped: readonly SkippedPart[];
}

interface Opening {
  readonly contents: Contents | null;
  readonly encryption: string | null;
  readonly failure: EntryFailure | null;
}

/** Rounds that are worth a guess with the empty passphrase: about a tenth of a second. */
export const guessLimit = 50_000;

/** @throws Failure `pkcs7.no-certificates`, `der.malformed`. */
export function unpackPkcs7(der: Uint8Array): Contents {
  const { certificates, crls, contentType } = readSignedData(der);
  if (certificates.length === 0 && crls.length === 0)
    throw new Failure("pkcs7.no-certificates", { contentType: contentTypeName(contentType) });
  const copies = (parts: readonly Uint8Array[]) => parts.map((part) => Uint8Array.from(part));
  return {
    keys: [],
    certificates: copies(certificates).map((each) => ({ der: each, name: null })),
    crls: copies(crls),
    lockedKeys: [],
    skipped: [],
  };
}

/** @throws Failure of `readPkcs12` other than a wrong passphrase, which is `failure`. */
export async function unpackPkcs12(
  der: Uint8Array,
  passphrases: readonly string[],
  triesEmpty: boolean,
): Promise<Opening> {
  const outline = readPkcs12Outline(der);
  const tried = triesEmpty && outline.cost <= guessLimit ? [...passphrases, ""] : passphrases;
  let failure: EntryFailure | null = null;
  for (const passphrase of tried) {
    try {
      return { contents: contentsOf(await readPkcs12Der(der, passphrase)), encryption: null, failure: null };
    } catch (error) {
      if (!isFailure(error)) throw error;
      // the empty passphrase is tried by itself, so that it does not fit is nothing to report
      if (passphrase !== "" || passphrases.includes(""))
        failure = { code: error.code, facts: error.facts } as EntryFailure;
      if (error.code !== "pkcs12.wrong-passphrase") break;
    }
  }
  return { contents: null, encryption: outline.encryption, failure };
}

function contentsOf({ keys, certificates, crls, lockedKeys, skipped }: Pkcs12Content): Contents {
  return {
    keys: keys.map(({ pkcs8, friendlyName }) => ({ pkcs8, spki: spkiOf(pkcs8), name: friendlyName })),
    certificates: certificates.map(({ der, friendlyName }) => ({ der, name: friendlyName })),
    crls,
    lockedKeys: lockedKeys.map(({ friendlyName, encryption }) => ({ name: friendlyName, encryption })),
    skipped,
  };
}

function spkiOf(pkcs8: Uint8Array): Uint8Array | null {
  try {
    return readPrivateKeyDer(pkcs8).spki;
  } catch (error) {
    if (isFailure(error)) return null;
    throw error;
  }
}

/**
 * The certificates of a key store lie in clear, so they are there whatever the passphrases. @throws Failure
 * `keystore.*`.
 */
export function unpackKeystore(element: Recognised, passphrases: readonly string[]): Opening {
  const store = requireReadable(element);
  const opened = openKeystoreKeys(store, passphrases);
  const locked = opened.filter(({ pkcs8 }) => pkcs8 === null);
  return {
    contents: {
      keys: opened.flatMap(({ entry, pkcs8 }) =>
        pkcs8 === null ? [] : [{ pkcs8, spki: spkiOf(pkcs8), name: entry.alias }],
      ),
      certificates: store.entries.flatMap(({ alias, certificates }) =>
        certificates.map((der, at) => ({ der, name: at === 0 ? alias : null })),
      ),
      crls: [],
      lockedKeys: locked.map(({ entry }) => ({ name: entry.alias, encryption: entry.encryption ?? "" })),
      skipped: [],
    },
    encryption: locked[0]?.entry.encryption ?? null,
    failure:
      locked[0] === undefined || passphrases.length === 0
        ? null
        : wrongPassphrase(store, passphrases, locked[0].entry.alias),
  };
}

function wrongPassphrase(store: Keystore, passphrases: readonly string[], name: string): EntryFailure {
  return passphrases.some((passphrase) => store.accepts(passphrase))
    ? { code: "keystore.key-own-passphrase", facts: { name } }
    : { code: "keystore.wrong-passphrase", facts: {} };
}

/** @throws Failure `keystore.unsupported` for what is recognised and not read. */
export function requireReadable(element: Recognised): Keystore {
  if (element.detail === "BKS") throw new Failure("file.unsupported", { format: "bks", label: "" });
  return readKeystore(element.bytes);
}

/** Each key with the first passphrase that opens it: in a JKS every key may have one of its own. */
export function openKeystoreKeys(
  store: Keystore,
  passphrases: readonly string[],
): { entry: KeystoreEntry; pkcs8: Uint8Array | null }[] {
  return store.entries
    .filter(({ kind }) => kind === "key")
    .map((entry) => {
      for (const passphrase of passphrases) {
        const clear = entry.open(passphrase);
        if (clear === null) continue;
        const isKey = spkiOf(clear) !== null;
        return { entry, pkcs8: isKey ? readPrivateKeyDer(clear).pkcs8 : clear };
      }
      return { entry, pkcs8: null };
    });
}
