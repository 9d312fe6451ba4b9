// `npm test`: everything, on a fresh clone with Node and git alone. Plain JavaScript for Node 20, nothing from
// node_modules before the install. Prints one closing line `N passed, N failed` and exits non-zero on any failure.
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { delimiter, join } from "node:path";
import { failuresOfPlaywright, failuresOfVitest } from "./failures.mjs";
import { installDependencies } from "./install.mjs";
import { requireTools } from "./tools.mjs";

const only = process.argv.slice(2);
const results = ".cache/test";
rmSync(results, { recursive: true, force: true });
mkdirSync(results, { recursive: true });

const faults = [];
let passed = 0;
let failed = 0;
let skipped = 0;

/** Names that are not ASCII reach keytool and Chromium, and what OpenSSL and Java say stays English, whatever the machine has or has not set. */
const locale = { LC_ALL: "C.UTF-8" };

/** Runs a command with its output on ours; true when it exits with 0. */
function run(command, args, env = {}) {
  const path = [join(process.cwd(), "node_modules", ".bin"), process.env.PATH, "/usr/sbin"].join(delimiter);
  const done = spawnSync(command, args, {
    stdio: ["ignore", "inherit", "inherit"],
    env: { ...process.env, ...locale, ...env, PATH: path },
  });
  if (done.error) console.error(`${command}: ${done.error.message}`);
  return done.status === 0;
}

function step(name, work) {
  if (only.length > 0 && !only.includes(name)) return;
  const start = Date.now();
  console.log(`\n── ${name}`);
  let isGood = false;
  try {
    isGood = work();
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    console.error(message);
    faults.push(`✗ ${name}: ${message}`);
  }
  console.log(`── ${name}: ${isGood ? "passed" : "FAILED"} in ${Math.round((Date.now() - start) / 1000)} s`);
  return isGood;
}

/** A check that counts as one. */
function check(name, work) {
  const isGood = step(name, work);
  if (isGood === undefined) return;
  if (isGood) passed++;
  else failed++;
  if (!isGood && !faults.some((line) => line.startsWith(`✗ ${name}: `)))
    faults.push(`✗ ${name}: its output above says why`);
}

/** A test runner that counts its own tests in a JSON report. */
function suite(name, work, read) {
  const isGood = step(name, work);
  if (isGood === undefined) return;
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

check("install", () => installDependencies());
check("tools", () => requireTools());
check("generate", () => run("node", ["scripts/generate.mjs"]));
check("format", () => run("prettier", ["--check", "--log-level=warn", "."]));
check("types", () => run("next", ["typegen"]) && run("tsc", ["--noEmit"]));
check("lint", () => run("eslint", [".", "--max-warnings", "0"]));
check("boundaries", () => run("node", ["scripts/boundaries.mjs"]));
suite(
  "unit",
  () => run("vitest", ["run", "--reporter=default", "--reporter=json", `--outputFile.json=${results}/unit.json`]),
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
check("build", () => run("node", ["scripts/build.mjs"]));
suite(
  "browser",
  () => run("playwright", ["test"], { PLAYWRIGHT_JSON_OUTPUT_FILE: `${results}/browser.json` }),
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

if (faults.length > 0) console.log(`\n${faults.join("\n")}`);
console.log(`\n${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ""}`);
process.exitCode = failed > 0 ? 1 : 0;
