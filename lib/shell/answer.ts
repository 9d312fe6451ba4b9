import type { OutputOf } from "../commands/index.ts";
import type { Locale } from "../i18n/locale.ts";
import type { ErrorCode, ErrorFacts } from "../i18n/sentences/error-messages.ts";
import { sentenceOfError } from "../i18n/sentences/sentences.ts";
import type { TypedName } from "../i18n/terminal/texts.ts";
import { visibleLine } from "../pki/asn1/visible-text.ts";
import { isFailure } from "./error-codes.ts";
import type { Grammar } from "./grammar.ts";
import { parseLine, type ParsedLine } from "./parse.ts";
import { printResult, writeNextStep } from "./print/print.ts";
import { writeHelp } from "./usage.ts";

/** The answer of the gate, as far as the shell has to know it. */
export type Answered =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly error: { readonly code: ErrorCode; readonly params: unknown } };

export interface Shell {
  readonly grammars: readonly Grammar[];
  readonly locale: Locale;
  /** Through the gate, as the person who typed. */
  ask(command: string, input: unknown): Promise<Answered>;
  /** The secret that was typed at the masked prompt. Over HTTP there is none. */
  readonly secret?: string;
}

export interface LineAnswer {
  readonly text: string;
  /** Null when the question was answered, be it with a no. */
  readonly error: { readonly code: ErrorCode; readonly params: unknown } | null;
  /** Ask for this, masked, and send the line again with it. */
  readonly asks: "passphrase" | "new-passphrase" | null;
}

/** One typed line → what is printed. Never throws for what was typed. */
export async function answerLine(line: string, shell: Shell): Promise<LineAnswer> {
  let parsed: ParsedLine;
  try {
    parsed = parseLine(line, shell.grammars);
  } catch (error) {
    if (!isFailure(error)) throw error;
    return refusal({ code: error.code, params: error.facts }, shell.locale);
  }
  if (parsed.kind === "empty") return { text: "", error: null, asks: null };
  if (parsed.kind === "help") return { text: writeHelp(parsed.topic, shell.locale), error: null, asks: null };
  const { name, input, secret } = parsed;
  if (secret !== null && shell.secret === undefined) {
    const facts = { command: name, what: "passphrase", path: `/api/v1/pki/${name}` };
    return { ...refusal({ code: "line.secret-needed", params: facts }, shell.locale), asks: secret };
  }
  const whole = shell.secret === undefined ? input : { ...input, passphrase: shell.secret };
  const answer = name === "list" ? await askForAll(shell, whole) : await shell.ask(name, whole);
  if (!answer.ok && answer.error.code === "key.passphrase-needed")
    return { ...refusal(answer.error, shell.locale), asks: shell.secret === undefined ? "passphrase" : null };
  if (!answer.ok) return withNextStep(refusal(answer.error, shell.locale), line, shell.locale);
  // The gate ran the command of this name, so the value is its output.
  const text = printResult(name as TypedName, answer.value as OutputOf<TypedName>, shell.locale, input);
  return {
    text,
    error: null,
    asks:
      shell.secret === undefined && name === "inspect" && isSealed(answer.value as OutputOf<"inspect">)
        ? "passphrase"
        : null,
  };
}

/** A PKCS#12 shows what is inside once its passphrase is given; the outside was an answer already. */
function isSealed({ inspection }: OutputOf<"inspect">): boolean {
  return inspection.elements.some((element) => element.kind === "pkcs12" && element.card?.isLocked === true);
}

function refusal(error: { readonly code: ErrorCode; readonly params: unknown }, locale: Locale): LineAnswer {
  return { text: visibleLine(`FAILURE: ${sentenceOfError(error, locale)}`), error, asks: null };
}

const confirmable: ReadonlySet<ErrorCode> = new Set([
  "sign.already-certified",
  "sign.would-replace",
  "confirmation.required",
  "renewal.request-waits",
]);

/** Adds the line that answers the question, or that corrects what was refused, where there is one. */
function withNextStep(answer: LineAnswer, line: string, locale: Locale): LineAnswer {
  const words = answer.error === null ? null : wordsThatHelp(answer.error, line);
  return words === null
    ? answer
    : { ...answer, text: `${answer.text}\n${visibleLine(writeNextStep(`${line.trim()} ${words}`, locale))}` };
}

/** What is to be added to the line; null for nothing. */
function wordsThatHelp({ code, params }: NonNullable<LineAnswer["error"]>, line: string): string | null {
  if (confirmable.has(code)) return "confirm:yes";
  if (code === "sign.chain-doubtful") return "chain:accept";
  if (code === "csr.name-not-ascii") {
    const { names } = params as ErrorFacts["csr.name-not-ascii"];
    return names.length === 0 ? null : `subjectAltName:${names.join(",")}`;
  }
  // A subject from elsewhere is corrected by another in its place; what was typed is corrected where it stands.
  const isForeign = /^\s*(?:pki\s+)?sign\s/i.test(line) && !/\s(?:CN|OU|O|L|ST|C|emailAddress):/i.test(line);
  return isForeign && code.startsWith("subject.") ? "CN:…" : null;
}

const pageSize = 200;
const mostPages = 10;

/** The appliance lists everything; a page at a time up to what a terminal can show. */
async function askForAll(shell: Shell, input: Readonly<Record<string, unknown>>): Promise<Answered> {
  const rows: OutputOf<"list">["rows"][number][] = [];
  let cursor: string | null = null;
  for (let page = 0; page < mostPages; page += 1) {
    const answer = await shell.ask("list", {
      ...input,
      sort: "name",
      limit: pageSize,
      ...(cursor === null ? {} : { cursor }),
    });
    if (!answer.ok) return answer;
    const part = answer.value as OutputOf<"list">;
    rows.push(...part.rows);
    cursor = part.next;
    if (cursor === null) break;
  }
  return { ok: true, value: { rows, next: cursor, previous: null, total: null, isCapped: false } };
}
