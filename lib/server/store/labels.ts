import "server-only";
import type { LabelChange, LabelResult } from "../../commands/ports/items.ts";
import { dateOrNull } from "../inventory/item-rows.ts";
import { moveCounters, moveShelf, wordsOf, type Counted } from "../inventory/counters.ts";
import { folded } from "../inventory/search-terms.ts";
import { join, sql, type Sql } from "../database/sql.ts";
import { change, type StoreBinding } from "../database/transaction.ts";
import { settleBatch, shelfOf, type Shelf, type Shelved } from "./shelf.ts";
import { writeNames } from "./summary.ts";

/** What a person writes about names, beside what their files say: labels, a note, that they are put away. */

/** A name has at most so many labels: they are read in a row of the list. */
const mostLabels = 20;

interface HeldCells extends Shelved {
  readonly id: number;
  readonly labels: string;
  readonly notAfter: Date | number | string | null;
}

/** Takes the rows of these names for this transaction, as `holdItem` does for one. */
async function hold(tx: Sql, basenames: readonly string[]): Promise<Map<string, HeldCells>> {
  if (basenames.length === 0) return new Map();
  const rows = await tx.$queryRaw<HeldCells[]>(sql`UPDATE "Item" SET "version" = "version" + 1
    WHERE "basename" IN (${join([...basenames].sort())})
    RETURNING "id", "basename", "labels", "shelf", "archivedAt", "batchId", "notAfter"`);
  return new Map(rows.map((row) => [row.basename, { ...row, id: Number(row.id) }]));
}

/** Gives and takes labels, each name for itself: one that is not here, or has too many, stops none of the others. */
export async function labelItems(
  binding: StoreBinding,
  basenames: readonly string[],
  wanted: LabelChange,
): Promise<LabelResult[]> {
  return change(binding, async (tx) => {
    const held = await hold(tx, basenames);
    const spelling = await spellings(tx);
    const add = wanted.add.map((label) => spelling.get(folded(label)) ?? label);
    const removed = new Set(wanted.remove.map(folded));
    const results: LabelResult[] = [];
    for (const name of basenames) {
      const item = held.get(name);
      results.push(
        item === undefined ? { name, outcome: "not-found", labels: [] } : await labelOne(tx, item, add, removed),
      );
    }
    return results;
  });
}

/** A label that is in use keeps the spelling that it has: "cms seoul" is "CMS Seoul". */
async function spellings(tx: Sql): Promise<Map<string, string>> {
  const rows = await tx.$queryRaw<{ value: string }[]>(
    sql`SELECT "value" FROM "Counter" WHERE "kind" = 'label' AND "count" > 0`,
  );
  return new Map(rows.map(({ value }) => [folded(value), value]));
}

async function labelOne(
  tx: Sql,
  { id, basename: name, labels: cell }: HeldCells,
  add: readonly string[],
  removed: ReadonlySet<string>,
): Promise<LabelResult> {
  const before = wordsOf(cell);
  const kept = before.filter((label) => !removed.has(folded(label)));
  const byKey = new Map([...kept, ...add].map((label) => [folded(label), label]));
  const labels = [...byKey.values()].sort((one, other) => (folded(one) < folded(other) ? -1 : 1));
  if (labels.length > mostLabels) return { name, outcome: "too-many", labels: before };
  const written = labels.length === 0 ? "" : `,${labels.join(",")},`;
  if (written === cell) return { name, outcome: "unchanged", labels };
  await tx.$executeRaw(sql`UPDATE "Item" SET "labels" = ${written} WHERE "id" = ${id}`);
  await writeNames(
    tx,
    id,
    labels.map((label) => ({ kind: "label", value: folded(label) })),
    "label",
  );
  await moveCounters(tx, onlyLabels(cell), onlyLabels(written));
  return { name, outcome: "done", labels };
}

/** Everything but the labels is counted as it was. */
function onlyLabels(labels: string): Counted {
  return { kinds: ",", issuer: "", keyAlgorithm: "", isAuthority: false, shelf: "listed", batchId: null, labels };
}

/** Writes what a person says of a name; empty: nothing. */
export async function noteItem(binding: StoreBinding, basename: string, note: string): Promise<void> {
  await change(binding, (tx) =>
    tx.$executeRaw(sql`UPDATE "Item" SET "note" = ${note}, "version" = "version" + 1 WHERE "basename" = ${basename}`),
  );
}

/** Puts names away, or takes them back; those that are not here, or were there already, are left out of the answer. */
export async function archiveItems(
  binding: StoreBinding,
  basenames: readonly string[],
  isArchived: boolean,
): Promise<string[]> {
  const now = binding.clock.now();
  return change(binding, async (tx) => {
    const held = [...(await hold(tx, basenames)).values()].filter(
      ({ archivedAt }) => (archivedAt === null) === isArchived,
    );
    for (const item of held) {
      const archivedAt = isArchived ? now : null;
      const shelf: Shelf = await shelfOf(tx, { ...item, archivedAt }, dateOrNull(item.notAfter), now);
      await tx.$executeRaw(
        sql`UPDATE "Item" SET "shelf" = ${shelf}, "archivedAt" = ${archivedAt}, "listKey" = "nameKey" WHERE "id" = ${item.id}`,
      );
      await moveShelf(tx, item.shelf, shelf, 1);
    }
    for (const batchId of new Set(held.flatMap((item) => (item.batchId === null ? [] : [item.batchId]))))
      await settleBatch(tx, batchId);
    return held.map((item) => item.basename);
  });
}
