// `npm run restore -- <file> [--identity <file>] [--test]`: restores a backup into the place of this console, which must
// be stopped, or tries it and leaves nothing behind. Plain JavaScript for Node 20.
import { installDependencies } from "./install.mjs";
import { root, runServerScript } from "./runtime.mjs";

const from = process.env.INIT_CWD ?? process.cwd();
process.chdir(root);
if (!installDependencies({ output: 2 })) process.exit(1);
const { generateClients } = await import("./generate.mjs");
generateClients();
const done = runServerScript("restore-backup.ts", ["--from", from, ...process.argv.slice(2)]);
process.stdout.write(done.stdout);
process.exitCode = done.status ?? 1;
