import { type Element, readElement, Tag } from "../asn1/der.ts";
import { latin1, readOid, readString } from "../asn1/der-value.ts";
import {
  encode,
  writeIa5String,
  writeOid,
  writePrintableString,
  writeSequence,
  writeUtf8String,
} from "../asn1/der-write.ts";
import { isFailure } from "../failure.ts";
import { abbreviationOf } from "./name-attribute.ts";
import { Oid } from "../asn1/oid.ts";
import { requireSubject, type Subject, type SubjectValue } from "./subject.ts";

export type { Subject } from "./subject.ts";

/** X.501 distinguished names (RFC 5280 §4.1.2.4): reading, showing (RFC 4514) and comparing (§7.1). */

export interface NameAttribute {
  /** Dotted object identifier. */
  readonly type: string;
  /** The text; where the bytes break the rules of their string type, the best reading of them (see `isMalformed`). */
  readonly value: string;
  /** Identifier byte of the value's string type. */
  readonly tag: number;
  /** The value's content octets. */
  readonly raw: Uint8Array;
  /**
   * True when `raw` holds what its string type forbids (`@` in a PrintableString, broken UTF-8), or is no string at
   * all.
   */
  readonly isMalformed: boolean;
}

export interface Name {
  /** The exact TLV. */
  readonly der: Uint8Array;
  /**
   * In the order of the encoding: the most general part first. An empty RDN (forbidden by X.501) stays as an empty
   * list.
   */
  readonly rdns: readonly (readonly NameAttribute[])[];
}

/** Decodes its attributes when they are first asked for: an import of many certificates compares bytes only. */
class DecodedName implements Name {
  readonly #element: Element;
  #der: Uint8Array | undefined;
  #rdns: readonly (readonly NameAttribute[])[] | undefined;
  #key: string | undefined;

