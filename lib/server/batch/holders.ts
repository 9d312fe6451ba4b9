import "server-only";
import type { Holder, Person } from "../../commands/ports/batch.ts";
import { readCertificate } from "../../pki/x509/certificate.ts";
import { nameHash } from "../store/certificate-facts.ts";
import type { Database } from "../database/db.ts";
import { dateOrNull } from "../inventory/item-rows.ts";
import { folded } from "../inventory/search-terms.ts";
import { join, sql } from "../database/sql.ts";
import type { When } from "./summary.ts";

const namesPerStatement = 400;

/** Found by what the certificate says of the person: an address, else the common name. */
export async function holdersAmong(
  { direct }: Database,
  issuerDer: Uint8Array,
  people: readonly Person[],
  now: Date,
): Promise<Holder[]> {
  const issuer = readCertificate(issuerDer);
  const wanted = new Map<string, number>();
  for (const { position, name, email, upn } of people) {
    const names =
      email === null && upn === null
        ? [`cn\n${folded(name)}`]
        : [email, upn].flatMap((value) => (value === null ? [] : [`san\n${folded(value)}`]));
    for (const key of names) if (!wanted.has(key)) wanted.set(key, position);
  }
  const keys = [...wanted.keys()];
  const found = new Map<number, Holder>();
  for (let start = 0; start < keys.length; start += namesPerStatement) {
    const part = keys.slice(start, start + namesPerStatement);
    // CROSS JOIN is an ordinary join to PostgreSQL; to SQLite it says where to begin: with the few names, not with
    // everything of the issuer.
    const rows = await direct.$queryRaw<
      { kind: string; value: string; fileName: string; notAfter: When }[]
    >(sql`SELECT n."kind", n."value", f."fileName", c."notAfter"
      FROM "SearchName" n CROSS JOIN "File" f CROSS JOIN "Certificate" c
      WHERE n."kind" IN ('cn', 'san') AND n."value" IN (${join(part.map((key) => key.slice(key.indexOf("\n") + 1)))})
      AND f."itemId" = n."itemId" AND c."id" = f."certificateId" AND c."issuerHash" = ${nameHash(issuer.subject)} AND c."notAfter" > ${now} AND c."deletedAt" IS NULL`);
    for (const row of rows) {
      const position = wanted.get(`${row.kind}\n${row.value}`);
      if (position !== undefined && !found.has(position))
        found.set(position, { position, fileName: row.fileName, notAfter: dateOrNull(row.notAfter) ?? new Date(0) });
    }
  }
  return [...found.values()].sort((one, other) => one.position - other.position);
}
