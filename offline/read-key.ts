import * as asn1js from "asn1js";
import { isSignedBy, plainRsa, publicKey, type Scheme, signWith } from "./algorithm.ts";
import { bytesOf, encode, identifierOf, partsOf, sequence } from "./der.ts";
import { Trouble } from "./trouble.ts";

/** A key file: PKCS#8, also under a passphrase (PBES2 with PBKDF2 and AES-CBC), and the older PEM of EC and RSA keys. */

export type KeyForm = "pkcs8" | "encrypted" | "ec" | "rsa";

export interface KeyFile {
  readonly name: string;
  readonly form: KeyForm;
  readonly der: Uint8Array<ArrayBuffer>;
}

const labels: Readonly<Record<string, KeyForm>> = {
  "PRIVATE KEY": "pkcs8",
  "ENCRYPTED PRIVATE KEY": "encrypted",
  "EC PRIVATE KEY": "ec",
  "RSA PRIVATE KEY": "rsa",
};

/** @throws Trouble `key-unreadable`, `key-traditional` */
export function readKeyFile(name: string, bytes: Uint8Array): KeyFile {
  const text = new TextDecoder("latin1").decode(bytes);
  for (const [, label = "", inside = ""] of text.matchAll(/-----BEGIN ([A-Z ]+)-----([\s\S]*?)-----END \1-----/g)) {
    const form = labels[label];
    if (form === undefined) continue;
    if (inside.includes("Proc-Type")) throw new Trouble("key-traditional");
    try {
      return { name, form, der: bytesOf(inside.replace(/\s/g, "")) };
    } catch {
      throw new Trouble("key-unreadable");
    }
  }
  throw new Trouble("key-unreadable");
}

/**
 * Opens the key, proves by a signature over random bytes that it is the authority's, and lends it for one use; the bytes
 * are overwritten before that use. `spki`: of the authority, DER.
 * @throws Trouble `key-passphrase`, `key-scheme`, `key-unreadable`, `key-foreign`, `browser`
 */
export async function withKey<T>(
  file: KeyFile,
  passphrase: string,
  { scheme, spki }: { readonly scheme: Scheme; readonly spki: Uint8Array<ArrayBuffer> },
  use: (key: CryptoKey, authority: CryptoKey) => Promise<T>,
): Promise<T> {
  const authority = await publicKey(spki, scheme);
  const pkcs8 = file.form === "encrypted" ? await decrypted(file.der, passphrase) : inPkcs8(file, spki);
  const key = await imported(pkcs8, scheme);
  const challenge = crypto.getRandomValues(new Uint8Array(32));
  if (!(await isSignedBy(authority, challenge, await signWith(key, challenge, scheme), scheme)))
    throw new Trouble("key-foreign");
  return use(key, authority);
}

async function imported(pkcs8: Uint8Array<ArrayBuffer>, scheme: Scheme): Promise<CryptoKey> {
  let plain: Uint8Array<ArrayBuffer>;
  try {
    plain = plainRsa(pkcs8, 1);
  } catch {
    pkcs8.fill(0);
    throw new Trouble("key-unreadable");
  }
  try {
    return await crypto.subtle.importKey("pkcs8", plain, scheme.importing, false, ["sign"]);
  } catch {
    // Another kind of key, or another curve, than the authority's.
    throw new Trouble("key-foreign");
  } finally {
    plain.fill(0);
    pkcs8.fill(0);
  }
}

/** Puts a key of the older forms into PKCS#8, under the algorithm of the authority's own key, which it has to be. */
function inPkcs8({ form, der }: KeyFile, spki: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  if (form === "pkcs8") return Uint8Array.from(der);
  return sequence(encode(0x02, Uint8Array.of(0)), partsOf(spki)[0]!.bytes, encode(0x04, der));
}

const prfs: Readonly<Record<string, string>> = {
  "1.2.840.113549.2.7": "SHA-1",
  "1.2.840.113549.2.9": "SHA-256",
  "1.2.840.113549.2.10": "SHA-384",
  "1.2.840.113549.2.11": "SHA-512",
};
const ciphers: Readonly<Record<string, number>> = {
  "2.16.840.1.101.3.4.1.2": 128,
  "2.16.840.1.101.3.4.1.22": 192,
  "2.16.840.1.101.3.4.1.42": 256,
};

/** RFC 8018 §6.2. */
async function decrypted(der: Uint8Array<ArrayBuffer>, passphrase: string): Promise<Uint8Array<ArrayBuffer>> {
  const { salt, iterations, hash, bits, iv, content } = readEncrypted(der);
  const words = new TextEncoder().encode(passphrase);
  const base = await crypto.subtle.importKey("raw", words, "PBKDF2", false, ["deriveKey"]);
  words.fill(0);
  const derived = { name: "AES-CBC", length: bits };
  const key = await crypto.subtle
    .deriveKey({ name: "PBKDF2", salt, iterations, hash }, base, derived, false, ["decrypt"])
    .catch(() => {
      throw new Trouble("key-scheme", `AES-${bits}`);
    });
  const opened = await crypto.subtle.decrypt({ name: "AES-CBC", iv }, key, content).catch(() => {
    throw new Trouble("key-passphrase");
  });
  const pkcs8 = new Uint8Array(opened);
  // One wrong passphrase in 256 leaves a right padding, and no key.
  if (pkcs8[0] !== 0x30) throw new Trouble("key-passphrase");
  return pkcs8;
}

function readEncrypted(der: Uint8Array<ArrayBuffer>) {
  try {
    const [algorithm, data] = partsOf(der);
    const scheme = identifierOf(algorithm!.bytes);
    if (scheme !== "1.2.840.113549.1.5.13") throw new Trouble("key-scheme", scheme);
    const [derivation, encryption] = partsOf(partsOf(algorithm!.bytes)[1]!.bytes);
    const kdf = identifierOf(derivation!.bytes);
    if (kdf !== "1.2.840.113549.1.5.12")
      throw new Trouble("key-scheme", kdf === "1.3.6.1.4.1.11591.4.11" ? "scrypt" : kdf);
    const parameters = partsOf(partsOf(derivation!.bytes)[1]!.bytes);
    const prf = parameters.find(({ block }, index) => index > 1 && block instanceof asn1js.Sequence);
    const prfOid = prf === undefined ? "1.2.840.113549.2.7" : identifierOf(prf.bytes);
    const cipher = identifierOf(encryption!.bytes);
    const [bits, hash] = [ciphers[cipher], prfs[prfOid]];
    if (bits === undefined) throw new Trouble("key-scheme", cipher);
    if (hash === undefined) throw new Trouble("key-scheme", prfOid);
    const [salt, iterations] = parameters;
    return {
      salt: octets(salt!.block),
      iterations: (iterations!.block as asn1js.Integer).valueBlock.valueDec,
      hash,
      bits,
      iv: octets(partsOf(encryption!.bytes)[1]!.block),
      content: octets(data!.block),
    };
  } catch (error) {
    if (error instanceof Trouble) throw error;
    throw new Trouble("key-unreadable");
  }
}

function octets(block: asn1js.AsnType): Uint8Array<ArrayBuffer> {
  if (!(block instanceof asn1js.OctetString)) throw new Trouble("key-unreadable");
  return Uint8Array.from(new Uint8Array(block.valueBlock.valueHexView));
}
