/**
 * The question that the verify page asks, as its form holds it and as its address writes it. Plain data for both sides.
 */

export type Source =
  | { readonly kind: "stored"; readonly name: string }
  /** PEM, or base64 of DER: it never goes into an address. */
  | { readonly kind: "text"; readonly text: string; readonly label: string };

export interface VerifyQuestion {
  readonly file: readonly Source[];
  readonly bundle: readonly Source[];
  readonly anchors: readonly Source[];
  readonly purpose: string;
  readonly name: string;
  /** `2026-12-31T23:59:59`, in UTC; "" for now. */
  readonly at: string;
  readonly profile: string;
  readonly revocation: string;
}

/** The change that a click on an advice makes to the question. */
export interface VerifyChange {
  readonly addToBundle?: string;
  /** A stored name, or a certificate that came with the question. */
  readonly addToAnchors?: Source;
  readonly purpose?: string;
  /** ISO 8601. */
  readonly at?: string;
}

const files = ["file", "bundle", "anchors"] as const;
const settings = { purpose: "any", name: "", at: "", profile: "standard", revocation: "given" } as const;
type Setting = keyof typeof settings;

type Given = Readonly<Record<string, string | readonly string[] | undefined>>;
const listOf = (value: string | readonly string[] | undefined): readonly string[] =>
  typeof value === "string" ? [value] : (value ?? []);

/** Returns how many letters all texts of the question have; a DER file has a third more of them than bytes. */
export function sizeOf(question: VerifyQuestion): number {
  const sources = files.flatMap((name) => question[name]);
  return sources.reduce((sum, source) => sum + (source.kind === "text" ? source.text.length : 0), 0);
}

/** From the address; an instant of any precision becomes the form's. */
export function readQuestion(given: Given): VerifyQuestion {
  const stored = (name: string): readonly Source[] =>
    listOf(given[name])
      .filter((each) => each.trim() !== "")
      .map((each) => ({ kind: "stored", name: each.trim() }));
  const setting = (name: Setting): string => (listOf(given[name])[0] ?? "").trim() || settings[name];
  return {
    file: stored("file").slice(0, 1),
    bundle: stored("bundle"),
    anchors: stored("anchors"),
    purpose: setting("purpose"),
    name: setting("name"),
    at: fieldInstant(setting("at")),
    profile: setting("profile"),
    revocation: setting("revocation"),
  };
}

function fieldInstant(text: string): string {
  const instant =
    text === "" ? NaN : Date.parse(/(?:Z|[+-]\d\d:?\d\d)$|^\d{4}-\d\d-\d\d$/.test(text) ? text : `${text}Z`);
  return Number.isNaN(instant) ? "" : new Date(instant).toISOString().slice(0, 19);
}

/** The address that asks the question again; null when a part of it is text. */
export function addressOf(question: VerifyQuestion): string | null {
  if (files.some((name) => question[name].some(({ kind }) => kind === "text"))) return null;
  const query = new URLSearchParams();
  for (const name of files)
    for (const source of question[name]) if (source.kind === "stored") query.append(name, source.name);
  for (const [name, value] of Object.entries(chosenSettings(question))) query.append(name, value);
  return `/verify?${query.toString()}`;
}

/** The input of the command. */
export function inputOf(question: VerifyQuestion): Readonly<Record<string, unknown>> {
  const contentOf = (source: Source): string => (source.kind === "stored" ? source.name : source.text);
  const [target] = question.file;
  return {
    ...(target === undefined ? {} : target.kind === "stored" ? { file: target.name } : { text: target.text }),
    ...(question.bundle.length === 0 ? {} : { bundle: question.bundle.map(contentOf) }),
    ...(question.anchors.length === 0 ? {} : { anchors: question.anchors.map(contentOf) }),
    ...chosenSettings(question),
  };
}

/** Those that are not as they are anyway. */
function chosenSettings(question: VerifyQuestion): Readonly<Record<string, string>> {
  const chosen = (Object.keys(settings) as Setting[]).filter((name) => question[name] !== settings[name]);
  return Object.fromEntries(
    chosen.map((name) => [
      name,
      name === "at" ? `${question.at.padEnd(19, ":00").slice(0, 19)}Z` : question[name].trim(),
    ]),
  );
}

export function changeQuestion(
  question: VerifyQuestion,
  { addToBundle, addToAnchors, purpose, at }: VerifyChange,
): VerifyQuestion {
  const added = (to: readonly Source[], source: Source | undefined): readonly Source[] =>
    source === undefined ? to : [...to, source];
  return {
    ...question,
    bundle: added(question.bundle, addToBundle === undefined ? undefined : { kind: "stored", name: addToBundle }),
    anchors: added(question.anchors, addToAnchors),
    ...(purpose === undefined ? {} : { purpose }),
    ...(at === undefined ? {} : { at: fieldInstant(at) }),
  };
}

/** The part of a question that a page shows: stored names alone, as a typed line would have them. */
export const storedNames = (sources: readonly Source[]): readonly string[] =>
  sources.flatMap((source) => (source.kind === "stored" ? [source.name] : []));
