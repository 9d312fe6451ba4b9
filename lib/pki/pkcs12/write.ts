import { createHash } from "node:crypto";
import { Tag } from "../asn1/der.ts";
import {
  encode,
  writeExplicit,
  writeInteger,
  writeOctetString,
  writeOid,
  writeSequence,
  writeSetOf,
} from "../asn1/der-write.ts";
import { Failure } from "../failure.ts";
import { passwordOf } from "../encryption/pbes.ts";
import { type Pkcs12Lock, pkcs12Locks, type Pkcs12Profile } from "./encrypt.ts";

/** Writing PKCS#12 (RFC 7292): one key, its certificate and the chain, in two dialects. */

export interface Pkcs12Input {
  /** PKCS#8, DER. */
  readonly key: Uint8Array;
  /** DER; the key's own certificate first, then its issuers in order. */
  readonly certificates: readonly Uint8Array[];
  /** The name that the receiver shows; Java calls it the alias. */
  readonly friendlyName: string | null;
  readonly passphrase: string;
  /**
   * `modern`: AES-256-CBC under PBKDF2-HMAC-SHA256, MAC of SHA-256 (OpenSSL ≥ 1.1.1, Java ≥ 12, Windows ≥ 1709).
   * `compatible`: 3DES for key and certificates and SHA-1, for older phones, Windows Server 2016, macOS ≤ 12; OpenSSL 3
   * reads it without `-legacy`. RC2-40 is never written. Which receiver wants which: pkcs12-receivers.ts.
   */
  readonly profile: Pkcs12Profile;
  random(length: number): Uint8Array;
  /** Rounds of each derivation, 1 to 2 000 000. When it is not given: 100 000 (modern), 10 000 (compatible). */
  readonly iterations?: number;
}

/**
 * 100 000 of each keeps the whole file under the 600 000 rounds in all that Windows' .NET reads, and the file is made
 * in about 0.1 s. Old receivers derive slowly, key and IV one after the other.
 */
export const pkcs12Iterations: Readonly<Record<Pkcs12Profile, number>> = { modern: 100_000, compatible: 10_000 };

const dataOid = writeOid("1.2.840.113549.1.7.1");
const encryptedDataOid = writeOid("1.2.840.113549.1.7.6");
const shroudedKeyBag = writeOid("1.2.840.113549.1.12.10.1.2");
const certificateBag = writeOid("1.2.840.113549.1.12.10.1.3");
const x509Certificate = writeOid("1.2.840.113549.1.9.22.1");
const friendlyNameOid = writeOid("1.2.840.113549.1.9.20");
const localKeyIdOid = writeOid("1.2.840.113549.1.9.21");

/**
 * The file's bytes. The derivations run side by side, in the thread pool where the runtime can.
 * @throws Failure `passphrase.required` (macOS and Firefox refuse files without one), `encryption.too-costly`.
 */
export async function writePkcs12(input: Pkcs12Input): Promise<Uint8Array> {
  const { passphrase, profile, random, iterations = pkcs12Iterations[profile] } = input;
  if (passphrase === "") throw new Failure("passphrase.required", {});
  const lock = pkcs12Locks[profile]({ password: passwordOf(passphrase), iterations, random });
  const content = writeAuthenticatedSafe(input, lock);
  const mac = await lock.mac(content);
  return writeSequence(writeInteger(3), writeSequence(dataOid, writeExplicit(0, writeOctetString(await content))), mac);
}

async function writeAuthenticatedSafe(
  { key, certificates, friendlyName }: Pkcs12Input,
  lock: Pkcs12Lock,
): Promise<Uint8Array> {
  const first = certificates[0];
  const attributes = writeAttributes(
    friendlyName,
    first === undefined ? null : createHash("sha1").update(first).digest(),
  );
  const bags = certificates.map((der, at) =>
    writeSequence(
      certificateBag,
      writeExplicit(0, writeSequence(x509Certificate, writeExplicit(0, writeOctetString(der)))),
      ...(at === 0 ? attributes : []),
    ),
  );
  const [certificateInfo, shroudedKey] = await Promise.all([
    bags.length === 0 ? [] : writeEncryptedInfo(lock, writeSequence(...bags)).then((info) => [info]),
    sealed(lock, key, Tag.octetString),
  ]);
  const keyBag = writeSequence(shroudedKeyBag, writeExplicit(0, writeSequence(...shroudedKey)), ...attributes);
  return writeSequence(
    ...certificateInfo,
    writeSequence(dataOid, writeExplicit(0, writeOctetString(writeSequence(keyBag)))),
  );
}

async function sealed(lock: Pkcs12Lock, clear: Uint8Array, tag: number): Promise<[Uint8Array, Uint8Array]> {
  const { algorithm, ciphertext } = await lock.seal(clear);
  return [algorithm, encode(tag, ciphertext)];
}

async function writeEncryptedInfo(lock: Pkcs12Lock, clear: Uint8Array): Promise<Uint8Array> {
  const info = writeSequence(dataOid, ...(await sealed(lock, clear, 0x80)));
  return writeSequence(encryptedDataOid, writeExplicit(0, writeSequence(writeInteger(0), info)));
}

/** Bag attributes as a SET, or nothing. */
function writeAttributes(friendlyName: string | null, localKeyId: Uint8Array | null): Uint8Array[] {
  const attributes: Uint8Array[] = [];
  if (friendlyName !== null && friendlyName !== "") {
    const text = encode(Tag.bmpString, Buffer.from(friendlyName, "utf16le").swap16());
    attributes.push(writeSequence(friendlyNameOid, writeSetOf(text)));
  }
  if (localKeyId !== null) attributes.push(writeSequence(localKeyIdOid, writeSetOf(writeOctetString(localKeyId))));
  return attributes.length === 0 ? [] : [writeSetOf(...attributes)];
}
