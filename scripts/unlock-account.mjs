// `npm run unlock-account -- <email>`: forgets the failed sign-ins of a person, so that they may try again at once. Works
// beside a running console. Plain JavaScript for Node 20.
import { installDependencies } from "./install.mjs";
import { root, runServerScript } from "./runtime.mjs";

process.chdir(root);
if (!installDependencies({ output: 2 })) process.exit(1);
const { generateClients } = await import("./generate.mjs");
generateClients();
const done = runServerScript("forget-attempts.ts", process.argv.slice(2));
process.stdout.write(done.stdout);
process.exitCode = done.status ?? 1;
