import { createHash } from "node:crypto";
import { Failure } from "../failure.ts";
import { readBase64 } from "../asn1/base64.ts";

/**
 * The files that go to an authority whose key is not here, and come back (docs/offline-package.md). A package is JSON: a
 * body as bytes, the public key of the console and its signature over exactly these bytes. An answer is JSON as well.
 * Bytes stand in both as base64.
 */

export const offlineKinds = ["certificate", "revocation-list"] as const;
export type OfflineKind = (typeof offlineKinds)[number];

/** What a package asks for, as the console reads it from the bytes: the offline side reads them again by itself. */
export interface AskedCertificate {
  /** In the order of the encoding, each as its object identifier and its text. */
  readonly subject: readonly (readonly [type: string, value: string])[];
  /** Upper-case hex, as `serialHex` writes it. */
  readonly serialNumber: string;
  /** Instants are ISO 8601 text in UTC. */
  readonly notBefore: string;
  readonly notAfter: string;
  /** SHA-256 of SubjectPublicKeyInfo, hex. */
  readonly publicKey: string;
  readonly isAuthority: boolean;
  readonly pathLength: number | null;
  readonly names: readonly { readonly kind: string; readonly value: string }[];
  /** Object identifiers in the order of the encoding. */
  readonly extensions: readonly string[];
}

export interface AskedList {
  readonly number: number;
  readonly thisUpdate: string;
  readonly nextUpdate: string;
  readonly entries: number;
}

interface BodyBase {
  readonly id: string;
  /** ISO 8601, UTC. */
  readonly made: string;
  /** Who asked, as the audit log shows it. */
  readonly by: string;
  readonly authority: { readonly name: string; readonly certificate: string };
  /** TBSCertificate or TBSCertList, DER. */
  readonly toBeSigned: string;
  /** What is asked in sentences, one an item; for people alone. */
  readonly words: { readonly en: readonly string[]; readonly ko: readonly string[] };
}

/** The body of a package. Bytes are base64 of DER. */
export type OfflineBody =
  | (BodyBase & {
      readonly kind: "certificate";
      readonly asked: AskedCertificate;
      readonly request: string;
      /** What says which extensions it has. */
      readonly template: string;
    })
  | (BodyBase & { readonly kind: "revocation-list"; readonly asked: AskedList });

/** The file of a package. */
export interface OfflinePackage {
  readonly format: "chainsmith-offline-request";
  readonly version: 1;
  /** UTF-8 of an `OfflineBody` as JSON. */
  readonly body: string;
  /** SubjectPublicKeyInfo of the console's key, P-256. */
  readonly key: string;
  /** ECDSA with SHA-256 over the bytes of `body`, DER (RFC 3279 §2.2.3). */
  readonly signature: string;
}

/** The file that comes back. */
export interface OfflineAnswer {
  readonly format: "chainsmith-offline-answer";
  readonly version: 1;
  /** Of the request. */
  readonly id: string;
  /** SHA-256 of the body that was shown when it was signed, hex. */
  readonly sha256: string;
  /** The certificate or the list, DER. */
  readonly signed: string;
}

/** Writes the bytes of a body; what is signed and hashed is exactly these. */
export function writeOfflineBody(body: OfflineBody): Uint8Array {
  return new TextEncoder().encode(JSON.stringify(body, null, 1));
}

/** Writes the file of a package. `key`: SubjectPublicKeyInfo, `signature`: both DER. */
export function writeOfflinePackage(
  body: Uint8Array,
  mark: { readonly key: Uint8Array; readonly signature: Uint8Array },
): Uint8Array {
  const file: OfflinePackage = {
    format: "chainsmith-offline-request",
    version: 1,
    body: base64(body),
    key: base64(mark.key),
    signature: base64(mark.signature),
  };
  return new TextEncoder().encode(`${JSON.stringify(file, null, 1)}\n`);
}

/** The body of a package that was written here. */
export function readOfflineBody(file: Uint8Array): OfflineBody {
  const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
  const { body } = JSON.parse(text(file)) as OfflinePackage;
  return JSON.parse(text(Buffer.from(body, "base64"))) as OfflineBody;
}

/** The SHA-256 of a body, hex: what is compared by voice. */
export function offlineDigest(body: Uint8Array): string {
  return createHash("sha256").update(body).digest("hex");
}

/** Sixteen groups of four upper-case digits of a SHA-256 (hex), to be read aloud. */
export function voiceGroups(sha256: string): readonly string[] {
  return sha256.toUpperCase().match(/.{4}/g) ?? [];
}

/** What an answer says; null for bytes that are no answer file: a certificate or a list may come back by itself. */
export function readOfflineAnswer(
  bytes: Uint8Array,
): { readonly id: string; readonly sha256: string; readonly signed: Uint8Array } | null {
  if (bytes[0] !== 0x7b) return null;
  let file: Partial<OfflineAnswer>;
  try {
    file = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes)) as Partial<OfflineAnswer>;
  } catch (error) {
    throw new Failure("offline.not-an-answer", { found: "" }, error);
  }
  const { format, version, id, sha256, signed } = file;
  if (format !== "chainsmith-offline-answer" || version !== 1)
    throw new Failure("offline.not-an-answer", {
      found: (format as string) === "chainsmith-offline-request" ? "request" : "",
    });
  const der = typeof signed === "string" ? readBase64(signed, "needed") : null;
  if (typeof id !== "string" || typeof sha256 !== "string" || der === null)
    throw new Failure("offline.not-an-answer", { found: "" });
  return { id, sha256, signed: der };
}

export const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString("base64");
