import type { OutputOf } from "../../commands/index.ts";
import type { TerminalTexts } from "../../i18n/terminal/texts.ts";
import { instant } from "./instant.ts";

/** One line for each key with its algorithm and state, and below it what uses it. */
export function printKeys({ rows, next }: OutputOf<"key-list">, words: TerminalTexts): string[] {
  if (rows.length === 0) return [words.noKey];
  return [
    ...rows.flatMap((row) => {
      const files = [...row.certificates, ...row.requests];
      const uses = [
        ...(files.length === 0 ? [] : [files.join(", ")]),
        ...(row.services.length === 0 ? [] : [words.keyUsedBy(row.services.join(", "))]),
        ...(row.batches.length === 0 ? [] : [words.keySignsFor(row.batches.map(({ title }) => title).join(", "))]),
        ...(row.issued === 0 ? [] : [words.keyIssued(row.issued)]),
        ...(row.waitsSince === null ? [] : [words.keyWaits(instant(row.waitsSince.toISOString()))]),
        ...(row.isUnused ? [words.keyUnused] : []),
      ];
      const head = [row.fileName ?? words.keyBeside(row.name), row.algorithm, words.keyState(row.state)];
      return [head.filter((part) => part !== "").join("  "), ...uses.map((use) => `  ${use}`)];
    }),
    ...(next === null ? [] : [words.moreKeys(rows.length)]),
  ];
}
