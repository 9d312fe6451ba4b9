import { readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import type { BenchRow } from "./row.ts";

/**
 * A bench file. `names` lets it be passed over when `--only` asks for something else; what `rows` returns is filtered
 * anyway.
 */
interface BenchFile {
  readonly names?: readonly string[];
  rows?(isWanted: (name: string) => boolean): Promise<readonly BenchRow[]>;
}

const { values } = parseArgs({ options: { json: { type: "string" }, only: { type: "string" } }, strict: true });
const only = values.only;
const isWanted = (name: string) => only === undefined || name.includes(only);

const files = readdirSync(import.meta.dirname)
  .filter((file) => file.endsWith(".ts") && file !== "main.ts")
  .sort();
const rows: BenchRow[] = [];
for (const file of files) {
  const bench = (await import(join(import.meta.dirname, file))) as BenchFile;
  if (bench.rows === undefined) continue;
  // `--only list` may also name the file.
  const isFileNamed = only !== undefined && file === `${only}.ts`;
  if (only !== undefined && !isFileNamed && bench.names !== undefined && !bench.names.some(isWanted)) continue;
  const found = await bench.rows(isFileNamed ? () => true : isWanted);
  for (const row of found) {
    if (!isFileNamed && !isWanted(row.name)) continue;
    rows.push(row);
    process.stderr.write(
      `${row.holds ? "holds" : "MISSES"}  ${row.name}: ${row.ours} ${row.unit}, against ${row.peer}: ${row.ratio} (bar ${row.bar})\n`,
    );
  }
}

const text = `${JSON.stringify(rows, null, 2)}\n`;
if (values.json === undefined) process.stdout.write(text);
else writeFileSync(values.json, text);
if (rows.length === 0) {
  process.stderr.write(`No row is named ${only ?? ""}.\n`);
  process.exitCode = 1;
}
// A key worker or a pool that is still open must not keep the command waiting.
process.exit();
