import "server-only";
import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  createPrivateKey,
  createPublicKey,
  diffieHellman,
  generateKeyPairSync,
  hkdfSync,
  type KeyObject,
  randomBytes,
  timingSafeEqual,
} from "node:crypto";
import { closeSync, openSync, readSync } from "node:fs";
import { Failure } from "../error-codes.ts";
import { readBech32 } from "./bech32.ts";

/**
 * Files of age (C2SP, age-encryption.org/v1) for X25519 recipients: the host that makes backups knows a public key, and
 * the operator opens them with the program `age` and an identity that lies in a safe, also without this console.
 */

const version = "age-encryption.org/v1";
const cipher = "chacha20-poly1305";
const tagBytes = 16;
const chunkBytes = 65_536;
/** A header has some hundred bytes a recipient. */
const longestHeader = 65_536;
const noNonce = Buffer.alloc(12);

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString("base64").replace(/=+$/, "");
const derived = (key: Uint8Array, salt: Uint8Array, info: string): Buffer =>
  Buffer.from(hkdfSync("sha256", key, salt, info, 32));

function seal(key: Uint8Array, nonce: Uint8Array, plain: Uint8Array): Buffer {
  const sealing = createCipheriv(cipher, key, nonce, { authTagLength: tagBytes });
  return Buffer.concat([sealing.update(plain), sealing.final(), sealing.getAuthTag()]);
}

/** Null when the tag does not hold. */
function open(key: Uint8Array, nonce: Uint8Array, sealed: Uint8Array): Buffer | null {
  if (sealed.length < tagBytes) return null;
  const opening = createDecipheriv(cipher, key, nonce, { authTagLength: tagBytes });
  opening.setAuthTag(sealed.subarray(-tagBytes));
  try {
    return Buffer.concat([opening.update(sealed.subarray(0, -tagBytes)), opening.final()]);
  } catch {
    return null;
  }
}

/** The number of the chunk, and whether it is the last one. */
function chunkNonce(index: number, isLast: boolean): Buffer {
  const nonce = Buffer.alloc(12);
  nonce.writeUIntBE(index, 5, 6);
  nonce[11] = isLast ? 1 : 0;
  return nonce;
}

// ---- keys

function publicKeyOf(raw: Uint8Array): KeyObject {
  return createPublicKey({
    key: { kty: "OKP", crv: "X25519", x: Buffer.from(raw).toString("base64url") },
    format: "jwk",
  });
}

const rawPublic = (key: KeyObject): Buffer => Buffer.from(key.export({ format: "jwk" }).x as string, "base64url");

/** RFC 8410 §7. */
function privateKeyOf(raw: Uint8Array): KeyObject {
  const der = Buffer.concat([Buffer.from("302e020100300506032b656e04220420", "hex"), raw]);
  return createPrivateKey({ key: der, format: "der", type: "pkcs8" });
}

/** @throws Failure `backup.recipient-malformed` */
export function readRecipient(text: string): Uint8Array {
  const raw = readBech32(text, "age");
  if (raw?.length !== 32) throw new Failure("backup.recipient-malformed", { recipient: text.slice(0, 80) });
  return raw;
}

/** The identities of a file of `age-keygen`, whose other lines are comments. */
function readIdentities(text: string): KeyObject[] {
  return text
    .split(/\r?\n/)
    .map((line) => readBech32(line.trim(), "age-secret-key-"))
    .flatMap((raw) => (raw?.length === 32 ? [privateKeyOf(raw)] : []));
}

function wrapKey(shared: Uint8Array, share: Uint8Array, recipient: Uint8Array): Buffer {
  return derived(shared, Buffer.concat([share, recipient]), `${version}/X25519`);
}

// ---- writing

/** Encrypts a stream for every one of the recipients. */
export async function* encryptFor(
  recipients: readonly string[],
  plain: AsyncIterable<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  const fileKey = randomBytes(16);
  const stanzas = recipients.map((recipient) => stanzaFor(readRecipient(recipient), fileKey));
  const head = `${version}\n${stanzas.join("")}---`;
  yield Buffer.from(`${head} ${base64(macOf(fileKey, head))}\n`);
  const nonce = randomBytes(16);
  yield nonce;
  const key = derived(fileKey, nonce, "payload");
  let index = 0;
  let left: Buffer = Buffer.alloc(0);
  for await (const piece of plain) {
    left = left.length === 0 ? Buffer.from(piece.buffer, piece.byteOffset, piece.length) : Buffer.concat([left, piece]);
    // One chunk stays: whether it is the last is known at the end.
    for (; left.length > chunkBytes; left = left.subarray(chunkBytes))
      yield seal(key, chunkNonce(index++, false), left.subarray(0, chunkBytes));
    left = Buffer.from(left);
  }
  yield seal(key, chunkNonce(index, true), left);
}

