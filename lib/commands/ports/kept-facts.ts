/**
 * What the log keeps of a failure beside its code, so that it can be told in the sentence of the error: numbers, instants,
 * kinds, and the names of what is stored here. What a person typed freely is left out, since a secret may have been typed
 * into the wrong field.
 */

/** Facts whose texts are no free text of a person. */
const keptNames: ReadonlySet<string> = new Set([
  // what is stored, by its name
  "name",
  "fileName",
  "fileNames",
  "requestFile",
  "keyFile",
  "certificateFile",
  "issuerFile",
  "services",
  "service",
  "dependents",
  "nearest",
  "batch",
  "batches",
  "title",
  "token",
  "email",
  // what a certificate says
  "issuer",
  "subject",
  "serial",
  "serialNumber",
  "by",
  // instants
  "at",
  "since",
  "until",
  "notBefore",
  "notAfter",
  // kinds, closed sets and names of algorithms
  "problem",
  "reason",
  "kind",
  "kinds",
  "found",
  "format",
  "recognised",
  "weakness",
  "constraint",
  "container",
  "parameter",
  "type",
  "what",
  "wanted",
  "permission",
  "role",
  "label",
  "algorithm",
  "scheme",
  "encryption",
  "contentType",
  "method",
  "minimum",
  "exponent",
  "attribute",
  "profile",
  "check",
  "step",
  "target",
  "machine",
  "machines",
  "attributes",
  "known",
  "eventId",
]);

/** The name under which the log has a fact of a failure. */
const prefix = "failure.";
/** Says that every fact of the failure was kept. */
const isWhole = "failure";

type Kept = string | number | boolean | null | readonly string[];

/** The facts of a failure as the log keeps them, beside those of the command. */
export function keptFacts(params: object): Readonly<Record<string, Kept>> {
  const entries = Object.entries(params);
  const kept = entries.filter((entry): entry is [string, Kept] => mayBeKept(...entry));
  return {
    ...Object.fromEntries(kept.map(([name, value]) => [prefix + name, value])),
    ...(kept.length === entries.length ? { [isWhole]: true } : {}),
  };
}

function mayBeKept(name: string, value: unknown): boolean {
  if (value === null || typeof value === "number" || typeof value === "boolean") return true;
  if (!keptNames.has(name)) return false;
  return typeof value === "string" || (Array.isArray(value) && value.every((each) => typeof each === "string"));
}

/** The facts of the failure of a row of the log; null when some were not kept, or the row is from before they were. */
export function factsOfFailure(facts: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> | null {
  if (facts[isWhole] !== true) return null;
  return Object.fromEntries(
    Object.entries(facts).flatMap(([name, value]) =>
      name.startsWith(prefix) ? [[name.slice(prefix.length), value] as const] : [],
    ),
  );
}

/** What the log has of the act itself, without the facts of its failure. */
export function factsOfAct(facts: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(facts).filter(([name]) => name !== isWhole && !name.startsWith(prefix)));
}
