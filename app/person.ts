import "server-only";
import { cookies } from "next/headers";
import { redirect } from "next/navigation";
import { cache } from "react";
import { themeCookie, zoneCookie, type Locale } from "@/lib/i18n/locale.ts";
import { isZone, type Viewer } from "@/lib/i18n/ui/time.ts";
import { uiTexts, type UiTexts } from "@/lib/i18n/ui/ui-texts.ts";
import { currentLocale } from "@/lib/server/gate/action.ts";
import { currentUser, type SignedIn } from "@/lib/server/gate/session.ts";

export type Theme = "light" | "dark" | "system";

/** How the person of this request wants to see the console. */
export interface Choices {
  readonly locale: Locale;
  readonly texts: UiTexts;
  readonly viewer: Viewer;
  readonly theme: Theme;
  readonly isNavNarrow: boolean;
}

export const readChoices = cache(async (): Promise<Choices> => {
  const [locale, jar] = await Promise.all([currentLocale(), cookies()]);
  const zone = jar.get(zoneCookie)?.value;
  const theme = jar.get(themeCookie)?.value;
  return {
    locale,
    texts: uiTexts(locale),
    viewer: { locale, zone: isZone(zone) ? zone : "UTC", now: new Date() },
    theme: theme === "light" || theme === "dark" ? theme : "system",
    isNavNarrow: jar.get("nav")?.value === "narrow",
  };
});

/** The signed-in person, or the sign-in page. The gate checks again whatever is done. */
export async function requirePerson(): Promise<SignedIn> {
  return (await currentUser()) ?? redirect("/sign-in");
}
