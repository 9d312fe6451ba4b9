/**
 * Decodes base64 with white space anywhere, in one pass over the text; null for any other character, a length that no
 * base64 has, or padding elsewhere than at the end. By hand, because a regular expression that takes the white space
 * out of 20 MB of short lines runs for seconds, and no other request is served meanwhile.
 */
export function readBase64(text: string, padding: "needed" | "optional"): Uint8Array | null {
  const compact = Buffer.allocUnsafe(text.length);
  let length = 0;
  let padded = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    const kind = code < 128 ? kinds[code]! : code === madeLineBreak ? blank : other;
    if (kind === blank) continue;
    if (kind === other || (padded > 0 && kind !== equals)) return null;
    if (kind === equals) padded++;
    compact[length++] = code;
  }
  if (padded > 2 || (padding === "needed" && length % 4 !== 0) || (length - padded) % 4 === 1) return null;
  return Uint8Array.from(Buffer.from(compact.toString("latin1", 0, length), "base64"));
}

/** U+2028: where a wrapping had a line break. */
const madeLineBreak = 0x2028;

const [other, letter, equals, blank] = [0, 1, 2, 3] as const;
const kinds = new Uint8Array(128).fill(other);
for (const character of "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")
  kinds[character.charCodeAt(0)] = letter;
for (const character of " \t\r\n\f\v") kinds[character.charCodeAt(0)] = blank;
kinds["=".charCodeAt(0)] = equals;
