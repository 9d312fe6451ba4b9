import { readFileSync } from "node:fs";
import { commands } from "../lib/commands/index.ts";

/**
 * Compares the registry with what the suites ran: `commands-run.ts <by journeys on a database> <by pages>`, files with
 * one name a line. Prints what nothing ran and exits with 1 when there is any.
 */
const [byJourneys, byPages] = process.argv.slice(2).map((file) => new Set(readFileSync(file, "utf8").split("\n")));
if (byJourneys === undefined || byPages === undefined) throw new Error("usage: commands-run.ts <file> <file>");

const missing = commands.flatMap(({ name }) => [
  ...(byJourneys.has(name) ? [] : [`${name}: no test of lib/server/journeys got an answer from it`]),
  ...(byPages.has(name) ? [] : [`${name}: no journey of e2e got an answer from it through a page`]),
]);
process.stdout.write(
  missing.length === 0 ? `${commands.length} commands ran on a database and on a page\n` : `${missing.join("\n")}\n`,
);
process.exitCode = missing.length === 0 ? 0 : 1;
