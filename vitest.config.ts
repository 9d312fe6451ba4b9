import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";

const root = fileURLToPath(new URL("./", import.meta.url));

const files = ["lib", "scripts", "components", "conformance"].flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(".test.ts"))
    .map((path) => `${folder}/${path}`),
);
/** A file that puts a module or a global of its own in the place of the real one would do so for the files after it. */
const replacing = files.filter((path) => /\bvi\.mock\(|\bglobalThis\b/.test(readFileSync(join(root, path), "utf8")));

/** They take the longest: begun last, one of them would run while the other core has nothing to do. */
const longest =
  /(sign-across-processes|batch-across-processes|services-cluster|no-secret-at-rest|bundle\/bundle|java-keystore|pkcs12\/\w+|locked-key)\.test/;

class LongestFirst extends BaseSequencer {
  override async sort(specifications: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(specifications);
    const isLong = ({ moduleId }: TestSpecification) => longest.test(moduleId);
    return [...sorted.filter(isLong), ...sorted.filter((each) => !isLong(each))];
  }
}

export default defineConfig({
  resolve: {
    alias: [
      // Next replaces this marker at build; outside of Next it only throws.
      { find: /^server-only$/, replacement: `${root}test/support/server-only.ts` },
      { find: /^@\//, replacement: root },
    ],
  },
  test: {
    globalSetup: ["test/support/shared-postgres.ts"],
    setupFiles: ["test/support/record-journey-commands.ts"],
    // A limit against hanging, not a measure: judges are real programs, and CI has two cores.
    testTimeout: 240_000,
    hookTimeout: 240_000,
    maxWorkers: 2,
    sequence: { sequencer: LongestFirst },
    projects: [
      { extends: true, test: { name: "isolated", isolate: true, include: replacing, sequence: { groupOrder: 0 } } },
      // Modules are loaded once a worker: to load them anew for each file cost a third of the processor time.
      {
        extends: true,
        test: {
          name: "shared",
          isolate: false,
          include: files.filter((path) => !replacing.includes(path)),
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
