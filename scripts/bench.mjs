// `npm run --silent bench -- --json <file> [--only <name>]`: every bench/*.ts that has rows, on the pinned Node.
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { pinnedNode, root, serverConditions } from "./runtime.mjs";
import { generateClients } from "./generate.mjs";

generateClients();
const run = spawnSync(
  pinnedNode,
  ["--expose-gc", ...serverConditions, join(root, "bench/main.ts"), ...process.argv.slice(2)],
  { cwd: root, stdio: "inherit" },
);
process.exitCode = run.status ?? 1;
