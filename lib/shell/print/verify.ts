import type { OutputOf } from "../../commands/index.ts";
import type { Locale } from "../../i18n/locale.ts";
import { sentenceOfPathFinding, sentenceOfPathFix } from "../../i18n/sentences/path.ts";
import { sentenceOfNote } from "../../i18n/sentences/sentences.ts";
import { receiverNames, receiverSummary, sentenceOfReason, standsOn } from "../../i18n/sentences/receivers.ts";
import type { TerminalTexts } from "../../i18n/terminal/texts.ts";

type Answer = OutputOf<"verify">;
type Path = Answer["paths"][number];

const mostReasons = 5;
const mostPaths = 6;

/** SUCCESS or FAILURE first, why and what to do, then every path that was looked at. */
export function printVerify(value: Answer, words: TerminalTexts, locale: Locale): string[] {
  const against = value.anchorsFrom === "inventory" ? "the inventory" : "CA bundle";
  const reasons = value.findings.filter((finding) => finding.severity === "reject");
  return [
    value.trusted
      ? `SUCCESS: certificate verified against ${against}`
      : `FAILURE: certificate not verified against ${against}`,
    ...revocationLines(value, words, locale),
    ...value.reading.map(
      ({ fileName, note }) =>
        `${words.note}: ${fileName === null ? "" : `${fileName}: `}${sentenceOfNote(note, locale)}`,
    ),
    ...reasons
      .slice(0, mostReasons)
      .flatMap((finding) => [
        `${words.why}: ${sentenceOfPathFinding(finding, locale)} (${finding.citation})`,
        ...(finding.certificate === null ? [] : [`${words.where}: ${finding.certificate.subject}`]),
      ]),
    ...value.fixes.map(
      (fix) =>
        `${words.next}: ${sentenceOfPathFix(fix, locale)}${fix.former === null ? "" : ` ${words.former(fix.former)}`}${fix.fileName === null ? "" : ` [${fix.fileName}]`}`,
    ),
    ...summaryLines(value, words, locale),
    ...value.paths
      .slice(0, mostPaths)
      .flatMap((path, index) => pathLines(path, words.path(index + 1, path.isTrusted), locale)),
    ...receiverLines(value, words, locale),
  ];
}

/** What RFC 5280 says, who says otherwise and why, and what mends it. */
function summaryLines(value: Answer, words: TerminalTexts, locale: Locale): string[] {
  const { verdict, receivers, fix } = receiverSummary(value.receivers, value.trusted, locale);
  return [`${verdict} ${receivers}`, ...(fix === null ? [] : [`${words.next}: ${fix}`])];
}

/** One line a receiver: its name and version, its answer, and who stands on it. */
function receiverLines(value: Answer, words: TerminalTexts, locale: Locale): string[] {
  return [
    words.receivers,
    ...value.receivers.map(({ receiver, version, basis, takes, reason }) => {
      const answer = takes === null ? words.receiverUnknown : takes ? words.receiverTakes : words.receiverRefuses;
      const why = reason === null ? "" : `: ${sentenceOfReason(reason, locale)}`;
      const from = basis === "documented" ? ` (${words.receiverDocumented})` : "";
      return `  ${receiverNames[receiver]} ${version}${from} | ${answer}${why} [${standsOn(receiver, locale)}]`;
    }),
  ];
}

/** Prints the state of revocation: a yes without any list or response must not look like a yes with one. */
function revocationLines(value: Answer, words: TerminalTexts, locale: Locale): string[] {
  const { revocationLists: lists, ocspResponses, unrelatedLists, unrelatedResponses, findings, trusted } = value;
  const isChecked = lists !== null && lists + ocspResponses > 0;
  const isAbout = /^path\.(crl-|ocsp-|revocation-)/;
  const notes = findings.filter(({ code, severity }) => severity === "note" && isAbout.test(code));
  return [
    ...(trusted
      ? [isChecked ? words.revocationChecked(lists, ocspResponses) : words.revocationNotChecked(lists === 0)]
      : []),
    ...(trusted ? [] : value.untrustedRoots.map(({ name, mark }) => `${name}: ${words.trustMark(mark)}`)),
    ...unrelatedLists.map((issuer) => words.unrelatedList(issuer)),
    ...(unrelatedResponses === 0 ? [] : [words.unrelatedResponses(unrelatedResponses)]),
    ...notes.map((note) => `${words.note}: ${sentenceOfPathFinding(note, locale)}`),
  ];
}

/** The certificates from the leaf upwards; below each what the link to its issuer rests on, or what breaks it. */
function pathLines({ certificates, edges }: Path, title: string, locale: Locale): string[] {
  return [
    title,
    ...certificates.flatMap((certificate, index) => {
      const indent = "  ".repeat(index + 1);
      const edge = edges[index];
      const broken = edge?.findings.find(({ severity }) => severity === "reject");
      const link =
        edge === undefined
          ? []
          : [`${indent}| ${edge.algorithm}${broken === undefined ? "" : `: ${sentenceOfPathFinding(broken, locale)}`}`];
      return [`${indent}${certificate.subject}${certificate.keyId === "" ? "" : ` (${certificate.keyId})`}`, ...link];
    }),
  ];
}
