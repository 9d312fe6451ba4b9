import { Tag } from "../../asn1/der.ts";
import { subjectAltNames } from "../../x509/certificate.ts";
import { formatGeneralName } from "../../x509/general-name.ts";
import { abbreviationOf } from "../../x509/name-attribute.ts";
import { escapeInvisible } from "../../x509/name.ts";
import { nameCheck } from "../check.ts";

/** NUL ends a name in programs written in C; characters that turn the direction of text disguise one. */
export const nameControlCharacter = nameCheck({
  code: "name.control-character",
  severity: "danger",
  citation: "RFC 5280 §4.1.2.4, RFC 3454 §C.2, CVE-2009-2408",
  find(named) {
    const attributes = named.subject.rdns.flat().filter(({ value, tag }) => tag >= Tag.utf8String && isHidden(value));
    const names = subjectAltNames(named).filter((name) => "value" in name && isHidden(name.value));
    return [
      ...attributes.map(({ type, value }) => ({ name: `${abbreviationOf(type) ?? type}=${escapeInvisible(value)}` })),
      ...names.map((name) => ({ name: formatGeneralName(name) })),
    ];
  },
});

const isHidden = (value: string): boolean =>
  /[\u0000-\u001f\u007f]/.test(value) || /[\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]/u.test(value);
