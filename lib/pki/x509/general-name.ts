import { contextConstructed, contextPrimitive, type Element, Tag } from "../asn1/der.ts";
import { latin1, readOid } from "../asn1/der-value.ts";
import { encode, writeExplicit, writeIa5String, writeOid, writeUtf8String } from "../asn1/der-write.ts";
import { type GeneralNameInput, requireGeneralName } from "./general-name-text.ts";
import { formatIp, readIpText } from "./ip-text.ts";
import { escapeInvisible, formatName, type Name, readLenientString, readName } from "./name.ts";
import { readOtherNameText } from "./other-name.ts";
import { Oid } from "../asn1/oid.ts";

export type { GeneralNameInput } from "./general-name-text.ts";

/** GeneralName (RFC 5280 §4.2.1.6). */
export type GeneralName =
  /** Text as the certificate has it; bytes above 7F (forbidden by IA5String) are shown as Latin-1. */
  | { readonly kind: "dns" | "email" | "uri" | "upn" | "rid"; readonly value: string }
  /** 4 or 16 bytes; 8 or 32 (address and mask) in name constraints; other lengths are breaches and shown in hex. */
  | { readonly kind: "ip"; readonly value: string; readonly octets: Uint8Array }
  | { readonly kind: "directory"; readonly name: Name }
  /** `raw` is the TLV inside the `[0] EXPLICIT`. */
  | { readonly kind: "other"; readonly type: string; readonly raw: Uint8Array }
  /** `raw` is the whole TLV. */
  | { readonly kind: "x400" | "ediparty"; readonly raw: Uint8Array };

/**
 * Reads one GeneralName. Its structure is strict; what its text may hold is left to the checks and to path validation,
 * so that a certificate with a bad name can still be looked at.
 * @throws Failure `der.malformed`.
 */
export function readGeneralName(element: Element): GeneralName {
  switch (element.tag) {
    case contextConstructed(0):
      return readOtherName(element);
    case contextPrimitive(1):
      return { kind: "email", value: latin1(element.content) };
    case contextPrimitive(2):
      return { kind: "dns", value: latin1(element.content) };
    case contextConstructed(3):
      return { kind: "x400", raw: element.bytes };
    case contextConstructed(4): {
      const inner = element.open();
      const name = readName(inner.next());
      inner.finish();
      return { kind: "directory", name };
    }
    case contextConstructed(5):
      return { kind: "ediparty", raw: element.bytes };
    case contextPrimitive(6):
      return { kind: "uri", value: latin1(element.content) };
    case contextPrimitive(7):
      return { kind: "ip", value: formatAddress(element.content), octets: element.content };
    case contextPrimitive(8):
      return { kind: "rid", value: readOid(element, contextPrimitive(8)) };
    default:
      return element.fail("unexpected-tag");
  }
}

function readOtherName(element: Element): GeneralName {
  const cursor = element.open();
  const type = readOid(cursor.next());
  const explicit = cursor.next(contextConstructed(0)).open();
  const value = explicit.next();
  explicit.finish();
  cursor.finish();
  if (type === Oid.userPrincipalName && value.tag === Tag.utf8String) {
    const { text, isMalformed } = readLenientString(value);
    if (!isMalformed) return { kind: "upn", value: text };
  }
  return { kind: "other", type, raw: value.bytes };
}

function formatAddress(bytes: Uint8Array): string {
  const half = bytes.length / 2;
  if (bytes.length === 8 || bytes.length === 32) {
    return `${formatIp(bytes.subarray(0, half))}/${formatIp(bytes.subarray(half))}`;
  }
  return formatIp(bytes);
}

/**
 * Reads a GeneralNames SEQUENCE; an empty one (forbidden by SIZE 1..MAX) is returned as such. @throws Failure
 * `der.malformed`.
 */
export function readGeneralNames(element: Element, tag: number = Tag.sequence): GeneralName[] {
  const cursor = element.open(tag);
  const names: GeneralName[] = [];
  while (!cursor.isAtEnd) names.push(readGeneralName(cursor.next()));
  return names;
}

/** Writes one name after checking its text. @throws Failure `san.malformed`. */
export function writeGeneralName(input: GeneralNameInput): Uint8Array {
  const { kind, value } = requireGeneralName(input);
  switch (kind) {
    case "email":
      return writeIa5String(value, contextPrimitive(1));
    case "dns":
      return writeIa5String(value, contextPrimitive(2));
    case "uri":
      return writeIa5String(value, contextPrimitive(6));
    case "ip": {
      const read = readIpText(value);
      return encode(contextPrimitive(7), "octets" in read ? read.octets : new Uint8Array());
    }
    case "rid":
      return encode(contextPrimitive(8), writeOid(value).subarray(2));
    case "upn":
      return encode(contextConstructed(0), writeOid(Oid.userPrincipalName), writeExplicit(0, writeUtf8String(value)));
  }
}

/**
 * The text of a name for people. Bytes above 7F are what IA5String forbids; where they are UTF-8, as most tools write
 * them, they are shown as the characters that were meant. Control and direction characters are escaped.
 */
function shownText(value: string): string {
  return escapeInvisible(readUnicode(value) ?? value);
}

/** The characters that were meant by a text with bytes above 7F; null for ASCII and for what is not UTF-8. */
export function readUnicode(value: string): string | null {
  if (!/[\u0080-\u00ff]/.test(value) || /[^\u0000-\u00ff]/.test(value)) return null;
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(Buffer.from(value, "latin1"));
  } catch {
    return null;
  }
}

/** `DNS:db01.example`, `IP:10.0.0.1`, `SRV:_imaps.example` … as it is typed and shown. */
export function formatGeneralName(name: GeneralName | GeneralNameInput): string {
  switch (name.kind) {
    case "dns":
      return `DNS:${shownText(name.value)}`;
    case "ip":
      return `IP:${name.value}`;
    case "email":
      return `email:${shownText(name.value)}`;
    case "uri":
      return `URI:${shownText(name.value)}`;
    case "upn":
      return `UPN:${escapeInvisible(name.value)}`;
    case "rid":
      return `RID:${name.value}`;
    case "directory":
      return `DirName:${formatName(name.name)}`;
    case "other": {
      const { label, value } = readOtherNameText(name.type, name.raw);
      return `${label}:${escapeInvisible(value)}`;
    }
    case "x400":
      return "X400Name";
    case "ediparty":
      return "EdiPartyName";
  }
}

/** The same name as input for a certificate of ours, or null for the kinds that we do not write. */
export function generalNameInputOf(name: GeneralName): GeneralNameInput | null {
  return "value" in name ? { kind: name.kind, value: name.value } : null;
}
