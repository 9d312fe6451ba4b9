import { match } from "@formatjs/intl-localematcher";
import { isLocale, locales, type Locale } from "./locale.ts";

/** The most languages that a header is read for; a header may name thousands. */
const mostRanges = 50;

/** The person's choice, else the first language of `Accept-Language` that we speak (RFC 9110 §12.5.4), else English. */
export function chooseLocale(cookie: string | undefined, acceptLanguage: string | null | undefined): Locale {
  if (isLocale(cookie)) return cookie;
  // `lookup` (RFC 4647 §3.4): the "best fit" keeps every tag that it was ever asked for, and the client chooses those.
  const found = match(rankedLanguages(acceptLanguage ?? ""), locales, "en", { algorithm: "lookup" });
  return isLocale(found) ? found : "en";
}

/**
 * The languages of the header, the most wanted first; what is no range of the grammar is passed over, and so is `*`.
 */
function rankedLanguages(header: string): string[] {
  return header
    .split(",", mostRanges)
    .map(readRange)
    .filter((range) => range !== null)
    .filter(({ quality }) => quality > 0)
    .sort((one, other) => other.quality - one.quality)
    .map(({ language }) => language);
}

/** RFC 9110 §12.4.2: a weight is 0 to 1 with at most three digits; without one it is 1. */
function readRange(text: string): { language: string; quality: number } | null {
  const [, tag = "", weight = "1"] =
    /^\s*([a-z0-9-]+)\s*(?:;\s*q=(0(?:\.\d{0,3})?|1(?:\.0{0,3})?)\s*)?$/i.exec(text) ?? [];
  try {
    return { language: new Intl.Locale(tag).baseName, quality: Number(weight) };
  } catch {
    return null;
  }
}
