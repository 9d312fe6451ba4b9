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
