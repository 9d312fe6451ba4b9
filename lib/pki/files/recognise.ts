import { type Element, readElementAt } from "../asn1/der.ts";
import { latin1, readOid } from "../asn1/der-value.ts";
import { Failure, isFailure } from "../failure.ts";
import { isWellFormedDer, normaliseBer } from "../asn1/ber.ts";
import { nameOfOid } from "../asn1/oid.ts";
import { isLockedOpenSshKey, isOpenSshPrivateKey } from "../ssh/openssh-private.ts";
import { readSshPublicKeyFile } from "../ssh/openssh.ts";
import { type PemBlock, readPem } from "../asn1/pem.ts";
import { foreignBinaryFormat, shapeOfMagic, trustSettingsAfter } from "./recognise-der.ts";
import { foreignTextFormat, readBareBase64, readFileText } from "./recognise-text.ts";
import type { ElementKind, FileForm, KeyForm, Note } from "../asn1/element.ts";
import { shapeOf, type Shape } from "../keys/der-shape.ts";

/** The form of a file, by its shape: nothing inside is believed or checked yet. */
export interface Recognised {
  readonly kind: ElementKind;
  /**
   * The element alone: trailing bytes are cut off, BER containers are rewritten as DER. OpenSSH keys: their own bytes.
   */
  readonly bytes: Uint8Array;
  readonly form?: KeyForm;
  readonly detail?: string;
  /** PEM: the label and the RFC 1421 headers (a traditional locked key keeps its encryption there), else null. */
  readonly label: string | null;
  readonly headers: ReadonlyMap<string, string> | null;
  readonly line: number | null;
  /** SSH public keys: the text after the key. */
  readonly comment?: string;
  readonly notes: readonly Note[];
}

export interface RecognisedFile {
  readonly form: FileForm;
  readonly elements: readonly Recognised[];
  readonly notes: readonly Note[];
}

/** Blocks or lines of one file that are looked at. */
const elementLimit = 10_000;

/** Bytes; larger files are refused. */
export const fileSizeLimit = 20 * 1024 * 1024;

/**
 * Finds out what the bytes of a file are: PEM (any mixture, any order, text between), DER, bare base64, SSH, UTF-16.
 * @throws Failure `file.empty`, `file.too-large`; `file.unsupported` for a format that is known and not read;
 *   `file.unrecognised` with what was recognised and where it broke;
 *   `pem.malformed` when there is PEM and no block of it can be read; `der.malformed` when the outer element is broken.
 */
export function recogniseFile(bytes: Uint8Array, fileName = ""): RecognisedFile {
  if (bytes.length === 0) throw new Failure("file.empty", { fileName });
  if (bytes.length > fileSizeLimit) throw new Failure("file.too-large", { size: bytes.length, limit: fileSizeLimit });
  const magic = shapeOfMagic(bytes);
  if (magic !== null) return { form: formOf(magic), elements: [elementOf(magic, bytes)], notes: [] };
  const file = readFileText(bytes);
  if (file === null) return recogniseBinary(bytes);
  return recogniseText(file.text, file.notes, bytes);
}

function formOf({ kind }: Shape): FileForm {
  if (kind === "zip" || kind === "tar" || kind === "gzip") return kind;
  return kind === "keystore" ? "java" : "der";
}

function elementOf(shape: Shape, bytes: Uint8Array, more: Partial<Recognised> = {}): Recognised {
  return { ...shape, bytes, label: null, headers: null, line: null, notes: [], ...more };
}

function openSshShape(bytes: Uint8Array): Shape {
  return { kind: isLockedOpenSshKey(bytes) ? "locked-key" : "key", form: "openssh" };
}

function recogniseBinary(bytes: Uint8Array): RecognisedFile {
  if (isOpenSshPrivateKey(bytes)) return { form: "ssh", elements: [elementOf(openSshShape(bytes), bytes)], notes: [] };
  try {
    return { form: "der", elements: [recogniseDer(bytes)], notes: [] };
  } catch (error) {
    const format = foreignBinaryFormat(bytes);
    if (format !== null) throw new Failure("file.unsupported", { format, label: "" }, error);
    const hidden = hiddenPem(bytes);
    if (hidden === null) throw error;
    return hidden;
  }
}

/** PEM behind bytes that are no text. */
function hiddenPem(bytes: Uint8Array): RecognisedFile | null {
  const text = latin1(bytes);
  const offset = text.indexOf("-----BEGIN ");
  if (offset < 0) return null;
  const { blocks } = readPem(text.slice(offset));
  if (blocks.length === 0) return null;
  return {
    form: "pem",
    elements: blocks.slice(0, elementLimit).map(recogniseBlock),
    notes: [{ code: "text.hidden-start", params: { offset } }],
  };
}

