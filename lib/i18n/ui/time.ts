import { languageTags, type Locale } from "../locale.ts";

/** The person's language, time zone and instant: every date on a page needs them. */
export interface Viewer {
  readonly locale: Locale;
  /** IANA name of the person's zone; `UTC` until the browser has told. */
  readonly zone: string;
  readonly now: Date;
}

/** How a short date is written, and what stands between it and a time. */
const dateForms = {
  en: { month: "short", beforeTime: ", " },
  ko: { month: "numeric", beforeTime: " " },
} as const satisfies Readonly<Record<Locale, object>>;
const day = 86_400_000;

/** Making a formatter costs far more than using it: one per language, zone and shape. */
const formatters = new Map<string, Intl.DateTimeFormat>();
function formatter(viewer: Viewer, shape: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${viewer.locale} ${viewer.zone} ${shape}`;
  const known = formatters.get(key);
  if (known !== undefined) return known;
  const made = new Intl.DateTimeFormat(languageTags[viewer.locale], { ...options, timeZone: viewer.zone });
  if (formatters.size < 200) formatters.set(key, made);
  return made;
}

const relatives = new Map<Locale, Intl.RelativeTimeFormat>();
function relative(locale: Locale): Intl.RelativeTimeFormat {
  const known = relatives.get(locale) ?? new Intl.RelativeTimeFormat(languageTags[locale], { numeric: "always" });
  relatives.set(locale, known);
  return known;
}

/** Whole days from now, rounded down: 0 means within 24 hours, −1 means that it is over. */
export function daysUntil(viewer: Viewer, at: Date): number {
  return Math.floor((at.getTime() - viewer.now.getTime()) / day);
}

function nowWord(locale: Locale): string {
  return new Intl.RelativeTimeFormat(languageTags[locale], { numeric: "auto" }).format(0, "second");
}

/** "in 6 days", "52 days ago", "in 5 years". */
export function relativeTime(viewer: Viewer, at: Date): string {
  const words = relative(viewer.locale);
  const milliseconds = at.getTime() - viewer.now.getTime();
  const size = Math.abs(milliseconds);
  const steps = (unit: number): number => Math.trunc(milliseconds / unit);
  if (size < 60_000) return nowWord(viewer.locale);
  if (size < 3_600_000) return words.format(steps(60_000), "minute");
  if (size < 2 * day) return words.format(steps(3_600_000), "hour");
  if (size < 730 * day) return words.format(steps(day), "day");
  return words.format(Math.round(milliseconds / (365.25 * day)), "year");
}

/** "29 Nov 2026", "2026. 11. 29." */
export function shortDate(viewer: Viewer, at: Date): string {
  const { month } = dateForms[viewer.locale];
  return formatter(viewer, "date", { day: "numeric", month, year: "numeric" }).format(at);
}

export function shortTime(viewer: Viewer, at: Date): string {
  return formatter(viewer, "time", { hour: "2-digit", minute: "2-digit", hourCycle: "h23" }).format(at);
}

/** "4 Dec 2026, 18:00" in the person's zone. */
export function dateAndTime(viewer: Viewer, at: Date): string {
  return `${shortDate(viewer, at)}${dateForms[viewer.locale].beforeTime}${shortTime(viewer, at)}`;
}

export function zoneName(viewer: Viewer, at: Date): string {
  const parts = formatter(viewer, "zone", { timeZoneName: "short" }).formatToParts(at);
  return parts.find((part) => part.type === "timeZoneName")?.value ?? viewer.zone;
}

/** "4 Dec 2026, 18:00 KST (2026-12-04 09:00 UTC)": for the tooltip of every relative time. */
export function exactInstant(viewer: Viewer, at: Date): string {
  const utc = `${at.toISOString().slice(0, 16).replace("T", " ")} UTC`;
  return viewer.zone === "UTC" ? utc : `${dateAndTime(viewer, at)} ${zoneName(viewer, at)} (${utc})`;
}

/** "2026-11-30": the day of an instant in the person's zone. */
export function dayOf(viewer: Viewer, at: Date): string {
  const parts = formatter(viewer, "day", { day: "2-digit", month: "2-digit", year: "numeric", calendar: "iso8601" });
  const cells = new Map(parts.formatToParts(at).map(({ type, value }) => [type, value.padStart(2, "0")]));
  return `${cells.get("year")}-${cells.get("month")}-${cells.get("day")}`;
}

/** The instant at which a day ("2026-11-30") begins in the person's zone, or the day so many days after it; null for no day. */
export function startOfDay(viewer: Viewer, text: string, days = 0): Date | null {
  const midnight = new Date(`${text}T00:00:00Z`);
  if (!/^\d{4}-\d\d-\d\d$/.test(text) || Number.isNaN(midnight.getTime())) return null;
  midnight.setUTCDate(midnight.getUTCDate() + days);
  // Twice: the zone's distance from UTC at its own midnight may be another than at that of UTC.
  const first = midnight.getTime() - zoneOffset(viewer, midnight);
  return new Date(midnight.getTime() - zoneOffset(viewer, new Date(first)));
}

/** How far the person's zone is ahead of UTC at an instant, in ms. */
function zoneOffset(viewer: Viewer, at: Date): number {
  const shape = { hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23" } as const;
  const [hour = 0, minute = 0, second = 0] = formatter(viewer, "clock", shape)
    .formatToParts(at)
    .flatMap(({ type, value }) => (/hour|minute|second/.test(type) ? [Number(value)] : []));
  const local = Date.parse(`${dayOf(viewer, at)}T00:00:00Z`) + ((hour * 60 + minute) * 60 + second) * 1000;
  return local - Math.floor(at.getTime() / 1000) * 1000;
}

/** "Monday, 30 November 2026", "2026년 11월 30일 월요일". */
export function longDate(viewer: Viewer, at: Date): string {
  return formatter(viewer, "long", { weekday: "long", day: "numeric", month: "long", year: "numeric" }).format(at);
}

/** True for a zone that this runtime knows; a cookie may say anything. */
export function isZone(text: string | undefined): text is string {
  if (text === undefined || text.length > 64) return false;
  try {
    new Intl.DateTimeFormat("en-GB", { timeZone: text });
    return true;
  } catch {
    return false;
  }
}
