// `npm test`: everything, on a fresh clone with Node and git alone. Plain JavaScript for Node 20, nothing from
// node_modules before the install. Prints one closing line `N passed, N failed` and exits non-zero on any failure.
import { spawn } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { delimiter, join, resolve } from "node:path";
import { failuresOfPlaywright, failuresOfVitest } from "./failures.mjs";
import { installDependencies } from "./install.mjs";
import { pinnedNode, programOf } from "./runtime.mjs";

const only = process.argv.slice(2);
const results = ".cache/test";
rmSync(results, { recursive: true, force: true });
mkdirSync(results, { recursive: true });
/** The names of the commands that each suite ran (test/support/record-commands.mjs). */
const commandsRun = {
  byJourneys: resolve(results, "commands-by-journeys"),
  byPages: resolve(results, "commands-by-pages"),
};

const faults = [];
let passed = 0;
let failed = 0;
let skipped = 0;

/**
 * Names that are not ASCII reach keytool and Chromium, and what OpenSSL and Java say stays English, whatever the
 * machine has or has not set.
 */
const locale = { LC_ALL: "C.UTF-8" };

/** The packages of programs that are called otherwise. */
const packages = { tsc: "typescript", playwright: "@playwright/test" };

/**
 * Runs a script or the program of a package on the pinned Node; true when it exits with 0. Its output goes to ours as
 * it comes, or into `output`, both streams in the order in which they spoke.
 */
function run(program, args, { env = {}, output } = {}) {
  const file = program === "node" ? [] : [programOf(packages[program] ?? program, program)];
  const path = [join(process.cwd(), "node_modules", ".bin"), process.env.PATH, "/usr/sbin"].join(delimiter);
  const said = output === undefined ? "inherit" : "pipe";
  return new Promise((resolve) => {
    const child = spawn(pinnedNode, [...file, ...args], {
      stdio: ["ignore", said, said],
      env: { ...process.env, ...locale, ...env, PATH: path },
    });
    for (const stream of [child.stdout, child.stderr]) stream?.on("data", (chunk) => output.push(chunk));
    child.once("error", (error) => {
      console.error(`${program}: ${error.message}`);
      resolve(false);
    });
    child.once("close", (code) => resolve(code === 0));
  });
}

const isWanted = (name) => only.length === 0 || only.includes(name);

/** Does the work of a step between its two lines, the second with how long it took. False when it failed or threw. */
async function step(name, work) {
  const start = Date.now();
  console.log(`\n── ${name}`);
  let isGood = false;
  try {
    isGood = await work();
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    console.error(message);
    faults.push(`✗ ${name}: ${message}`);
  }
  console.log(`── ${name}: ${isGood ? "passed" : "FAILED"} in ${Math.round((Date.now() - start) / 1000)} s`);
  return isGood;
}

/** A check that counts as one. */
async function check(name, work) {
  if (isWanted(name)) count(name, await step(name, work));
}

function count(name, isGood) {
  if (isGood) passed++;
  else failed++;
  if (!isGood && !faults.some((line) => line.startsWith(`✗ ${name}: `)))
    faults.push(`✗ ${name}: its output above says why`);
}

/**
 * Runs checks that keep one core busy each, in two queues side by side; in a queue one begins after the other has
 * ended. The output of a check is held back until all before it have printed theirs, so that it reads as if they had
 * run in turn.
 */
async function checkSideBySide(...lanes) {
  const wanted = lanes.map((lane) => lane.filter(({ name }) => isWanted(name)));
  const done = wanted.flatMap((lane) => {
    let before = Promise.resolve();
    return lane.map(({ name, command }) => {
      const output = [];
      const ended = before.then(async () => {
        const start = Date.now();
        const isGood = await run(...command, { output });
        return { isGood, seconds: Math.round((Date.now() - start) / 1000) };
      });
      before = ended;
      return { name, output, ended };
    });
  });
  for (const { name, output, ended } of done) {
    const { isGood, seconds } = await ended;
    console.log(`\n── ${name}`);
    process.stdout.write(Buffer.concat(output));
    console.log(`── ${name}: ${isGood ? "passed" : "FAILED"} in ${seconds} s`);
    count(name, isGood);
  }
}

