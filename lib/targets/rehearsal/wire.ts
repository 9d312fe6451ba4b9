import { createDecipheriv, createHmac } from "node:crypto";
import { equalOctets } from "../../pki/asn1/octets.ts";

/** The bytes that one end of a TLS connection wrote (RFC 5246, RFC 8446). */
export interface Recording {
  readonly bytes: Uint8Array;
  /** TLS 1.3 hides the certificates: the traffic secret of this end's handshake messages. Null for TLS 1.2. */
  readonly handshakeSecret: Uint8Array | null;
  /** `TLS_AES_256_GCM_SHA384`; only looked at together with the secret. */
  readonly cipher: string | null;
}

interface TlsRecord {
  readonly type: number;
  readonly header: Uint8Array;
  readonly body: Uint8Array;
}

const changeCipherSpec = 20;
const handshake = 22;
const applicationData = 23;
const certificateMessage = 11;

/**
 * The certificates that this end sent, DER, in its order: its file as it really went out, with what a library added of
 * its own accord. Null when it sent no Certificate message (RFC 8446 §4.4.2, RFC 5246 §7.4.2).
 */
export function certificatesOnWire(recording: Recording): Uint8Array[] | null {
  const isHidden = recording.handshakeSecret !== null;
  const message = findCertificateMessage(isHidden ? openedHandshake(recording) : plainHandshake(recording.bytes));
  return message === null ? null : certificatesOf(message, isHidden);
}

function* records(bytes: Uint8Array): Generator<TlsRecord> {
  let at = 0;
  while (at + 5 <= bytes.length) {
    const length = (bytes[at + 3]! << 8) | bytes[at + 4]!;
    if (at + 5 + length > bytes.length) return;
    yield { type: bytes[at]!, header: bytes.subarray(at, at + 5), body: bytes.subarray(at + 5, at + 5 + length) };
    at += 5 + length;
  }
}

function plainHandshake(bytes: Uint8Array): Uint8Array {
  const parts: Uint8Array[] = [];
  for (const { type, body } of records(bytes)) {
    if (type === changeCipherSpec) break;
    if (type === handshake) parts.push(body);
  }
  return Buffer.concat(parts);
}

/** RFC 8446 §5.2–5.3: every record under the handshake keys, until one is under others. */
function openedHandshake({ bytes, handshakeSecret, cipher }: Recording): Uint8Array {
  const suite = suites.find(({ name }) => name === cipher);
  if (suite === undefined || handshakeSecret === null) return new Uint8Array();
  const key = expandLabel(handshakeSecret, "key", suite.keyOctets, suite.digest);
  const iv = expandLabel(handshakeSecret, "iv", 12, suite.digest);
  const parts: Uint8Array[] = [];
  let sequence = 0;
  for (const record of records(bytes)) {
    if (record.type !== applicationData) continue;
    const opened = openRecord(record, suite.aead, key, nonceOf(iv, sequence));
    if (opened === null) break;
    sequence += 1;
    const { type, content } = withoutPadding(opened);
    if (type === handshake) parts.push(content);
  }
  return Buffer.concat(parts);
}

type Aead = "aes-128-gcm" | "aes-256-gcm" | "chacha20-poly1305";

const suites: readonly {
  readonly name: string;
  readonly aead: Aead;
  readonly keyOctets: number;
  readonly digest: string;
}[] = [
  { name: "TLS_AES_128_GCM_SHA256", aead: "aes-128-gcm", keyOctets: 16, digest: "sha256" },
  { name: "TLS_AES_256_GCM_SHA384", aead: "aes-256-gcm", keyOctets: 32, digest: "sha384" },
  { name: "TLS_CHACHA20_POLY1305_SHA256", aead: "chacha20-poly1305", keyOctets: 32, digest: "sha256" },
];

