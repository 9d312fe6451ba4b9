import type { AuditRow } from "@/lib/commands/ports/audit.ts";

/**
 * One row for the certificates of a batch that stand one after another: a batch of forty people is an act, and forty
 * lines would hide what stands between them. The names of all are in its facts.
 */
export function foldBatches(rows: readonly AuditRow[]): readonly AuditRow[] {
  const told: AuditRow[] = [];
  for (const row of rows) {
    const before = told.at(-1);
    if (before === undefined || !isOfOneBatch(before, row)) told.push(row);
    else
      told.splice(-1, 1, {
        ...before,
        facts: { ...before.facts, name: [before.facts["name"], row.facts["name"]].flat() },
      });
  }
  return told;
}

function isOfOneBatch(one: AuditRow, other: AuditRow): boolean {
  const same = (["command", "outcome", "errorCode", "actor"] as const).every((cell) => one[cell] === other[cell]);
  return (
    same && typeof one.facts["row"] === "number" && one.facts["batch"] === other.facts["batch"] && "row" in other.facts
  );
}
