import { Tag } from "../../asn1/der.ts";
import { tagName } from "../../asn1/tag-name.ts";
import { Oid } from "../../asn1/oid.ts";
import { abbreviationOf } from "../../x509/name-attribute.ts";
import { nameCheck } from "../check.ts";

const printable: ReadonlySet<string> = new Set([Oid.countryName, Oid.serialNumber, Oid.dnQualifier]);
const ia5: ReadonlySet<string> = new Set([Oid.emailAddress, Oid.domainComponent]);
/** DirectoryString. */
const directory: ReadonlySet<number> = new Set([
  Tag.utf8String,
  Tag.printableString,
  Tag.teletexString,
  Tag.universalString,
  Tag.bmpString,
]);

/** A value of another string type than its attribute has; names that are compared byte by byte then differ. */
export const attributeStringType = nameCheck({
  code: "name.string-type",
  severity: "info",
  citation: "RFC 5280 appendix A.1",
  find: ({ subject }) =>
    subject.rdns.flat().flatMap(({ type, tag }) => {
      const name = abbreviationOf(type);
      const isRight = printable.has(type)
        ? tag === Tag.printableString
        : ia5.has(type)
          ? tag === Tag.ia5String
          : directory.has(tag) || type === Oid.unstructuredName || type === Oid.unstructuredAddress;
      return isRight || name === null ? [] : [{ attribute: name, found: tagName(tag) }];
    }),
});
