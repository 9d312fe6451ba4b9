import { type Certificate, readCertificate } from "../../../pki/x509/certificate.ts";
import { type Crl, readCrl } from "../../../pki/x509/crl.ts";
import { Failure } from "../../error-codes.ts";
import { readPkcs7Certificates } from "../../../pki/files/pkcs7.ts";
import { recogniseFile, type Recognised } from "../../../pki/files/recognise.ts";
import type { Store } from "../../ports/store.ts";
import { readSource } from "../content.ts";
import { requireFile } from "../stored.ts";

/** The certificates and lists that one file or text brings into a question of trust, in its order. */
export interface Presented {
  /** Null for a text, and for a certificate that was named by its fingerprint. */
  readonly fileName: string | null;
  readonly certificates: readonly Certificate[];
  readonly crls: readonly Crl[];
}

/** `sha256:<64 hexadecimal digits>`: one certificate of the inventory, also when it has no file of its own. */
const byFingerprint = /^sha256:([0-9a-f]{64})$/i;

const holders = ["certificate", "bundle", "pkcs7"] as const;

/**
 * Reads a stored name, a fingerprint, or the text itself (PEM, or base64 of DER); revocation lists too.
 * @throws Failure `file.not-found`, `file.wrong-kind`, `file.unrecognised` and the errors of reading.
 */
export async function readPresented(store: Store, given: string): Promise<Presented> {
  if (isText(given)) return contentOf(new TextEncoder().encode(given), null, [...holders, "crl"]);
  return readNamed(store, given, [...holders, "crl"]);
}

/** The first certificate of it is the one in question. @throws as `readPresented`. */
export async function readTarget(
  store: Store,
  source: { readonly file?: string; readonly text?: string; readonly bytes?: Uint8Array },
): Promise<Presented> {
  if (source.file === undefined) return presentedIn(readSource(source), null);
  return isText(source.file)
    ? presentedIn(new TextEncoder().encode(source.file), null)
    : readNamed(store, source.file, holders);
}

type Kinds = readonly ((typeof holders)[number] | "crl")[];

async function readNamed(store: Store, given: string, kinds: Kinds): Promise<Presented> {
  const [, sha256] = byFingerprint.exec(given) ?? [];
  if (sha256 !== undefined) return readByFingerprint(store, sha256.toLowerCase());
  const file = await requireFile(store, given, kinds.includes("crl") ? [...extensions, ".crl"] : extensions, kinds);
  return file.kind === "certificate"
    ? { fileName: file.fileName, certificates: [readCertificate(file.bytes)], crls: [] }
    : contentOf(file.bytes, file.fileName, kinds);
}

const extensions = [".crt", ".cer", ".pem"] as const;

/** Longer than any stored name, or with an armour or a line break. */
const isText = (given: string): boolean =>
  given.includes("-----BEGIN ") || given.length > 200 || /[\r\n]/.test(given.trim());

async function readByFingerprint(store: Store, sha256: string): Promise<Presented> {
  const record = await store.certificateBySha256(sha256);
  if (record === null) throw new Failure("file.not-found", { fileName: `sha256:${sha256}`, nearest: null });
  return { fileName: record.fileName, certificates: [readCertificate(record.der)], crls: [] };
}

/** @throws Failure `file.wrong-kind` when there is no certificate in it. */
export function presentedIn(bytes: Uint8Array, fileName: string | null): Presented {
  return contentOf(bytes, fileName, holders);
}

function contentOf(bytes: Uint8Array, fileName: string | null, kinds: Kinds): Presented {
  const { elements } = recogniseFile(bytes, fileName ?? "");
  const certificates = elements.flatMap(certificatesOf).map(readCertificate);
  const crls = elements.filter(({ kind }) => kind === "crl").map((element) => readCrl(element.bytes));
  const isEnough = certificates.length > 0 || (kinds.includes("crl") && crls.length > 0);
  if (!isEnough)
    throw new Failure("file.wrong-kind", {
      fileName: fileName ?? "",
      kind: elements[0]?.kind ?? "",
      wanted: kinds.join("|"),
    });
  return { fileName, certificates, crls };
}

function certificatesOf({ kind, bytes }: Recognised): readonly Uint8Array[] {
  if (kind === "certificate") return [bytes];
  return kind === "pkcs7" ? readPkcs7Certificates(bytes) : [];
}
