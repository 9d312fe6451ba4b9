// `npm run move -- <postgresql://… or the folder of a SQLite database>`: copies the inventory of this console, which must be
// stopped, into an empty database of either kind, with proof. Plain JavaScript for Node 20.
import { installDependencies } from "./install.mjs";
import { root, runServerScript } from "./runtime.mjs";

const from = process.env.INIT_CWD ?? process.cwd();
process.chdir(root);
if (!installDependencies({ output: 2 })) process.exit(1);
const { generateClients } = await import("./generate.mjs");
generateClients();
const done = runServerScript("move-inventory.ts", ["--from", from, ...process.argv.slice(2)]);
process.stdout.write(done.stdout);
process.exitCode = done.status ?? 1;
