import "server-only";
import type { Bench } from "./job-context.ts";
import { nextRows, type WorkRow } from "./rows.ts";

/** Rows are read so many at a time. */
const rowsRead = 256;

/**
 * The rows of a batch in units, in the order of the table: first those whose serial number is spent by a process that did not
 * come back, then those that wait. Each row comes once, also while the database still calls it waiting.
 */
export function rowSource({ database, lease, unitRows }: Pick<Bench, "database" | "lease" | "unitRows">) {
  const states: ("signing" | "waiting")[] = ["signing", "waiting"];
  let rows: WorkRow[] = [];
  let after = 0;

  async function read(): Promise<void> {
    while (rows.length === 0 && states[0] !== undefined) {
      rows = await nextRows(database, lease.batchId, { state: states[0], after, limit: rowsRead });
      after = rows.at(-1)?.position ?? 0;
      if (rows.length === 0) states.shift();
    }
  }

  return {
    /** Null: there are no more. */
    async next(): Promise<{ readonly rows: readonly WorkRow[]; readonly draw: number } | null> {
      await read();
      return rows.length === 0 ? null : { rows: rows.splice(0, unitRows), draw: 1 };
    },
  };
}
