import { Failure } from "../failure.ts";
import { abbreviationOf, subjectFields } from "./name-attribute.ts";
import type { Name, NameAttribute } from "./name.ts";
import { requireSubjectText } from "./subject.ts";

/**
 * Requires that a subject from elsewhere holds what `requireSubject` would let a person write: values that can be read,
 * are not empty, within the upper bounds of RFC 5280 appendix A.1, without control characters (NUL above all, behind
 * which software in C sees nothing) and with a country of ISO 3166. Our signature would stand under it.
 * @throws Failure `subject.value-empty`, `subject.value-too-long`, `subject.bad-character`, `subject.country-unknown`.
 */
export function requireForeignSubject(name: Name): void {
  for (const rdn of name.rdns) {
    if (rdn.length === 0) throw new Failure("subject.value-empty", { attribute: "RDN" });
    for (const attribute of rdn) requireForeignAttribute(attribute);
  }
}

/** Bounds of attributes that we read and do not write (RFC 5280 appendix A.1), in characters. */
const bounds: Readonly<Record<string, number>> = { title: 64, pseudonym: 128, SN: 32_768, GN: 32_768, name: 32_768 };
const noBound = 32_768;

function requireForeignAttribute({ type, value, isMalformed }: NameAttribute): void {
  const attribute = abbreviationOf(type) ?? type;
  const row = subjectFields.find((field) => field.type === type);
  requireSubjectText(row ?? { field: attribute, string: "utf8", limit: bounds[attribute] ?? noBound }, value);
  if (isMalformed)
    throw new Failure("subject.bad-character", { attribute, character: JSON.stringify(value), position: 1 });
}
