import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { readCorpora } from "../conformance/corpora.ts";
import { goneDifferences, type KnownDifferences, newDifferences, readKnownDifferences } from "../conformance/known-differences.ts";
import { type CorpusResult, runCorpus } from "../conformance/run.ts";

const corpora = fileURLToPath(new URL("../../shared/corpora", import.meta.url));

const known: KnownDifferences = { reasons: { why: "because" }, differences: [{ corpus: "suite", id: "a", got: "REJECT", reason: "why" }] };
const resultOf = (disagreements: CorpusResult["disagreements"], corpus = "suite"): CorpusResult => ({
  corpus, run: 2, agreed: 2 - disagreements.length, wrongAccepts: 0, wrongRejects: 0, unsupported: 0, worstMs: 1, disagreements,
});
const difference = (id: string, got: string) => ({ id, expected: "ACCEPT" as const, got, code: "path.x" });

describe("known differences", () => {
  test("an explained difference is neither new nor gone", () => {
    const results = [resultOf([difference("a", "REJECT")])];
    expect(newDifferences(results, known)).toEqual([]);
    expect(goneDifferences(results, known)).toEqual([]);
  });

  test("another case, and another verdict on a known one, are new", () => {
    const results = [resultOf([difference("a", "UNSUPPORTED"), difference("b", "REJECT")])];
    expect(newDifferences(results, known)).toHaveLength(2);
  });

  test("an agreement that was not expected is told, but not for a suite that did not run", () => {
    expect(goneDifferences([resultOf([])], known)).toEqual(["suite a: no longer REJECT"]);
    expect(goneDifferences([resultOf([], "other")], known)).toEqual([]);
  });

  test("a case that breaks the runner is counted as unsupported and the others still run", () => {
    const result = runCorpus({
      name: "suite",
      cases: [
        { id: "broken", expected: "ACCEPT", run: () => JSON.parse("{") as never },
        { id: "whole", expected: "REJECT", run: () => ({ got: "REJECT", code: "path.expired" }) },
      ],
    });
    expect(result).toMatchObject({ run: 2, agreed: 1, unsupported: 1, disagreements: [{ id: "broken", code: "conformance.failed" }] });
  });

  test("every reason is a heading of the document, and every difference has a reason", () => {
    const document = readFileSync(new URL("../docs/divergences-path.md", import.meta.url), "utf8");
    const { reasons, differences } = readKnownDifferences();
    for (const [reason, title] of Object.entries(reasons)) expect(document).toContain(`### ${reason}: ${title}`);
    for (const { id, reason } of differences) {
      expect(reasons, id).toHaveProperty([reason]);
      expect(document).toContain(id.split("unittest/").at(-1)!);
    }
  });
});

// The corpora are not part of the repository; where they stand beside it, they are run.
if (existsSync(corpora)) describe("the corpora beside the repository", () => {
  const results = readCorpora(corpora).map(runCorpus);

  test("no new difference, none gone", () => {
    expect(newDifferences(results, readKnownDifferences())).toEqual([]);
    expect(goneDifferences(results, readKnownDifferences())).toEqual([]);
  });

  test("x509-limbo: nothing accepted wrongly, 95 % of all cases", () => {
    const limbo = results.find(({ corpus }) => corpus === "x509-limbo")!;
    expect(limbo.wrongAccepts).toBe(0);
    expect(limbo.agreed / limbo.run).toBeGreaterThan(0.95);
  });

  test("bettertls and PKITS: all", () => {
    for (const { corpus, run, agreed } of results) if (/bettertls|pkits/.test(corpus)) expect([corpus, agreed]).toEqual([corpus, run]);
  });
});
