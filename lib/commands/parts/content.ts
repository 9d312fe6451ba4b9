import { Failure } from "../error-codes.ts";
import { writePem } from "../../pki/asn1/pem.ts";
import type { StoredFile, FileContent } from "../ports/files.ts";

/**
 * Returns the content of a stored file; DER is written as PEM, as on the appliance.
 * @throws Failure `file.is-secret`
 */
export function fileContent(file: StoredFile): FileContent {
  switch (file.kind) {
    case "key":
    case "locked-key":
    case "pkcs12":
      throw new Failure("file.is-secret", { fileName: file.fileName });
    case "certificate":
      return pemContent(file, "CERTIFICATE", "application/x-pem-file");
    case "csr":
      return pemContent(file, "CERTIFICATE REQUEST", "application/pkcs10");
    case "crl":
      return pemContent(file, "X509 CRL", "application/x-pem-file");
    case "public-key":
      return pemContent(file, "PUBLIC KEY", "application/x-pem-file");
    case "bundle":
      return { fileName: file.fileName, mediaType: "application/x-pem-file", bytes: file.bytes };
    case "pkcs7":
      return { fileName: file.fileName, mediaType: "application/x-pkcs7-certificates", bytes: file.bytes };
    case "ssh-public-key":
      return { fileName: file.fileName, mediaType: "text/plain; charset=utf-8", bytes: file.bytes };
  }
}

function pemContent(file: StoredFile, label: string, mediaType: string): FileContent {
  return { fileName: file.fileName, mediaType, bytes: new TextEncoder().encode(writePem(label, file.bytes)) };
}

/**
 * Returns the bytes of a source: pasted text as UTF-8, others as they came.
 * @throws Failure `file.empty`
 */
export function readSource(source: { readonly text?: string; readonly bytes?: Uint8Array }): Uint8Array {
  const bytes = source.text !== undefined ? new TextEncoder().encode(source.text) : (source.bytes ?? new Uint8Array());
  if (bytes.length === 0) throw new Failure("file.empty", { fileName: "" });
  return bytes;
}
