import { type ActFactKind, actOf, acts, sentenceNameOf } from "../../commands/ports/acts.ts";
import type { AuditRow } from "../../commands/ports/audit.ts";
import { factsOfAct, factsOfFailure } from "../../commands/ports/kept-facts.ts";
import { actFrames as englishFrames, actSentences as english } from "../en/sentences/acts.ts";
import { actFrames as koreanFrames, actSentences as korean } from "../ko/sentences/acts.ts";
import { particleAfter } from "../ko/particles.ts";
import type { Locale } from "../locale.ts";
import type { ActFrames, ActSentences } from "./act-phrases.ts";
import { wordsOfReason } from "./reasons.ts";
import { isErrorCode, sentenceOfError } from "./sentences.ts";

/** A piece of a sentence; `kind` and `of` where it is a name that may lead to the thing. */
export interface ActPiece {
  readonly text: string;
  readonly kind?: ActFactKind | "who" | undefined;
  readonly of?: string;
}

const sentences: Readonly<Record<Locale, ActSentences>> = { en: english, ko: korean };
const frames: Readonly<Record<Locale, ActFrames>> = { en: englishFrames, ko: koreanFrames };

/** As many names of a list as a sentence has room for. */
const namesAtMost = 3;

/**
 * Tells a row of the audit log in a sentence: who did, or could not do, what, and why not. Pieces, so that a page can
 * make links of the names; particles of Korean fit the names. `titles` are those of the batches that it mentions.
 */
export function tellAct(
  row: Pick<AuditRow, "actor" | "actorKind" | "actorName" | "command" | "errorCode" | "facts" | "outcome">,
  titles: ReadonlyMap<string, string>,
  locale: Locale,
): readonly ActPiece[] {
  const frame = frames[locale];
  const act = actOf(row.command);
  const phrases = act === null ? frame.unknown : sentences[locale][sentenceNameOf(act, row.facts)];
  const facts = act === null ? { ...row.facts, command: row.command } : row.facts;
  const kinds: Readonly<Record<string, ActFactKind>> = act === null ? { command: "text" } : acts[act].facts;
  const tell = (phrase: string): ActPiece[] => pieces(phrase, facts, kinds, titles, frame);
  const reason = reasonOf(row, locale);
  const outer =
    row.outcome === "done"
      ? frame.done
      : row.outcome === "unfinished"
        ? frame.unfinished
        : reason === null
          ? frame.failed
          : frame.explained;
  const told = outer.split(/(\{who\}|\{what\}|\{why\})/).flatMap((part): ActPiece[] => {
    if (part === "{who}") return [whoOf(row, frame)];
    if (part === "{what}") return tell(row.outcome === "done" ? phrases.done : phrases.act);
    if (part === "{why}") return [{ text: reason ?? wordsOfReason(row.errorCode ?? "", locale) }];
    return part === "" ? [] : [{ text: part }];
  });
  return withParticles(told);
}

/** What was given with an act: what the log has without the facts of its failure. */
export function givenFacts({ facts }: Pick<AuditRow, "facts">): Readonly<Record<string, unknown>> {
  return factsOfAct(facts);
}

/** The sentence of the error with what the log kept of it; null when that is too little for a sentence. */
function reasonOf({ errorCode, facts }: Pick<AuditRow, "errorCode" | "facts">, locale: Locale): string | null {
  const params = factsOfFailure(facts);
  if (errorCode === null || params === null || !isErrorCode(errorCode)) return null;
  return sentenceOfError({ code: errorCode, params }, locale);
}

/** The same as one text. */
export function textOfAct(told: readonly ActPiece[]): string {
  return told.map(({ text }) => text).join("");
}

function whoOf(
  { actor, actorKind, actorName }: Pick<AuditRow, "actor" | "actorKind" | "actorName">,
  frame: ActFrames,
): ActPiece {
  if (actorKind === null) return { text: frame.who.nobody };
  if (actorKind === "user") return { text: actorName ?? actor, kind: "who", of: actor };
  if (actorKind === "system") return { text: frame.who.host, kind: "who", of: actor };
  // The name of a link ends with the id of its batch.
  const name = actorKind === "link" ? actor.replace(/ \([^()]*\)$/, "") : actor;
  return { text: frame.who[actorKind].replace("{name}", () => name), kind: "who", of: actor };
}

/** Fills the places of a phrase, and leaves out the brackets that lack a fact. */
function pieces(
  phrase: string,
  facts: Readonly<Record<string, unknown>>,
  kinds: Readonly<Record<string, ActFactKind>>,
  titles: ReadonlyMap<string, string>,
  frame: ActFrames,
): ActPiece[] {
  return phrase.split(/(\[[^\]]*\])/).flatMap((part) => {
    const isOptional = part.startsWith("[");
    const words = isOptional ? part.slice(1, -1) : part;
    const names = [...words.matchAll(/\{(\w+)/g)].map(([, name]) => name!);
    if (isOptional && names.some((name) => isMissing(facts[name]))) return [];
    return words.split(/(\{[^}]*\})/).flatMap((piece): ActPiece[] => {
      if (!piece.startsWith("{")) return piece === "" ? [] : [{ text: piece }];
      const [, name = "", rest = ""] = /^\{(\w+)(.*)\}$/.exec(piece) ?? [];
      return factPieces(facts[name], kinds[name] ?? "text", rest, { facts, titles, frame });
    });
  });
}

function isMissing(value: unknown): boolean {
  return value === undefined || value === null || value === "" || (Array.isArray(value) && value.length === 0);
}

interface Telling {
  readonly facts: Readonly<Record<string, unknown>>;
  readonly titles: ReadonlyMap<string, string>;
  readonly frame: ActFrames;
}

function factPieces(value: unknown, kind: ActFactKind, rest: string, { facts, titles, frame }: Telling): ActPiece[] {
  if (isMissing(value)) return [{ text: rest.startsWith("|") ? rest.slice(1) : "…" }];
  if (Array.isArray(value)) return listPieces(value.map(String), kind, Number(facts["count"] ?? value.length), frame);
  const text = String(value);
  if (rest.startsWith("#")) {
    const [one = "", other = ""] = rest.slice(1).split("#");
    return [{ text: `${text} ${text === "1" ? one : other}` }];
  }
  if (kind === "role") return [{ text: frame.roles[text] ?? text }];
  if (kind === "batch") return [{ text: titles.get(text) ?? text.slice(0, 8), kind, of: text }];
  return [{ text, kind, of: text }];
}

function listPieces(names: readonly string[], kind: ActFactKind, count: number, frame: ActFrames): ActPiece[] {
  const single = kind === "items" || kind === "item" ? "item" : "text";
  const shown = names.length <= namesAtMost && count <= names.length ? names : names.slice(0, namesAtMost - 1);
  const left = Math.max(count, names.length) - shown.length;
  const told = shown.flatMap((name, index): ActPiece[] => {
    const isLast = index === shown.length - 1 && left === 0;
    const before = index === 0 ? "" : isLast ? frame.and : frame.comma;
    return [...(before === "" ? [] : [{ text: before }]), { text: name, kind: single, of: name }];
  });
  return left === 0 ? told : [...told, { text: frame.more.replace("{n}", String(left)) }];
}

/** A particle that begins a text fits the end of the piece before it. */
function withParticles(told: readonly ActPiece[]): ActPiece[] {
  return told.map((piece, index) => {
    const before = told[index - 1];
    return before === undefined ? piece : { ...piece, text: particleAfter(before.text, piece.text) };
  });
}
