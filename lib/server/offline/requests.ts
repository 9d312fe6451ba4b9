import "server-only";
import { createHash } from "node:crypto";
import type { NewOfflineRequest, OfflineRequest, OfflineRequests } from "../../commands/ports/offline.ts";
import { sql, type Sql, type SqlFragment } from "../database/sql.ts";
import { changeDirect, type StoreBinding } from "../database/transaction.ts";
import { Failure } from "../error-codes.ts";
import { dateOrNull } from "../inventory/item-rows.ts";
import { ensureIssuer } from "../revocation/issuer.ts";

/** What is asked of authorities whose key is not here, as rows. */

type Cells = Omit<OfflineRequest, "createdAt" | "endedAt"> &
  Readonly<Record<"createdAt" | "endedAt", Date | number | string | null>>;

const columns = sql`o."id", o."kind", o."state", o."issuerSpkiSha256" AS "authority", o."issuerFileName", o."subject",
  o."basename", o."spkiSha256", o."intentId", o."number", o."sha256", o."createdAt", o."createdBy", o."endedAt", o."endedBy"`;

const read = <Row extends Pick<Cells, "createdAt" | "endedAt" | "number">>(row: Row) => ({
  ...row,
  number: row.number === null ? null : Number(row.number),
  createdAt: dateOrNull(row.createdAt)!,
  endedAt: dateOrNull(row.endedAt),
});

export function storeOfflineRequests(binding: StoreBinding): OfflineRequests {
  const { database, clock } = binding;
  const one = async (where: SqlFragment): Promise<OfflineRequest | null> => {
    const [row] = await database.direct.$queryRaw<Cells[]>(
      sql`SELECT ${columns}, o."tbs", o."package" FROM "OfflineRequest" o LEFT JOIN "SigningIntent" i ON i."id" = o."intentId" WHERE ${where}`,
    );
    return row === undefined ? null : read(row);
  };
  return {
    keepOffline: (request) =>
      changeDirect(binding, async (tx) => {
        const now = clock.now();
        await ensureIssuer(tx, { authority: request.authority, basename: request.issuerBasename }, now);
        await insert(tx, request, now);
      }),
    offlineRequest: (id) => one(sql`o."id" = ${id}`),
    offlineRequestFor: (what) =>
      "tbs" in what
        ? one(sql`o."kind" = 'revocation-list' AND o."tbs" = ${Buffer.from(what.tbs)}`)
        : one(sql`i."issuerSpkiSha256" = ${what.authority} AND i."serialNumber" = ${what.serialNumber}`),
    async offlineRequests({ state, authority, limit }) {
      const rows = await database.direct.$queryRaw<Omit<Cells, "tbs" | "package">[]>(sql`SELECT ${columns}
        FROM "OfflineRequest" o WHERE ${state === undefined ? sql`TRUE` : sql`o."state" = ${state}`}
          AND ${authority === undefined ? sql`TRUE` : sql`o."issuerSpkiSha256" = ${authority}`}
        ORDER BY o."createdAt" DESC, o."id" LIMIT ${limit}`);
      return rows.map(read);
    },
    withdrawOffline: (id, by) =>
      changeDirect(binding, async (tx) => {
        const now = clock.now();
        await endOfflineRequest(tx, { id, by, state: "withdrawn" }, now);
        await tx.$executeRaw(sql`UPDATE "SigningIntent" SET "completedAt" = ${now} WHERE "completedAt" IS NULL
          AND "id" = (SELECT "intentId" FROM "OfflineRequest" WHERE "id" = ${id})`);
      }),
    completeOfflineList: (id, list, by) =>
      changeDirect(binding, async (tx) => {
        await endOfflineRequest(tx, { id, by, state: "answered" }, clock.now());
        await storeList(tx, id, list);
      }),
  };
}

