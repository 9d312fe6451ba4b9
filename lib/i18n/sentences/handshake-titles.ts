import type { HandshakeTitle } from "../../targets/titles.ts";
import { handshakeTitles as english } from "../en/sentences/handshakes.ts";
import { handshakeTitles as korean } from "../ko/sentences/handshakes.ts";
import type { Locale } from "../locale.ts";

const titles: Readonly<Record<Locale, Readonly<Record<HandshakeTitle, string>>>> = { en: english, ko: korean };

/** The sentence of a handshake: which end connects to which. */
export function handshakeTitle(title: HandshakeTitle, locale: Locale): string {
  return titles[locale][title];
}
