import { randomInt } from "node:crypto";
import { parseArgs } from "node:util";
import { temporaryFolder } from "../test/support/external-tools.ts";
import { runMutants } from "../test/support/mutants/run.ts";
import { makeMutantSources } from "../test/support/mutants/sources.ts";

/**
 * Puts structure-mutated certificates, requests, lists, keys and containers through inspect, the review of an import,
 * bundle and verify, and ends with 1 when one of them is neither answered nor refused by a code:
 * npm run mutants -- [--count 50000] [--seed <number>]. Another seed each time, and it is printed.
 */
const { values } = parseArgs({ options: { count: { type: "string" }, seed: { type: "string" } }, strict: true });
const count = Number(values.count ?? "50000");
const first = Number(values.seed ?? String(randomInt(2 ** 32)));
const batch = 1000;

const folder = temporaryFolder();
try {
  const sources = makeMutantSources(folder);
  const kinds = new Map<string, number>();
  const started = performance.now();
  for (let done = 0; done < count; done += batch) {
    const seed = first + done / batch;
    for (const crash of await runMutants(sources, { seed, count: Math.min(batch, count - done) })) {
      const kind = `${crash.surface}: ${crash.message.split("\n").slice(0, 3).join(" ")}`;
      if (!kinds.has(kind))
        process.stdout.write(`${kind}\n  seed ${crash.seed}, number ${crash.number}\n  ${crash.base64}\n`);
      kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
    }
  }
  const seconds = Math.round((performance.now() - started) / 100) / 10;
  process.stdout.write(`${count} mutants from seed ${first} in ${seconds} s: ${kinds.size} kinds of internal error\n`);
  process.exitCode = kinds.size === 0 ? 0 : 1;
} finally {
  folder.remove();
}