async function insert(tx: Sql, request: NewOfflineRequest, now: Date): Promise<void> {
  const { id, kind, authority, issuerFileName, subject, tbs, sha256, createdBy } = request;
  const certificate = request.kind === "certificate" ? request : null;
  const list = request.kind === "revocation-list" ? request.list : null;
  await tx.$executeRaw(sql`INSERT INTO "OfflineRequest" ("id", "kind", "issuerSpkiSha256", "issuerFileName", "subject",
      "basename", "spkiSha256", "intentId", "number", "revision", "thisUpdate", "nextUpdate", "entries", "tbs", "sha256",
      "package", "createdAt", "createdBy")
    VALUES (${id}, ${kind}, ${authority}, ${issuerFileName}, ${subject}, ${certificate?.basename ?? null},
      ${certificate?.spkiSha256 ?? null}, ${certificate?.intentId ?? null}, ${list?.number ?? null},
      ${list?.revision ?? null}, ${list?.thisUpdate ?? null}, ${list?.nextUpdate ?? null}, ${list?.entries ?? null},
      ${Buffer.from(tbs)}, ${sha256}, ${Buffer.from(request.package)}, ${now}, ${createdBy})`);
}

/**
 * Ends what is out, once, in the transaction of what it brings.
 * @throws Failure `offline.ended`, `offline.unknown`
 */
export async function endOfflineRequest(
  tx: Sql,
  { id, by, state }: { readonly id: string; readonly by: string; readonly state: "answered" | "withdrawn" },
  now: Date,
): Promise<void> {
  const ended =
    await tx.$executeRaw(sql`UPDATE "OfflineRequest" SET "state" = ${state}, "endedAt" = ${now}, "endedBy" = ${by}
    WHERE "id" = ${id} AND "state" = 'out'`);
  if (ended === 1) return;
  const [row] = await tx.$queryRaw<
    { subject: string; state: "answered" | "withdrawn"; endedAt: Date | number | string }[]
  >(sql`SELECT "subject", "state", "endedAt" FROM "OfflineRequest" WHERE "id" = ${id}`);
  if (row === undefined) throw new Failure("offline.unknown", { id });
  throw new Failure("offline.ended", {
    subject: row.subject,
    state: row.state,
    at: dateOrNull(row.endedAt)!.toISOString(),
  });
}

async function storeList(tx: Sql, id: string, list: Uint8Array): Promise<void> {
  const sha256 = createHash("sha256").update(list).digest("hex");
  const taken = await tx.$queryRaw<{ authority: string; number: number }[]>(sql`UPDATE "CrlIssuer" SET
      "listNumber" = o."number", "listedRevision" = o."revision", "entries" = o."entries" FROM "OfflineRequest" o
    WHERE o."id" = ${id} AND "CrlIssuer"."spkiSha256" = o."issuerSpkiSha256" AND "CrlIssuer"."listNumber" < o."number"
    RETURNING "CrlIssuer"."spkiSha256" AS "authority", "CrlIssuer"."listNumber" AS "number"`);
  const [issuer] = taken;
  if (issuer === undefined) {
    const [row] = await tx.$queryRaw<
      { number: number; newest: number }[]
    >(sql`SELECT o."number", i."listNumber" AS "newest"
      FROM "OfflineRequest" o JOIN "CrlIssuer" i ON i."spkiSha256" = o."issuerSpkiSha256" WHERE o."id" = ${id}`);
    throw new Failure("offline.list-overtaken", { number: Number(row?.number), newest: Number(row?.newest) });
  }
  await tx.$executeRaw(sql`INSERT INTO "RevocationList" ("issuerSpkiSha256", "number", "revision", "thisUpdate", "nextUpdate",
      "entries", "sha256", "der") SELECT "issuerSpkiSha256", "number", "revision", "thisUpdate", "nextUpdate", "entries",
      ${sha256}, ${Buffer.from(list)} FROM "OfflineRequest" WHERE "id" = ${id}`);
  await tx.$executeRaw(sql`UPDATE "RevocationList" SET "der" = NULL WHERE "issuerSpkiSha256" = ${issuer.authority}
    AND "number" < ${Number(issuer.number)} AND "der" IS NOT NULL`);
}
