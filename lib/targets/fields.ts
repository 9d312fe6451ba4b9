/**
 * The inputs that a target asks for, as data: lib/commands derives the strict schema (and its JSON Schema) from it, the
 * page a form with pickers. A target never sees a value that its fields do not allow.
 */
export type Field =
  /**
   * A stored name with a key and a certificate, `webbridge`. Never demanded: one that is missing is what preflight
   * tells.
   */
  | { readonly kind: "identity" }
  | { readonly kind: "identities"; readonly most?: number }
  /** Stored names of certificates and bundles, in order of preference. */
  | { readonly kind: "certificates"; readonly most?: number }
  /** A stored revocation list. */
  | { readonly kind: "crl" }
  /** A root by name or fingerprint; it never goes into a settings text. */
  | { readonly kind: "root" }
  /** A DNS name or an IP address, lower case. */
  | { readonly kind: "host"; readonly isRequired?: boolean; readonly example?: string }
  | { readonly kind: "hosts"; readonly least?: number; readonly example?: string }
  /** One line of `pattern`: what goes into a settings text cannot break out of it. */
  | { readonly kind: "text"; readonly pattern: TextPattern; readonly byDefault?: string; readonly example?: string }
  | { readonly kind: "number"; readonly least: number; readonly most: number; readonly byDefault: number }
  | { readonly kind: "choice"; readonly choices: readonly string[]; readonly byDefault: string }
  | {
      readonly kind: "choices";
      readonly choices: readonly string[];
      readonly byDefault: readonly string[];
      /** Where each of them listens, so that two on one machine that cannot both have a port are seen in the form. */
      readonly ports?: Readonly<Record<string, readonly Port[]>>;
      /** Choices that there are under a condition alone. */
      readonly only?: Readonly<Record<string, Condition>>;
    }
  | { readonly kind: "flag"; readonly byDefault: boolean }
  /** A table: each row has these fields, none of them rows again. */
  | { readonly kind: "rows"; readonly fields: Fields; readonly least: number; readonly most: number };

/** A port by its number, or by the number field of the target that says it. */
export interface Port {
  readonly port: number | string;
  readonly when?: Condition;
}

/** Another field of the target has this value. */
export interface Condition {
  readonly field: string;
  readonly is: string;
}

export type Fields = Readonly<Record<string, Field>>;

/** `word`: a name without spaces. `path`: a path of a configuration file. `name`: what may stand in a common name. */
export type TextPattern = "word" | "path" | "name" | "address";

/** In each: no line break, no quote, nothing that ends a directive of nginx, JavaScript, JSON or a shell. */
export const textPatterns: Readonly<Record<TextPattern, RegExp>> = {
  word: /^[A-Za-z0-9_][A-Za-z0-9_-]{0,63}$/,
  path: /^[A-Za-z0-9_./:+@ -]{1,200}$/,
  name: /^[A-Za-z0-9_.*@ -]{1,64}$/,
  address: /^[A-Za-z0-9_.:[\]-]{1,253}$/,
};

type ValueOf<F extends Field> = F extends { kind: "identity" | "crl" | "root" }
  ? string | undefined
  : F extends { kind: "identities" | "certificates" | "hosts" }
    ? readonly string[]
    : F extends { kind: "host"; isRequired: true }
      ? string
      : F extends { kind: "host" }
        ? string | undefined
        : F extends { kind: "text"; byDefault: string }
          ? string
          : F extends { kind: "text" }
            ? string | undefined
            : F extends { kind: "number" }
              ? number
              : F extends { kind: "choice"; choices: readonly (infer C)[] }
                ? C
                : F extends { kind: "choices"; choices: readonly (infer C)[] }
                  ? readonly C[]
                  : F extends { kind: "flag" }
                    ? boolean
                    : F extends { kind: "rows"; fields: infer Row extends Fields }
                      ? readonly ValuesOf<Row>[]
                      : never;

/** The inputs as a target's `plan` gets them: defaults filled in, lists never absent. */
export type ValuesOf<F extends Fields> = { readonly [K in keyof F]: ValueOf<F[K]> };

export interface StoredNames {
  readonly identities: readonly string[];
  readonly certificates: readonly string[];
  readonly crls: readonly string[];
}

/** The stored names that inputs mention, each once: what has to be loaded before there can be a plan. */
export function storedNamesIn(fields: Fields, inputs: Readonly<Record<string, unknown>>): StoredNames {
  const found = { identities: new Set<string>(), certificates: new Set<string>(), crls: new Set<string>() };
  const visit = (of: Fields, values: Readonly<Record<string, unknown>>): void => {
    for (const [name, field] of Object.entries(of)) {
      const value = values[name];
      if (field.kind === "rows")
        for (const row of asList(value)) visit(field.fields, row as Readonly<Record<string, unknown>>);
      else if (field.kind === "identity" && typeof value === "string") found.identities.add(value);
      else if (field.kind === "identities") for (const each of asList(value)) found.identities.add(String(each));
      else if (field.kind === "certificates") for (const each of asList(value)) found.certificates.add(String(each));
      else if (field.kind === "crl" && typeof value === "string") found.crls.add(value);
    }
  };
  visit(fields, inputs);
  return { identities: [...found.identities], certificates: [...found.certificates], crls: [...found.crls] };
}

/** The same inputs with another word for each stored name in them; a root may be one. */
export function renameStoredNames(
  fields: Fields,
  inputs: Readonly<Record<string, unknown>>,
  rename: (name: string) => string,
): Readonly<Record<string, unknown>> {
  const renamed = (value: unknown): unknown => (typeof value === "string" ? rename(value) : value);
  const changed = Object.entries(fields).flatMap(([name, field]) => {
    const value = inputs[name];
    switch (field.kind) {
      case "rows":
        return [[name, asList(value).map((row) => renameStoredNames(field.fields, row as typeof inputs, rename))]];
      case "identity":
      case "crl":
      case "root":
        return [[name, renamed(value)]];
      case "identities":
      case "certificates":
        return [[name, asList(value).map(renamed)]];
      default:
        return [];
    }
  });
  return { ...inputs, ...Object.fromEntries(changed.filter(([name]) => Object.hasOwn(inputs, String(name)))) };
}

const asList = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

/**
 * Reads typed texts and texts of a form as values: lists between commas, numbers, yes and no. A value that is no text,
 * or does not read as its field wants, is left for the schema to judge.
 */
export function readTexts(fields: Fields, given: unknown): unknown {
  if (typeof given !== "object" || given === null || Array.isArray(given)) return given;
  const read = Object.entries(given).map(
    ([name, value]) => [name, Object.hasOwn(fields, name) ? readText(fields[name]!, value) : value] as const,
  );
  return Object.fromEntries(read.filter(([, value]) => value !== undefined));
}

function readText(field: Field, value: unknown): unknown {
  if (field.kind === "rows") return Array.isArray(value) ? value.map((row) => readTexts(field.fields, row)) : value;
  if (typeof value !== "string") return value;
  const text = value.trim();
  switch (field.kind) {
    case "identities":
    case "certificates":
    case "hosts":
    case "choices":
      return text
        .split(/[,\n]/)
        .map((each) => each.trim())
        .filter((each) => each !== "");
    case "number":
      return /^\d{1,9}$/.test(text) ? Number(text) : text === "" ? undefined : text;
    case "flag":
      return /^(yes|true|on)$/i.test(text) ? true : /^(no|false)$/i.test(text) ? false : text === "" ? undefined : text;
    default:
      return text === "" ? undefined : text;
  }
}
