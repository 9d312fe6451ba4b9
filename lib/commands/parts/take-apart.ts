import { readCertificate } from "../../pki/certificate.ts";
import { Failure } from "../../pki/error.ts";
import { unlockPrivateKey } from "../../pki/locked-key.ts";
import { writePem } from "../../pki/pem.ts";
import { readPkcs12 } from "../../pki/pkcs12.ts";
import { readPkcs7Certificates } from "../../pki/pkcs7.ts";
import { readPrivateKeyElement } from "../../pki/private-key.ts";
import { publicKeyId } from "../../pki/public-key.ts";
import { recogniseFile, type Recognised } from "../../pki/recognise.ts";
import type { Context } from "../command.ts";
import type { FileKind, NewFile, SealedKey, Vault } from "../ports.ts";
import { bareName, fileNameFor } from "./file-kinds.ts";

export interface Upload {
  readonly fileName: string;
  readonly bytes: Uint8Array;
  readonly passphrase: string | undefined;
}

/**
 * One uploaded file → what is to be stored of it. A clear key is sealed here at once and goes no further.
 * @throws Failure of reading; `file.not-kept` for what is recognised but has no place in the inventory.
 */
export async function takeApart(context: Context, upload: Upload): Promise<NewFile[]> {
  const { elements } = recogniseFile(upload.bytes, upload.fileName);
  const [first, ...others] = elements.filter(({ kind }) => kind !== "parameters");
  if (first === undefined) throw new Failure("file.not-kept", { fileName: upload.fileName, kind: elements[0]?.kind ?? "unknown" });
  if (others.length === 0) return single(context, upload, first);
  return several(context, upload, [first, ...others]);
}

async function single(context: Context, upload: Upload, element: Recognised): Promise<NewFile[]> {
  const { kind, bytes } = element;
  switch (kind) {
    case "certificate":
      readCertificate(bytes);
      return [plain(upload, "certificate", bytes)];
    case "csr":
    case "crl":
    case "public-key":
      return [plain(upload, kind, bytes)];
    case "ssh-public-key":
      return [plain(upload, kind, upload.bytes)];
    case "key":
    case "locked-key":
      return [await keyFile(context, upload, element)];
    case "pkcs7":
      // As it came: PEM stays PEM.
      return [plain(upload, "pkcs7", upload.bytes), ...(await leafOf(context, upload, readPkcs7Certificates(bytes)))];
    case "pkcs12":
      return pkcs12Files(context, upload, element);
    default:
      throw new Failure("file.not-kept", { fileName: upload.fileName, kind });
  }
}

function plain({ fileName }: Upload, kind: FileKind, bytes: Uint8Array): NewFile {
  return { fileName: fileNameFor(fileName, kind), kind, bytes };
}

/** Several blocks in one file: certificates stay together as a bundle, everything else becomes a file of its own. */
async function several(context: Context, upload: Upload, elements: readonly Recognised[]): Promise<NewFile[]> {
  const certificates = elements.filter(({ kind }) => kind === "certificate").map(({ bytes }) => bytes);
  const others = elements.filter(({ kind }) => kind !== "certificate");
  const name = bareName(upload.fileName);
  const files: NewFile[] = [];
  for (const [index, element] of others.entries()) {
    const isOnlyOne = others.filter(({ kind }) => kind === element.kind).length === 1;
    const part = { ...upload, fileName: isOnlyOne ? name : `${name}-${index + 1}` };
    files.push(...(await single(context, part, element)));
  }
  if (certificates.length === 0) return files;
  const isPlainBundle = others.length === 0;
  return [...files, ...(isPlainBundle ? await bundleFiles(context, upload, certificates) : identityFiles(name, certificates, files))];
}

/** A bundle, and beside it the one certificate in it whose key or request is here: it is that identity's certificate. */
async function bundleFiles(context: Context, upload: Upload, certificates: readonly Uint8Array[]): Promise<NewFile[]> {
  return [{ fileName: fileNameFor(upload.fileName, "bundle"), kind: "bundle", bytes: pemOf(certificates) }, ...(await leafOf(context, upload, certificates))];
}

