import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, expect, test } from "vitest";
import { failuresOfPlaywright, failuresOfVitest } from "./failures.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const bin = join(root, "node_modules/.bin");
let folder = "";

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "failures-"));
  symlinkSync(join(root, "node_modules"), join(folder, "node_modules"));
});
afterEach(() => rmSync(folder, { recursive: true }));

const write = (name: string, text: string) => writeFileSync(join(folder, name), text);
const read = () => JSON.parse(readFileSync(join(folder, "report.json"), "utf8"));
const runsOver = (program: string, args: readonly string[], env: Record<string, string> = {}) =>
  spawnSync(join(bin, program), args, {
    cwd: folder,
    encoding: "utf8",
    env: { ...process.env, ...env, NODE_OPTIONS: "" },
  }).status;

test("names what Vitest saw fail, what never ran, and the file that broke before its tests", () => {
  write(
    "a.test.ts",
    `import { expect, test } from "vitest";
    test("holds", () => {});
    test("breaks", () => { expect("found").toBe("wanted"); });`,
  );
  write(
    "b.test.ts",
    `import { beforeAll, test } from "vitest";
    beforeAll(() => { throw new Error("no server came up"); });
    test("waits", () => {});`,
  );
  write("c.test.ts", `import { test } from "vitest"; throw new Error("cannot be read"); test("unknown", () => {});`);
  expect(runsOver("vitest", ["run", "--root", folder, "--reporter=json", "--outputFile=report.json"])).toBe(1);
  const lines = failuresOfVitest(read(), folder);
  expect(lines).toEqual(
    expect.arrayContaining([
      "✗ failed: a.test.ts › breaks",
      "✗ not run: b.test.ts › waits",
      "✗ failed: b.test.ts",
      "✗ failed: c.test.ts",
    ]),
  );
  const text = lines.join("\n");
  for (const reason of ["found", "no server came up", "cannot be read"]) expect(text).toContain(reason);
  expect(text).not.toContain("holds");
  expect(text).not.toContain("\u001b");
});

test("names what Playwright saw fail and what it left out", () => {
  write(
    "playwright.config.ts",
    `export default { testDir: ".", reporter: [["json", { outputFile: "report.json" }]] };`,
  );
  write(
    "a.spec.ts",
    `import { expect, test } from "@playwright/test";
    test("holds", () => {});
    test.describe("a group", () => { test("breaks", () => { expect("found").toBe("wanted"); }); });
    test.skip("waits", () => {});`,
  );
  expect(runsOver("playwright", ["test"], { PLAYWRIGHT_JSON_OUTPUT_FILE: "" })).toBe(1);
  const lines = failuresOfPlaywright(read());
  expect(lines).toEqual(
    expect.arrayContaining(["✗ failed: a.spec.ts › a group › breaks", "✗ not run: a.spec.ts › waits"]),
  );
  expect(lines.join("\n")).toContain("wanted");
  expect(lines.join("\n")).not.toContain("holds");
});

test("says nothing of a run without a fault, or of one that left no report", () => {
  expect(failuresOfVitest(undefined, root)).toEqual([]);
  expect(failuresOfPlaywright(undefined)).toEqual([]);
  expect(
    failuresOfPlaywright({
      suites: [{ title: "a.spec.ts", specs: [{ title: "holds", tests: [{ status: "expected", results: [{}] }] }] }],
      errors: [],
    }),
  ).toEqual([]);
});
