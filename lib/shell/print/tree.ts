import type { TerminalTexts } from "../../i18n/terminal/texts.ts";
import type { Locale } from "../../i18n/locale.ts";
import {
  sentenceOfError,
  sentenceOfFinding,
  sentenceOfNote,
  wordsOfDerProblem,
} from "../../i18n/sentences/sentences.ts";
import type { InspectedElement, Inspection, TextNode } from "../../pki/inspect/types.ts";

/** `Certificate:` and below, as OpenSSL's dump is laid out: four columns a level. */
function printTree(node: TextNode, locale: Locale, depth = 0): string[] {
  const indent = "    ".repeat(depth);
  const critical = node.isCritical === true ? " critical" : "";
  const why = node.problem === undefined ? "" : ` (${wordsOfDerProblem(node.problem, locale)})`;
  const value = node.value === undefined && why === "" ? [] : valueLines(`${node.value ?? ""}${why}`.trim());
  const isBlock = value.length > 1;
  const head = `${indent}${node.label}:${critical}${value.length === 1 ? ` ${value[0]}` : ""}`;
  return [
    head,
    ...(isBlock ? value.map((line) => `${indent}    ${line}`) : []),
    ...(node.children ?? []).flatMap((child) => printTree(child, locale, depth + 1)),
  ];
}

const octetsInLine = 18;

/** Long bytes in lines of 18, as OpenSSL breaks them. */
function valueLines(value: string): string[] {
  const isOctets = /^[0-9a-f]{2}(:[0-9a-f]{2})+$/i.test(value);
  if (!isOctets || value.length <= 3 * 32) return value.split("\n");
  return value.match(new RegExp(`.{1,${3 * octetsInLine}}`, "g")) ?? [value];
}

/** As the appliance does it: `File contains a PEM encoded certificate`, then each element in full. */
export function printInspection(inspection: Inspection, locale: Locale, words: TerminalTexts): string {
  const { elements, form } = inspection;
  // A stored key has no file of its own; it leaves as PEM.
  const isKey = elements[0]?.kind === "key";
  const encoding = form === "ssh" ? null : isKey ? "PEM" : form.toUpperCase();
  const head =
    elements.length === 1
      ? words.fileContains(encoding, elements[0]!.kind)
      : words.fileContainsSeveral(encoding, elements.length);
  const notes = inspection.notes.map((note) => sentenceOfNote(note, locale));
  return [
    head,
    ...notes,
    ...elements.flatMap((element, index) =>
      printElement(element, elements.length === 1 ? null : index + 1, locale, words),
    ),
  ].join("\n");
}

function printElement(
  element: InspectedElement,
  number: number | null,
  locale: Locale,
  words: TerminalTexts,
): string[] {
  const title = number === null ? [] : ["", `${number}. ${words.elementKind(element.kind)}`];
  const findings = element.findings.map((finding) => `    ${sentenceOfFinding(finding, locale)} (${finding.citation})`);
  const fingerprint = `SHA-256 fingerprint: ${colons(element.fingerprints.sha256)}`;
  const notes = element.notes.map((note) => sentenceOfNote(note, locale));
  return [
    ...title,
    ...(element.failure === null
      ? []
      : [sentenceOfError({ code: element.failure.code, params: element.failure.facts }, locale)]),
    ...printTree(element.text, locale),
    fingerprint,
    ...notes,
    ...(findings.length === 0 ? [] : [words.findings, ...findings]),
  ];
}

export function colons(hex: string): string {
  return (hex.toUpperCase().match(/.{1,2}/g) ?? []).join(":");
}
