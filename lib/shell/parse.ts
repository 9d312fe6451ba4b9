import { Failure } from "./error-codes.ts";
import { otherWords, typed, typedNames, type Grammar, type Typed } from "./grammar.ts";
import { nearest } from "../commands/parts/nearest.ts";
import { tokenise, type Word } from "./tokenise.ts";

export type ParsedLine =
  | { readonly kind: "empty" }
  | { readonly kind: "help"; readonly topic: string | null }
  | {
      readonly kind: "command";
      readonly name: string;
      readonly input: Readonly<Record<string, unknown>>;
      /** A secret that has to be asked for before the command can run; a new one is asked for twice. */
      readonly secret: "passphrase" | "new-passphrase" | null;
    };

/** Attributes that may stand several times; the values become a list. */
const repeatable: ReadonlySet<string> = new Set([
  "OU",
  "O",
  "person",
  "subjectAltName",
  "add",
  "remove",
  "permitted",
  "excluded",
  "purposes",
  "policies",
]);

/**
 * A typed line → the command and its input. What the values mean is the command's business; here it is words only.
 * @throws Failure `line.…`
 */
export function parseLine(line: string, grammars: readonly Grammar[]): ParsedLine {
  const words = tokenise(line);
  const [first, second, third] = words;
  if (first === undefined) return { kind: "empty" };
  if (isHelp(first))
    return { kind: "help", topic: requireTopic(second?.text.toLowerCase() === "pki" ? third : second) };
  if (first.text.toLowerCase() !== "pki")
    throw unknownWord(
      first.text,
      typedNames.map((name) => `pki ${name}`),
      true,
    );
  if (second === undefined) return { kind: "command", name: "usage", input: {}, secret: null };
  if (isHelp(second)) return { kind: "help", topic: requireTopic(third) };
  const name = commandOf(second);
  const grammar = grammars.find((each) => each.name === name);
  const form = typed[name];
  if (grammar?.positional === undefined || form === undefined || name === "usage")
    throw unknownWord(second.text, typedNames, false);
  const input = readInput(words.slice(2), grammar, form);
  const isLocking = form.locks === true && "passphrase" in input;
  if (isLocking) delete input["passphrase"];
  return { kind: "command", name, input, secret: isLocking ? "new-passphrase" : (form.secret ?? null) };
}

function isHelp(word: Word): boolean {
  return ["help", "?", "--help", "-h"].includes(word.text.toLowerCase());
}

function requireTopic(word: Word | undefined): string | null {
  if (word === undefined) return null;
  const topic = commandOf(word);
  if (typed[topic] === undefined) throw unknownWord(word.text, typedNames, false);
  return topic;
}

function commandOf({ text }: Word): string {
  const word = text.toLowerCase();
  return Object.hasOwn(otherWords, word) ? otherWords[word]! : word;
}

function unknownWord(word: string, known: readonly string[], isFirst: boolean): Failure {
  const shown = word.slice(0, 64);
  const isTypedName = isFirst && typedNames.includes(word.toLowerCase());
  return new Failure("line.unknown-word", {
    word: shown,
    nearest: isTypedName ? `pki ${word.toLowerCase()}` : nearest(shown, isFirst ? ["pki", "help"] : known),
  });
}

function readInput(words: readonly Word[], grammar: Grammar, form: Typed): Record<string, unknown> {
  const plain: string[] = [];
  const given = new Map<string, string[]>();
  for (const { text } of words) {
    const attribute = attributeOf(text, grammar);
    if (attribute === null) plain.push(text);
    else given.set(attribute.name, [...(given.get(attribute.name) ?? []), attribute.value]);
  }
  const input = readPlain(form.isText === true && plain.length > 1 ? [plain.join(" ")] : plain, grammar, form);
  for (const [attribute, values] of given) {
    if (values.length > 1 && !repeatable.has(attribute)) throw new Failure("line.repeated-attribute", { attribute });
    setField(input, fieldOf(attribute, grammar), fieldValue(attribute, values));
  }
  // A new key has a subject, so that its absence is said as such; a request that is signed has one of its own.
  const isNew = grammar.attributes?.["CN"] !== undefined && grammar.positional?.[0] === "name";
  if (isNew && input["subject"] === undefined) input["subject"] = {};
  return input;
}

/** A command whose attributes depend on another word has `*`: the record that they all go into. */
function fieldOf(attribute: string, { attributes = {} }: Grammar): string {
  return Object.hasOwn(attributes, attribute) ? attributes[attribute]! : `${attributes["*"]}.${attribute}`;
}

