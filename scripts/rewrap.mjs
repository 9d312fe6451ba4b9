// `npm run rewrap`: gives the console a new master key. The console must be stopped. `npm run rewrap -- --restored <folder
// or URL>` opens a restored backup with it and removes the former key. Plain JavaScript for Node 20.
import { installDependencies } from "./install.mjs";
import { root, runServerScript } from "./runtime.mjs";

process.chdir(root);
if (!installDependencies()) process.exit(1);
const { generateClients } = await import("./generate.mjs");
generateClients();
const done = runServerScript("change-master-key.ts", process.argv.slice(2));
process.stdout.write(done.stdout);
process.exitCode = done.status ?? 1;
