import { type Certificate, readCertificate } from "../../pki/certificate.ts";
import { type Crl, readCrl } from "../../pki/crl.ts";
import { Failure } from "../../pki/error.ts";
import { readPkcs7Certificates } from "../../pki/pkcs7.ts";
import { recogniseFile, type Recognised } from "../../pki/recognise.ts";
import type { Store } from "../ports/store.ts";
import { readSource } from "./source.ts";
import { requireFile } from "./stored.ts";

/** What one file or text brings into a question of trust, in its order. */
export interface Presented {
  /** Null for a text, and for a certificate that was named by its fingerprint. */
  readonly fileName: string | null;
  readonly certificates: readonly Certificate[];
  readonly crls: readonly Crl[];
}

/** `sha256:<64 hexadecimal digits>`: one certificate of the inventory, also when it has no file of its own. */
const byFingerprint = /^sha256:([0-9a-f]{64})$/i;

/**
 * A stored name, a fingerprint, or the text itself (PEM, or base64 of DER).
 * @throws Failure `file.not-found`, `file.wrong-kind`, `file.unrecognised` and the errors of reading.
 */
export async function readPresented(store: Store, given: string): Promise<Presented> {
  if (isText(given)) return presentedIn(new TextEncoder().encode(given), null);
  const [, sha256] = byFingerprint.exec(given) ?? [];
  if (sha256 !== undefined) return readByFingerprint(store, sha256.toLowerCase());
  const file = await requireFile(store, given, [".crt", ".cer", ".pem"], ["certificate", "bundle", "pkcs7"]);
  if (file.kind !== "certificate") return presentedIn(file.bytes, file.fileName);
  return { fileName: file.fileName, certificates: [readCertificate(file.bytes)], crls: [] };
}

/** The first certificate of it is the one in question. @throws as `readPresented`. */
export async function readTarget(store: Store, source: { readonly file?: string; readonly text?: string; readonly base64?: string }): Promise<Presented> {
  return source.file === undefined ? presentedIn(readSource(source), null) : readPresented(store, source.file);
}

/** Longer than any stored name, or with an armour or a line break. */
const isText = (given: string): boolean => given.includes("-----BEGIN ") || given.length > 200 || /[\r\n]/.test(given.trim());

async function readByFingerprint(store: Store, sha256: string): Promise<Presented> {
  const record = await store.certificateBySha256(sha256);
  if (record === null) throw new Failure("file.not-found", { fileName: `sha256:${sha256}`, nearest: null });
  return { fileName: record.fileName, certificates: [readCertificate(record.der)], crls: [] };
}

export function presentedIn(bytes: Uint8Array, fileName: string | null): Presented {
  const { elements } = recogniseFile(bytes, fileName ?? "");
  const certificates = elements.flatMap(certificatesOf).map(readCertificate);
  if (certificates.length === 0) throw new Failure("file.wrong-kind", { fileName: fileName ?? "text", kind: elements[0]?.kind ?? "", wanted: "certificate|bundle|pkcs7" });
  return { fileName, certificates, crls: elements.filter(({ kind }) => kind === "crl").map((element) => readCrl(element.bytes)) };
}

function certificatesOf({ kind, bytes }: Recognised): readonly Uint8Array[] {
  if (kind === "certificate") return [bytes];
  return kind === "pkcs7" ? readPkcs7Certificates(bytes) : [];
}
