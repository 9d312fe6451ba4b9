import type { OutputOf } from "../../commands/index.ts";
import { sentenceOfBundleNote, sentenceOfOrderFinding } from "../../i18n/sentences/bundle.ts";
import { sentenceOfEnd, sentenceOfOtherEnd } from "../../i18n/sentences/chain.ts";
import type { Locale } from "../../i18n/locale.ts";
import type { TerminalTexts } from "../../i18n/terminal/texts.ts";
import type { BundleMember } from "../../pki/bundle/bundle.ts";
import type { BundleNote } from "../../pki/bundle/notes.ts";
import type { ChainEnd } from "../../pki/path/chain.ts";
import { instant } from "./instant.ts";

/**
 * Bundles in the terminal: members as they stand in the file, what was noted, and the file itself unless it is stored.
 */
export function printBundles(
  { kind, bundles, stored }: OutputOf<"bundle">,
  words: TerminalTexts,
  locale: Locale,
): string[] {
  const files = bundles.flatMap(({ members, notes, pem, ...ends }, index) => [
    ...(index === 0 ? [] : [""]),
    `SUCCESS: ${words.bundle(kind, members.length)}`,
    ...members.map((member) => memberLine(member, words)),
    ...endLines(ends, locale),
    ...noteLines(notes, locale),
    ...(stored === null ? [pem.trimEnd()] : []),
  ]);
  return [...files, ...(stored === null ? [] : [words.storedAs(stored.fileName, stored.isNew)])];
}

export function printRebuilt(
  { fileName, generation, members, notes, ...ends }: OutputOf<"rebuild">,
  words: TerminalTexts,
  locale: Locale,
): string[] {
  return [
    `SUCCESS: ${words.rebuilt(fileName, generation)}`,
    ...members.map((member) => memberLine(member, words)),
    ...endLines(ends, locale),
    ...noteLines(notes, locale),
  ];
}

/** Prints a bundle's own part of `pki inspect`: its order, its members, and the next step. */
export function printReview(
  { given, kept, fileName }: OutputOf<"inspect">,
  words: TerminalTexts,
  locale: Locale,
): string[] {
  const findings = (given ?? kept)?.findings ?? [];
  const hasOrder = given !== null || (kept !== null && (kept.form !== "anchors" || findings.length > 0));
  const order = !hasOrder
    ? []
    : [
        "",
        words.order,
        ...(findings.length === 0
          ? [words.inOrder]
          : findings.map((finding) => `    ${sentenceOfOrderFinding(finding, locale)} (${finding.citation})`)),
      ];
  if (kept !== null) {
    const members = kept.members.map((member) => [memberLine(member, words), ...stateOf(member, words)].join(", "));
    const step =
      kept.rebuilt === null ? [] : [words.outdated, `${words.next}: pki rebuild ${fileName ?? ""} confirm:yes`];
    const ends = endLines(kept, locale);
    return [...order, words.bundleOf(kept.form, kept.madeAs !== null), ...members, ...ends, ...step];
  }
  if (given === null || given.repaired.length === 0) return order;
  return [
    ...order,
    words.repaired,
    ...given.repaired.flatMap(({ members, notes, pem, ...ends }) => [
      ...members.map((member) => memberLine(member, words)),
      ...endLines(ends, locale),
      ...noteLines(notes, locale),
      pem.trimEnd(),
    ]),
  ];
}

function memberLine({ subject, role, notAfter }: BundleMember, words: TerminalTexts): string {
  return `${words.role(role).padEnd(12)}  ${subject}, ${words.ends(instant(notAfter))}`;
}

function stateOf(member: NonNullable<OutputOf<"inspect">["kept"]>["members"][number], words: TerminalTexts): string[] {
  return [
    ...(member.state === "expired" ? [words.expired] : member.state === "not-yet-valid" ? [words.notYetValid] : []),
    ...(member.replacedBy === null
      ? []
      : [words.replacedBy(member.replacedBy.fileName, instant(member.replacedBy.notAfter))]),
    ...(member.isDropped ? [words.dropped] : []),
  ];
}

/** Which root the chain leads to, and the ways that were not taken. A chain without one is said by its notes. */
export function endLines(
  { end, otherEnds }: { readonly end: ChainEnd | null; readonly otherEnds: readonly ChainEnd[] },
  locale: Locale,
): string[] {
  return [
    ...(end?.isRoot === true ? [`  ${sentenceOfEnd(end, locale)}`] : []),
    ...otherEnds.map((other) => `  ${sentenceOfOtherEnd(other, locale)}`),
  ];
}

function noteLines(notes: readonly BundleNote[], locale: Locale): string[] {
  return notes.map((note) => `  ${sentenceOfBundleNote(note, locale)}`);
}
