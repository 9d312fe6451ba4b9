import { readFileSync } from "node:fs";
import type { CorpusResult } from "./run.ts";

/** A case that we judge otherwise than its corpus, on purpose; the reason is a heading of docs/divergences-path.md. */
export interface KnownDifference {
  readonly corpus: string;
  readonly id: string;
  readonly got: string;
  readonly reason: string;
}

export interface KnownDifferences {
  readonly reasons: Readonly<Record<string, string>>;
  readonly differences: readonly KnownDifference[];
}

export function readKnownDifferences(): KnownDifferences {
  return JSON.parse(readFileSync(new URL("./known-differences.json", import.meta.url), "utf8")) as KnownDifferences;
}

const keyOf = (corpus: string, id: string, got: string): string => `${corpus}\u0000${id}\u0000${got}`;

/** Finds differences that are not explained. */
export function newDifferences(results: readonly CorpusResult[], known: KnownDifferences): string[] {
  const explained = new Set(known.differences.map(({ corpus, id, got }) => keyOf(corpus, id, got)));
  return results.flatMap(({ corpus, disagreements }) =>
    disagreements
      .filter(({ id, got }) => !explained.has(keyOf(corpus, id, got)))
      .map(({ id, expected, got }) => `${corpus} ${id}: ${expected} expected, ${got}`),
  );
}

/** Finds explained differences that are none any more: an unexpected agreement deserves a look, and its line goes. */
export function goneDifferences(results: readonly CorpusResult[], known: KnownDifferences): string[] {
  const present = new Set(
    results.flatMap(({ corpus, disagreements }) => disagreements.map(({ id, got }) => keyOf(corpus, id, got))),
  );
  const wasRun = new Set(results.map(({ corpus }) => corpus));
  return known.differences
    .filter(({ corpus, id, got }) => wasRun.has(corpus) && !present.has(keyOf(corpus, id, got)))
    .map(({ corpus, id, got }) => `${corpus} ${id}: no longer ${got}`);
}
