// Where the pinned Node is, and how a script runs on it. Plain JavaScript for Node 20, nothing from node_modules.
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

export const root = fileURLToPath(new URL("../", import.meta.url));

/**
 * The runtime that package.json pins; there after the install. The program itself: what stands for it under `.bin` is a
 * script of a shell on Windows.
 */
export const pinnedNode = join(root, "node_modules", "node", "bin", process.platform === "win32" ? "node.exe" : "node");

/**
 * The JavaScript file that a program of a package runs; Node starts it as it is, without a shell or a `.cmd` around it.
 */
export function programOf(packageName, program = packageName) {
  const folder = join(root, "node_modules", packageName);
  const { bin } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  return join(folder, typeof bin === "string" ? bin : bin[program]);
}

/** The environment for the children of a script: production, nothing that calls home. */
export function childEnvironment() {
  return {
    ...process.env,
    NODE_ENV: "production",
    NEXT_TELEMETRY_DISABLED: "1",
    CHECKPOINT_DISABLE: "1",
    BETTER_AUTH_TELEMETRY: "0",
  };
}

/** lib/server says `server-only`, which resolves to nothing under this condition and to an error elsewhere. */
export const serverConditions = ["--conditions=react-server", "--disable-warning=ExperimentalWarning"];

/**
 * The flags of the console's own Node. Garbage of a page fits into the young space of 32 MiB; with the 16 of the
 * default more of it is copied to the old one and collected there. The old space is collected when it has grown by
 * three tenths: left alone it may double, and a batch of 5,000 people would hold 40 MB that are garbage.
 */
export const consoleFlags = [
  "--max-semi-space-size=32",
  "--heap-growing-percent=30",
  "--disable-warning=ExperimentalWarning",
];

/**
 * The environment of the console itself. glibc gives each busy thread an arena of its own and keeps freed memory there;
 * the bytes that the threads of a batch hand over are freed by another thread, and 64 MB stayed behind after 5,000
 * people. Two arenas lose nothing on the processors that a console has.
 */
export function consoleEnvironment() {
  return { MALLOC_ARENA_MAX: "2", ...childEnvironment() };
}

/**
 * Runs a script of lib/server on the pinned Node. Its standard output is returned; what it says to a person is on
 * standard error.
 */
export function runServerScript(script, args = []) {
  return spawnSync(pinnedNode, [...serverConditions, join(root, "scripts", script), ...args], {
    cwd: process.cwd(),
    env: childEnvironment(),
    encoding: "utf8",
    stdio: ["inherit", "pipe", "inherit"],
  });
}

/**
 * A stop, in seconds from the signal: until then requests may finish, until then the process has ended by itself, and
 * until then it is killed. Below the ten after which containers are killed.
 */
export const stopSeconds = { requests: 6, whole: 8, kill: 9 };
