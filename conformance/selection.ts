import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import type { Case } from "./case.ts";
import { Broken } from "./files.ts";

/** A case that cannot be run is counted, and nothing about it agrees. */
export const brokenCase = (id: string, problem: string): Case => ({
  id,
  expected: "ACCEPT",
  run: () => {
    throw new Broken(problem);
  },
});

/** Which entries of an index make a suite. */
export interface Suite<Entry extends { readonly id: string }> {
  readonly schema: z.ZodType<Entry>;
  readonly isOfKind: (kind: string) => boolean;
  readonly caseOf: (entry: Entry) => Case;
  /** One of the suites of a folder tells of the entries that cannot be made out. */
  readonly tellsStrays?: boolean;
}

/**
 * The cases that the index.json of a folder lists. An entry whose expected result is null is none: upstream states
 * nothing.
 */
export function indexedCases<Entry extends { readonly id: string }>(folder: string, suite: Suite<Entry>): Case[] {
  const entries = readEntries(folder);
  if (typeof entries === "string") return suite.tellsStrays === false ? [] : [brokenCase("index.json", entries)];
  return entries.flatMap((entry, position) => {
    const { id, kind, expected } = labelsOf(entry);
    if (kind === null || id === null)
      return suite.tellsStrays === false ? [] : [brokenCase(id ?? `index.json[${position}]`, "no id or no kind")];
    if (!suite.isOfKind(kind) || expected === null) return [];
    return [parsedCase(id, entry, suite.schema, suite.caseOf)];
  });
}

/** A case of an entry, or one that says what is wrong with the entry. */
export function parsedCase<Entry>(
  id: string,
  entry: unknown,
  schema: z.ZodType<Entry>,
  caseOf: (entry: Entry) => Case,
): Case {
  const parsed = schema.safeParse(entry);
  if (parsed.success) return caseOf(parsed.data);
  const [issue] = parsed.error.issues;
  return brokenCase(id, `its entry: ${issue?.path.join(".") ?? ""}: ${issue?.message ?? ""}`);
}

/**
 * The cases of a data file, narrowed to those that an index.json beside it lists; without an index, or when the index
 * knows none of them, all. What the index lists and the data file does not hold is no case of this folder.
 */
export function dataCases<Entry extends { readonly id: string }>(
  folder: string,
  file: string,
  testcases: readonly unknown[],
  schema: z.ZodType<Entry>,
  caseOf: (entry: Entry) => Case,
): Case[] {
  const entries = existsSync(join(folder, "index.json")) ? readEntries(folder) : [];
  const listed = new Set(typeof entries === "string" ? [] : entries.map((entry) => labelsOf(entry).id));
  const named = testcases.map((entry, position) => ({ entry, id: labelsOf(entry).id ?? `${file}[${position}]` }));
  const chosen = named.filter(({ id }) => listed.has(id));
  const isOfOtherFiles =
    typeof entries !== "string" && entries.some((entry) => ![undefined, file].includes(labelsOf(entry).file));
  const cases = (chosen.length === 0 && !isOfOtherFiles ? named : chosen).map(({ entry, id }) =>
    parsedCase(id, entry, schema, caseOf),
  );
  return typeof entries === "string" ? [...cases, brokenCase("index.json", entries)] : cases;
}

/** A JSON file's `testcases`, or what is wrong with it. */
export function testcasesOf(
  read: () => string,
): { readonly testcases: readonly unknown[]; readonly whole: Readonly<Record<string, unknown>> } | string {
  try {
    const whole = JSON.parse(read()) as Record<string, unknown> | null;
    return Array.isArray(whole?.["testcases"]) ? { testcases: whole["testcases"], whole } : "no list of test cases";
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function readEntries(folder: string): readonly unknown[] | string {
  try {
    const index = JSON.parse(readFileSync(join(folder, "index.json"), "utf8")) as { entries?: unknown } | null;
    return Array.isArray(index?.entries) ? index.entries : "no list of entries";
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

interface Labels {
  readonly id: string | null;
  readonly kind: string | null;
  readonly file: string | undefined;
  readonly expected: unknown;
}

function labelsOf(entry: unknown): Labels {
  const { id, kind, file, expected } = (entry ?? {}) as Readonly<Record<string, unknown>>;
  return {
    id: typeof id === "string" ? id : null,
    kind: typeof kind === "string" ? kind : null,
    file: typeof file === "string" ? file : undefined,
    expected,
  };
}

/** The two verdicts as most indexes write them. */
export const verdictSchema = z.enum(["ACCEPT", "REJECT"]);
