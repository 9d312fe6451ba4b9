import "server-only";
import { createHash } from "node:crypto";
import type { SignedList } from "../../commands/ports/revocations.ts";
import { listPath } from "../../pki/issue/addresses.ts";
import { type ListOrder, signRevocationList } from "../../pki/issue/revocation-list.ts";
import type { Signer } from "../../pki/keys/signer.ts";
import type { Database } from "../database/db.ts";
import { sql, type Sql } from "../database/sql.ts";
import { inTransactionDirect } from "../database/transaction.ts";
import { addressesOf, pointsOf, rememberPoints } from "./addresses.ts";
import { changesSince, entriesOf, type WrittenEntries } from "./entries.ts";
import type { ListSigner } from "./list-signer.ts";
import { isHalfOver, lifeOf, type ListState } from "./list-state.ts";

/** From so many entries on a list gets parts for the certificates that are signed then (a megabyte, compressed). */
const usualPartsAbove = 50_000;
/** Into so many. */
const usualParts = 16;

/** A list that is ready to be stored. */
interface ReadyList {
  readonly part: number;
  readonly baseNumber: number | null;
  readonly entries: number;
  readonly sha256: string;
  readonly der: Uint8Array;
}

interface NextLists {
  readonly database: Database;
  readonly state: ListState;
  readonly by: ListSigner;
  readonly signer: Signer;
  readonly now: Date;
  readonly backdating: number;
}

/**
 * Signs and stores the next lists of an authority under one number: the whole one, its delta where it has one, and of the
 * parts those that changed or have lived half of their life. Null when another process was first.
 */
export async function signNext(next: NextLists): Promise<SignedList | null> {
  const { database, state, by, now, backdating } = next;
  const { authority, revision } = state;
  const number = state.listNumber + 1;
  // As a certificate begins: a client whose clock is behind refuses a list that is not valid yet.
  const thisUpdate = wholeSeconds(Math.max(now.getTime() - backdating, by.certificate.notBefore.getTime()));
  const nextUpdate = wholeSeconds(now.getTime() + lifeOf(state, by));
  const addresses = await addressesOf(database, authority);
  const freshest = addresses?.hasDeltas === true ? addresses.base + listPath(addresses.name, "delta") : undefined;
  const sign = (part: number, entries: WrittenEntries, more: Partial<ListOrder>): ReadyList => {
    const der = signRevocationList(
      { issuer: by.certificate, number, now, thisUpdate, nextUpdate, entries: entries.parts, ...more },
      next.signer,
    );
    const sha256 = createHash("sha256").update(der).digest("hex");
    return { part, baseNumber: more.baseNumber ?? null, entries: entries.count, sha256, der };
  };
  const whole = sign(0, await entriesOf(database, authority), freshest === undefined ? {} : { freshest });
  const ready = [whole];
  // Once there was a delta, certificates name it: it goes on.
  if (state.hasDeltas || state.delta !== null) {
    const base = await oldestInUse(database, authority, now);
    const changes = await changesSince(database, authority, base?.revision ?? revision);
    ready.push(sign(0, changes, { baseNumber: base?.number ?? number }));
  }
  const unchanged: number[] = [];
  const changed = await changedParts(database, state);
  for (const [part, list] of state.partLists) {
    if (list !== null && !changed.has(part) && !isHalfOver(list, now)) unchanged.push(part);
    else
      ready.push(
        sign(part, await entriesOf(database, authority, part), { points: await pointsOf(database, authority, part) }),
      );
  }
  const isLarge = state.parts === 0 && addresses !== null && whole.entries >= (state.partsAbove ?? usualPartsAbove);
  const parts = isLarge ? usualParts : state.parts;
  const isFirst = await inTransactionDirect(database, async (tx) => {
    const taken =
      await tx.$executeRaw(sql`UPDATE "CrlIssuer" SET "listNumber" = ${number}, "listedRevision" = ${revision},
      "entries" = ${whole.entries}, "shards" = ${parts} WHERE "spkiSha256" = ${authority} AND "listNumber" = ${state.listNumber}`);
    if (taken === 0) return false;
    for (const list of ready) await store(tx, { ...list, authority, number, revision, thisUpdate, nextUpdate });
    for (const part of unchanged)
      await tx.$executeRaw(sql`UPDATE "RevocationList" SET "revision" = ${revision} WHERE "issuerSpkiSha256" = ${authority}
        AND "shard" = ${part} AND "der" IS NOT NULL`);
    if (isLarge) await rememberPoints(tx, authority, { ...addresses, parts });
    return true;
  });
  return isFirst ? { number, thisUpdate, nextUpdate, entries: whole.entries } : null;
}

async function store(
  tx: Sql,
  list: ReadyList & {
    readonly authority: string;
    readonly number: number;
    readonly revision: number;
    readonly thisUpdate: Date;
    readonly nextUpdate: Date;
  },
): Promise<void> {
  const { authority, part, baseNumber, number, revision, thisUpdate, nextUpdate, entries, sha256, der } = list;
  const isDelta = baseNumber !== null;
  await tx.$executeRaw(sql`INSERT INTO "RevocationList" ("issuerSpkiSha256", "shard", "isDelta", "number", "baseNumber",
      "revision", "thisUpdate", "nextUpdate", "entries", "sha256", "der") VALUES (${authority}, ${part}, ${isDelta}, ${number},
      ${baseNumber}, ${revision}, ${thisUpdate}, ${nextUpdate}, ${entries}, ${sha256}, ${der})`);
  await tx.$executeRaw(sql`UPDATE "RevocationList" SET "der" = NULL WHERE "issuerSpkiSha256" = ${authority}
    AND "shard" = ${part} AND "isDelta" = ${isDelta} AND "number" < ${number} AND "der" IS NOT NULL`);
}

/** The oldest whole list that a client may still use: what has changed since then is in the delta. */
async function oldestInUse(
  { direct }: Database,
  authority: string,
  now: Date,
): Promise<{ readonly number: number; readonly revision: number } | null> {
  const [row] = await direct.$queryRaw<{ number: number; revision: number }[]>(sql`SELECT "number", "revision"
    FROM "RevocationList" WHERE "issuerSpkiSha256" = ${authority} AND "shard" = 0 AND "isDelta" = ${false}
      AND "nextUpdate" > ${now} ORDER BY "number" LIMIT 1`);
  return row === undefined ? null : { number: Number(row.number), revision: Number(row.revision) };
}

/** The parts of which something was revoked or released since their newest list. */
async function changedParts({ direct }: Database, { authority, partLists }: ListState): Promise<ReadonlySet<number>> {
  const revisions = [...partLists.values()].flatMap((list) => (list === null ? [] : [list.revision]));
  if (revisions.length === 0) return new Set();
  const rows = await direct.$queryRaw<{ part: number; revision: number }[]>(sql`SELECT "shard" AS "part",
      MAX("revision") AS "revision" FROM "Revocation" WHERE "issuerSpkiSha256" = ${authority}
      AND "revision" > ${Math.min(...revisions)} AND "shard" > 0 GROUP BY "shard"`);
  return new Set(
    rows.flatMap(({ part, revision }) => {
      const list = partLists.get(Number(part));
      return list === null || list === undefined || list.revision < Number(revision) ? [Number(part)] : [];
    }),
  );
}

const wholeSeconds = (ms: number): Date => new Date(Math.floor(ms / 1000) * 1000);
