import { Broken } from "./files.ts";
import type { Case, Corpus, Outcome, Verdict } from "./case.ts";

export interface Disagreement {
  readonly id: string;
  readonly expected: Verdict;
  readonly got: string;
  readonly code: string;
}

export interface CorpusResult {
  readonly corpus: string;
  readonly run: number;
  readonly agreed: number;
  readonly wrongAccepts: number;
  readonly wrongRejects: number;
  readonly unsupported: number;
  readonly worstMs: number;
  readonly disagreements: readonly Disagreement[];
}

/** Runs every case of a corpus; nothing is skipped silently. */
export function runCorpus(corpus: Corpus): CorpusResult {
  const counts = { agreed: 0, wrongAccepts: 0, wrongRejects: 0, unsupported: 0 };
  const disagreements: Disagreement[] = [];
  let worstMs = 0;
  for (const each of corpus.cases) {
    const start = performance.now();
    const { got, code } = runCase(corpus, each);
    worstMs = Math.max(worstMs, performance.now() - start);
    // A rejection because of something unsupported is right where one is wanted; a case that was not judged never is.
    const isRejected = got === "UNSUPPORTED" && !code.startsWith("conformance.");
    if (got === each.expected || (isRejected && each.expected === "REJECT")) {
      counts.agreed++;
      continue;
    }
    if (got === "UNSUPPORTED") counts.unsupported++;
    else if (got === "ACCEPT") counts.wrongAccepts++;
    else counts.wrongRejects++;
    disagreements.push({ id: each.id, expected: each.expected, got, code });
  }
  return {
    corpus: corpus.name,
    run: corpus.cases.length,
    ...counts,
    worstMs: Math.round(worstMs * 10) / 10,
    disagreements,
  };
}

/** Files that are gone, rubbish, or a bug: said aloud, counted as unsupported, and the others still run. */
function runCase(corpus: Corpus, each: Case): Outcome {
  try {
    return each.run();
  } catch (error) {
    const isBroken = error instanceof Broken;
    const words = !(error instanceof Error) ? String(error) : isBroken ? error.message : (error.stack ?? error.message);
    process.stderr.write(`${corpus.name} ${each.id}: not run: ${words}\n`);
    return { got: "UNSUPPORTED", code: isBroken ? "conformance.broken" : "conformance.failed" };
  }
}
