import { Tag } from "../../asn1/der.ts";
import { equalOctets } from "../../asn1/octets.ts";
import type { Name, NameAttribute } from "../../x509/name.ts";
import { sameNameAtOnce } from "../names.ts";

const textual: ReadonlySet<number> = new Set([
  Tag.utf8String,
  Tag.printableString,
  Tag.teletexString,
  Tag.bmpString,
  Tag.universalString,
  Tag.ia5String,
]);

/**
 * CERT_CompareName: PrintableStrings without regard to case and runs of spaces, strings of two types letter by letter,
 * everything else by its bytes.
 */
export function isSameForNss(a: Name, b: Name): boolean {
  const known = sameNameAtOnce(a, b);
  if (known !== null) return known;
  const [left, right] = [a.rdns.flat(), b.rdns.flat()];
  const isSameShape = a.rdns.length === b.rdns.length && left.length === right.length;
  return isSameShape && left.every((attribute, index) => isSameAttribute(attribute, right[index]!));
}

function isSameAttribute(a: NameAttribute, b: NameAttribute): boolean {
  if (a.type !== b.type) return false;
  if (a.tag === b.tag) {
    if (a.tag === Tag.printableString) return folded(a.value) === folded(b.value);
    return equalOctets(a.raw, b.raw);
  }
  return textual.has(a.tag) && textual.has(b.tag) && a.value === b.value;
}

const folded = (text: string): string => text.replace(/ +/g, " ").trim().toLowerCase();

/** The RDNs by their bytes, as directory names are held against constraints. */
export const namesAsNss = (name: Name): readonly string[] =>
  name.rdns.map((rdn) =>
    rdn.map(({ type, tag, raw }) => `${type}=#${tag}#${Buffer.from(raw).toString("hex")}`).join("+"),
  );
