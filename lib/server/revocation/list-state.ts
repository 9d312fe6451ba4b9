import "server-only";
import type { SignedList } from "../../commands/ports/revocations.ts";
import type { Database } from "../database/db.ts";
import { sql } from "../database/sql.ts";
import { dateOrNull } from "../inventory/item-rows.ts";
import type { ListSigner } from "./list-signer.ts";

/** The newest list of one scope of an authority: the whole list, the delta of it, or a part. */
export interface CurrentList extends SignedList {
  /** The revision that it holds at least. */
  readonly revision: number;
}

/** How the lists of an authority stand at an instant. */
export interface ListState {
  readonly authority: string;
  readonly revision: number;
  readonly listedRevision: number | null;
  readonly listNumber: number;
  readonly entries: number;
  readonly listDays: number | null;
  readonly partsAbove: number | null;
  /** How many parts there are for certificates that are signed from now on. */
  readonly parts: number;
  readonly hasDeltas: boolean;
  readonly newest: CurrentList | null;
  readonly delta: CurrentList | null;
  /** The parts that certificates name, each with its newest list; null before the first one that has all its addresses. */
  readonly partLists: ReadonlyMap<number, CurrentList | null>;
}

const day = 86_400_000;
/** Days that a list holds: by where its key is, where nothing else is said. */
const usualDays = { open: 7, locked: 30, lockedRoot: 180 } as const;
/** A list is signed anew after this part of its life, so that one run that fails does no harm. */
const renewedAfter = 0.5;

interface IssuerCells {
  readonly revision: number;
  readonly listedRevision: number | null;
  readonly listNumber: number;
  readonly entries: number;
  readonly listDays: number | null;
  readonly partsAbove: number | null;
  readonly parts: number;
  readonly hasDeltas: boolean | number;
}

interface ListCells {
  readonly part: number;
  readonly isDelta: boolean | number;
  readonly number: number;
  readonly revision: number;
  readonly thisUpdate: Date | number | string;
  readonly nextUpdate: Date | number | string;
  readonly entries: number;
}

export async function stateOf({ direct }: Database, authority: string): Promise<ListState> {
  const [row] = await direct.$queryRaw<IssuerCells[]>(sql`SELECT "revision", "listedRevision", "listNumber", "entries",
      "listDays", "partsAbove", "shards" AS "parts", "hasDeltas" FROM "CrlIssuer" WHERE "spkiSha256" = ${authority}`);
  if (row === undefined) throw new Error("an authority without a row has no lists");
  // Of each scope the newest list alone has its bytes.
  const lists = await direct.$queryRaw<ListCells[]>(sql`SELECT "shard" AS "part", "isDelta", "number", "revision",
      "thisUpdate", "nextUpdate", "entries" FROM "RevocationList"
    WHERE "issuerSpkiSha256" = ${authority} AND "der" IS NOT NULL ORDER BY "number"`);
  const points = await direct.$queryRaw<
    { part: number; since: number }[]
  >(sql`SELECT "shard" AS "part", MAX("since") AS "since"
    FROM "CrlPoint" WHERE "issuerSpkiSha256" = ${authority} AND "shard" > 0 GROUP BY "shard" ORDER BY "shard"`);
  const find = (part: number, isDelta: boolean): CurrentList | null => {
    const found = lists.findLast((list) => Number(list.part) === part && Boolean(Number(list.isDelta)) === isDelta);
    return found === undefined ? null : currentList(found);
  };
  return {
    ...row,
    authority,
    hasDeltas: Boolean(Number(row.hasDeltas)),
    newest: find(0, false),
    delta: find(0, true),
    partLists: new Map(
      points.map(({ part, since }) => {
        const list = find(Number(part), false);
        return [Number(part), list !== null && list.number > Number(since) ? list : null];
      }),
    ),
  };
}

function currentList({ number, revision, thisUpdate, nextUpdate, entries }: ListCells): CurrentList {
  return {
    number: Number(number),
    revision: Number(revision),
    thisUpdate: dateOrNull(thisUpdate)!,
    nextUpdate: dateOrNull(nextUpdate)!,
    entries: Number(entries),
  };
}

/** Something that certificates name is not there yet. */
export function isMissing({ newest, delta, hasDeltas, partLists }: ListState): boolean {
  return newest === null || (hasDeltas && delta === null) || [...partLists.values()].includes(null);
}

/** There is none, it lacks something, or half of its life is over. */
export function isDue(state: ListState, now: Date): boolean {
  const { revision, listedRevision, newest, partLists } = state;
  if (isMissing(state) || listedRevision === null || listedRevision < revision) return true;
  return [newest, ...partLists.values()].some((list) => list === null || isHalfOver(list, now));
}

export function isHalfOver({ thisUpdate, nextUpdate }: SignedList, now: Date): boolean {
  const life = nextUpdate.getTime() - thisUpdate.getTime();
  return now.getTime() >= thisUpdate.getTime() + life * renewedAfter;
}

/** How long the next list holds, in ms. */
export function lifeOf({ listDays }: Pick<ListState, "listDays">, by: Pick<ListSigner, "isLocked" | "isRoot">): number {
  return (listDays ?? usualListDays(by)) * day;
}

/** Days that a list holds where nothing else is said. */
export function usualListDays({ isLocked, isRoot }: Pick<ListSigner, "isLocked" | "isRoot">): number {
  return !isLocked ? usualDays.open : isRoot ? usualDays.lockedRoot : usualDays.locked;
}
