import type { OutputOf } from "../../commands/index.ts";
import { handshakeTitle } from "../../i18n/sentences/handshake-titles.ts";
import type { Locale } from "../../i18n/locale.ts";
import { sentenceOfCheck } from "../../i18n/sentences/preflight.ts";
import { sentenceOfCode } from "../../i18n/sentences/by-code.ts";
import type { TerminalTexts } from "../../i18n/terminal/texts.ts";

/** Every handshake with its transcript; what a program would print stands in quotes. */
export function printRehearsal(
  { passed, transcript, missing }: OutputOf<"rehearse">,
  words: TerminalTexts,
  locale: Locale,
): string[] {
  const head = passed
    ? `SUCCESS: ${words.rehearsed}`
    : `FAILURE: ${transcript.length === 0 ? words.nothingRehearsed : words.rehearsalFailed}`;
  const failing = missing.map((check) => `  ${sentenceOfCheck(check, locale)} (${check.citation})`);
  return [head, ...failing, ...transcript.flatMap((each) => printHandshake(each, locale))];
}

function printHandshake(each: OutputOf<"rehearse">["transcript"][number], locale: Locale): string[] {
  const facts = Object.values(each.facts).filter((fact) => fact !== "");
  const title = `${each.passed ? "PASS" : "FAIL"}  ${each.version}  ${handshakeTitle(each.title, locale)}${facts.length === 0 ? "" : ` (${facts.join(", ")})`}`;
  return [
    "",
    title,
    ...each.lines.flatMap((line) => {
      const why =
        line.finding === null
          ? []
          : [`      ${sentenceOfCode(line.finding.code, line.finding.params, locale)} (${line.finding.citation})`];
      return [
        `  ${mark[line.tone]} ${sentenceOfCode(line.code, line.params, locale)}`,
        ...why,
        ...line.says.map((says) => `      "${says}"`),
      ];
    }),
  ];
}

const mark = { ok: "+", info: " ", warn: "!", fail: "x" } as const;

export function printPack({ fileName, entries, leftOut }: OutputOf<"pack">, words: TerminalTexts): string[] {
  return [
    `SUCCESS: ${words.packed(fileName, entries.length)}`,
    ...entries.map(({ path, sha256 }) => `${sha256}  ${path}`),
    ...(leftOut.length === 0 ? [] : [words.keysLeftOut(leftOut.join(", "))]),
    words.fetchPack,
  ];
}
