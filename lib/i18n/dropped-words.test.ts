import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { droppedWords } from "../../test/support/dropped-words.ts";

/**
 * Words that were in the product and are not any more: each with what is said instead (docs/glossary.md). They are looked
 * for in the source of the texts, so that a text without a sample is found too.
 */

it.each(Object.entries(droppedWords))("no text in the language %s has a word that was dropped", (locale, words) => {
  const folder = join(import.meta.dirname, locale);
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((path) =>
    /(?<!\.test)\.ts$/.test(path),
  );
  expect(files.length).toBeGreaterThan(30);
  const found = files.flatMap((path) =>
    readFileSync(join(folder, path), "utf8")
      .split("\n")
      .filter((line) => !/^\s*(\*|\/\/|\/\*\*)/.test(line))
      .flatMap((line) =>
        words
          .filter(([word]) => word.test(line))
          .map(([word, instead]) => `${path}: ${String(word)}, say “${instead}”`),
      ),
  );
  expect(found).toEqual([]);
});
