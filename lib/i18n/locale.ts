/** The languages of the console. English is the source; Korean is complete (a missing message does not compile). */
export const locales = ["en", "ko"] as const;
export type Locale = (typeof locales)[number];

/** Cookies that the interface keeps: none is a secret, all are `SameSite=Lax`. */
export const localeCookie = "locale";
export const themeCookie = "theme";
export const zoneCookie = "zone";

/** The language tag (BCP 47) by which `Intl` writes numbers and dates. */
export const languageTags: Readonly<Record<Locale, string>> = { en: "en-GB", ko: "ko-KR" };

/** The language that the switch leads to. */
export const otherLocale: Readonly<Record<Locale, Locale>> = { en: "ko", ko: "en" };

export function isLocale(text: string | undefined): text is Locale {
  return locales.some((locale) => locale === text);
}

/** The language of the page in the browser, as its root element says; English where it says another. */
export function pageLocale(page: { readonly documentElement: { readonly lang: string } }): Locale {
  const { lang } = page.documentElement;
  return isLocale(lang) ? lang : "en";
}
