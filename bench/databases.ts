import { openDatabase, type Database } from "../lib/server/database/db.ts";
import { postgresOf, sqliteOf } from "./load.ts";
import type { Provider } from "../lib/server/database/sql.ts";

export const sizes = [10_000, 100_000, 1_000_000] as const;

/** The same rows at three sizes in one kind of database. */
export interface Sized {
  readonly provider: Provider;
  readonly bySize: readonly { readonly size: number; readonly database: Database }[];
  close(): Promise<void>;
}

export async function openSizes(provider: Provider): Promise<Sized> {
  const made =
    provider === "sqlite" ? { server: null, locations: await inTurn(sizes, sqliteOf) } : await postgresOf(sizes);
  const bySize = await inTurn(made.locations, async (location) => ({
    size: sizes[made.locations.indexOf(location)]!,
    database: await openDatabase(location),
  }));
  return {
    provider,
    bySize,
    close: async () => {
      for (const { database } of bySize) await database.close();
      await made.server?.stop();
    },
  };
}

async function inTurn<A, B>(values: readonly A[], make: (value: A) => Promise<B>): Promise<B[]> {
  const made: B[] = [];
  for (const value of values) made.push(await make(value));
  return made;
}

/** Milliseconds of one run. */
export async function timed(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work();
  return performance.now() - began;
}

export function rounded(value: number): number {
  return Number(value.toPrecision(4));
}