function recogniseText(text: string, notes: readonly Note[], bytes: Uint8Array): RecognisedFile {
  const pem = text.includes("-----BEGIN ") ? readPem(text) : { blocks: [], problems: [], hasOtherText: true };
  const pemNotes: Note[] = [...notes];
  for (const problem of pem.problems.slice(0, 20)) pemNotes.push({ code: "pem.broken-block", params: problem });
  if (pem.blocks.length > 0) {
    if (pem.hasOtherText) pemNotes.push({ code: "text.other", params: {} });
    if (pem.blocks.length > elementLimit)
      pemNotes.push({ code: "elements.capped", params: { limit: elementLimit, total: pem.blocks.length } });
    return { form: "pem", elements: pem.blocks.slice(0, elementLimit).map(recogniseBlock), notes: pemNotes };
  }
  const problem = pem.problems[0];
  // the armour of OpenPGP has a checksum line that PEM has not (RFC 9580 §6.1)
  if (problem !== undefined && /^PGP /.test(problem.label))
    throw new Failure("file.unsupported", { format: "openpgp", label: problem.label });
  if (problem !== undefined) throw new Failure("pem.malformed", problem);
  const ssh = readSshPublicKeyFile(text, elementLimit);
  if (ssh.length > 0) {
    const elements = ssh.map(({ blob, comment, line, isCertificate }) =>
      elementOf({ kind: isCertificate ? "ssh-certificate" : "ssh-public-key" }, blob, { comment, line }),
    );
    return { form: "ssh", elements, notes };
  }
  const decoded = readBareBase64(text);
  if (decoded !== null) return { form: "base64", elements: recogniseBinary(decoded).elements, notes };
  if (bytes[0] === 0x30) return recogniseBinary(bytes);
  const format = foreignTextFormat(text);
  if (format !== null) throw new Failure("file.unsupported", { format, label: "" });
  const begin = text.indexOf("-----BEGIN ");
  throw new Failure("file.unrecognised", {
    size: bytes.length,
    recognised: begin < 0 ? "" : "pem",
    label: "",
    offset: begin < 0 ? 0 : Buffer.byteLength(text.slice(0, begin)),
  });
}

/** One PEM block by its content; the label is compared, not believed. Never throws: a broken block is `unknown`. */
function recogniseBlock(block: PemBlock): Recognised {
  const place = { label: block.label, headers: block.headers, line: block.line };
  if ((block.headers.get("Proc-Type") ?? "").includes("ENCRYPTED")) {
    return elementOf({ kind: "locked-key", detail: "traditional" }, block.bytes, place);
  }
  if (isOpenSshPrivateKey(block.bytes)) return elementOf(openSshShape(block.bytes), block.bytes, place);
  if (/^PGP /.test(block.label)) return elementOf({ kind: "pgp", detail: block.label }, block.bytes, place);
  try {
    const element = recogniseDer(block.bytes);
    return { ...element, ...place, notes: [...element.notes, ...labelNotes(block.label, element)] };
  } catch (error) {
    if (!isFailure(error)) throw error;
    return elementOf({ kind: kindOfLabel(block.label) ?? "unknown" }, block.bytes, place);
  }
}

const labels: Readonly<Record<string, readonly ElementKind[]>> = {
  CERTIFICATE: ["certificate"],
  "X509 CERTIFICATE": ["certificate"],
  "TRUSTED CERTIFICATE": ["certificate"],
  "CERTIFICATE REQUEST": ["csr"],
  "NEW CERTIFICATE REQUEST": ["csr"],
  "X509 CRL": ["crl"],
  CRL: ["crl"],
  PKCS7: ["pkcs7", "cms"],
  "PKCS #7 SIGNED DATA": ["pkcs7"],
  CMS: ["pkcs7", "cms"],
  PKCS12: ["pkcs12"],
  "PRIVATE KEY": ["key"],
  "ANY PRIVATE KEY": ["key"],
  "RSA PRIVATE KEY": ["key"],
  "EC PRIVATE KEY": ["key"],
  "DSA PRIVATE KEY": ["key"],
  "OPENSSH PRIVATE KEY": ["key"],
  "ENCRYPTED PRIVATE KEY": ["locked-key"],
  "PUBLIC KEY": ["public-key"],
  "RSA PUBLIC KEY": ["public-key"],
  "DSA PUBLIC KEY": ["public-key"],
  "DH PARAMETERS": ["parameters"],
  "X9.42 DH PARAMETERS": ["parameters"],
  "DSA PARAMETERS": ["parameters"],
  "EC PARAMETERS": ["parameters"],
  "OCSP REQUEST": ["ocsp-request"],
  "OCSP RESPONSE": ["ocsp-response"],
};
const usualLabels: Readonly<Record<string, string>> = {
  "X509 CERTIFICATE": "CERTIFICATE",
  "NEW CERTIFICATE REQUEST": "CERTIFICATE REQUEST",
  CRL: "X509 CRL",
  "PKCS #7 SIGNED DATA": "PKCS7",
};

