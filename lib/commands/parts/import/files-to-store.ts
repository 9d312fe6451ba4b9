import { isAuthority, readCertificate } from "../../../pki/x509/certificate.ts";
import { Failure } from "../../error-codes.ts";
import { writePem } from "../../../pki/asn1/pem.ts";
import { publicKeyId } from "../../../pki/keys/public-key.ts";
import type { ElementKind } from "../../../pki/asn1/element.ts";
import type { Recognised } from "../../../pki/files/recognised.ts";
import type { Context } from "../../command.ts";
import type { FileKind, NewFile } from "../../ports/files.ts";
import type { OpenedContents, OpenedElement, OpenedFile } from "../../ports/reader.ts";
import type { SealedKey } from "../../ports/vault.ts";
import { bareName, fileNameFor } from "../file-kinds.ts";
import { isNameOfEveryAnswer, listsUnderOwnNames, underOwnNames } from "./own-names.ts";

/**
 * One uploaded file → the files that are stored of it. Its keys come sealed. `isPart`: something of the file could not
 * be read, so a bundle of the rest says so in its name.
 * @throws Failure of reading; `file.not-kept` for what is recognised but has no place in the inventory.
 */
export async function filesToStore(
  context: Context,
  upload: OpenedFile,
  { isPart }: { readonly isPart: boolean },
): Promise<NewFile[]> {
  const [first, ...others] = upload.elements.filter(({ element }) => element.kind !== "parameters");
  if (first === undefined)
    throw new Failure("file.not-kept", {
      fileName: upload.fileName,
      kind: upload.elements[0]?.element.kind ?? "unknown",
    });
  // As it came: PEM stays PEM, and a line for an SSH server keeps its options.
  if (upload.raw !== null && (first.element.kind === "pkcs7" || first.element.kind === "ssh-public-key"))
    return asItCame(context, upload.fileName, first, upload.raw);
  return others.length === 0
    ? single(context, upload.fileName, first)
    : several(context, upload.fileName, [first, ...others], isPart);
}

/** `chain-part.pem` of `chain.pem`. */
function partName(fileName: string): string {
  const name = bareName(fileName);
  return `${name}-part${fileName.slice(name.length)}`;
}

const keptKinds: ReadonlySet<ElementKind> = new Set<ElementKind>([
  "certificate",
  "csr",
  "crl",
  "public-key",
  "ssh-public-key",
  "key",
  "locked-key",
  "pkcs7",
  "pkcs12",
  "keystore",
  "parameters", // passed over
]);

/** Whether the inventory has a place for an element of this kind. */
export const isKept = (kind: ElementKind): boolean => keptKinds.has(kind);

async function single(context: Context, fileName: string, opened: OpenedElement): Promise<NewFile[]> {
  const { element, failure } = opened;
  const { kind, bytes } = element;
  if (failure !== null) throw new Failure(failure.code, failure.facts);
  switch (kind) {
    case "certificate":
      return isNameOfEveryAnswer(fileName) ? underOwnNames(context, [bytes]) : [plain(fileName, kind, bytes)];
    case "crl":
      return isNameOfEveryAnswer(fileName) ? listsUnderOwnNames(context, [bytes]) : [plain(fileName, kind, bytes)];
    case "csr":
    case "public-key":
      return [plain(fileName, kind, bytes)];
    case "ssh-public-key":
      return [plain(fileName, kind, sshLine(element))];
    case "key":
    case "locked-key":
      return [keyFile(fileName, opened)];
    case "pkcs7":
      return asItCame(context, fileName, opened, pkcs7Text(element));
    case "pkcs12":
      return pkcs12Files(fileName, opened);
    case "keystore":
      return keystoreFiles(fileName, opened);
    default:
      throw new Failure("file.not-kept", { fileName, kind });
  }
}

