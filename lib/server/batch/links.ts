import "server-only";
import { createHash, randomBytes } from "node:crypto";
import type { Actor } from "../../commands/permission.ts";
import type { NewLink } from "../../commands/ports/batch.ts";
import { Failure } from "../error-codes.ts";
import type { BatchBinding } from "./rows.ts";
import type { Database } from "../database/db.ts";
import { dateOrNull } from "../inventory/item-rows.ts";
import { changeDirect } from "../database/transaction.ts";
import { join, sql } from "../database/sql.ts";
import { readSummary } from "./summary.ts";
import { linkState } from "./row-views.ts";

/** `cl_` and 256 random bits in base64url. The database keeps the SHA-256 alone. */
const tokenShape = /^cl_[A-Za-z0-9_-]{43}$/;
const linksPerStatement = 500;

const sha256 = (token: string): string => createHash("sha256").update(token, "utf8").digest("hex");
/** The id of a link in the log: enough of the hash to find it, and nothing that opens anything. */
const linkIdOf = (tokenSha256: string): string => tokenSha256.slice(0, 24);

export async function createLinks(
  binding: BatchBinding,
  batch: string,
  { positions, expiresAt }: { positions?: readonly number[]; expiresAt: Date },
): Promise<NewLink[]> {
  const now = binding.clock.now();
  return changeDirect(binding, async (tx) => {
    const { title } = await readSummary(tx, batch);
    const which = positions === undefined ? sql`TRUE` : sql`r."position" IN (${join([...positions])})`;
    const rows = await tx.$queryRaw<
      { id: number; position: number; name: string; email: string | null }[]
    >(sql`SELECT r."id", r."position", r."name", r."email"
      FROM "BatchRow" r JOIN "BatchFile" f ON f."rowId" = r."id" WHERE r."batchId" = ${batch} AND r."state" = 'issued' AND ${which} ORDER BY r."position"`);
    if (rows.length === 0) throw new Failure("batch.no-files", { title });
    const links: NewLink[] = [];
    for (let start = 0; start < rows.length; start += linksPerStatement) {
      const part = rows.slice(start, start + linksPerStatement);
      await tx.$executeRaw(
        sql`UPDATE "BatchLink" SET "revokedAt" = ${now} WHERE "usedAt" IS NULL AND "revokedAt" IS NULL AND "rowId" IN (${join(part.map(({ id }) => id))})`,
      );
      const values = part.map(({ id, position, name, email }) => {
        const token = `cl_${randomBytes(32).toString("base64url")}`;
        const tokenSha256 = sha256(token);
        links.push({ position: Number(position), name, email, token });
        return sql`(${linkIdOf(tokenSha256)}, ${tokenSha256}, ${id}, ${now}, ${binding.actor.label}, ${expiresAt})`;
      });
      await tx.$executeRaw(
        sql`INSERT INTO "BatchLink" ("id", "tokenSha256", "rowId", "createdAt", "createdBy", "expiresAt") VALUES ${join(values)}`,
      );
    }
    return links;
  });
}

export async function revokeLinks(
  binding: BatchBinding,
  batch: string,
  positions?: readonly number[],
): Promise<number> {
  const now = binding.clock.now();
  return changeDirect(binding, async (tx) => {
    await readSummary(tx, batch);
    const which = positions === undefined ? sql`TRUE` : sql`"position" IN (${join([...positions])})`;
    return tx.$executeRaw(sql`UPDATE "BatchLink" SET "revokedAt" = ${now} WHERE "usedAt" IS NULL AND "revokedAt" IS NULL AND "expiresAt" > ${now}
      AND "rowId" IN (SELECT "id" FROM "BatchRow" WHERE "batchId" = ${batch} AND ${which})`);
  });
}

interface LinkCells {
  readonly expiresAt: Date | number | string;
  readonly usedAt: Date | number | string | null;
  readonly revokedAt: Date | number | string | null;
  readonly fileName: string;
  readonly pkcs12: Uint8Array;
}

/** First use burns it: of two at the same moment one gets the file. */
export async function collect(binding: BatchBinding, link: string): Promise<{ fileName: string; bytes: Uint8Array }> {
  const now = binding.clock.now();
  return changeDirect(binding, async (tx) => {
    const burned = await tx.$executeRaw(
      sql`UPDATE "BatchLink" SET "usedAt" = ${now} WHERE "id" = ${link} AND "usedAt" IS NULL AND "revokedAt" IS NULL AND "expiresAt" > ${now}`,
    );
    const [row] = await tx.$queryRaw<
      LinkCells[]
    >(sql`SELECT l."expiresAt", l."usedAt", l."revokedAt", r."fileName", f."pkcs12" FROM "BatchLink" l
      JOIN "BatchRow" r ON r."id" = l."rowId" JOIN "BatchFile" f ON f."rowId" = r."id" WHERE l."id" = ${link}`);
    if (row === undefined) throw new Failure("link.unknown", {});
    if (burned === 1) return { fileName: row.fileName, bytes: Uint8Array.from(row.pkcs12) };
    const [expiresAt, usedAt, revokedAt] = [
      dateOrNull(row.expiresAt) ?? now,
      dateOrNull(row.usedAt),
      dateOrNull(row.revokedAt),
    ];
    const state = linkState({ expiresAt, usedAt, revokedAt }, now);
    if (state === "used") throw new Failure("link.used", { at: usedAt!.toISOString() });
    if (state === "revoked") throw new Failure("link.revoked", {});
    throw new Failure("link.expired", { at: expiresAt.toISOString() });
  });
}

/**
 * Whose link it is, whatever its state: the answer to a link that was used says so. Null for a token that was never
 * one.
 */
export async function actorOfLink({ direct }: Database, token: string): Promise<Actor | null> {
  if (!tokenShape.test(token)) return null;
  const [row] = await direct.$queryRaw<{ id: string; name: string; batchId: string }[]>(
    sql`SELECT l."id", r."name", r."batchId" FROM "BatchLink" l JOIN "BatchRow" r ON r."id" = l."rowId" WHERE l."tokenSha256" = ${sha256(token)}`,
  );
  return row === undefined
    ? null
    : { kind: "link", id: row.id, label: `${row.name} (${row.batchId})`, role: "auditor" };
}
