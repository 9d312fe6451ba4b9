import { Tag } from "../../asn1/der.ts";
import { Oid } from "../../asn1/oid.ts";
import type { Name } from "../../x509/name.ts";
import { sameNameAtOnce } from "../names.ts";

const keys = new WeakMap<Name, readonly string[]>();

/**
 * The keys of the single RDNs as Java's X500Principal compares them: text of PrintableString and UTF8String in normal
 * form KD, without regard to case, white space trimmed and collapsed; everything else by its bytes.
 */
export function javaRdns(name: Name): readonly string[] {
  const known = keys.get(name);
  if (known !== undefined) return known;
  const made = name.rdns.map((rdn) =>
    rdn
      .map(({ type, tag, raw, value }) =>
        keyworded.has(type) && (tag === Tag.printableString || tag === Tag.utf8String)
          ? `${type}=${fold(value)}`
          : `${type}=#${tag}#${Buffer.from(raw).toString("hex")}`,
      )
      .sort()
      .map((each) => `${each.length}:${each}`)
      .join(""),
  );
  keys.set(name, made);
  return made;
}

/** Types with a keyword in RFC 2253; a value of any other type is compared by its bytes. */
const keyworded: ReadonlySet<string> = new Set([
  Oid.commonName,
  Oid.countryName,
  Oid.localityName,
  Oid.stateOrProvinceName,
  Oid.organizationName,
  Oid.organizationalUnitName,
  Oid.streetAddress,
  Oid.domainComponent,
  Oid.userId,
]);

const fold = (text: string): string =>
  text.replace(/\s+/g, " ").trim().toUpperCase().toLowerCase().normalize("NFKD").trim();

export const isSameForJava = (a: Name, b: Name): boolean => {
  const known = sameNameAtOnce(a, b);
  if (known !== null) return known;
  const [left, right] = [javaRdns(a), javaRdns(b)];
  return left.length === right.length && left.every((key, index) => key === right[index]);
};
