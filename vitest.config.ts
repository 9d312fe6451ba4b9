import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const root = fileURLToPath(new URL("./", import.meta.url));

export default defineConfig({
  resolve: {
    alias: [
      // Next replaces this marker at build; outside of Next it only throws.
      { find: /^server-only$/, replacement: `${root}test/support/server-only.ts` },
      { find: /^@\//, replacement: root },
    ],
  },
  test: {
    setupFiles: ["test/support/record-journey-commands.ts"],
    include: ["lib/**/*.test.ts", "scripts/**/*.test.ts", "components/**/*.test.ts", "conformance/**/*.test.ts"],
    // A limit against hanging, not a measure: judges are real programs, and CI has two cores.
    testTimeout: 240_000,
    hookTimeout: 240_000,
    maxWorkers: 2,
  },
});
