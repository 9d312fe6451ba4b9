import "server-only";
import type { NewFile } from "../../commands/ports/files.ts";
import type { KnownMark, Trust } from "../../commands/ports/trust.ts";
import { sha256Hex } from "../../pki/x509/certificate.ts";
import { join, sql, type Sql } from "../database/sql.ts";
import { change, type StoreBinding } from "../database/transaction.ts";
import { dateOrNull } from "../inventory/item-rows.ts";
import { readCertificateFacts } from "./certificate-facts.ts";
import { membersOf } from "./content.ts";

export function storeTrust(binding: StoreBinding): Trust {
  const { database, clock } = binding;
  return {
    async trustMarks(sha256s) {
      if (sha256s.length === 0) return new Map();
      const rows = await database.direct.$queryRaw<
        { sha256: string; mark: string; at: Date | number | string; actor: string | null }[]
      >(sql`SELECT "sha256", "mark", "at", "actor" FROM "TrustMark" WHERE "sha256" IN (${join([...sha256s])})`);
      return new Map(
        rows.map(({ sha256, mark, at, actor }) => [
          sha256,
          { mark: mark as KnownMark, at: dateOrNull(at) ?? new Date(0), by: actor },
        ]),
      );
    },
    async setTrust(sha256, mark, by) {
      await change(binding, (tx) =>
        tx.$executeRaw(sql`INSERT INTO "TrustMark" ("sha256", "mark", "at", "actor")
        VALUES (${sha256}, ${mark}, ${clock.now()}, ${by})
        ON CONFLICT ("sha256") DO UPDATE SET "mark" = ${mark}, "at" = ${clock.now()}, "actor" = ${by}`),
      );
    },
  };
}

/**
 * Marks the self-signed certificates of a file that is stored now. What someone has said of one before stays said, but
 * that it is trusted after all.
 */
export async function markStored(tx: Sql, file: NewFile, now: Date): Promise<void> {
  if (file.trust === undefined) return;
  const { mark, by } = file.trust;
  const certificates = file.kind === "certificate" ? [readCertificateFacts(file.bytes)] : membersOf(file);
  for (const { sha256 } of certificates.filter(({ isSelfSigned }) => isSelfSigned))
    await tx.$executeRaw(sql`INSERT INTO "TrustMark" ("sha256", "mark", "at", "actor") VALUES (${sha256}, ${mark}, ${now}, ${by})
      ON CONFLICT ("sha256") DO UPDATE SET "mark" = ${mark}, "at" = ${now}, "actor" = ${by}
      WHERE ${mark === "trusted" && by !== null} AND "TrustMark"."mark" IN ('stored', 'unasked')`);
}

/** The next generation of a self-signed certificate is taken for what the one before was. */
export async function markLike(tx: Sql, former: string, next: Uint8Array, now: Date): Promise<void> {
  await tx.$executeRaw(sql`INSERT INTO "TrustMark" ("sha256", "mark", "at", "actor")
    SELECT ${sha256Hex(next)}, m."mark", CAST(${now} AS TIMESTAMP), m."actor" FROM "TrustMark" m WHERE m."sha256" = ${former}
    ON CONFLICT ("sha256") DO NOTHING`);
}
