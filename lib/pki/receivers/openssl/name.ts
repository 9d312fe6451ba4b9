import { Tag } from "../../asn1/der.ts";
import type { Name } from "../../x509/name.ts";
import { sameNameAtOnce } from "../names.ts";

/** String types that OpenSSL folds before it compares names; NumericString is none of them. */
const folded: ReadonlySet<number> = new Set([
  Tag.utf8String,
  Tag.printableString,
  Tag.ia5String,
  Tag.visibleString,
  Tag.teletexString,
  Tag.bmpString,
  Tag.universalString,
]);

const keys = new WeakMap<Name, readonly string[]>();

/**
 * The keys of the single RDNs as OpenSSL compares them: text of any string type as UTF-8, ASCII letters in lower case,
 * white space at the ends left out and inside collapsed; nothing more of RFC 4518.
 */
export function canonicalRdns(name: Name): readonly string[] {
  const known = keys.get(name);
  if (known !== undefined) return known;
  const made = name.rdns.map((rdn) =>
    rdn
      .map(({ type, tag, raw, value, isMalformed }) =>
        folded.has(tag) && !(isMalformed && tag === Tag.utf8String)
          ? `${type}=${foldAscii(value)}`
          : `${type}=#${tag}#${Buffer.from(raw).toString("hex")}`,
      )
      .sort()
      .map((each) => `${each.length}:${each}`)
      .join(""),
  );
  keys.set(name, made);
  return made;
}

const foldAscii = (text: string): string =>
  text
    .replace(/^[ \t\n\v\f\r]+|[ \t\n\v\f\r]+$/g, "")
    .replace(/[ \t\n\v\f\r]+/g, " ")
    .replace(/[A-Z]+/g, (part) => part.toLowerCase());

export const isSameForOpenSsl = (a: Name, b: Name): boolean => {
  const known = sameNameAtOnce(a, b);
  if (known !== null) return known;
  const [left, right] = [canonicalRdns(a), canonicalRdns(b)];
  return left.length === right.length && left.every((key, index) => key === right[index]);
};
