import { visibleText } from "../../pki/asn1/visible-text.ts";
import type { SettingsText, Step, Trouble } from "../../targets/plan.ts";
import type { Locale } from "../locale.ts";
import { sentenceOfStepNote } from "../sentences/preflight.ts";
import type { PackTexts } from "./document-words.ts";

/** A file of a pack, as its page tells of it. */
export interface PackedFile {
  readonly path: string;
  readonly kind: string;
  /** Stored name whose key it holds. */
  readonly identity: string | null;
  readonly state: "public" | "clear" | "locked" | "left-out";
}

export interface StepsPage {
  readonly target: string;
  readonly steps: readonly Step[];
  readonly settings: readonly SettingsText[];
  readonly files: readonly PackedFile[];
  readonly troubles: readonly Trouble[];
  /** Ids of the steps that are done. */
  readonly ticks: ReadonlySet<string>;
  /** Names whose certificates are not here, so that their files are not in the pack. */
  readonly missing: readonly string[];
  /** One machine alone; null: all of them, in order. */
  readonly node: string | null;
}

/**
 * Writes STEPS.md: the steps in order, with a box to tick for each. No date, so that the same pack has the same page.
 */
export function writeStepsPage(
  { target, steps, settings, files, troubles, ticks, missing, node }: StepsPage,
  texts: PackTexts,
  locale: Locale,
): string {
  const own = steps.filter((step) => node === null || step.node === node);
  const held = files.filter(({ path }) => node === null || path.startsWith(`${node}/`));
  const kept = settings.filter((each) => node === null || each.node === node);
  return visibleText(
    [
      `# ${node === null ? target : `${target}: ${node}`}`,
      ...(missing.length === 0
        ? []
        : [`## ${texts.missing}`, texts.missingHow, missing.map((name) => `- \`${name}\``).join("\n")]),
      ...fileSection(held, texts),
      ...keySection(held, texts),
      ...stepSections(own, { ticks, namesNode: node === null }, texts, locale),
      ...settingsSection(kept, texts),
      ...(node === null && troubles.length > 0
        ? [
            `## ${texts.troubles}`,
            troubles
              .map(({ message, meaning }) => `- \`${message}\`: ${sentenceOfStepNote(meaning, locale)}`)
              .join("\n"),
          ]
        : []),
      `## ${texts.checksums}`,
      texts.checksumsHow,
      "```",
      "sha256sum -c SHA256SUMS",
      "```",
    ]
      .join("\n\n")
      .replaceAll("\n\n```\n\n", "\n\n```\n") + "\n",
  );
}

function fileSection(files: readonly PackedFile[], texts: PackTexts): string[] {
  if (files.length === 0) return [];
  const rows = files.map(
    ({ path, kind, state }) => `| \`${path}\` | ${texts.kinds[kind] ?? kind} | ${texts.states[state]} |`,
  );
  return [
    `## ${texts.files}`,
    [`| ${texts.file} | ${texts.kind} | ${texts.inside} |`, "|---|---|---|", ...rows].join("\n"),
  ];
}

/** Where the keys are that a pack does not carry, or what opens those that it does. */
function keySection(files: readonly PackedFile[], texts: PackTexts): string[] {
  const secret = files.filter(({ identity }) => identity !== null);
  if (secret.length === 0) return [];
  const missing = secret.filter(({ state }) => state === "left-out");
  const locked = secret.filter(({ state, kind }) => state === "locked" && kind === "key");
  const clear = secret.some(({ state }) => state === "clear");
  return [
    `## ${texts.keys}`,
    ...(missing.length === 0
      ? []
      : [
          texts.keysLeftOut,
          missing.map(({ path, identity }) => `- \`${path}\`: ${texts.keyFrom(identity ?? "")}`).join("\n"),
        ]),
    ...(locked.length === 0
      ? []
      : [
          texts.keysLocked,
          "```",
          ...[locked.map(({ path }) => `openssl pkey -in ${path} -out ${path}`).join("\n")],
          "```",
        ]),
    ...(clear ? [texts.keysClear] : []),
  ];
}

interface Ticked {
  readonly ticks: ReadonlySet<string>;
  readonly namesNode: boolean;
}

function stepSections(steps: readonly Step[], ticked: Ticked, texts: PackTexts, locale: Locale): string[] {
  const lines: string[] = [];
  let phase: string | null = null;
  steps.forEach((step, index) => {
    if (step.phase !== phase) lines.push(`## ${texts.phases[step.phase]}`);
    phase = step.phase;
    lines.push(...stepLines(step, index + 1, ticked, texts, locale));
  });
  return lines;
}

function stepLines(
  step: Step,
  number: number,
  { ticks, namesNode }: Ticked,
  texts: PackTexts,
  locale: Locale,
): string[] {
  const where = namesNode && step.node !== "" ? `**${step.node}** · ` : "";
  const says = step.note === null ? texts.places[step.where] : sentenceOfStepNote(step.note, locale);
  const unsure = step.confirmation === "unconfirmed" ? ` _(${texts.unconfirmed})_` : "";
  const head = `- [${ticks.has(step.id) ? "x" : " "}] ${number}. ${where}${says}${unsure}`;
  return step.lines.length === 0
    ? [head]
    : [`${head}\n\n  \`\`\`\n${step.lines.map((line) => `  ${line}`).join("\n")}\n  \`\`\``];
}

function settingsSection(settings: readonly SettingsText[], texts: PackTexts): string[] {
  if (settings.length === 0) return [];
  return [
    `## ${texts.settings}`,
    ...settings.flatMap(({ path, language, text }) => [`\`${path}\``, `\`\`\`${language}\n${text.trimEnd()}\n\`\`\``]),
  ];
}
