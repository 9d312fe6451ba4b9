import { contextConstructed, type Cursor, type Element, Tag } from "../asn1/der.ts";
import { readOid } from "../asn1/der-value.ts";
import { isFailure } from "../failure.ts";
import type { ElementKind, KeyForm } from "../asn1/element.ts";

/** The kind of a DER structure by its shape alone: the outer two or three levels are looked at, nothing is believed. */
export interface Shape {
  readonly kind: ElementKind;
  /** Form of a private key. */
  readonly form?: KeyForm;
  /** Which of several structures of the kind: `PKCS#1` public key, `dh` parameters, a content type's OID … */
  readonly detail?: string;
}

const signedDataOid = "1.2.840.113549.1.7.2";

const contentTypeArcs = ["1.2.840.113549.1.7.", "1.2.840.113549.1.9.16.1."];

/** The shape of the element, or null when it is nothing that we know. Never throws for what is inside. */
export function shapeOf(root: Element): Shape | null {
  if (root.tag === Tag.oid) return isCurve(root) ? { kind: "parameters", detail: "ec" } : null;
  if (root.tag === contextConstructed(1) || root.tag === contextConstructed(2)) return shapeOfTrustAnchor(root);
  if (root.tag !== Tag.sequence) return null;
  const children = firstChildren(root, 10);
  const [first, second, third] = children;
  if (first === undefined) return null;
  if (first.tag === Tag.integer) return shapeAfterInteger(root, children);
  if (first.tag === Tag.oid) return shapeAfterOid(first, second);
  if (first.tag === 0x0a) return { kind: "ocsp-response" };
  if (first.tag !== Tag.sequence) return null;
  if (third?.tag === Tag.bitString) return second?.tag === Tag.sequence ? shapeOfSigned(first) : null;
  if (children.length === 2 && second!.tag === Tag.bitString && startsWithOid(first))
    return { kind: "public-key", detail: "SPKI" };
  if (children.length === 2 && second!.tag === Tag.octetString && startsWithOid(first))
    return { kind: "locked-key", form: "pkcs8" };
  return shapeOfRequestForStatus(first, children);
}

/** At most `limit` children, up to the first that is broken. */
function firstChildren(parent: Element, limit: number): Element[] {
  const children: Element[] = [];
  const cursor = parent.open();
  while (children.length < limit) {
    const next = nextOrNull(cursor);
    if (next === null) break;
    children.push(next);
  }
  return children;
}

function nextOrNull(cursor: Cursor): Element | null {
  try {
    return cursor.isAtEnd ? null : cursor.next();
  } catch (error) {
    if (isFailure(error, "der.malformed")) return null;
    throw error;
  }
}

function startsWithOid(element: Element): boolean {
  return nextOrNull(element.open())?.tag === Tag.oid;
}

function oidOf(element: Element): string | null {
  try {
    return readOid(element);
  } catch (error) {
    if (isFailure(error, "der.malformed")) return null;
    throw error;
  }
}

function isCurve(element: Element): boolean {
  const oid = oidOf(element);
  return oid !== null && /^1\.(?:2\.840\.10045\.3|3\.132\.0|3\.36\.3\.3\.2\.8|2\.156\.10197\.1\.301)(?:\.|$)/.test(oid);
}

/** Structures that begin with a version or a number: private keys, PFX, PKCS#1 public keys, parameters. */
function shapeAfterInteger(root: Element, children: readonly Element[]): Shape | null {
  const [first, second, third] = children;
  const integers = children.findIndex((child) => child.tag !== Tag.integer);
  const leading = integers === -1 ? children.length : integers;
  const version = first!.length === 1 ? first!.content[0]! : -1;
  if (second?.tag === Tag.sequence) {
    if (third?.tag === Tag.octetString && startsWithOid(second)) return { kind: "key", form: "pkcs8" };
    if (version === 3 && startsWithOid(second)) return { kind: "pkcs12" };
    if (version === 1 && isFieldId(second)) return { kind: "parameters", detail: "ec" };
    return null;
  }
  if (second?.tag === Tag.octetString && version === 1) return { kind: "key", form: "sec1" };
  if (leading === 9 && version <= 1) return { kind: "key", form: "pkcs1" };
  if (leading === 6 && version === 0 && children.length === 6) return { kind: "key", form: "dsa" };
  if (leading !== children.length) return null;
  // DSA PUBLIC KEY of OpenSSL: y, p, q, g
  if (leading === 4 && first!.length > 60) return { kind: "public-key", detail: "DSA" };
  if (leading === 3) return { kind: "parameters", detail: second!.length > 16 && third!.length > 16 ? "dsa" : "dh" };
  if (leading === 2 && root.length > 16)
    return looksLikeGenerator(second!)
      ? { kind: "parameters", detail: "dh" }
      : { kind: "public-key", detail: "PKCS#1" };
  return null;
}

