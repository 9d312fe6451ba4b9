import { type Cursor, Tag } from "../asn1/der.ts";
import { readOid } from "../asn1/der-value.ts";
import { encode, writeBoolean, writeOctetString, writeOid, writeSequence } from "../asn1/der-write.ts";

/** One certificate or CRL extension (RFC 5280 §4.1.2.9); `value` is the content of its OCTET STRING. */
export interface Extension {
  readonly oid: string;
  readonly critical: boolean;
  readonly value: Uint8Array;
}

/**
 * Reads Extensions from a cursor that stands at their SEQUENCE. `critical` written out as FALSE is read, although DER
 * forbids it: many certificates in use have it. Repeated extensions stay in the list; see `duplicateOids`.
 * @throws Failure `der.malformed`.
 */
export function readExtensions(at: Cursor): Extension[] {
  const list = at.next(Tag.sequence).open();
  const extensions: Extension[] = [];
  while (!list.isAtEnd) {
    const fields = list.next(Tag.sequence).open();
    const oid = readOid(fields.next());
    const flag = fields.optional(Tag.boolean);
    const octet = flag === undefined ? 0 : flag.source[flag.contentStart];
    if (flag !== undefined && (flag.length !== 1 || (octet !== 0xff && octet !== 0))) flag.fail("bad-boolean");
    const value = fields.next(Tag.octetString).content;
    fields.finish();
    extensions.push({ oid, critical: octet === 0xff, value });
  }
  return extensions;
}

/** Writes an extension; `critical` is left out when false, as DER wants a default. */
export function writeExtension({ oid, critical, value }: Extension): Uint8Array {
  const parts = [writeOid(oid), ...(critical ? [writeBoolean(true)] : []), writeOctetString(value)];
  return writeSequence(...parts);
}

/** Extensions ::= SEQUENCE OF Extension, in the order given. */
export function writeExtensions(extensions: readonly Extension[]): Uint8Array {
  return encode(Tag.sequence, ...extensions.map(writeExtension));
}

/** Object identifiers that occur more than once, which RFC 5280 §4.2 forbids. */
export function duplicateOids(extensions: readonly Extension[]): string[] {
  const seen = new Set<string>();
  const twice = new Set<string>();
  for (const { oid } of extensions) (seen.has(oid) ? twice : seen).add(oid);
  return [...twice];
}
