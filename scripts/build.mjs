// Builds the console when its sources changed since the last build. Plain JavaScript for Node 20.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { childEnvironment, pinnedNode, programOf, root } from "./runtime.mjs";

/** Everything that a build reads. */
const inputs = [
  "app",
  "components",
  "lib",
  "offline",
  "public",
  "prisma/schema.prisma",
  "instrumentation.ts",
  "next.config.ts",
  "package-lock.json",
  "package.json",
  "postcss.config.mjs",
  "tsconfig.json",
];
const offlinePage = join(root, "offline", "built", "chainsmith-offline.html");
const stamp = join(root, ".next", "chainsmith-stamp");

function filesUnder(path) {
  if (!existsSync(path)) return [];
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path, { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => (entry.isDirectory() ? filesUnder(join(path, entry.name)) : [join(path, entry.name)]));
}

function sourceHash() {
  const hash = createHash("sha256");
  for (const file of inputs.flatMap((input) => filesUnder(join(root, input)))) {
    if (/\.test\.tsx?$/.test(file) || file === offlinePage) continue;
    hash.update(file.slice(root.length)).update("\0").update(readFileSync(file)).update("\0");
  }
  return hash.digest("hex");
}

export function isBuildCurrent() {
  return (
    existsSync(stamp) &&
    existsSync(offlinePage) &&
    existsSync(join(root, ".next", "BUILD_ID")) &&
    readFileSync(stamp, "utf8") === sourceHash()
  );
}

/** True when there is a current build, after making one where there was none. */
export function buildWhenNeeded({ isQuiet = false } = {}) {
  if (isBuildCurrent()) return true;
  const wanted = sourceHash();
  rmSync(stamp, { force: true });
  const done = spawnSync(pinnedNode, [programOf("next"), "build"], {
    cwd: root,
    env: childEnvironment(),
    stdio: ["ignore", isQuiet ? "pipe" : "inherit", isQuiet ? "pipe" : "inherit"],
    encoding: "utf8",
  });
  if (done.status !== 0) {
    if (isQuiet) console.error(`${done.stdout ?? ""}${done.stderr ?? ""}`);
    console.error("The console could not be built: the lines above say why.");
    return false;
  }
  const page = spawnSync(pinnedNode, [join(root, "scripts", "offline-page.mjs")], { cwd: root, encoding: "utf8" });
  if (page.status !== 0) {
    console.error(
      `${page.stdout ?? ""}${page.stderr ?? ""}The page that signs from disk could not be built: the lines above say why.`,
    );
    return false;
  }
  writeFileSync(stamp, wanted);
  return true;
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  process.exitCode = buildWhenNeeded() ? 0 : 1;
}
