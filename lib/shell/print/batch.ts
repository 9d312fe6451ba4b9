import type { OutputOf } from "../../commands/index.ts";
import type { Locale } from "../../i18n/locale.ts";
import { sentenceOfError } from "../../i18n/sentences/sentences.ts";
import type { TerminalTexts } from "../../i18n/terminal/texts.ts";

/** A screen of a terminal that can still be read. */
const mostRows = 200;

type Status = OutputOf<"batch-status">;

/** How far a batch is, and what became of each person. */
export function printBatch(value: Status, words: TerminalTexts, locale: Locale): string[] {
  return [
    `${value.title}: ${words.batchState(value.state)}`,
    words.batchProgress(value.issued, value.failed, value.waiting),
    ...(value.problem === null ? [] : [`${words.why}: ${sentenceOfError(value.problem, locale)}`]),
    ...value.rows.slice(0, mostRows).map((row) => rowLine(row, words, locale)),
    ...(value.rows.length > mostRows || value.next !== null ? [words.batchMore] : []),
  ];
}

function rowLine(
  { position, name, identity, error }: Status["rows"][number],
  words: TerminalTexts,
  locale: Locale,
): string {
  const become =
    error === null
      ? identity === null
        ? words.batchWaiting
        : `${identity}.crt`
      : `FAILURE: ${sentenceOfError(error, locale)}`;
  return `${String(position).padStart(5)}  ${name}  ${become}`;
}
