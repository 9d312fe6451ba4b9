import { isCountryCode, suggestCountry } from "./country.ts";
import { Failure } from "../failure.ts";
import { type SubjectField, subjectFields } from "./name-attribute.ts";

/** The subject of what we make, by the words of the appliance. Browser-safe: the form checks with the same code. */
export interface Subject {
  readonly CN?: string;
  readonly OU?: string | readonly string[];
  readonly O?: string | readonly string[];
  readonly L?: string;
  readonly ST?: string;
  /** ISO 3166-1 alpha-2, capital letters. */
  readonly C?: string;
  readonly emailAddress?: string;
  readonly UID?: string;
  readonly serialNumber?: string;
  /** As a domain name is read: `["corp", "example"]` for corp.example; written the other way round (RFC 4519 §2.4). */
  readonly DC?: readonly string[];
}

export interface SubjectValue {
  readonly field: SubjectField["field"];
  readonly type: string;
  readonly string: SubjectField["string"];
  readonly value: string;
}

/**
 * The values in the order in which they are written (DC C ST L O OU CN serialNumber UID emailAddress), checked against
 * the upper bounds of RFC 5280 appendix A.1 (in characters), the alphabets of their string types, and ISO 3166.
 * Absent fields are skipped; a lower-case country is refused with the right one as suggestion, not changed silently.
 * @throws Failure `subject.value-empty`, `subject.value-too-long`, `subject.bad-character`, `subject.country-unknown`.
 */
export function requireSubject(subject: Subject): SubjectValue[] {
  return subjectFields.flatMap((row) => {
    const given = subject[row.field];
    if (given === undefined) return [];
    const values = typeof given === "string" ? [given] : row.field === "DC" ? given.toReversed() : given;
    return values.map((value) => ({
      field: row.field,
      type: row.type,
      string: row.string,
      value: requireSubjectText(row, value),
    }));
  });
}

export interface SubjectRule {
  /** As it is shown: `CN`, or the dotted type. */
  readonly field: string;
  readonly string: SubjectField["string"];
  /** The most characters. */
  readonly limit: number;
}

/**
 * The text of one attribute, as it was given, when it may stand in a subject.
 * @throws Failure `subject.value-empty`, `subject.value-too-long`, `subject.bad-character`, `subject.country-unknown`.
 */
export function requireSubjectText({ field, string, limit }: SubjectRule, value: string): string {
  if (value.trim() === "") throw new Failure("subject.value-empty", { attribute: field });
  const characters = [...value];
  const bad = characters.findIndex((character) => !isAllowed(string, character));
  if (bad >= 0) {
    throw new Failure("subject.bad-character", {
      attribute: field,
      character: printable(characters[bad]!),
      position: bad + 1,
    });
  }
  if (field === "C") {
    if (!isCountryCode(value))
      throw new Failure("subject.country-unknown", { value, suggestion: suggestCountry(value) });
    return value;
  }
  if (characters.length > limit) {
    throw new Failure("subject.value-too-long", { attribute: field, length: characters.length, limit });
  }
  return value;
}

function isAllowed(string: SubjectField["string"], character: string): boolean {
  const point = character.codePointAt(0)!;
  const isControl = point < 0x20 || (point >= 0x7f && point < 0xa0) || (point >= 0xd800 && point <= 0xdfff);
  const isMark = point === 0x200e || point === 0x200f || point === 0x061c || point === 0xfeff;
  const turnsText = isMark || (point >= 0x2028 && point <= 0x202e) || (point >= 0x2066 && point <= 0x2069);
  if (isControl || turnsText) return false;
  if (string === "utf8") return true;
  return string === "ia5" ? point < 0x7f : /^[A-Za-z0-9 '()+,\-./:=?]$/.test(character);
}

function printable(character: string): string {
  const point = character.codePointAt(0)!;
  return isAllowed("utf8", character) ? character : `U+${point.toString(16).toUpperCase().padStart(4, "0")}`;
}