async function asItCame(
  context: Context,
  fileName: string,
  { element, contents, failure }: OpenedElement,
  raw: Uint8Array,
): Promise<NewFile[]> {
  if (failure !== null) throw new Failure(failure.code, failure.facts);
  if (element.kind === "ssh-public-key") return [plain(fileName, "ssh-public-key", raw)];
  return pkcs7Files(context, fileName, contents, raw);
}

/**
 * A PKCS#7 as it came; beside it the certificate in it whose key or request is here, and the authorities that were not.
 * One with the name of every answer is not kept itself: all that it holds has a name of its own.
 */
async function pkcs7Files(
  context: Context,
  fileName: string,
  contents: OpenedContents | null,
  raw: Uint8Array,
): Promise<NewFile[]> {
  const certificates = contents?.certificates.map(({ der }) => der) ?? [];
  const lists = contents?.crls ?? [];
  if (isNameOfEveryAnswer(fileName) && certificates.length + lists.length > 0)
    return answerFiles(context, { certificates, lists });
  const leaf = await leafOf(context, fileName, certificates);
  const authorities: Uint8Array[] = [];
  for (const bytes of certificates) {
    const isNew = (await context.store.identical({ fileName, kind: "certificate", bytes })) === null;
    if (isNew && isAuthority(readCertificate(bytes)) && !leaf.some((file) => file.bytes === bytes))
      authorities.push(bytes);
  }
  return [plain(fileName, "pkcs7", raw), ...leaf, ...(await underOwnNames(context, authorities))];
}

/** What an authority answered under a name that says nothing: each thing has a name of its own. */
async function answerFiles(
  context: Context,
  { certificates, lists }: { readonly certificates: readonly Uint8Array[]; readonly lists: readonly Uint8Array[] },
): Promise<NewFile[]> {
  return [...(await underOwnNames(context, certificates)), ...(await listsUnderOwnNames(context, lists))];
}

const bytesOf = (elements: readonly OpenedElement[]): Uint8Array[] => elements.map(({ element }) => element.bytes);

function plain(fileName: string, kind: FileKind, bytes: Uint8Array): NewFile {
  return { fileName: fileNameFor(fileName, kind), kind, bytes };
}

/** The line that OpenSSH writes of it. */
export function sshLine({ bytes, comment }: Recognised): Uint8Array {
  const length = new DataView(bytes.buffer, bytes.byteOffset).getUint32(0);
  const type = new TextDecoder().decode(bytes.subarray(4, 4 + length));
  const words = [
    type,
    Buffer.from(bytes).toString("base64"),
    ...(comment === undefined || comment === "" ? [] : [comment]),
  ];
  return new TextEncoder().encode(`${words.join(" ")}\n`);
}

/** PEM stays PEM. */
function pkcs7Text({ label, bytes }: Recognised): Uint8Array {
  return label === null ? bytes : new TextEncoder().encode(writePem(label, bytes));
}

/** Several blocks in one file: certificates stay together as a bundle, everything else becomes a file of its own. */
async function several(
  context: Context,
  fileName: string,
  elements: readonly OpenedElement[],
  isPart: boolean,
): Promise<NewFile[]> {
  const certificates = elements.filter(({ element }) => element.kind === "certificate");
  const others = elements.filter(({ element }) => element.kind !== "certificate");
  if (
    isNameOfEveryAnswer(fileName) &&
    others.every(({ element, failure }) => element.kind === "crl" && failure === null)
  )
    return answerFiles(context, { certificates: bytesOf(certificates), lists: bytesOf(others) });
  const name = bareName(fileName);
  const files: NewFile[] = [];
  for (const [index, each] of others.entries()) {
    const isOnlyOne = others.filter(({ element }) => element.kind === each.element.kind).length === 1;
    files.push(...(await single(context, isOnlyOne ? name : `${name}-${index + 1}`, each)));
  }
  if (certificates.length === 0) return files;
  const ders = bytesOf(certificates);
  return [
    ...files,
    ...(others.length === 0
      ? await bundleFiles(context, fileName, ders, isPart)
      : identityFiles(name, ders, files).map((file) =>
          isPart && file.kind === "bundle" ? { ...file, fileName: partName(file.fileName) } : file,
        )),
  ];
}

