import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { programOf, root } from "./runtime.mjs";

interface Manifest {
  readonly scripts: Readonly<Record<string, string>>;
  readonly dependencies: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
}

const manifest = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as Manifest;
const programs = new Set(
  Object.keys({ ...manifest.dependencies, ...manifest.devDependencies }).flatMap((name) => {
    const { bin } = JSON.parse(readFileSync(join(root, "node_modules", name, "package.json"), "utf8")) as {
      bin?: string | Record<string, string>;
    };
    return typeof bin === "string" ? [name.replace(/^@.*\//, "")] : Object.keys(bin ?? {});
  }),
);

/**
 * What keeps a script from running in every shell (sh, fish, cmd, PowerShell); null when it does: one program that npm
 * finds, and words that no shell gives a meaning. Quotes, variables, patterns, `&&`, `exec` and `NAME=value` are each
 * read otherwise somewhere.
 */
function shellProblem(script: string): string | null {
  const [program = "", ...words] = script.split(" ");
  if (!programs.has(program)) return `"${program}" is no program of a dependency`;
  const word = words.find((each) => !/^[\w@.,:/=-]+$/.test(each));
  return word === undefined ? null : `"${word}" means something to a shell`;
}

describe("the scripts of package.json", () => {
  it.each(Object.entries(manifest.scripts))("%s runs in a shell that is not POSIX: %s", (_, script) => {
    expect(shellProblem(script)).toBeNull();
  });
  it.each([
    "exec node scripts/start.mjs",
    "NODE_ENV=production node scripts/start.mjs",
    "node scripts/start.mjs && node scripts/test.mjs",
    "node scripts/start.mjs; node scripts/test.mjs",
    "node scripts/start.mjs | cat",
    "node scripts/start.mjs > log",
    "node -e '1'",
    'node -e "1"',
    "node $HOME/start.mjs",
    "node %CD%/start.mjs",
    "node `which start`",
    "prettier --write **/*.ts",
    "eslint lib/{pki,server}",
    "node ~/start.mjs",
    "node scripts\\start.mjs",
    "./scripts/start.mjs",
    "rm -rf data",
    "node  scripts/start.mjs",
  ])("would not be `%s`", (script) => {
    expect(shellProblem(script)).not.toBeNull();
  });
  it("find the programs of packages as files for Node", () => {
    expect(readFileSync(programOf("typescript", "tsc"), "utf8")).toContain("tsc.js");
    expect(readFileSync(programOf("prettier"), "utf8")).toContain("#!/usr/bin/env node");
  });
});
