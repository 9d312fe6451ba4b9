import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { readCorpora } from "./corpora.ts";
import { goneDifferences, newDifferences, readKnownDifferences } from "./known-differences.ts";
import { type CorpusResult, runCorpus } from "./run.ts";

/** `conformance <folder> [--json <file>]`: judges the corpora in a folder and prints what agrees. */
const words = process.argv.slice(2);
const jsonAt = words.indexOf("--json");
const jsonFile = jsonAt >= 0 ? words[jsonAt + 1] : undefined;
const folder = words.find((word, index) => !word.startsWith("--") && (jsonAt < 0 || index !== jsonAt + 1));
if (folder === undefined || (jsonAt >= 0 && jsonFile === undefined)) {
  process.stderr.write("usage: npm run --silent conformance -- <folder> [--json <file>]\n");
  process.exit(2);
}
if (!existsSync(folder)) {
  process.stderr.write(`${folder} is not there\n`);
  process.exit(2);
}
const results = readCorpora(folder).map(runCorpus);
if (results.length === 0) process.stderr.write(`no corpus found in ${folder}\n`);
print(results);
const known = readKnownDifferences();
const unexplained = newDifferences(results, known);
if (unexplained.length > 0)
  process.stderr.write(
    `not explained in docs/divergences-path.md:\n${unexplained.map((line) => `  ${line}\n`).join("")}`,
  );
const gone = goneDifferences(results, known);
if (gone.length > 0)
  process.stderr.write(`listed in known-differences.json and not met:\n${gone.map((line) => `  ${line}\n`).join("")}`);
if (jsonFile !== undefined) mkdirSync(dirname(jsonFile), { recursive: true });
if (jsonFile !== undefined) writeFileSync(jsonFile, `${JSON.stringify(results, null, 2)}\n`);

function print(all: readonly CorpusResult[]): void {
  const header = ["corpus", "run", "agreed", "wrong accepts", "wrong rejects", "unsupported", "worst ms"];
  const rows = all.map((each) =>
    [each.corpus, each.run, each.agreed, each.wrongAccepts, each.wrongRejects, each.unsupported, each.worstMs].map(
      String,
    ),
  );
  const widths = header.map((title, column) => Math.max(title.length, ...rows.map((row) => row[column]!.length)));
  const line = (cells: readonly string[]) =>
    cells.map((cell, i) => (i === 0 ? cell.padEnd(widths[i]!) : cell.padStart(widths[i]!))).join("  ");
  process.stdout.write(`${[header, ...rows].map(line).join("\n")}\n`);
}
