import { type Element, Tag } from "./der.ts";
import { latin1, readTime } from "./der-value.ts";
import { isFailure } from "../failure.ts";

/** How a date departs from the one form that RFC 5280 §4.1.2.5 allows. */
export type TimeProblem = "no-seconds" | "no-zone" | "offset" | "fraction" | "no-such-day";

export interface AnyTime {
  /** Whole seconds. A day, an hour or a second that there is not is taken as the last one that there is. */
  readonly instant: Date;
  /** Empty for a date of the allowed form. */
  readonly problems: readonly TimeProblem[];
}

/** A date that was read although its form is not allowed. */
export type IrregularTime<Field extends string = string> = {
  readonly field: Field;
  readonly problem: TimeProblem;
  /** As it is written. */
  readonly text: string;
};

/** Reads a date field; what is wrong with its form goes to `irregular`. @throws Failure `der.malformed` "bad-time". */
export function readTimeField<Field extends string>(
  element: Element,
  field: Field,
  irregular: IrregularTime<Field>[],
): Date {
  // nearly every date is of the right form, and importing reads two of them a certificate
  const usual = readUsualTime(element);
  if (usual !== null) return usual;
  const { instant, problems } = readAnyTime(element);
  for (const problem of problems) irregular.push({ field, problem, text: latin1(element.content) });
  return instant;
}

/**
 * Reads UTCTime and GeneralizedTime in every form of X.680 §46 and §47: without seconds, with an offset, a fraction or
 * no zone at all (taken as UTC), and days that do not exist. Only a verdict needs the strict form (`readTime`); a file
 * with another date can be shown and stored.
 * @throws Failure `der.malformed` "bad-time" when it is no date at all.
 */
export function readAnyTime(element: Element): AnyTime {
  const usual = readUsualTime(element);
  if (usual !== null) return { instant: usual, problems: [] };
  const isUtc = element.tag === Tag.utcTime;
  if (!isUtc && element.tag !== Tag.generalizedTime) element.fail("unexpected-tag");
  const match = element.length > 40 ? null : (isUtc ? utcForm : generalizedForm).exec(latin1(element.content));
  return match === null ? element.fail("bad-time") : instantOf(match.groups!, isUtc);
}

function readUsualTime(element: Element): Date | null {
  try {
    return readTime(element);
  } catch (error) {
    if (isFailure(error, "der.malformed")) return null;
    throw error;
  }
}

const utcForm =
  /^(?<year>\d{2})(?<month>\d{2})(?<day>\d{2})(?<hour>\d{2})(?<minute>\d{2})(?<second>\d{2})?(?<fraction>[.,]\d+)?(?<zone>Z|[+-]\d{4})?$/;
const generalizedForm =
  /^(?<year>\d{4})(?<month>\d{2})(?<day>\d{2})(?<hour>\d{2})(?:(?<minute>\d{2})(?<second>\d{2})?)?(?<fraction>[.,]\d+)?(?<zone>Z|[+-]\d{2}(?:\d{2})?)?$/;

function instantOf(parts: Partial<Record<string, string>>, isUtc: boolean): AnyTime {
  const problems: TimeProblem[] = [];
  const number = (name: string): number => Number(parts[name] ?? "0");
  const within = (name: string, least: number, most: number): number => {
    const value = Math.min(Math.max(number(name), least), most);
    if (value !== number(name) && !problems.includes("no-such-day")) problems.push("no-such-day");
    return value;
  };
  const short = number("year");
  const year = isUtc ? (short < 50 ? 2000 + short : 1900 + short) : short;
  const month = within("month", 1, 12);
  const lastDay = new Date(Date.UTC(2000 + (year % 400), month, 0)).getUTCDate();
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, within("day", 1, lastDay));
  date.setUTCHours(within("hour", 0, 23), within("minute", 0, 59), within("second", 0, 59));
  if (parts["second"] === undefined) problems.push("no-seconds");
  if (parts["fraction"] !== undefined) problems.push("fraction");
  const zone = parts["zone"];
  if (zone === undefined) problems.push("no-zone");
  else if (zone !== "Z") {
    problems.push("offset");
    const minutes = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(3) || "0");
    date.setTime(date.getTime() - (zone.startsWith("-") ? -minutes : minutes) * 60_000);
  }
  return { instant: date, problems };
}
