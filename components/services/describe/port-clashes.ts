import type { Condition, Field, Fields } from "@/lib/targets/fields.ts";
import type { RowValue, Values } from "./service-start";

type ChoicesField = Extract<Field, { readonly kind: "choices" }>;

/** Two that run on one machine and want the same port. */
export interface PortClash {
  /** Place of the machine in its table. */
  readonly row: number;
  readonly port: number;
  readonly choices: readonly [string, string];
  /** The number field that says the port, and the number that would be free; null where neither can be changed. */
  readonly mend: { readonly field: string; readonly port: number } | null;
}

const holds = ({ field, is }: Condition, values: Values): boolean => values[field] === is;

/** The choices that there are now, and those that other values of the form would bring. */
export function choicesNow(
  field: ChoicesField,
  values: Values,
): { readonly now: readonly string[]; readonly other: readonly string[] } {
  const isNow = (choice: string): boolean => {
    const condition = field.only?.[choice];
    return condition === undefined || holds(condition, values);
  };
  return { now: field.choices.filter(isNow), other: field.choices.filter((choice) => !isNow(choice)) };
}

interface Listening {
  readonly choice: string;
  readonly port: number;
  /** The field that says it; null: it is fixed. */
  readonly field: string | null;
}

/** The ports on which a choice listens, as the form stands; what is no number is none. */
export function portsOf(field: ChoicesField, choice: string, values: Values): readonly Listening[] {
  return (field.ports?.[choice] ?? []).flatMap(({ port, when }): Listening[] => {
    if (when !== undefined && !holds(when, values)) return [];
    if (typeof port === "number") return [{ choice, port, field: null }];
    const typed = String(values[port] ?? "").trim();
    return /^\d{1,5}$/.test(typed) ? [{ choice, port: Number(typed), field: port }] : [];
  });
}

/** The clashes of each machine, the first of each pair of choices. */
export function portClashes(
  fields: Fields,
  choices: { readonly name: string; readonly field: ChoicesField },
  rows: readonly RowValue[],
  values: Values,
): readonly PortClash[] {
  return rows.flatMap((row, index) => {
    const ticked = row[choices.name];
    const listening = choicesNow(choices.field, values).now.flatMap((choice) =>
      Array.isArray(ticked) && ticked.includes(choice) ? portsOf(choices.field, choice, values) : [],
    );
    const taken = new Set(listening.map(({ port }) => port));
    return listening.flatMap((one, at): PortClash[] => {
      const other = listening.slice(at + 1).find(({ port }) => port === one.port);
      if (other === undefined) return [];
      const movable = one.field ?? other.field;
      const field = movable === null ? undefined : fields[movable];
      const mend =
        movable !== null && field?.kind === "number" && !taken.has(field.byDefault)
          ? { field: movable, port: field.byDefault }
          : null;
      return [{ row: index, port: one.port, choices: [one.choice, other.choice], mend }];
    });
  });
}
