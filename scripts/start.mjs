// `npm start`: installs, generates, builds, applies migrations and serves; each step only when it is needed.
// Plain JavaScript for Node 20; before the install nothing of node_modules is touched.
import { spawn } from "node:child_process";
import { join } from "node:path";
import { buildWhenNeeded, isBuildCurrent } from "./build.mjs";
import { installDependencies } from "./install.mjs";
import { findNpm, onceGone } from "./npm-watch.mjs";
import { consoleEnvironment, consoleFlags, pinnedNode, root, runServerScript, stopSeconds } from "./runtime.mjs";

const [major] = process.versions.node.split(".").map(Number);
if (major < 20) fail(`Node ${process.versions.node} is too old to start Chainsmith; Node 20 or newer is needed.`);
process.chdir(root);
const npm = findNpm("start");

if (!installDependencies()) process.exit(1);
const { generateClients } = await import("./generate.mjs");
try {
  generateClients();
} catch (error) {
  fail(error instanceof Error ? error.message : String(error));
}

// Before the build: a wrong variable or a database out of reach is said in a second, not after a minute.
const ready = runServerScript("ready.ts");
if (ready.status !== 0) process.exit(ready.status ?? 1);
const { setupToken } = JSON.parse(ready.stdout);

if (!isBuildCurrent()) {
  console.log("Building the console. This is done once, and again when its sources change …");
  if (!buildWhenNeeded({ isQuiet: true })) process.exit(1);
}
serve();

function serve() {
  const server = spawn(pinnedNode, [...consoleFlags, join(root, "scripts", "serve.mjs")], {
    env: consoleEnvironment(),
    // The channel carries one message down (listening), and its end tells the server that we are gone.
    stdio: ["inherit", "inherit", "inherit", "ipc"],
  });
  server.on("message", ({ address }) => {
    console.log(`Chainsmith is ready at ${address}`);
    if (setupToken !== null)
      console.log(
        `There is no user yet. Make the first administrator here (the link works once):\n  ${address}/setup#${setupToken}`,
      );
  });
  server.on("exit", (code, signal) => process.exit(signal === null ? (code ?? 1) : 1));
  for (const signal of ["SIGTERM", "SIGINT", "SIGHUP"])
    process.on(signal, () => stop(server, signal === "SIGHUP" ? "SIGTERM" : signal));
  if (npm !== null) onceGone(npm, () => stop(server, "SIGTERM"));
}

/** The server ends within its grace by itself, as long as it can think: a loop that never ends hears no signal. */
function stop(server, signal) {
  server.kill(signal);
  setTimeout(() => server.kill("SIGKILL"), stopSeconds.kill * 1000).unref();
}

function fail(sentence) {
  console.error(sentence);
  process.exit(1);
}
