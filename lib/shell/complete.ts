import { typed, typedNames, type Grammar } from "./grammar.ts";

/** A word that could stand at the end of the typed line. */
export type Completion =
  | { readonly kind: "words"; readonly start: number; readonly options: readonly string[] }
  /** Ask the console for file names that begin so; keep those with one of the endings (none: all). */
  | { readonly kind: "files"; readonly start: number; readonly prefix: string; readonly endings: readonly string[] }
  | { readonly kind: "none" };

/** Completes the last word of `line` (the text before the caret). Pure, so that it answers while a person types. */
export function completeLine(line: string, grammars: readonly Grammar[]): Completion {
  const { words, last, start } = splitAtLast(line);
  if (last.includes('"')) return { kind: "none" };
  if (words.length === 0) return among(["pki", "help"], last, start);
  if (words[0]!.toLowerCase() === "help") return words.length === 1 ? among(typedNames, last, start) : { kind: "none" };
  if (words[0]!.toLowerCase() !== "pki") return { kind: "none" };
  if (words.length === 1) return among([...typedNames, "help"], last, start);
  const name = words[1]!.toLowerCase();
  if (name === "help") return words.length === 2 ? among(typedNames, last, start) : { kind: "none" };
  const grammar = grammars.find((each) => each.name === name);
  const form = typed[name];
  if (grammar === undefined || form === undefined) return { kind: "none" };
  return completeArgument(words.slice(2), last, start, grammar);
}

function completeArgument(before: readonly string[], last: string, start: number, grammar: Grammar): Completion {
  const form = typed[grammar.name]!;
  const colon = last.indexOf(":");
  if (colon > 0) {
    const values = form.values?.[last.slice(0, colon)] ?? [];
    return among(
      values.map((value) => `${last.slice(0, colon)}:${value}`),
      last,
      start,
    );
  }
  const plain = before.filter((word) => !/^[A-Za-z]+:/.test(word)).length;
  const endings = form.completes[form.takesMany === true ? Math.min(plain, form.completes.length - 1) : plain];
  if (endings !== undefined && endings !== null) return { kind: "files", start, prefix: last, endings };
  if (endings === null) return { kind: "none" };
  const given = new Set(before.map((word) => word.split(":")[0]!.toLowerCase()));
  const free = Object.keys(grammar.attributes ?? {}).filter(
    (attribute) => !given.has(attribute.toLowerCase()) || attribute === "OU",
  );
  return among(
    free.map((attribute) => `${attribute}:`),
    last,
    start,
  );
}

function among(options: readonly string[], prefix: string, start: number): Completion {
  const fitting = options.filter(
    (option) => option.toLowerCase().startsWith(prefix.toLowerCase()) && option !== prefix,
  );
  return fitting.length === 0 ? { kind: "none" } : { kind: "words", start, options: fitting };
}

function splitAtLast(line: string): { words: string[]; last: string; start: number } {
  const start = line.search(/\S*$/);
  return {
    words: line
      .slice(0, start)
      .split(/\s+/)
      .filter((word) => word !== ""),
    last: line.slice(start),
    start,
  };
}
