import nextCoreWebVitals from "eslint-config-next/core-web-vitals";
import tseslint from "typescript-eslint";

const pages = ["app/**/*.{ts,tsx}", "components/**/*.{ts,tsx}"];

export default tseslint.config(
  {
    ignores: [
      ".next/",
      "node_modules/",
      "prisma/generated/",
      "data/",
      ".cache/",
      "next-env.d.ts",
      "test-results/",
      "playwright-report/",
      "offline/built/",
    ],
  },
  // Pages and components by the rules of Next, React, its hooks and jsx-a11y. Warnings count as errors (--max-warnings
  // 0).
  ...nextCoreWebVitals.filter(({ ignores }) => ignores === undefined).map((config) => ({ ...config, files: pages })),
  {
    files: pages,
    rules: {
      "react-hooks/void-use-memo": "error",
      // Plain links are followed by the router: components/ui/follow-links.ts.
      "@next/next/no-html-link-for-pages": "off",
    },
  },
  ...tseslint.configs.strict,
  {
    files: ["**/*.ts", "**/*.tsx"],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      "@typescript-eslint/no-floating-promises": "error",
      "@typescript-eslint/no-misused-promises": ["error", { checksVoidReturn: { attributes: false } }],
      "@typescript-eslint/await-thenable": "error",
      "@typescript-eslint/switch-exhaustiveness-check": ["error", { considerDefaultExhaustiveForUnions: true }],
      "@typescript-eslint/consistent-type-imports": "error",
      // An index that was just checked reads better as bytes[i]!; noUncheckedIndexedAccess makes the rest explicit.
      "@typescript-eslint/no-non-null-assertion": "off",
      "@typescript-eslint/no-unused-vars": ["error", { argsIgnorePattern: "^_", varsIgnorePattern: "^_" }],
      "@typescript-eslint/no-invalid-void-type": "off",
      eqeqeq: "error",
      "no-console": "error",
      "no-restricted-properties": [
        "error",
        { object: "process", property: "env", message: "lib/env.ts is the only reader of the environment." },
      ],
    },
  },
  {
    files: [
      "lib/env.ts",
      "**/*.test.ts",
      "e2e/**",
      "test/**",
      "bench/**",
      "conformance/**",
      "scripts/**",
      "playwright.config.ts",
      "vitest.config.ts",
    ],
    rules: { "no-restricted-properties": "off", "no-console": "off" },
  },
);
