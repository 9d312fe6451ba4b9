import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { pinnedNode, root, serverConditions } from "./runtime.mjs";

// The pinned Node runs TypeScript as it is.
const main = join(root, "conformance", "main.ts");
const result = spawnSync(pinnedNode, [...serverConditions, main, ...process.argv.slice(2)], { stdio: "inherit" });
process.exitCode = result.status ?? 1;
