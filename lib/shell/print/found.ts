import type { OutputOf } from "../../commands/index.ts";
import { sentenceOfStepNote } from "../../i18n/sentences/preflight.ts";
import type { Locale } from "../../i18n/locale.ts";
import type { TerminalTexts } from "../../i18n/terminal/texts.ts";

/** What a text may mean, under a heading for each kind; messages of programs first, with their meaning. */
export function printFound(
  { names, authorities, services, batches, messages }: OutputOf<"find">,
  words: TerminalTexts,
  locale: Locale,
): string[] {
  const rows = {
    messages: messages.flatMap(({ message, meaning, citation, services: described }) => [
      message,
      `  ${sentenceOfStepNote(meaning, locale)} (${citation})`,
      ...(described.length === 0 ? [] : [`  ${words.stepsIn(described)}`]),
    ]),
    names: names.map(named),
    authorities: authorities.map(named),
    services: services.map(({ name }) => name),
    batches: batches.map(({ batch, title }) => `${batch} ${title}`),
  } as const;
  const groups = (Object.keys(rows) as (keyof typeof rows)[]).filter((kind) => rows[kind].length > 0);
  if (groups.length === 0) return [words.foundNothing];
  return groups.flatMap((kind) => [`${words.found(kind)}:`, ...rows[kind].map((row) => `  ${row}`)]);
}

const named = ({ basename, commonName }: OutputOf<"find">["names"][number]): string =>
  commonName === "" || commonName === basename ? basename : `${basename} (${commonName})`;