  constructor(element: Element) {
    this.#element = element;
  }
  get der(): Uint8Array {
    return (this.#der ??= this.#element.bytes);
  }
  get rdns(): readonly (readonly NameAttribute[])[] {
    return (this.#rdns ??= this.#element.children().map((rdn) => rdn.children().map(readAttribute)));
  }
  get compareKey(): string {
    return (this.#key ??= rdnKeysOf(this).join(""));
  }
}

/**
 * Reads a Name. The structure is checked at once; values are decoded when first asked for and never throw.
 * @throws Failure `der.malformed`: no SEQUENCE OF SET OF { OID, value }.
 */
export function readName(element: Element): Name {
  const rdns = element.open(Tag.sequence);
  while (!rdns.isAtEnd) {
    const attributes = rdns.next(Tag.set).open();
    while (!attributes.isAtEnd) {
      const attribute = attributes.next(Tag.sequence).open();
      readOid(attribute.next());
      attribute.next();
      attribute.finish();
    }
  }
  return new DecodedName(element);
}

/** Reads a Name that stands alone. @throws Failure `der.malformed`. */
export function readNameBytes(der: Uint8Array): Name {
  return readName(readElement(der));
}

function readAttribute(element: Element): NameAttribute {
  const cursor = element.open();
  const type = readOid(cursor.next());
  const value = cursor.next();
  const read = readLenientString(value);
  return { type, value: read.text, tag: value.tag, raw: value.content, isMalformed: read.isMalformed };
}

/**
 * The text of a string, and when its bytes break its type's rules the best reading of them: certificates with `@` in a
 * PrintableString exist, and one that cannot be looked at cannot be replaced.
 */
export function readLenientString(element: Element): { text: string; isMalformed: boolean } {
  try {
    return { text: readString(element), isMalformed: false };
  } catch (error) {
    if (!isFailure(error, "der.malformed")) throw error;
  }
  const bytes = element.content;
  try {
    return { text: new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes), isMalformed: true };
  } catch {
    return { text: latin1(bytes), isMalformed: true };
  }
}

/**
 * Writes a subject: one RDN per value, in the order of `requireSubject`. C and serialNumber are PrintableStrings,
 * emailAddress and DC IA5Strings (RFC 5280 appendix A.1), everything else is a UTF8String (§4.1.2.4).
 * An empty subject gives `30 00`. @throws Failure `subject.*`.
 */
export function writeName(subject: Subject): Uint8Array {
  const rdns = requireSubject(subject).map(({ type, string, value }) =>
    encode(Tag.set, writeSequence(writeOid(type), writeSubjectString[string](value))),
  );
  return writeSequence(...rdns);
}

const writeSubjectString: Readonly<Record<SubjectValue["string"], (value: string) => Uint8Array>> = {
  printable: writePrintableString,
  ia5: writeIa5String,
  utf8: writeUtf8String,
};

/** Common name: the most specific one (the last in the encoding), or null. */
export function commonNameOf(name: Name): string | null {
  for (const rdn of name.rdns.toReversed()) {
    const found = rdn.find((attribute) => attribute.type === Oid.commonName);
    if (found !== undefined) return found.value;
  }
  return null;
}

/** Every common name, the most general first. */
export function commonNamesOf(name: Name): string[] {
  return name.rdns
    .flat()
    .filter((attribute) => attribute.type === Oid.commonName)
    .map((attribute) => attribute.value);
}

/** True for a Name without a single RDN (`30 00`). */
export function isEmptyName(name: Name): boolean {
  return name.der.length === 2;
}

/**
 * For people: `CN=db01, OU=Voice, O=Acme, C=KR`, the most specific part first, values escaped as RFC 4514 §2.4 wants.
 * A type without an abbreviation is shown as `1.2.3.4=#` and its TLV in hex (§2.4). Not for comparing: see
 * `compareKeyOf`.
 */
export function formatName(name: Name): string {
  return name.rdns
    .filter((rdn) => rdn.length > 0)
    .toReversed()
    .map((rdn) => rdn.map(formatAttribute).join("+"))
    .join(", ");
}

function formatAttribute(attribute: NameAttribute): string {
  const short = abbreviationOf(attribute.type);
  if (short !== null) return `${short}=${escapeValue(attribute.value)}`;
  const isText = !attribute.isMalformed && attribute.value !== "";
  if (isText) return `${attribute.type}=${escapeValue(attribute.value)}`;
  return `${attribute.type}=#${Buffer.from(attribute.raw).toString("hex")}`;
}

const isInvisible = /[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]/u;
const octetsOf = new TextEncoder();

/** Control and direction-changing characters as `\\` and the hex of their UTF-8, so that a name cannot disguise itself. */
export function escapeInvisible(value: string): string {
  return isInvisible.test(value) ? Array.from(value, escapeCharacter).join("") : value;
}

function escapeCharacter(character: string): string {
  if (!isInvisible.test(character)) return character;
  return Array.from(
    octetsOf.encode(character),
    (octet) => `\\${octet.toString(16).toUpperCase().padStart(2, "0")}`,
  ).join("");
}

/** RFC 4514 §2.4. Control and direction-changing characters too, so that a name cannot disguise itself. */
function escapeValue(value: string): string {
  let escaped = "";
  for (const character of value) {
    if (isInvisible.test(character)) escaped += escapeCharacter(character);
    else if (',+"\\<>;'.includes(character)) escaped += `\\${character}`;
    else escaped += character;
  }
  if (escaped.startsWith(" ") || escaped.startsWith("#")) escaped = `\\${escaped}`;
  if (escaped.endsWith(" ") && !(escaped.length === 2 && escaped.startsWith("\\")))
    escaped = `${escaped.slice(0, -1)}\\ `;
  return escaped;
}

/**
 * A key that is equal exactly when two names are equal by RFC 5280 §7.1: same attribute types in the same order, text
 * compared without regard to case, string type and runs of white space; anything but text by its bytes.
 */
export function compareKeyOf(name: Name): string {
  return name instanceof DecodedName ? name.compareKey : rdnKeysOf(name).join("");
}

/**
 * The keys of the single RDNs, most general first: a directoryName subtree holds a name when its keys are a prefix
 * (§7.1).
 */
export function rdnKeysOf(name: Name): string[] {
  return name.rdns.map((rdn) => {
    const keys = rdn.map(attributeKey).sort();
    return `${keys.length}:${keys.join("")}`;
  });
}

function attributeKey(attribute: NameAttribute): string {
  const isText = !attribute.isMalformed && attribute.tag in comparedAsText;
  const value = isText ? foldText(attribute.value) : `#${attribute.tag}#${Buffer.from(attribute.raw).toString("hex")}`;
  return `${attribute.type}=${isText ? "t" : "x"}${value.length}:${value};`;
}

const comparedAsText: Readonly<Record<number, true>> = {
  [Tag.utf8String]: true,
  [Tag.printableString]: true,
  [Tag.ia5String]: true,
  [Tag.visibleString]: true,
  [Tag.numericString]: true,
  [Tag.teletexString]: true,
  [Tag.bmpString]: true,
  [Tag.universalString]: true,
};

/** RFC 4518 in its practical part: NFKC, case folded, white space trimmed and collapsed. */
function foldText(value: string): string {
  const isAscii = /^[\x20-\x7e]*$/.test(value);
  const normal = isAscii ? value : value.normalize("NFKC");
  return normal.toLowerCase().replace(/\s+/g, " ").trim();
}