/** A test runner that counts its own tests in a JSON report. */
async function suite(name, work, read) {
  if (!isWanted(name)) return;
  const isGood = await step(name, work);
  const counted = read();
  passed += counted.passed;
  skipped += counted.skipped;
  failed += counted.failed === 0 && !isGood ? 1 : counted.failed;
  if (counted.passed + counted.failed === 0) failed++;
  faults.push(
    ...(counted.faults.length > 0 || isGood
      ? counted.faults
      : [`✗ ${name}: with no test to blame; its output above says why`]),
  );
}

function report(file) {
  return existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : undefined;
}

/**
 * Begins to look for the programs that judge, in a process of its own (npm and apt-get need not wait for each other).
 * What it returns waits for the end, prints what was said and is true when none is missing.
 */
function beginTools() {
  const module = JSON.stringify(new URL("tools.mjs", import.meta.url).href);
  const work = `import(${module}).then(({ requireTools }) => requireTools()).catch(({ message }) => {
    console.error(message);
    process.exitCode = 1;
  })`;
  const child = spawn(process.execPath, ["--eval", work], { stdio: ["ignore", "pipe", "pipe"] });
  const output = [];
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => output.push(chunk));
  const ended = new Promise((resolve) => child.once("close", (code) => resolve(code === 0)));
  return async () => {
    const isGood = await ended;
    process.stdout.write(Buffer.concat(output));
    return isGood;
  };
}

const endTools = isWanted("tools") ? beginTools() : undefined;
await check("install", () => installDependencies());
await check("tools", () => endTools?.() ?? false);
await check("generate", () => run("node", ["scripts/generate.mjs"]));
await check("routes", () => run("next", ["typegen"]));
await checkSideBySide(
  [
    { name: "lint", command: ["eslint", [".", "--max-warnings", "0"]] },
    { name: "format", command: ["prettier", ["--check", "--log-level=warn", "."]] },
    { name: "boundaries", command: ["node", ["scripts/boundaries.mjs"]] },
    { name: "unused", command: ["knip", ["--no-progress"]] },
  ],
  [
    { name: "types", command: ["tsc", ["--noEmit"]] },
    { name: "build", command: ["node", ["scripts/build.mjs"]] },
  ],
);
await suite(
  "unit",
  () =>
    run("vitest", ["run", "--reporter=default", "--reporter=json", `--outputFile.json=${results}/unit.json`], {
      env: { COMMANDS_RUN: commandsRun.byJourneys, SHARED_POSTGRES: "1" },
    }),
  () => {
    const json = report(`${results}/unit.json`);
    return {
      passed: json?.numPassedTests ?? 0,
      failed: json?.numFailedTests ?? 0,
      skipped: json?.numPendingTests ?? 0,
      faults: failuresOfVitest(json, process.cwd()),
    };
  },
);
await suite(
  "browser",
  async () => {
    const isGood = await run("playwright", ["test"], {
      env: { PLAYWRIGHT_JSON_OUTPUT_FILE: `${results}/browser.json`, COMMANDS_RUN: commandsRun.byPages },
    });
    const failures = report(`${results}/browser.json`)?.stats?.unexpected ?? 0;
    if (failures > 0 && failures <= 10) {
      console.log("\nOnce more with a trace in test-results, which changes nothing in the count:");
      await run("playwright", ["test", "--last-failed", "--trace=on"], {
        env: { PLAYWRIGHT_JSON_OUTPUT_FILE: `${results}/browser-traced.json` },
      });
    }
    return isGood;
  },
  () => {
    const json = report(`${results}/browser.json`);
    const stats = json?.stats;
    return {
      passed: (stats?.expected ?? 0) + (stats?.flaky ?? 0),
      failed: stats?.unexpected ?? 0,
      skipped: stats?.skipped ?? 0,
      faults: failuresOfPlaywright(json),
    };
  },
);
await check("commands", () =>
  run("node", ["--conditions=react-server", "scripts/commands-run.ts", commandsRun.byJourneys, commandsRun.byPages]),
);

if (faults.length > 0) console.log(`\n${faults.join("\n")}`);
console.log(`\n${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ""}`);
process.exitCode = failed > 0 ? 1 : 0;