function stanzaFor(recipient: Uint8Array, fileKey: Uint8Array): string {
  const { publicKey, privateKey } = generateKeyPairSync("x25519");
  const share = rawPublic(publicKey);
  const shared = diffieHellman({ privateKey, publicKey: publicKeyOf(recipient) });
  const wrapped = seal(wrapKey(shared, share, recipient), noNonce, fileKey);
  return `-> X25519 ${base64(share)}\n${base64(wrapped)}\n`;
}

function macOf(fileKey: Uint8Array, head: string): Buffer {
  return createHmac("sha256", derived(fileKey, Buffer.alloc(0), "header"))
    .update(head)
    .digest();
}

// ---- reading

/** Whether a file begins as one of age does. */
export function isEncrypted(path: string): boolean {
  const file = openSync(path, "r");
  try {
    const start = Buffer.alloc(version.length);
    return readSync(file, start, 0, start.length, 0) === start.length && start.toString("latin1") === version;
  } finally {
    closeSync(file);
  }
}

/**
 * Decrypts a stream with the first identity that opens it.
 * @throws Failure `backup.wrong-identity`, `backup.damaged`
 */
export async function* decryptWith(
  identityFile: string,
  sealed: AsyncIterable<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  const pieces = sealed[Symbol.asyncIterator]();
  let left: Buffer = Buffer.alloc(0);
  const more = async (): Promise<boolean> => {
    const { done, value } = await pieces.next();
    if (done !== true) left = Buffer.concat([left, value]);
    return done !== true;
  };
  const damaged = () => new Failure("backup.damaged", { part: "" });
  let end = -1;
  while (end < 0) {
    if (left.length > longestHeader || !(await more())) throw damaged();
    const line = /\n--- [A-Za-z0-9+/]{43}\n/.exec(left.toString("latin1", 0, longestHeader));
    end = line === null ? -1 : line.index + line[0].length;
  }
  const fileKey = openHeader(left.toString("latin1", 0, end), readIdentities(identityFile));
  left = left.subarray(end);
  while (left.length < 16) if (!(await more())) throw damaged();
  const key = derived(fileKey, left.subarray(0, 16), "payload");
  left = left.subarray(16);
  const sealedChunk = chunkBytes + tagBytes;
  for (let index = 0; ; index += 1) {
    // One byte more tells that a whole chunk is not the last one.
    while (left.length <= sealedChunk && (await more()));
    const isLast = left.length <= sealedChunk;
    const opened = open(key, chunkNonce(index, isLast), left.subarray(0, sealedChunk));
    if (opened === null || (isLast && opened.length === 0 && index > 0)) throw damaged();
    yield opened;
    if (isLast) return;
    left = Buffer.from(left.subarray(sealedChunk));
  }
}

function openHeader(header: string, identities: readonly KeyObject[]): Uint8Array {
  const [, head = "", mac = ""] = /^(age-encryption\.org\/v1\n[\s\S]*\n---) ([A-Za-z0-9+/]{43})\n$/.exec(header) ?? [];
  const stanzas = [...head.matchAll(/^-> X25519 ([A-Za-z0-9+/]{43})\n([A-Za-z0-9+/]{43})$/gm)];
  for (const identity of identities) {
    const own = rawPublic(createPublicKey(identity));
    for (const [, share = "", body = ""] of stanzas) {
      const raw = Buffer.from(share, "base64");
      const shared = diffieHellman({ privateKey: identity, publicKey: publicKeyOf(raw) });
      const fileKey = open(wrapKey(shared, raw, own), noNonce, Buffer.from(body, "base64"));
      if (fileKey === null) continue;
      const found = Buffer.from(mac, "base64");
      const wanted = macOf(fileKey, head);
      if (found.length !== wanted.length || !timingSafeEqual(found, wanted))
        throw new Failure("backup.damaged", { part: "" });
      return fileKey;
    }
  }
  throw new Failure("backup.wrong-identity", {});
}
