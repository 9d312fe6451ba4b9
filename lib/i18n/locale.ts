/** The languages of the console. English is the source; Korean is complete (a missing message does not compile). */
export const locales = ["en", "ko"] as const;
export type Locale = (typeof locales)[number];

/** Cookies that the interface keeps: none is a secret, all are `SameSite=Lax`. */
export const localeCookie = "locale";
export const themeCookie = "theme";
export const zoneCookie = "zone";

export function isLocale(text: string | undefined): text is Locale {
  return text === "en" || text === "ko";
}

/** The person's choice, else the first language of `Accept-Language` that we speak (RFC 9110 §12.5.4), else English. */
export function chooseLocale(cookie: string | undefined, acceptLanguage: string | null | undefined): Locale {
  if (isLocale(cookie)) return cookie;
  const ranked = (acceptLanguage ?? "")
    .split(",")
    .map((part) => {
      const [tag = "", ...parameters] = part.trim().split(";");
      const quality = parameters.map((text) => /^\s*q=([\d.]+)\s*$/.exec(text)?.[1]).find((text) => text !== undefined);
      return { language: tag.trim().toLowerCase().split("-")[0], quality: quality === undefined ? 1 : Number(quality) };
    })
    .filter((entry) => entry.quality > 0)
    .sort((one, other) => other.quality - one.quality);
  const known = ranked.find((entry) => isLocale(entry.language));
  return isLocale(known?.language) ? known.language : "en";
}
