/**
 * Text as a Korean Windows writes it: code page 949, which is EUC-KR (KS X 1001) and the syllables that it lacks. The decoder
 * of the runtime knows the first part alone, whatever the label (WHATWG Encoding §10.1.1 means both).
 */

let extension: readonly number[] | null = null;

/** The extension holds the other modern syllables in the order of Unicode: 8822 of 11,172. */
function extensionSyllables(): readonly number[] {
  if (extension !== null) return extension;
  const standard = new Set<number>();
  const decoder = new TextDecoder("euc-kr");
  for (let lead = 0xb0; lead <= 0xc8; lead += 1) {
    for (let trail = 0xa1; trail <= 0xfe; trail += 1)
      standard.add(decoder.decode(Uint8Array.of(lead, trail)).codePointAt(0) ?? 0);
  }
  return (extension = Array.from({ length: 0xd7a4 - 0xac00 }, (_, index) => 0xac00 + index).filter(
    (point) => !standard.has(point),
  ));
}

/** Rows 81 to A0 have 178 places, those from A1 on the 84 that KS X 1001 leaves free. */
const wideRows = 0x20;
const wide = 178;
const narrow = 84;

/** The place of a pair in the extension; null when it is none of it. */
function placeOf(lead: number, trail: number): number | null {
  if (lead < 0x81 || lead > 0xc6) return null;
  const column =
    trail >= 0x41 && trail <= 0x5a
      ? trail - 0x41
      : trail >= 0x61 && trail <= 0x7a
        ? trail - 0x61 + 26
        : trail >= 0x81 && trail <= 0xfe
          ? trail - 0x81 + 52
          : null;
  if (column === null) return null;
  const row = lead - 0x81;
  if (row < wideRows) return row * wide + column;
  return column < narrow ? wideRows * wide + (row - wideRows) * narrow + column : null;
}

/** Null when it is not code page 949 from end to end. */
export function decodeKorean(bytes: Uint8Array): string | null {
  const decoder = new TextDecoder("euc-kr", { fatal: true });
  const parts: string[] = [];
  let start = 0;
  const flush = (end: number) => {
    if (end > start) parts.push(decoder.decode(bytes.subarray(start, end)));
  };
  try {
    for (let at = 0; at < bytes.length; at += 1) {
      const lead = bytes[at]!;
      if (lead < 0x80) continue;
      const place = placeOf(lead, bytes[at + 1] ?? 0);
      if (place !== null) {
        const point = extensionSyllables()[place];
        if (point === undefined) return null;
        flush(at);
        parts.push(String.fromCodePoint(point));
        start = at + 2;
      }
      at += 1; // the trail of a pair
    }
    flush(bytes.length);
    return parts.join("");
  } catch {
    return null;
  }
}
