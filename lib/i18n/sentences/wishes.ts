import type { Wish } from "../../pki/issue/wishes.ts";
import { wishes as english } from "../en/sentences/wishes.ts";
import { wishes as korean } from "../ko/sentences/wishes.ts";
import type { Locale } from "../locale.ts";
import type { WishMessages } from "./error-messages.ts";

const messages: Readonly<Record<Locale, WishMessages>> = { en: english, ko: korean };

/** What a request asks for, and what stands in the certificate in its place. */
export function sentenceOfWish({ kind, asked, granted }: Wish, locale: Locale): string {
  return messages[locale][kind](asked.join(", "), granted.join(", "));
}
