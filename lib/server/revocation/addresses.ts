import "server-only";
import type { IssuerAddresses } from "../../pki/issue/addresses.ts";
import { listPath } from "../../pki/issue/addresses.ts";
import type { Database } from "../database/db.ts";
import { sql, type Sql } from "../database/sql.ts";
import { settingOf } from "../store/settings.ts";

/** Where the certificates of an authority say that it publishes; null where they say nothing of it. */
export async function addressesOf(
  { direct }: Pick<Database, "direct">,
  authority: string,
): Promise<IssuerAddresses | null> {
  const [row] = await direct.$queryRaw<
    {
      name: string;
      parts: number;
      hasDeltas: boolean | number;
      hasAddresses: boolean | number;
      base: string | null;
    }[]
  >(sql`SELECT "publishedName" AS "name", "shards" AS "parts", "hasDeltas", "hasAddresses",
      (SELECT "value" FROM "Setting" WHERE "key" = 'addresses.base') AS "base" FROM "CrlIssuer" WHERE "spkiSha256" = ${authority}`);
  const base = row === undefined ? null : settingOf("addresses.base", row.base);
  if (row === undefined || base === null || !Boolean(Number(row.hasAddresses))) return null;
  return { base, name: row.name, parts: Number(row.parts), hasDeltas: Boolean(Number(row.hasDeltas)) };
}

/**
 * Remembers the addresses that certificates may name from now on: a part of a list says all of them, also those of a
 * console that was reached elsewhere then (RFC 5280 §6.3.3 (b)(2)).
 * A list of the very next number may have been begun without them.
 */
export async function rememberPoints(
  tx: Sql,
  authority: string,
  { base, name, parts }: IssuerAddresses,
): Promise<void> {
  for (let part = parts === 0 ? 0 : 1; part <= parts; part += 1)
    await tx.$executeRaw(sql`INSERT INTO "CrlPoint" ("issuerSpkiSha256", "shard", "uri", "since")
      SELECT ${authority}, ${part}, ${base + listPath(name, part)}, "listNumber" + 1 FROM "CrlIssuer"
      WHERE "spkiSha256" = ${authority} ON CONFLICT DO NOTHING`);
}

/** The addresses of a part that certificates have. */
export async function pointsOf({ direct }: Database, authority: string, part: number): Promise<readonly string[]> {
  const rows = await direct.$queryRaw<{ uri: string }[]>(
    sql`SELECT "uri" FROM "CrlPoint" WHERE "issuerSpkiSha256" = ${authority} AND "shard" = ${part} ORDER BY "uri"`,
  );
  return rows.map(({ uri }) => uri);
}
