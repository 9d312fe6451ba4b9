import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { accessTable, accessTablePath } from "./access-table.ts";

/** Prettier lays out the columns of the file; the words are what counts. */
const words = (text: string): string => text.replace(/-{3,}/g, "---").replace(/[ \t]+/g, " ");

it("the table of docs/access.md is that of the permissions and the commands", () => {
  expect(words(readFileSync(accessTablePath, "utf8")), "run: npm run access-table").toBe(words(accessTable()));
});
