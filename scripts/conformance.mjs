import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

// `npm run` puts the pinned Node first on the PATH, and that one runs TypeScript as it is.
const main = fileURLToPath(new URL("../conformance/main.ts", import.meta.url));
const result = spawnSync(
  "node",
  ["--conditions=react-server", "--disable-warning=ExperimentalWarning", main, ...process.argv.slice(2)],
  { stdio: "inherit" },
);
process.exitCode = result.status ?? 1;
