import { Tag } from "../../asn1/der.ts";
import { Oid } from "../../asn1/oid.ts";
import type { Name } from "../../x509/name.ts";
import { sameNameAtOnce } from "../names.ts";

/** String types of DirectoryString; what is none of them is compared by its bytes, but where the type demands an IA5String. */
const directory: ReadonlySet<number> = new Set([
  Tag.utf8String,
  Tag.printableString,
  Tag.teletexString,
  Tag.bmpString,
  Tag.universalString,
]);
const ia5: ReadonlySet<string> = new Set([Oid.emailAddress, Oid.domainComponent]);

/** Two names are the same when GnuTLS prints them the same: letter by letter, whatever the string type. */
export function isSameText(a: Name, b: Name): boolean {
  const known = sameNameAtOnce(a, b);
  if (known !== null) return known;
  const [left, right] = [textsOf(a), textsOf(b)];
  return left.length > 0 && left.length === right.length && left.every((text, index) => text === right[index]);
}

const textsOf = (name: Name): readonly string[] =>
  name.rdns.map((rdn) =>
    rdn
      .map(({ type, tag, value, raw }) =>
        directory.has(tag) || (tag === Tag.ia5String && ia5.has(type))
          ? `${type}=${value}`
          : `${type}=#${Buffer.from(raw).toString("hex")}`,
      )
      .join("+"),
  );
