// `npm run --silent token -- --name N --role R [--days D] [--commands C,…] [--authorities A,…] [--no-delegate]`: prints a
// new API token, alone, once.
// `… token -- --revoke N` and `… token -- --list`. Plain JavaScript for Node 20; works beside a running console and
// before the first start.
import { installDependencies } from "./install.mjs";
import { root, runServerScript } from "./runtime.mjs";

process.chdir(root);
// Standard output is for the token: what npm and Prisma have to say goes to the other one.
if (!installDependencies({ output: 2 })) process.exit(1);
const { generateClients } = await import("./generate.mjs");
generateClients();
const made = runServerScript("make-token.ts", process.argv.slice(2));
process.stdout.write(made.stdout);
process.exitCode = made.status ?? 1;
