import { createHash } from "node:crypto";
import { writeInteger, writeSequence, writeUnsigned } from "../asn1/der-write.ts";
import { Failure } from "../failure.ts";
import { decryptRc4 } from "../encryption/rc2.ts";

/**
 * Microsoft's private keys: PRIVATEKEYBLOB of CryptoAPI (`.snk`) and the `.pvk` file around one, in clear or under RC4.
 */

const pvkMagic = 0xb0b5f11e;
const pvkHeader = 24;
const blobHeader = 8;
const rsa2 = 0x32415352;
const dss2 = 0x32535344;

const viewOf = (bytes: Uint8Array): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

export function isPvk(bytes: Uint8Array): boolean {
  return bytes.length >= pvkHeader + blobHeader && viewOf(bytes).getUint32(0, true) === pvkMagic;
}

/** bType 7, bVersion 2, and a key of RSA or DSS behind the header. */
export function isPrivateKeyBlob(bytes: Uint8Array): boolean {
  if (bytes.length < blobHeader + 12 || bytes[0] !== 7 || bytes[1] !== 2 || bytes[2] !== 0 || bytes[3] !== 0)
    return false;
  const magic = viewOf(bytes).getUint32(blobHeader, true);
  return magic === rsa2 || magic === dss2;
}

export function isLockedPvk(bytes: Uint8Array): boolean {
  return isPvk(bytes) && viewOf(bytes).getUint32(12, true) !== 0;
}

/**
 * PKCS#1, DER, of a blob or of a `.pvk` that is not locked. @throws Failure `key.damaged`, `key.unsupported`,
 * `key.locked`.
 */
export function readMsKey(bytes: Uint8Array): Uint8Array {
  if (!isPvk(bytes)) return readBlob(bytes);
  const { salt, blob } = partsOf(bytes);
  if (salt.length > 0 || isLockedPvk(bytes)) throw new Failure("key.locked", { encryption: "PVK, RC4" });
  return readBlob(blob);
}

/**
 * As `readMsKey`; null when the passphrase is wrong. The weak form of the key (40 bits) is tried after the strong one.
 */
export function openPvk(bytes: Uint8Array, passphrase: string): Uint8Array | null {
  const { salt, blob } = partsOf(bytes);
  const digest = createHash("sha1").update(salt).update(passphrase, "utf8").digest().subarray(0, 16);
  for (const key of [digest, Buffer.concat([digest.subarray(0, 5), Buffer.alloc(11)])]) {
    const clear = Buffer.concat([blob.subarray(0, blobHeader), decryptRc4(key, blob.subarray(blobHeader))]);
    if (isPrivateKeyBlob(clear)) return readBlob(clear);
  }
  return null;
}

function partsOf(bytes: Uint8Array): { salt: Uint8Array; blob: Uint8Array } {
  const view = viewOf(bytes);
  const [saltLength, keyLength] = [view.getUint32(16, true), view.getUint32(20, true)];
  const start = pvkHeader + saltLength;
  if (saltLength > 1024 || start + keyLength > bytes.length || keyLength < blobHeader + 12)
    throw new Failure("key.damaged", { offset: 16 });
  return { salt: bytes.subarray(pvkHeader, start), blob: bytes.subarray(start, start + keyLength) };
}

/** Numbers of fixed length, the last byte first. */
function readBlob(blob: Uint8Array): Uint8Array {
  const view = viewOf(blob);
  if (view.getUint32(blobHeader, true) === dss2) throw new Failure("key.unsupported", { label: "DSA, PRIVATEKEYBLOB" });
  const bits = view.getUint32(blobHeader + 4, true);
  const exponent = view.getUint32(blobHeader + 8, true);
  if (bits === 0 || bits % 16 !== 0 || bits > 16_384) throw new Failure("key.damaged", { offset: blobHeader + 4 });
  let at = blobHeader + 12;
  const next = (length: number): Uint8Array => {
    if (at + length > blob.length) throw new Failure("key.damaged", { offset: at });
    const bytes = Uint8Array.from(blob.subarray(at, at + length)).reverse();
    at += length;
    return writeUnsigned(bytes);
  };
  const half = bits / 16;
  const [n, p, q, dp, dq, inverse, d] = [2 * half, half, half, half, half, half, 2 * half].map(next) as [
    Uint8Array,
    Uint8Array,
    Uint8Array,
    Uint8Array,
    Uint8Array,
    Uint8Array,
    Uint8Array,
  ];
  return writeSequence(writeInteger(0), n, writeInteger(exponent), d, p, q, dp, dq, inverse);
}