function openRecord({ header, body }: TlsRecord, aead: Aead, key: Uint8Array, nonce: Uint8Array): Uint8Array | null {
  if (body.length < 17) return null;
  // One name for the three: their options are the same.
  const decipher = createDecipheriv(aead as "aes-256-gcm", key, nonce, { authTagLength: 16 });
  decipher.setAAD(header);
  decipher.setAuthTag(body.subarray(body.length - 16));
  try {
    return Buffer.concat([decipher.update(body.subarray(0, body.length - 16)), decipher.final()]);
  } catch {
    return null; // the keys have changed: the handshake is over
  }
}

function nonceOf(iv: Uint8Array, sequence: number): Uint8Array {
  const nonce = Uint8Array.from(iv);
  for (let place = 0; place < 4; place += 1) nonce[11 - place]! ^= (sequence >>> (8 * place)) & 0xff;
  return nonce;
}

/** The content type is the last byte that is not zero (RFC 8446 §5.4). */
function withoutPadding(opened: Uint8Array): { type: number; content: Uint8Array } {
  let end = opened.length - 1;
  while (end > 0 && opened[end] === 0) end -= 1;
  return { type: opened[end] ?? 0, content: opened.subarray(0, end) };
}

/** HKDF-Expand-Label for at most one block of output (RFC 8446 §7.1, RFC 5869 §2.3). */
function expandLabel(secret: Uint8Array, label: string, bytes: number, digest: string): Uint8Array {
  const name = Buffer.from(`tls13 ${label}`, "latin1");
  const info = Buffer.concat([Uint8Array.of(bytes >> 8, bytes & 0xff, name.length), name, Uint8Array.of(0)]);
  return createHmac(digest, secret).update(info).update(Uint8Array.of(1)).digest().subarray(0, bytes);
}

function findCertificateMessage(messages: Uint8Array): Uint8Array | null {
  let at = 0;
  while (at + 4 <= messages.length) {
    const length = lengthAt(messages, at + 1, 3);
    const body = messages.subarray(at + 4, at + 4 + length);
    if (messages[at] === certificateMessage) return body.length === length ? body : null;
    at += 4 + length;
  }
  return null;
}

function certificatesOf(message: Uint8Array, hasExtensions: boolean): Uint8Array[] {
  let at = hasExtensions ? 1 + (message[0] ?? 0) : 0; // TLS 1.3: certificate_request_context
  const end = Math.min(message.length, at + 3 + lengthAt(message, at, 3));
  at += 3;
  const certificates: Uint8Array[] = [];
  while (at + 3 <= end) {
    const length = lengthAt(message, at, 3);
    certificates.push(Uint8Array.from(message.subarray(at + 3, at + 3 + length)));
    at += 3 + length;
    if (hasExtensions) at += 2 + lengthAt(message, at, 2);
  }
  return certificates;
}

function lengthAt(bytes: Uint8Array, at: number, width: number): number {
  let length = 0;
  for (let place = 0; place < width; place += 1) length = length * 256 + (bytes[at + place] ?? 0);
  return length;
}

/** Secret of one end from lines of the NSS key log format (`CLIENT_HANDSHAKE_TRAFFIC_SECRET <random> <secret>`). */
export function handshakeSecretOf(keyLog: string, end: "client" | "server"): Uint8Array | null {
  const found = new RegExp(`^${end.toUpperCase()}_HANDSHAKE_TRAFFIC_SECRET [0-9a-f]+ ([0-9a-f]+)$`, "m").exec(keyLog);
  return found === null ? null : Uint8Array.from(Buffer.from(found[1]!, "hex"));
}

/**
 * OpenSSL fills up a chain of one certificate from its trust list, which a file of one certificate does not say. A leaf
 * that is sent twice prevents that; the second one is left out again here.
 */
export function withoutRepeatedLeaf(certificates: readonly Uint8Array[]): readonly Uint8Array[] {
  const [leaf, second, ...rest] = certificates;
  const isRepeated = leaf !== undefined && second !== undefined && rest.length === 0 && equalOctets(leaf, second);
  return isRepeated ? [leaf] : certificates;
}
