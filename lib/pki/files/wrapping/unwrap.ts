import { Tag } from "../../asn1/der.ts";
import { readBareBase64 } from "../file-text.ts";
import { unwrapBase64Values } from "./base64-values.ts";
import { unwrapEscapes } from "./escapes.ts";
import { unwrapHex } from "./hex.ts";
import { unwrapMarkup } from "./markup.ts";
import { unwrapQuotedLines } from "./quoted-lines.ts";
import { unwrapQuotedPrintable } from "./quoted-printable.ts";
import { unwrapRtf } from "./rtf.ts";
import { unwrapStringLiterals } from "./string-literals.ts";
import { unwrapUrl } from "./url.ts";
import type { Unwrap } from "./wrapping.ts";

/** The layers that a text may have round its PEM or DER, in the order in which they are tried. */
export const unwrappings: readonly Unwrap[] = [
  unwrapRtf,
  unwrapEscapes,
  unwrapStringLiterals,
  unwrapUrl,
  unwrapMarkup,
  unwrapQuotedLines,
  unwrapQuotedPrintable,
  unwrapBase64,
  unwrapBase64Values,
  unwrapHex,
];

/** A text that is nothing but base64. */
function unwrapBase64(text: string): ReturnType<Unwrap> {
  const bytes = readBareBase64(text) ?? readBase64Url(text);
  if (bytes === null) return null;
  return { wrapping: "base64", pieces: [{ content: bytes, line: 1, isAnnounced: bytes[0] === Tag.sequence }] };
}

/** The alphabet of RFC 4648 §5, where its first line has a sign of it. */
function readBase64Url(text: string): Uint8Array | null {
  const isLikely = /[-_]/.test(text.slice(0, 4000)) && !text.includes("--") && !text.includes(" ");
  return isLikely ? readBareBase64(text.replaceAll("-", "+").replaceAll("_", "/")) : null;
}
