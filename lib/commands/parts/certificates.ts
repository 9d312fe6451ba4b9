import { readCertificate, type Certificate } from "../../pki/certificate.ts";
import { Failure } from "../../pki/error.ts";
import { readPkcs7Certificates } from "../../pki/pkcs7.ts";
import { recogniseFile, type Recognised } from "../../pki/recognise.ts";
import type { Store } from "../ports.ts";
import { requireFile } from "./stored.ts";

const pemBegin = "-----BEGIN ";

/**
 * The certificates that a stored name or a PEM text stands for, in its order.
 * @throws Failure `file.not-found`, `file.wrong-kind`, `file.unrecognised` and the errors of reading.
 */
export async function requireCertificates(store: Store, nameOrText: string): Promise<Certificate[]> {
  if (nameOrText.includes(pemBegin)) return certificatesIn(new TextEncoder().encode(nameOrText), "text");
  const file = await requireFile(store, nameOrText, [".crt", ".cer", ".pem"], ["certificate", "bundle", "pkcs7"]);
  return file.kind === "certificate" ? [readCertificate(file.bytes)] : certificatesIn(file.bytes, file.fileName);
}

/** @throws Failure `file.wrong-kind` when there is no certificate in it. */
export function certificatesIn(bytes: Uint8Array, fileName: string): Certificate[] {
  const { elements } = recogniseFile(bytes, fileName);
  const certificates = elements.flatMap(certificatesOf).map(readCertificate);
  if (certificates.length === 0) throw new Failure("file.wrong-kind", { fileName, kind: elements[0]?.kind ?? "", wanted: "certificate|bundle|pkcs7" });
  return certificates;
}

function certificatesOf({ kind, bytes }: Recognised): readonly Uint8Array[] {
  if (kind === "certificate") return [bytes];
  return kind === "pkcs7" ? readPkcs7Certificates(bytes) : [];
}
