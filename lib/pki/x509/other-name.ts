import { contextConstructed, type Element, readElement, Tag } from "../asn1/der.ts";
import { readOid } from "../asn1/der-value.ts";
import { isFailure } from "../failure.ts";
import { hexOf } from "../asn1/octets.ts";
import { nameOfOid, Oid } from "../asn1/oid.ts";
import { readLenientString } from "./name.ts";

/** The value of an otherName as text, with the word that people know its kind by. */
export interface OtherNameText {
  readonly label: string;
  readonly value: string;
}

/**
 * Reads the value of an otherName: of the kinds that are met (SRV, XMPP, Kerberos, e-mail in UTF-8, NTDS GUID, hardware
 * modules, the Korean identity of KISA) what it says, of others text, number or hex.
 */
export function readOtherNameText(type: string, raw: Uint8Array): OtherNameText {
  const known = Object.hasOwn(readers, type) ? readers[type] : undefined;
  if (known !== undefined) {
    const [label, read] = known;
    const value = orNull(() => read(readElement(raw)));
    if (value !== null) return { label, value };
  }
  const value = orNull(() => plainText(readElement(raw))) ?? hexOf(raw.subarray(0, 64));
  return { label: "otherName", value: `${nameOfOid(type) ?? type}=${value}` };
}

function orNull(read: () => string): string | null {
  try {
    return read();
  } catch (error) {
    if (isFailure(error, "der.malformed")) return null;
    throw error;
  }
}

type Reader = readonly [label: string, read: (value: Element) => string];

const generalString = 0x1b;
const textOf =
  (tags: readonly number[]) =>
  (value: Element): string =>
    tags.includes(value.tag) ? readLenientString(value).text : value.fail("unexpected-tag");

const readers: Readonly<Record<string, Reader>> = {
  [Oid.userPrincipalName]: ["UPN", textOf([Tag.utf8String, Tag.ia5String, Tag.printableString])],
  [Oid.srvName]: ["SRV", textOf([Tag.ia5String, Tag.utf8String])],
  [Oid.xmppAddress]: ["XMPP", textOf([Tag.utf8String, Tag.ia5String])],
  [Oid.smtpUtf8Mailbox]: ["SmtpUTF8Mailbox", textOf([Tag.utf8String])],
  [Oid.naiRealm]: ["NAIRealm", textOf([Tag.utf8String])],
  [Oid.kerberosPrincipal]: ["KRB5", kerberosPrincipal],
  [Oid.microsoftNtdsReplication]: ["NTDS-GUID", (value) => guidOf(value.expect(Tag.octetString))],
  [Oid.hardwareModuleName]: ["hardwareModuleName", hardwareModule],
  [Oid.permanentIdentifier]: ["permanentIdentifier", permanentIdentifier],
  [Oid.kisaIdentifyData]: ["KISA", kisaIdentity],
};

/** KRB5PrincipalName (RFC 4556 §3.2.2): `name/instance@REALM`. */
function kerberosPrincipal(value: Element): string {
  const cursor = value.open(Tag.sequence);
  const realm = cursor.next(contextConstructed(0)).open().next(generalString);
  const principal = cursor.next(contextConstructed(1)).open().next(Tag.sequence).open();
  principal.next(contextConstructed(0));
  const parts = principal.next(contextConstructed(1)).open().next(Tag.sequence).children();
  const names = parts.map((part) => Buffer.from(part.expect(generalString).content).toString("utf8"));
  return `${names.join("/")}@${Buffer.from(realm.content).toString("utf8")}`;
}

/** A GUID as Windows writes it: the first three fields are little-endian ([MS-DTYP] §2.3.4). */
function guidOf(value: Element): string {
  if (value.length !== 16) value.fail("bad-value");
  const bytes = Buffer.from(value.content);
  const hex = (from: number, to: number): string => bytes.subarray(from, to).toString("hex");
  const reversed = (from: number, to: number): string =>
    Buffer.from(bytes.subarray(from, to)).reverse().toString("hex");
  return [reversed(0, 4), reversed(4, 6), reversed(6, 8), hex(8, 10), hex(10, 16)].join("-");
}

/** RFC 4108 §5. */
function hardwareModule(value: Element): string {
  const cursor = value.open(Tag.sequence);
  return `${readOid(cursor.next())} ${hexOf(cursor.next(Tag.octetString).content)}`;
}

/** RFC 4043 §2. */
function permanentIdentifier(value: Element): string {
  const parts = value.expect(Tag.sequence).children();
  return parts.map((part) => (part.tag === Tag.oid ? readOid(part) : readLenientString(part).text)).join(", ");
}

/**
 * IdentifyData of KISA (KCAC.TS.SIVID): the name, and with it what proves the resident or business number without
 * showing it (VID, a digest).
 */
function kisaIdentity(value: Element): string {
  const cursor = value.open(Tag.sequence);
  const name = readLenientString(cursor.next(Tag.utf8String)).text;
  const info = cursor.isAtEnd ? [] : cursor.next(Tag.sequence).children();
  return [name, ...info.map(kisaInfo)].join(", ");
}

function kisaInfo(info: Element): string {
  const cursor = info.open(Tag.sequence);
  const type = readOid(cursor.next());
  const value = cursor.next();
  if (type !== Oid.kisaVid) return `${nameOfOid(type) ?? type} ${plainText(value)}`;
  const vid = value.open(Tag.sequence);
  const digest = readOid(vid.next(Tag.sequence).open().next());
  const holder = vid.next();
  const octets = holder.isConstructed ? holder.open().next(Tag.octetString) : holder;
  return `VID ${nameOfOid(digest) ?? digest} ${hexOf(octets.content)}`;
}

/** Any value: text as text, numbers and identifiers in words, the rest in hex. */
function plainText(value: Element): string {
  if (value.isConstructed) return hexOf(value.bytes.subarray(0, 64));
  switch (value.tag) {
    case Tag.oid:
      return nameOfOid(readOid(value)) ?? readOid(value);
    case Tag.integer:
      return value.length > 0 && value.length <= 8
        ? BigInt.asIntN(value.length * 8, BigInt(`0x${hexOf(value.content)}`)).toString()
        : hexOf(value.content);
    case Tag.octetString:
    case Tag.bitString:
      return hexOf(value.content.subarray(0, 64));
    default:
      return readLenientString(value).text.slice(0, 1000);
  }
}
