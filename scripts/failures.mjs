// Repeats the failures in front of the closing line: a machine that keeps only the end of the output keeps the reason
// too. Plain JavaScript for Node 20.
import { relative } from "node:path";

const colours = /\u001b\[[0-9;]*m/g;

/** The first lines of a message, without colours and without the stack. */
function shorten(message) {
  const lines = String(message ?? "")
    .replace(colours, "")
    .split("\n")
    .map((line) => line.trimEnd())
    .filter((line) => line.trim() !== "");
  const stack = lines.findIndex((line) => /^\s+at /.test(line));
  return lines.slice(0, Math.min(stack === -1 ? lines.length : stack + 2, 14));
}

const entry = (kind, name, message) => [`✗ ${kind}: ${name}`, ...shorten(message).map((line) => `    ${line}`)];

/**
 * Lists the failed tests, those that did not run, and the files that never got to their tests, of a JSON report of
 * Vitest.
 */
export function failuresOfVitest(report, root) {
  return (report?.testResults ?? []).flatMap(({ name, status, message, assertionResults }) => {
    const file = relative(root, name);
    const tests = assertionResults.flatMap((test) => {
      if (test.status === "failed")
        return entry("failed", `${file} › ${test.fullName}`, test.failureMessages.join("\n"));
      return test.status === "passed" ? [] : entry("not run", `${file} › ${test.fullName}`);
    });
    return status === "failed" && message ? [...entry("failed", file, message), ...tests] : tests;
  });
}

/** Lists the tests that failed or did not run, of a JSON report of Playwright. */
export function failuresOfPlaywright(report) {
  const walk = (suite, path) => [
    ...(suite.suites ?? []).flatMap((inner) => walk(inner, [...path, inner.title])),
    ...(suite.specs ?? []).flatMap(({ title, tests }) =>
      tests.flatMap(({ status, results }) => {
        const name = [...path, title].join(" › ");
        if (status === "unexpected")
          return entry("failed", name, results.findLast(({ error }) => error)?.error.message);
        if (status === "flaky")
          return entry("passed at another try", name, results.find(({ error }) => error)?.error.message);
        return status === "skipped" ? entry("not run", name) : [];
      }),
    ),
  ];
  return [
    ...(report?.suites ?? []).flatMap((suite) => walk(suite, [suite.title])),
    ...(report?.errors ?? []).flatMap(({ message }) => entry("failed", "browser", message)),
  ];
}
