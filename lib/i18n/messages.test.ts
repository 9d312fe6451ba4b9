import { describe, expect, it } from "vitest";
import {
  bundleNoteSamples,
  errorSamples,
  findingSamples,
  fixSamples,
  issueSamples,
  noteSamples,
  orderFindingSamples,
  pathFindingSamples,
  pathFixSamples,
  preflightSamples,
  receiverReasonSamples,
  rehearsalSamples,
  type Samples,
  samplesOf,
  stepNoteSamples,
} from "../../test/support/sample-facts.ts";
import { errors as englishErrors } from "./en/errors/errors.ts";
import { bundleNotes as englishBundles, orderFindings as englishOrders } from "./en/sentences/bundle.ts";
import { findings as englishFindings } from "./en/sentences/findings.ts";
import { inputIssues as englishIssues } from "./en/sentences/input-issues.ts";
import { notes as englishNotes } from "./en/sentences/notes.ts";
import { pathFindings as englishPath, pathFixes as englishPathFixes } from "./en/sentences/path.ts";
import { fixes as englishFixes, preflight as englishPreflight } from "./en/sentences/preflight.ts";
import { receiverTexts as englishReceivers } from "./en/sentences/receivers.ts";
import { rehearsalLines as englishRehearsal } from "./en/sentences/rehearsal.ts";
import { stepNotes as englishSteps } from "./en/sentences/step-notes.ts";
import { errors as koreanErrors } from "./ko/errors/errors.ts";
import { bundleNotes as koreanBundles, orderFindings as koreanOrders } from "./ko/sentences/bundle.ts";
import { findings as koreanFindings } from "./ko/sentences/findings.ts";
import { inputIssues as koreanIssues } from "./ko/sentences/input-issues.ts";
import { notes as koreanNotes } from "./ko/sentences/notes.ts";
import { pathFindings as koreanPath, pathFixes as koreanPathFixes } from "./ko/sentences/path.ts";
import { fixes as koreanFixes, preflight as koreanPreflight } from "./ko/sentences/preflight.ts";
import { receiverTexts as koreanReceivers } from "./ko/sentences/receivers.ts";
import { rehearsalLines as koreanRehearsal } from "./ko/sentences/rehearsal.ts";
import { stepNotes as koreanSteps } from "./ko/sentences/step-notes.ts";
import { terminalTexts as koreanTerminal } from "./ko/terminal/terminal.ts";
import { foreignWordsIn } from "../../test/support/terms.ts";

type Messages = Readonly<Record<string, (facts: never) => string>>;

interface Rendered {
  readonly code: string;
  readonly english: string;
  readonly korean: string;
}

/** Both sentences of every code with every one of its samples. */
function render<Facts>(table: Samples<Facts>, english: object, korean: object): Rendered[] {
  return samplesOf(table).map(({ code, facts }) => ({
    code,
    english: (english as Messages)[code]!(facts),
    korean: (korean as Messages)[code]!(facts),
  }));
}

const preflight = Object.entries(preflightSamples).flatMap(([code, byStatus]) =>
  render(
    byStatus as Samples<object>,
    englishPreflight[code as keyof typeof englishPreflight],
    koreanPreflight[code as keyof typeof koreanPreflight],
  ).map((each) => ({ ...each, code: `${code} ${each.code}` })),
);
const issues = issueSamples.map(({ code, params }) => ({
  code,
  english: englishIssues[code]!(params),
  korean: koreanIssues[code]!(params),
}));

/** Full sentences; fixes are the words of a button. */
const sentences: readonly (readonly [string, object, object, readonly Rendered[]])[] = [
  ["errors", englishErrors, koreanErrors, render(errorSamples, englishErrors, koreanErrors)],
  ["findings", englishFindings, koreanFindings, render(findingSamples, englishFindings, koreanFindings)],
  ["notes", englishNotes, koreanNotes, render(noteSamples, englishNotes, koreanNotes)],
  ["findings of a path", englishPath, koreanPath, render(pathFindingSamples, englishPath, koreanPath)],
  ["fixes of a path", englishPathFixes, koreanPathFixes, render(pathFixSamples, englishPathFixes, koreanPathFixes)],
  [
    "reasons of a receiver",
    englishReceivers.reasons,
    koreanReceivers.reasons,
    render(receiverReasonSamples, englishReceivers.reasons, koreanReceivers.reasons),
  ],
  ["notes of a bundle", englishBundles, koreanBundles, render(bundleNoteSamples, englishBundles, koreanBundles)],
  ["findings about an order", englishOrders, koreanOrders, render(orderFindingSamples, englishOrders, koreanOrders)],
  ["checks of preflight", englishPreflight, koreanPreflight, preflight],
  ["notes of a step", englishSteps, koreanSteps, render(stepNoteSamples, englishSteps, koreanSteps)],
  [
    "lines of a rehearsal",
    englishRehearsal,
    koreanRehearsal,
    render(rehearsalSamples, englishRehearsal, koreanRehearsal),
  ],
  ["issues of input", englishIssues, koreanIssues, issues],
];
const labels = render(fixSamples, englishFixes, koreanFixes);

describe.each(sentences)("the sentences of %s", (_, english, korean, rendered) => {
  it("have the same codes in both languages, and samples for each", () => {
    expect(Object.keys(korean).sort()).toEqual(Object.keys(english).sort());
    expect([...new Set(rendered.map(({ code }) => code.split(" ")[0]))].sort()).toEqual(Object.keys(english).sort());
  });

  it("are whole in English with every sample", () => {
    for (const { code, english: said } of rendered) {
      expect(said, code).toMatch(/[.:]$|[.]|: /);
      expect(said, code).not.toMatch(/!|undefined|\bNaN\b|\[object|\b(oops|please|sorry|successfully)\b/i);
    }
  });

  it("are whole and polite in Korean with every sample", () => {
    for (const { code, korean: said } of rendered) {
      expect(said, code).toMatch(/[가-힣]/);
      expect(said, code).toMatch(/(다|오)[.:(]|: /);
      expect(said, code).not.toMatch(/!|undefined|\bNaN\b|\[object|(해요|세요|에요)/);
    }
  });

  it("have no English word in Korean but the terms of the field and what comes from the facts", () => {
    const foreign = rendered.flatMap(({ code, korean: said }) =>
      foreignWordsIn(said).map((word) => `${code}: ${word} in “${said}”`),
    );
    expect(foreign).toEqual([]);
  });
});

it("the words of a button that mends something are Korean in Korean", () => {
  expect(labels.flatMap(({ korean }) => foreignWordsIn(korean))).toEqual([]);
});

it("the terminal says in Korean what a file contains, whatever it is", () => {
  const said = noteSamples["not-inspected"].kind.flatMap((kind) => [
    koreanTerminal.fileContains("PEM", kind),
    koreanTerminal.fileContains(null, kind),
    koreanTerminal.elementKind(kind),
  ]);
  expect([...said, koreanTerminal.fileContainsSeveral("DER", 3)].flatMap(foreignWordsIn)).toEqual([]);
});

it("an English word in a Korean sentence is found, be it a kind that nobody translated or a phrase of a library", () => {
  expect(foreignWordsIn("a PuTTY private key처럼 보이지만 31바이트 중 0번째 바이트에서 깨집니다.")).toEqual([
    "a",
    "private",
    "key",
  ]);
  expect(foreignWordsIn("putty-key입니다.")).toEqual(["putty-key"]);
  expect(foreignWordsIn("⟦any file name⟧은(는) PEM 파일입니다.")).toEqual([]);
});
