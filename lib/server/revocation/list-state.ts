import "server-only";
import type { SignedList } from "../../commands/ports/revocations.ts";
import type { Database } from "../database/db.ts";
import { sql } from "../database/sql.ts";
import { dateOrNull } from "../inventory/item-rows.ts";
import type { ListSigner } from "./list-signer.ts";

/** How the lists of an authority stand at an instant. */
export interface ListState {
  readonly authority: string;
  readonly revision: number;
  readonly listedRevision: number | null;
  readonly listNumber: number;
  readonly entries: number;
  readonly listDays: number | null;
  readonly newest: SignedList | null;
}

const day = 86_400_000;

/** Days that a list holds: by where its key is, where nothing else is said. */
const usualDays = { open: 7, locked: 30, lockedRoot: 180 } as const;

/** A list is signed anew after this part of its life, so that one run that fails does no harm. */
const renewedAfter = 0.5;

export async function stateOf({ direct }: Database, authority: string): Promise<ListState> {
  const [row] = await direct.$queryRaw<
    {
      revision: number;
      listedRevision: number | null;
      listNumber: number;
      entries: number;
      listDays: number | null;
      thisUpdate: Date | number | string | null;
      nextUpdate: Date | number | string | null;
      listed: number | null;
    }[]
  >(sql`SELECT i."revision", i."listedRevision", i."listNumber", i."entries", i."listDays", l."thisUpdate", l."nextUpdate",
      l."entries" AS "listed" FROM "CrlIssuer" i LEFT JOIN "RevocationList" l ON l."issuerSpkiSha256" = i."spkiSha256"
      AND l."shard" = 0 AND l."isDelta" = ${false} AND l."number" = i."listNumber" WHERE i."spkiSha256" = ${authority}`);
  if (row === undefined) throw new Error("an authority without a row has no lists");
  const { revision, listedRevision, listNumber, entries, listDays, listed } = row;
  const [thisUpdate, nextUpdate] = [dateOrNull(row.thisUpdate), dateOrNull(row.nextUpdate)];
  const newest =
    thisUpdate === null || nextUpdate === null
      ? null
      : { number: listNumber, thisUpdate, nextUpdate, entries: listed ?? 0 };
  return { authority, revision, listedRevision, listNumber, entries, listDays, newest };
}

/** There is none, it lacks something, or half of its life is over. */
export function isDue({ revision, listedRevision, newest }: ListState, now: Date): boolean {
  if (newest === null || listedRevision === null || listedRevision < revision) return true;
  const life = newest.nextUpdate.getTime() - newest.thisUpdate.getTime();
  return now.getTime() >= newest.thisUpdate.getTime() + life * renewedAfter;
}

/** How long the next list holds, in ms. */
export function lifeOf({ listDays }: ListState, { isLocked, isRoot }: ListSigner): number {
  const usual = !isLocked ? usualDays.open : isRoot ? usualDays.lockedRoot : usualDays.locked;
  return (listDays ?? usual) * day;
}