/** p and g stand as n and e do; a generator is 2, 5 or as large as p, an RSA exponent is odd and mostly small. */
function looksLikeGenerator(second: Element): boolean {
  const bytes = second.content;
  return (bytes.length === 1 && (bytes[0] === 2 || bytes[0] === 5)) || bytes.length > 32;
}

/** ECParameters with the curve written out (X9.62): a FieldID whose OID is prime-field or characteristic-two. */
function isFieldId(element: Element): boolean {
  const oid = nextOrNull(element.open());
  return oid?.tag === Tag.oid && (oidOf(oid) ?? "").startsWith("1.2.840.10045.1.");
}

/** ContentInfo (PKCS#7, CMS), or an AlgorithmIdentifier with DH or EC parameters. */
function shapeAfterOid(first: Element, second: Element | undefined): Shape | null {
  const oid = oidOf(first);
  if (oid === null) return null;
  if (oid === signedDataOid && second?.tag === contextConstructed(0)) return { kind: "pkcs7", detail: oid };
  const isContent = contentTypeArcs.some((arc) => oid.startsWith(arc));
  if (isContent && (second === undefined || second.tag === contextConstructed(0))) return { kind: "cms", detail: oid };
  return null;
}

/** SEQUENCE { tbs, AlgorithmIdentifier, BIT STRING }: certificate, request or CRL by what the first fields are. */
function shapeOfSigned(tbs: Element): Shape | null {
  const tags = firstChildren(tbs, 7).map((child) => child.tag);
  const isTime = (tag: number | undefined): boolean => tag === Tag.utcTime || tag === Tag.generalizedTime;
  const at = tags[0] === contextConstructed(0) ? 1 : 0;
  const rest = tags.slice(at);
  const withoutVersion = rest[0] === Tag.integer ? rest.slice(1) : rest;
  if (withoutVersion[0] === Tag.sequence && withoutVersion[1] === Tag.sequence && isTime(withoutVersion[2]))
    return { kind: "crl" };
  if (rest[0] === Tag.integer && rest[1] === Tag.sequence && rest[2] === Tag.sequence) {
    return { kind: rest[3] === contextConstructed(0) || rest[3] === undefined ? "csr" : "certificate" };
  }
  if (at === 1) return { kind: "certificate" };
  return null;
}

/** OCSPRequest (RFC 6960 §4.1.1): SEQUENCE { tbsRequest { [0]?, [1]?, SEQUENCE OF Request { CertID … } } }. */
function shapeOfRequestForStatus(tbs: Element, children: readonly Element[]): Shape | null {
  if (children.length > 2 || (children[1] !== undefined && children[1].tag !== contextConstructed(0))) return null;
  const inside = firstChildren(tbs, 4).filter(
    (child) => child.tag !== contextConstructed(0) && child.tag !== contextConstructed(1),
  );
  const request = inside[0]?.tag === Tag.sequence ? nextOrNull(inside[0].open()) : null;
  const certId = request?.tag === Tag.sequence ? nextOrNull(request.open()) : null;
  const hash = certId?.tag === Tag.sequence ? nextOrNull(certId.open()) : null;
  return hash?.tag === Tag.sequence && startsWithOid(hash) ? { kind: "ocsp-request" } : null;
}

/** TrustAnchorChoice (RFC 5914 §2): [1] TBSCertificate or [2] TrustAnchorInfo. */
function shapeOfTrustAnchor(root: Element): Shape | null {
  const inside = nextOrNull(root.open());
  return inside?.tag === Tag.sequence ? { kind: "trust-anchor" } : null;
}
