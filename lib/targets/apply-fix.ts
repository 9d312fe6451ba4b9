import type { Fix } from "./preflight.ts";
import type { Plan } from "./plan.ts";

export type Inputs = Readonly<Record<string, unknown>>;

/** Fixes without a choice: the inputs follow from them. */
export const isDoneAtOnce = ({ code }: Fix): boolean =>
  code === "fix.add-to-list" || code === "fix.use" || code === "fix.take-root";

/** The inputs with the fix made; null for one that has to be made elsewhere, or that the plan knows nothing of. */
export function applyFix(plan: Plan, inputs: Inputs, fix: Fix): Inputs | null {
  if (fix.code === "fix.add-to-list") {
    const field = plan.trusts.find(({ id }) => id === fix.params.list)?.field ?? null;
    return field === null
      ? null
      : { ...inputs, [field]: [...new Set([...listIn(inputs[field]), ...fix.params.files])] };
  }
  if (fix.code === "fix.use") {
    const place = plan.requests.find(({ id }) => id === fix.params.request)?.chosenBy ?? null;
    if (place === null) return null;
    const value =
      place.rows === null
        ? fix.params.name
        : withRows(
            listIn(inputs[place.field]),
            place.rows.map((row) => ({ identity: fix.params.name, ...row })),
          );
    return { ...inputs, [place.field]: value };
  }
  return null;
}

const listIn = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

type Row = Readonly<Record<string, string>>;

/** A row for the same service and machine gives way. */
function withRows(rows: readonly unknown[], added: readonly Row[]): readonly unknown[] {
  const isSame = (one: Row, other: Row): boolean =>
    one["service"] === other["service"] && one["node"] === other["node"];
  return [...rows.filter((row) => !added.some((each) => isSame(each, row as Row))), ...added];
}
