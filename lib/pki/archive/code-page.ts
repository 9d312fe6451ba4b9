import iconv from "iconv-lite";

/**
 * Texts of Windows and DOS that do not say how they are written: `cp949` is EUC-KR (KS X 1001) and the syllables that
 * it lacks, `cp437` what a zip is in by PKWARE's APPNOTE D.1, `windows-1252` what a Western spreadsheet saves a CSV in.
 */
export type CodePage = "cp437" | "cp949" | "windows-1252";

/**
 * Decodes bytes of a code page as a whole; null when some of them stand for no character. The decoder of the runtime
 * does not do: whatever the label, it knows the KS X 1001 half of code page 949 alone (WHATWG Encoding §10.1.1 means
 * both), and code page 437 not at all.
 */
export function decodeCodePage(bytes: Uint8Array, page: CodePage): string | null {
  const text = iconv.decode(bytes, page, { stripBOM: false });
  return text.includes("\uFFFD") ? null : text;
}

/**
 * Decodes text of a Korean Windows; null when it is none. Nothing says so in the bytes, so the rare syllables that code
 * page 949 has above KS X 1001 do not count beside a Latin letter: `Müller` of code page 437 has the bytes of `M갦er`.
 */
export function decodeKorean(bytes: Uint8Array): string | null {
  const text = decodeCodePage(bytes, "cp949");
  const besideLatin = text?.match(/(?<=[A-Za-z])[가-힣]|[가-힣](?=[A-Za-z])/g) ?? [];
  return besideLatin.some(isRareSyllable) ? null : text;
}

function isRareSyllable(syllable: string): boolean {
  return iconv.encode(syllable, "cp949").some((octet) => octet < 0xa1);
}