const kindOfLabel = (label: string): ElementKind | undefined =>
  Object.hasOwn(labels, label) ? labels[label]?.[0] : undefined;

function labelNotes(label: string, element: Recognised): Note[] {
  const kinds = Object.hasOwn(labels, label) ? labels[label]! : [];
  if (!kinds.includes(element.kind)) return [{ code: "pem.label-differs", params: { label, actual: element.kind } }];
  const usual = usualLabels[label];
  return usual === undefined ? [] : [{ code: "pem.legacy-label", params: { label, usual } }];
}

/**
 * One DER element by its shape; bytes behind it are cut off and noted. A BER container is rewritten.
 * @throws Failure `der.malformed`, `file.unrecognised`, `file.unsupported`.
 */
export function recogniseDer(bytes: Uint8Array): Recognised {
  const root = readRoot(bytes);
  const shape = isFailure(root) ? null : shapeOf(root);
  const mayBeBer = shape === null || shape.kind === "pkcs12" || shape.kind === "pkcs7" || shape.kind === "cms";
  const container = mayBeBer ? recogniseBerContainer(bytes) : null;
  if (container !== null) return container;
  if (isFailure(root)) throw root;
  if (shape === null) return unknownElement(root, bytes);
  const trailing = trailingNotes(bytes, root, shape);
  return elementOf(shape, root.bytes, { notes: trailing });
}

function readRoot(bytes: Uint8Array): Element | Failure {
  try {
    return readElementAt(bytes, 0);
  } catch (error) {
    if (isFailure(error, "der.malformed")) return error;
    throw error;
  }
}

/** PKCS#12, PKCS#7 or CMS that is BER but not DER; null when it is none of these or is DER already. */
function recogniseBerContainer(bytes: Uint8Array): Recognised | null {
  if (bytes[0] !== 0x30) return null;
  let normalised: { bytes: Uint8Array; end: number };
  try {
    normalised = normaliseBer(bytes);
  } catch (error) {
    if (isFailure(error, "der.malformed")) return null;
    throw error;
  }
  if (isWellFormedDer(bytes.subarray(0, normalised.end))) return null;
  const shape = shapeOf(readElementAt(normalised.bytes, 0));
  if (shape === null || !["pkcs12", "pkcs7", "cms"].includes(shape.kind)) return null;
  const notes: Note[] = [{ code: "der.from-ber", params: {} }];
  const count = bytes.length - normalised.end;
  if (count > 0) notes.push({ code: "der.trailing-bytes", params: { offset: normalised.end, count } });
  return elementOf(shape, normalised.bytes, { notes });
}

function trailingNotes(bytes: Uint8Array, root: Element, shape: Shape): Note[] {
  const count = bytes.length - root.end;
  if (count === 0) return [];
  const aux = shape.kind === "certificate" ? trustSettingsAfter(bytes, root.end) : null;
  if (aux !== null) return [trustNote(aux)];
  return [{ code: "der.trailing-bytes", params: { offset: root.end, count } }];
}

/** CertAux of OpenSSL: SEQUENCE { trust SEQUENCE OF OID?, [0] reject?, alias UTF8String?, keyid?, [1]? }. */
function trustNote(aux: Element): Note {
  const oids = (element: Element | undefined): string =>
    element === undefined
      ? ""
      : element
          .children()
          .map((child) => nameOfOid(readOid(child)) ?? readOid(child))
          .join(", ");
  const cursor = aux.open();
  const trusted = cursor.optional(0x30);
  const rejected = cursor.optional(0xa0);
  const alias = cursor.optional(0x0c);
  return {
    code: "trusted.settings",
    params: {
      trusted: oids(trusted),
      rejected: oids(rejected),
      alias: alias === undefined ? "" : Buffer.from(alias.content).toString("utf8"),
    },
  };
}

/** Well-formed to the end, but nothing that we know: still worth a look at its DER. */
function unknownElement(root: Element, bytes: Uint8Array): Recognised {
  if (root.end !== bytes.length || !isWellFormedDer(root.bytes) || root.length < 2) {
    const offset = brokenAt(root, bytes);
    throw new Failure("file.unrecognised", { size: bytes.length, recognised: "", label: "", offset });
  }
  throw new Failure("file.unsupported", { format: "der", label: "" });
}

/** Offset of the first element that is not DER, as far as the outer levels show it. */
function brokenAt(root: Element, bytes: Uint8Array): number {
  if (root.end !== bytes.length) return root.end;
  try {
    const walk = (element: Element, depth: number): void => {
      if (depth > 32 || !element.isConstructed) return;
      for (const child of element.children()) walk(child, depth + 1);
    };
    walk(root, 0);
  } catch (error) {
    if (isFailure(error, "der.malformed")) return error.facts.offset;
    throw error;
  }
  return root.contentStart;
}
