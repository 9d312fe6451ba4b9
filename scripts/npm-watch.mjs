// Notices that the npm which started us is gone. Plain JavaScript for Node 20, nothing from node_modules.
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";

const interval = 500;

/**
 * The npm that runs us as that script: our parent, and npm above it where a shell stays between. Null outside of npm.
 */
export function findNpm(script) {
  if (process.env.npm_lifecycle_event !== script) return null;
  return { parent: process.ppid, above: npmAbove(process.ppid) };
}

/**
 * Calls `onGone` once, when npm has ended. npm passes signals on to its shell, and a shell that stays between (dash and
 * fish do) dies of them and passes nothing on; a killed npm sends nothing, and its shell goes on waiting for us.
 */
export function onceGone({ parent, above }, onGone) {
  const timer = setInterval(() => {
    if (process.ppid === parent && (above === null || isAlive(above))) return;
    clearInterval(timer);
    onGone();
  }, interval);
  timer.unref();
}

/** The parent of our parent when that one is the shell of npm, which has our script on its command line; else null. */
function npmAbove(parent) {
  const shell = readProcess(parent);
  return shell?.words.includes(process.env.npm_lifecycle_script ?? "") ? shell.parent : null;
}

/** From /proc where there is one, else from ps; null where there is neither (Windows). */
function readProcess(pid) {
  try {
    // `pid (name) state ppid …`; a name may hold anything.
    const [, parent] = readFileSync(`/proc/${pid}/stat`, "utf8")
      .replace(/^.*\) /s, "")
      .split(" ");
    return { parent: Number(parent), words: readFileSync(`/proc/${pid}/cmdline`, "utf8").split("\0") };
  } catch {
    const { stdout } = spawnSync("ps", ["-o", "ppid=", "-o", "args=", "-p", String(pid)], { encoding: "utf8" });
    const [, parent, words] = /^\s*(\d+)\s.*?\s-c\s(.*)$/.exec(stdout?.trim() ?? "") ?? [];
    return parent === undefined ? null : { parent: Number(parent), words: [words] };
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === "EPERM";
  }
}