async function leafOf({ store }: Context, { fileName }: Upload, certificates: readonly Uint8Array[]): Promise<NewFile[]> {
  const known: Uint8Array[] = [];
  for (const der of certificates) {
    const files = await store.filesByPublicKey(publicKeyId(readCertificate(der).spki));
    const isWaitedFor = files.some(({ kind }) => kind === "key" || kind === "csr");
    const isHere = files.some((file) => file.kind === "certificate");
    if (isWaitedFor && !isHere) known.push(der);
  }
  return known.length === 1 ? [{ fileName: `${bareName(fileName)}.crt`, kind: "certificate", bytes: known[0]! }] : [];
}

/** The certificate of the key that came with it, and its issuers apart. */
function identityFiles(name: string, certificates: readonly Uint8Array[], keys: readonly NewFile[]): NewFile[] {
  const spki = keys.find((file) => file.sealed?.spki !== undefined && file.sealed.spki !== null)?.sealed?.spki ?? null;
  const wanted = spki === null ? null : publicKeyId(spki);
  const leaf = certificates.find((der) => publicKeyId(readCertificate(der).spki) === wanted) ?? certificates[0]!;
  const issuers = certificates.filter((der) => der !== leaf);
  const files: NewFile[] = [{ fileName: `${name}.crt`, kind: "certificate", bytes: leaf }];
  if (issuers.length === 1) files.push({ fileName: `${name}-issuer.crt`, kind: "certificate", bytes: issuers[0]! });
  if (issuers.length > 1) files.push({ fileName: `${name}-issuers.crt`, kind: "bundle", bytes: pemOf(issuers) });
  return files;
}

async function keyFile({ vault }: Context, upload: Upload, element: Recognised): Promise<NewFile> {
  const bytes = new Uint8Array();
  if (element.kind === "key") {
    return { fileName: fileNameFor(upload.fileName, "key"), kind: "key", bytes, sealed: await sealAndWipe(vault, readPrivateKeyElement(element).pkcs8) };
  }
  if (upload.passphrase === undefined) {
    return { fileName: fileNameFor(upload.fileName, "locked-key"), kind: "locked-key", bytes, sealed: await vault.seal(lockedBytes(element), "locked-key") };
  }
  const opened = await unlockPrivateKey(lockedBytes(element), upload.passphrase);
  return { fileName: fileNameFor(upload.fileName, "key"), kind: "key", bytes, sealed: await sealAndWipe(vault, opened.pkcs8) };
}

async function sealAndWipe(vault: Vault, pkcs8: Uint8Array): Promise<SealedKey> {
  try {
    return await vault.seal(pkcs8, "key");
  } finally {
    pkcs8.fill(0);
  }
}

/** A traditional locked key keeps its salt in the PEM headers, so the PEM itself is sealed. */
function lockedBytes(element: Recognised): Uint8Array {
  if (element.headers === null || element.headers.size === 0) return element.bytes;
  const headers = [...element.headers].map(([name, value]) => `${name}: ${value}\n`).join("");
  const [begin = "", ...rest] = writePem(element.label ?? "PRIVATE KEY", element.bytes).split("\n");
  return new TextEncoder().encode([begin, headers, ...rest].join("\n"));
}

/** With its passphrase a PKCS#12 is an identity; `<username>.pub` and one without stay as they are, sealed. */
async function pkcs12Files({ vault }: Context, upload: Upload, { bytes }: Recognised): Promise<NewFile[]> {
  if (upload.passphrase === undefined || upload.fileName.endsWith(".pub")) {
    return [{ fileName: fileNameFor(upload.fileName, "pkcs12"), kind: "pkcs12", bytes: new Uint8Array(), sealed: await vault.seal(bytes, "pkcs12") }];
  }
  const content = await readPkcs12(bytes, upload.passphrase);
  const name = bareName(upload.fileName);
  const keys: NewFile[] = [];
  for (const [index, { pkcs8 }] of content.keys.entries()) {
    keys.push({ fileName: `${name}${index === 0 ? "" : `-${index + 1}`}.key`, kind: "key", bytes: new Uint8Array(), sealed: await sealAndWipe(vault, pkcs8) });
  }
  const certificates = content.certificates.map(({ der }) => der);
  return certificates.length === 0 ? keys : [...keys, ...identityFiles(name, certificates, keys)];
}

function pemOf(certificates: readonly Uint8Array[]): Uint8Array {
  return new TextEncoder().encode(certificates.map((der) => writePem("CERTIFICATE", der)).join(""));
}
