import "server-only";
import type { SavedView } from "../../commands/ports/items.ts";
import { Failure } from "../error-codes.ts";
import { sql } from "../database/sql.ts";
import type { Database } from "../database/db.ts";
import { change, type StoreBinding } from "../database/transaction.ts";

/** A person has at most so many: they are tabs above the list. */
const mostViews = 20;

export async function readViews({ direct, provider }: Database, userId: string): Promise<SavedView[]> {
  const rows = await direct.$queryRaw<{ name: string; filters: unknown }[]>(
    sql`SELECT "name", "filters" FROM "SavedView" WHERE "userId" = ${userId} ORDER BY "id"`,
  );
  return rows.map(({ name, filters }) => ({
    name,
    filters: (provider === "sqlite" && typeof filters === "string"
      ? JSON.parse(filters)
      : filters) as SavedView["filters"],
  }));
}

/** Saves a view under its name; one of that name is replaced. @throws Failure `view.too-many` */
export async function saveView(binding: StoreBinding, userId: string, { name, filters }: SavedView): Promise<void> {
  await change(binding, async (tx) => {
    const others = await tx.savedView.count({ where: { userId, name: { not: name } } });
    if (others >= mostViews) throw new Failure("view.too-many", { most: mostViews });
    await tx.savedView.upsert({
      where: { userId_name: { userId, name } },
      create: { userId, name, filters: { ...filters }, createdAt: binding.clock.now() },
      update: { filters: { ...filters } },
      select: { id: true },
    });
  });
}

/** @throws Failure `view.unknown` */
export async function removeView(binding: StoreBinding, userId: string, name: string): Promise<void> {
  await change(binding, async (tx) => {
    const { count } = await tx.savedView.deleteMany({ where: { userId, name } });
    if (count === 0) throw new Failure("view.unknown", { name });
  });
}