/**
 * A bundle, and beside it the one certificate in it whose key or request is here: it is that identity's certificate.
 */
async function bundleFiles(
  context: Context,
  fileName: string,
  certificates: readonly Uint8Array[],
  isPart: boolean,
): Promise<NewFile[]> {
  const whole = fileNameFor(fileName, "bundle");
  return [
    {
      fileName: isPart && certificates.length > 1 ? partName(whole) : whole,
      kind: "bundle",
      bytes: pemOf(certificates),
    },
    ...(await leafOf(context, fileName, certificates)),
  ];
}

/** The only certificate of a key or request here that has none yet, or that a renewal with the same key waits for. */
async function leafOf({ store }: Context, fileName: string, certificates: readonly Uint8Array[]): Promise<NewFile[]> {
  const known: Uint8Array[] = [];
  for (const der of certificates) {
    const files = await store.filesByPublicKey(publicKeyId(readCertificate(der).spki));
    const partner = files.find(({ kind }) => kind === "csr") ?? files.find(({ kind }) => kind === "key");
    if (partner === undefined) continue;
    const isHere = files.some((file) => file.kind === "certificate");
    if (!isHere || (await store.isAwaited(`${partner.basename}.crt`, der))) known.push(der);
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

function keyFile(fileName: string, opened: OpenedElement): NewFile {
  const sealed = requireSealed(opened);
  return sealedFile(fileName, sealed.isLocked ? "locked-key" : "key", sealed);
}

function sealedFile(fileName: string, kind: FileKind, sealed: SealedKey): NewFile {
  return { fileName: fileNameFor(fileName, kind), kind, bytes: new Uint8Array(), sealed };
}

/** The reader seals every key and PKCS#12 of which it has nothing to complain about. */
function requireSealed({ element, sealed }: OpenedElement): SealedKey {
  if (sealed === null) throw new Error(`a ${element.kind} came unsealed and without a failure`);
  return sealed;
}

/** With its passphrase a PKCS#12 is an identity; `<username>.pub` and one without stay as they are, sealed. */
function pkcs12Files(fileName: string, opened: OpenedElement): NewFile[] {
  return opened.contents === null || fileName.endsWith(".pub")
    ? [sealedFile(fileName, "pkcs12", requireSealed(opened))]
    : heldFiles(fileName, opened.contents);
}

/** Keys that are still locked would be lost, so they have to be opened first; certificates alone need no passphrase. */
function keystoreFiles(fileName: string, { element, contents }: OpenedElement): NewFile[] {
  if (contents === null || contents.lockedKeys.length > 0)
    throw new Failure("keystore.locked", { type: element.detail ?? "Java" });
  const name = bareName(fileName);
  const isTrustStore = contents.keys.length === 0 && contents.certificates.length > 1;
  return isTrustStore
    ? [{ fileName: `${name}.pem`, kind: "bundle", bytes: pemOf(contents.certificates.map(({ der }) => der)) }]
    : heldFiles(name, contents);
}

/** @throws Failure `key.unsupported` when one of the keys cannot be sealed. */
function heldFiles(fileName: string, contents: OpenedContents): NewFile[] {
  const name = bareName(fileName);
  const keys = contents.keys.map(({ sealed, failure }, index): NewFile => {
    if (sealed === null) throw new Failure(failure.code, failure.facts);
    return sealedFile(`${name}${index === 0 ? "" : `-${index + 1}`}.key`, "key", sealed);
  });
  const certificates = contents.certificates.map(({ der }) => der);
  return certificates.length === 0 ? keys : [...keys, ...identityFiles(name, certificates, keys)];
}

function pemOf(certificates: readonly Uint8Array[]): Uint8Array {
  return new TextEncoder().encode(certificates.map((der) => writePem("CERTIFICATE", der)).join(""));
}
