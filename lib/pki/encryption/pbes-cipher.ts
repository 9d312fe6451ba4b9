import { createDecipheriv } from "node:crypto";
import { type Element, Tag } from "../asn1/der.ts";
import { readInteger, readOid } from "../asn1/der-value.ts";
import { Failure } from "../failure.ts";
import { decryptRc2Cbc } from "./rc2.ts";
import { namedScheme } from "./scheme-name.ts";

/** The ciphers that PBES2 names (RFC 8018 §B.2, RFC 5084, RFC 3657, RFC 5794), keys already derived. */
export interface Cipher {
  readonly name: string;
  readonly keyLength: number;
  readonly blockLength: number;
  open(key: Uint8Array, ciphertext: Uint8Array): Uint8Array | null;
}

const aes = "2.16.840.1.101.3.4.1";
const camellia = "1.2.392.200011.61.1.1.1";
const aria = "1.2.410.200046.1.1";

/** OID of a PBES2 encryption scheme whose parameter is the IV → node's cipher, our words, key bytes. */
const blockCiphers: Readonly<Record<string, readonly [node: string, name: string, keyLength: number]>> = {
  [`${aes}.2`]: ["aes-128-cbc", "AES-128-CBC", 16],
  [`${aes}.22`]: ["aes-192-cbc", "AES-192-CBC", 24],
  [`${aes}.42`]: ["aes-256-cbc", "AES-256-CBC", 32],
  [`${camellia}.2`]: ["camellia-128-cbc", "CAMELLIA-128-CBC", 16],
  [`${camellia}.3`]: ["camellia-192-cbc", "CAMELLIA-192-CBC", 24],
  [`${camellia}.4`]: ["camellia-256-cbc", "CAMELLIA-256-CBC", 32],
  [`${aria}.2`]: ["aria-128-cbc", "ARIA-128-CBC", 16],
  [`${aria}.7`]: ["aria-192-cbc", "ARIA-192-CBC", 24],
  [`${aria}.12`]: ["aria-256-cbc", "ARIA-256-CBC", 32],
  "1.2.156.10197.1.104.2": ["sm4-cbc", "SM4-CBC", 16],
  "1.2.840.113549.3.7": ["des-ede3-cbc", "3DES-CBC", 24],
  "1.3.14.3.2.7": ["des-cbc", "DES-CBC", 8],
};

const gcmCiphers: Readonly<
  Record<string, readonly [node: "aes-128-gcm" | "aes-192-gcm" | "aes-256-gcm", name: string, keyLength: number]>
> = {
  [`${aes}.6`]: ["aes-128-gcm", "AES-128-GCM", 16],
  [`${aes}.26`]: ["aes-192-gcm", "AES-192-GCM", 24],
  [`${aes}.46`]: ["aes-256-gcm", "AES-256-GCM", 32],
};

const rc2Oid = "1.2.840.113549.3.2";

/** Something that we can name and not do. */
export interface Refused {
  readonly name: string;
  readonly refused: true;
}

/** The encryption scheme of PBES2-params. @throws Failure `der.malformed`. */
export function readCipher(algorithm: Element): Cipher | Refused {
  const cursor = algorithm.open();
  const oid = readOid(cursor.next());
  const block = blockCiphers[oid];
  if (block !== undefined) {
    const [node, name, keyLength] = block;
    const ivElement = cursor.next(Tag.octetString);
    const blockLength = node.startsWith("des") ? 8 : 16;
    if (ivElement.length !== blockLength) ivElement.fail("bad-value");
    return { name, keyLength, blockLength, open: (key, text) => openNodeCbc(node, key, ivElement.content, text) };
  }
  const gcm = gcmCiphers[oid];
  if (gcm !== undefined) return readGcm(cursor.next(), ...gcm);
  if (oid === rc2Oid) return readRc2(cursor.next());
  return { name: namedScheme(oid), refused: true };
}

/** GCMParameters (RFC 5084 §3.2), or the nonce alone (RustCrypto); the tag stands at the end of the ciphertext. */
function readGcm(
  parameters: Element,
  node: "aes-128-gcm" | "aes-192-gcm" | "aes-256-gcm",
  name: string,
  keyLength: number,
): Cipher {
  let nonce = parameters;
  let tagLength = 16;
  if (parameters.tag !== Tag.octetString) {
    const cursor = parameters.open(Tag.sequence);
    nonce = cursor.next(Tag.octetString);
    const tagElement = cursor.optional(Tag.integer);
    tagLength = tagElement === undefined ? 12 : readInteger(tagElement);
  }
  if (nonce.length === 0 || nonce.length > 64 || tagLength < 12 || tagLength > 16) parameters.fail("bad-value");
  return {
    name,
    keyLength,
    blockLength: 1,
    open(key, text) {
      if (text.length < tagLength) throw new Failure("key.damaged", { offset: 0 });
      const decipher = createDecipheriv(node, key, nonce.content, { authTagLength: tagLength });
      decipher.setAuthTag(text.subarray(text.length - tagLength));
      const start = decipher.update(text.subarray(0, text.length - tagLength));
      try {
        return Buffer.concat([start, decipher.final()]);
      } catch {
        return null;
      }
    },
  };
}

/** RC2-CBC-Parameter (RFC 8018 §B.2.3): the version number stands for the effective bits. */
function readRc2(parameters: Element): Cipher | Refused {
  let bits = 32;
  let version = 0;
  let iv = parameters;
  if (parameters.tag === Tag.sequence) {
    const cursor = parameters.open();
    version = readInteger(cursor.next());
    const known: Readonly<Record<number, number>> = { 160: 40, 120: 64, 58: 128 };
    bits = version >= 256 ? version : (known[version] ?? 0);
    iv = cursor.next(Tag.octetString);
  }
  if (bits === 0 || bits > 1024) return { name: `RC2-CBC, rc2ParameterVersion ${version}`, refused: true };
  if (iv.length !== 8) iv.fail("bad-value");
  return {
    name: `RC2-${bits}-CBC`,
    keyLength: bits >> 3,
    blockLength: 8,
    open: (key, text) => removePadding(decryptRc2Cbc(key, bits, iv.content, text), 8),
  };
}

/**
 * CBC with PKCS#7 padding by node's cipher; null when the padding is wrong. Single DES is 3DES with one key three
 * times.
 */
export function openNodeCbc(
  cipher: string,
  key: Uint8Array,
  iv: Uint8Array,
  ciphertext: Uint8Array,
): Uint8Array | null {
  const isDes = cipher === "des-cbc";
  const decipher = createDecipheriv(isDes ? "des-ede3-cbc" : cipher, isDes ? Buffer.concat([key, key, key]) : key, iv);
  decipher.setAutoPadding(false);
  const clear = Buffer.concat([decipher.update(ciphertext), decipher.final()]);
  return removePadding(clear, iv.length);
}

/** PKCS#7 padding off (RFC 8018 §6.1.1); null when it is not there. */
export function removePadding(clear: Uint8Array, blockLength: number): Uint8Array | null {
  const count = clear.at(-1) ?? 0;
  if (count < 1 || count > blockLength || count > clear.length) return null;
  for (let i = clear.length - count; i < clear.length; i++) if (clear[i] !== count) return null;
  return clear.subarray(0, clear.length - count);
}
