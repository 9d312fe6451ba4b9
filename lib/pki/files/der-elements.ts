import { isWellFormedDer, normaliseBer } from "../asn1/ber.ts";
import { contextConstructed, contextPrimitive, type Element, readElementAt, Tag } from "../asn1/der.ts";
import { readOid } from "../asn1/der-value.ts";
import type { Note } from "../asn1/element.ts";
import { nameOfOid } from "../asn1/oid.ts";
import { readTolerantAt } from "../asn1/tolerant.ts";
import { Failure, isFailure } from "../failure.ts";
import { type Shape, shapeOf } from "../keys/der-shape.ts";
import { elementLimit, elementOf, type Recognised, type UnreadPart } from "./recognised.ts";

/** The elements that stand one behind the other in bytes of DER. */
export interface DerReading {
  readonly elements: readonly Recognised[];
  /** One that begins as DER and is broken, behind others that are whole. */
  readonly unread: readonly UnreadPart[];
  /** Offset of what follows the last element and is no DER; null when nothing does. */
  readonly rest: number | null;
}

/**
 * Every DER element of the bytes: `cat a.der b.der` is two. What follows them and is no DER is noted at the last one.
 * A BER container is rewritten.
 * @throws Failure as `recogniseDer`, for the first element.
 */
export function readDerElements(bytes: Uint8Array): DerReading {
  const elements: Recognised[] = [];
  let at = 0;
  while (at < bytes.length && elements.length < elementLimit) {
    const rest = bytes.subarray(at);
    if (at > 0 && !isLikelyDer(rest)) break;
    try {
      const { element, length } = readFirst(rest);
      elements.push(element);
      at += length;
    } catch (error) {
      if (at === 0 || !isFailure(error)) throw error;
      return { elements, unread: [damagedAt(at, elements.length)], rest: null };
    }
  }
  const last = elements.pop()!;
  const count = bytes.length - at;
  const notes: Note[] = count === 0 ? [] : [{ code: "der.trailing-bytes", params: { offset: at, count } }];
  elements.push({ ...last, notes: [...last.notes, ...notes] });
  return { elements, unread: [], rest: count === 0 ? null : at };
}

const damagedAt = (offset: number, after: number): UnreadPart => ({
  line: null,
  label: "",
  after,
  failure: { code: "der.malformed", facts: { offset, problem: "truncated" } },
});

/** A SEQUENCE of more than 127 bytes, which padding and other text never look like; or a small one that is known. */
function isLikelyDer(bytes: Uint8Array): boolean {
  if (bytes[0] !== Tag.sequence) return false;
  if (bytes[1]! >= 0x81 && bytes[1]! <= 0x84) return true;
  const root = readRoot(bytes);
  return !isFailure(root) && shapeOf(root) !== null;
}

/**
 * One DER element by its shape; bytes behind it are cut off and noted. A BER container is rewritten.
 * @throws Failure `der.malformed`, `file.unrecognised`, `file.unsupported`.
 */
export function recogniseDer(bytes: Uint8Array): Recognised {
  const { element, length } = readFirst(bytes);
  const count = bytes.length - length;
  if (count === 0) return element;
  return { ...element, notes: [...element.notes, { code: "der.trailing-bytes", params: { offset: length, count } }] };
}

interface First {
  readonly element: Recognised;
  /** Bytes of it as they came, with the trust settings of OpenSSL that follow a certificate. */
  readonly length: number;
}

function readFirst(bytes: Uint8Array): First {
  const root = readRoot(bytes);
  const shape = isFailure(root) ? null : shapeOf(root);
  const mayBeBer = shape === null || shape.kind === "pkcs12" || shape.kind === "pkcs7" || shape.kind === "cms";
  const container = mayBeBer ? readBerContainer(bytes) : null;
  if (container !== null) return container;
  const signed = shape === null ? readBerSigned(bytes) : null;
  if (signed !== null) return signed;
  if (isFailure(root)) throw root;
  if (shape === null) throw whyUnknown(root, bytes);
  return readShaped(root, shape, bytes);
}

function readShaped(root: Element, shape: Shape, bytes: Uint8Array): First {
  const aux = shape.kind === "certificate" ? trustSettingsAfter(bytes, root.end) : null;
  return aux === null
    ? { element: elementOf(shape, root.bytes), length: root.end }
    : { element: elementOf(shape, root.bytes, { notes: [trustNote(aux)] }), length: bytes.length };
}

function readRoot(bytes: Uint8Array): Element | Failure {
  try {
    return readElementAt(bytes, 0);
  } catch (error) {
    if (isFailure(error, "der.malformed")) return error;
    throw error;
  }
}

/** A certificate, request or list that is BER: left as it is, because its signature covers that. Null for others. */
function readBerSigned(bytes: Uint8Array): First | null {
  try {
    const root = readTolerantAt(bytes, 0);
    const shape = shapeOf(root);
    if (shape === null || !["certificate", "csr", "crl"].includes(shape.kind)) return null;
    return { element: elementOf(shape, root.bytes), length: root.after };
  } catch (error) {
    if (isFailure(error, "der.malformed")) return null;
    throw error;
  }
}

/** PKCS#12, PKCS#7 or CMS that is BER but not DER; null when it is none of these or is DER already. */
function readBerContainer(bytes: Uint8Array): First | null {
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
  const element = elementOf(shape, normalised.bytes, { notes: [{ code: "der.from-ber", params: {} }] });
  return { element, length: normalised.end };
}

/**
 * OpenSSL's TRUSTED CERTIFICATE: a certificate and directly behind it CertAux, which says what to trust it for. Returns
 * the aux element when that is what stands behind `certificate`.
 */
function trustSettingsAfter(source: Uint8Array, certificateEnd: number): Element | null {
  if (source[certificateEnd] !== Tag.sequence) return null;
  try {
    const aux = readElementAt(source, certificateEnd);
    const isAux =
      aux.end === source.length &&
      aux
        .children()
        .every((child) =>
          [
            Tag.sequence,
            contextConstructed(0),
            Tag.utf8String,
            Tag.octetString,
            contextConstructed(1),
            contextPrimitive(0),
          ].includes(child.tag),
        );
    return isAux ? aux : null;
  } catch (error) {
    if (isFailure(error, "der.malformed")) return null;
    throw error;
  }
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
function whyUnknown(root: Element, bytes: Uint8Array): Failure {
  if (root.end !== bytes.length || !isWellFormedDer(root.bytes) || root.length < 2) {
    const offset = brokenAt(root, bytes);
    return new Failure("file.unrecognised", { size: bytes.length, recognised: "", label: "", offset });
  }
  return new Failure("file.unsupported", { format: "der", label: "" });
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
