// Installs the dependencies when they are missing or the lock file changed. Node 20, nothing from node_modules.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { pinnedNode } from "./runtime.mjs";

const stamp = "node_modules/.chainsmith-dependencies";

/** Of what an installation depends on: a script that is new in package.json asks for none. */
function lockHash() {
  const { dependencies, devDependencies, overrides, allowScripts } = JSON.parse(readFileSync("package.json", "utf8"));
  const wanted = JSON.stringify({ dependencies, devDependencies, overrides, allowScripts });
  return createHash("sha256").update(wanted).update(readFileSync("package-lock.json")).digest("hex");
}

/**
 * npm as a file for this Node: the one that runs us, else the one that came with Node, beside it on Windows and below
 * `lib` elsewhere. On Windows `npm` is a script of a shell, which is not started without one.
 */
function npmCommand() {
  const beside = dirname(process.execPath);
  const file = [
    /[/\\]npm-cli\.c?js$/.test(process.env.npm_execpath ?? "") ? process.env.npm_execpath : undefined,
    join(beside, "node_modules", "npm", "bin", "npm-cli.js"),
    resolve(beside, "..", "lib", "node_modules", "npm", "bin", "npm-cli.js"),
  ].find((path) => path !== undefined && existsSync(path));
  return file === undefined ? ["npm", []] : [process.execPath, [file]];
}

/**
 * True when node_modules answers to package-lock.json, after an `npm ci` where it did not. `output`: the descriptor npm
 * writes to.
 */
export function installDependencies({ output = 1 } = {}) {
  const wanted = lockHash();
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === wanted) return true;
  // NODE_ENV=production must not leave out what `npm test` needs: the stamp would call the installation whole.
  const [command, npm] = npmCommand();
  const done = spawnSync(command, [...npm, "ci", "--include=dev", "--no-audit", "--no-fund", "--loglevel=error"], {
    stdio: ["ignore", output, 2],
  });
  if (done.status !== 0) {
    console.error(
      "`npm ci` failed: the lines above say why. The package registry must be in reach for the first start.",
    );
    return false;
  }
  if (!existsSync(pinnedNode)) {
    console.error(
      "The npm package `node` brought no runtime: its install script must be allowed (allowScripts in package.json, or no ignore-scripts).",
    );
    return false;
  }
  writeFileSync(stamp, wanted);
  return true;
}
