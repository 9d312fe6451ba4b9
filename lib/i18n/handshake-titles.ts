import type { HandshakeTitle } from "../pki/targets/titles.ts";
import { handshakeTitles as english } from "./en/handshakes.ts";
import { handshakeTitles as korean } from "./ko/handshakes.ts";
import type { Locale } from "./locale.ts";

/** Who connects to whom. */
export function handshakeTitle(title: HandshakeTitle, locale: Locale): string {
  return (locale === "ko" ? korean : english)[title];
}
