import { Tag } from "../../asn1/der.ts";
import { equalOctets } from "../../asn1/octets.ts";
import type { Name } from "../../x509/name.ts";

const textual: ReadonlySet<number> = new Set([
  Tag.utf8String,
  Tag.printableString,
  Tag.teletexString,
  Tag.bmpString,
  Tag.universalString,
  Tag.ia5String,
]);

/** CERT_CompareName: text letter by letter, whatever the string type. */
export function isSameForNss(a: Name, b: Name): boolean {
  if (equalOctets(a.der, b.der)) return true;
  const texts = (name: Name): readonly string[] =>
    name.rdns.map((rdn) =>
      rdn
        .map(({ type, tag, value, raw }) =>
          textual.has(tag) ? `${type}=${value}` : `${type}=#${tag}#${Buffer.from(raw).toString("hex")}`,
        )
        .join("+"),
    );
  const [left, right] = [texts(a), texts(b)];
  return left.length === right.length && left.every((text, index) => text === right[index]);
}

/** The RDNs by their bytes, as directory names are held against constraints. */
export const namesAsNss = (name: Name): readonly string[] =>
  name.rdns.map((rdn) =>
    rdn.map(({ type, tag, raw }) => `${type}=#${tag}#${Buffer.from(raw).toString("hex")}`).join("+"),
  );