function readPlain(plain: readonly string[], grammar: Grammar, form: Typed): Record<string, unknown> {
  const fields = grammar.positional ?? [];
  const [extra] = form.takesMany === true ? [] : plain.slice(fields.length);
  if (extra !== undefined) {
    // Of a new key a word too many is a value without its quotes.
    const [secret] = form.locks === true ? [] : grammar.secrets;
    // The word itself may be the secret, so it is not repeated.
    if (secret !== undefined) throw new Failure("line.secret-inline", { command: grammar.name, what: secret });
    throw new Failure("line.extra-word", { command: grammar.name, word: extra.slice(0, 64), usage: form.usage });
  }
  if (plain.length < form.least) {
    throw new Failure("line.missing-word", {
      command: grammar.name,
      word: form.words[plain.length] ?? "",
      usage: form.usage,
    });
  }
  const last = fields.length - 1;
  if (form.takesMany === true)
    return Object.fromEntries(fields.map((field, index) => [field, index === last ? plain.slice(last) : plain[index]]));
  const from = form.fillsFromRight === true ? fields.length - plain.length : 0;
  return Object.fromEntries(plain.map((text, index) => [fields[from + index]!, text]));
}

/** `CN:value`, the name in any case. Null for a word that is no attribute of a command that takes none. */
function attributeOf(text: string, grammar: Grammar): { name: string; value: string } | null {
  const match = /^([A-Za-z][A-Za-z0-9-]*):(.*)$/s.exec(text);
  if (match === null) return null;
  const [, written = "", value = ""] = match;
  const isSecret =
    grammar.secrets.some((secret) => secret.toLowerCase() === written.toLowerCase()) ||
    /^pass(word|phrase)?$/i.test(written);
  if (isSecret)
    throw new Failure("line.secret-inline", { command: grammar.name, what: grammar.secrets[0] ?? "passphrase" });
  // The words that follow `lock:` are no passphrase, and one that stands there is not repeated.
  if (written.toLowerCase() === "lock" && grammar.attributes?.["lock"] !== undefined && !/^(yes|true)$/i.test(value))
    throw new Failure("line.secret-inline", { command: grammar.name, what: "passphrase" });
  if (grammar.attributes === undefined) return null;
  if (Object.hasOwn(grammar.attributes, "*"))
    return {
      name: Object.keys(grammar.attributes).find((each) => each.toLowerCase() === written.toLowerCase()) ?? written,
      value,
    };
  const known = Object.keys(grammar.attributes);
  const name =
    known.find((each) => each === written) ??
    known.find((each) => each.toLowerCase() === written.toLowerCase()) ??
    aliases[written.toLowerCase()];
  if (name === undefined || !known.includes(name)) {
    throw new Failure("line.unknown-attribute", {
      attribute: written,
      command: grammar.name,
      nearest: nearest(written, known),
    });
  }
  return { name, value };
}

/** Other words that people type for the same command. */
const aliases: Readonly<Record<string, string>> = {
  san: "subjectAltName",
  e: "emailAddress",
  email: "emailAddress",
  s: "ST",
};

function fieldValue(attribute: string, values: readonly string[]): unknown {
  const [value = ""] = values;
  switch (attribute) {
    case "subjectAltName":
      return values.flatMap((list) => list.split(",")).map((item) => item.trim());
    case "add":
    case "remove":
    case "permitted":
    case "excluded":
    case "purposes":
    case "policies":
      return values.flatMap((list) => list.split(",")).map((item) => item.trim());
    case "person":
      return values;
    case "days":
    case "pathLength":
      return /^\d{1,9}$/.test(value) ? Number(value) : value;
    case "confirm":
    case "list":
    case "request":
    case "below":
    case "reissue":
      return /^(yes|true)$/i.test(value) ? true : value;
    case "key":
    case "kind":
    case "chain":
    case "leaf":
    case "profile":
    case "existing":
    case "invalid":
    case "purpose":
    case "revocation":
      return value.toLowerCase();
    default:
      return values.length > 1 ? values : value;
  }
}

/** `subject.CN` → a field of a field. The paths come from a command's own table, never from the line. */
function setField(input: Record<string, unknown>, path: string, value: unknown): void {
  const [outer = "", inner] = path.split(".");
  if (inner === undefined) input[outer] = value;
  else input[outer] = { ...(input[outer] as Record<string, unknown> | undefined), [inner]: value };
}
