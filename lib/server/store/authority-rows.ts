import "server-only";
import type { AuthorityKey, AuthorityRow, AuthorityRows } from "../../commands/ports/authorities.ts";
import type { NewFile } from "../../commands/ports/files.ts";
import { sha256Hex } from "../../pki/x509/certificate.ts";
import type { Database } from "../database/db.ts";
import { sql } from "../database/sql.ts";
import { change, type StoreBinding } from "../database/transaction.ts";
import { Failure } from "../error-codes.ts";
import { dateOrNull } from "../inventory/item-rows.ts";
import { countIssued, readIssuedPage } from "../inventory/issued.ts";
import { boundFile } from "./bound-seal.ts";
import { readCertificateFacts } from "./certificate-facts.ts";
import { writeNewFiles } from "./create.ts";
import { intactBytes } from "./stored-digest.ts";

const mostAuthorities = 2000;

export function storeAuthorityRows(binding: StoreBinding): AuthorityRows {
  const { database, clock } = binding;
  return {
    authorityRows: () => readAuthorityRows(database),
    issuedCounts: (of) => countIssued(database, of, clock.now()),
    issued: (query) => readIssuedPage(database, query, clock.now()),
    listEnds: () => readListEnds(database),
    createCertified: (files, intentId) => createCertified(binding, files, intentId),
  };
}

interface Cells extends Omit<AuthorityRow, "key" | "revokedAt" | "generation"> {
  readonly generation: number;
  readonly revokedAt: Date | number | string | null;
  readonly keyKind: string | null;
  readonly isLockedBeside: boolean | number;
}

/**
 * Every certificate of an authority: live, in a bundle, or a former generation of a name. A key is found by its public
 * half, under whatever name; a locked one, of which that is not known, beside the live certificate of its name.
 */
async function readAuthorityRows({ direct }: Database): Promise<AuthorityRow[]> {
  const rows = await direct.$queryRaw<Cells[]>(sql`SELECT d."der", c."sha256", c."spkiSha256" AS "publicKeyId",
      c."subjectHash", c."issuerHash", c."subjectKeyId", c."authorityKeyId", i."basename", f."fileName", c."generation",
      r."at" AS "revokedAt", k."kind" AS "keyKind",
      (f."id" IS NOT NULL AND EXISTS (SELECT 1 FROM "File" l WHERE l."itemId" = f."itemId" AND l."kind" = 'locked-key')) AS "isLockedBeside"
    FROM "Certificate" c JOIN "CertificateDer" d ON d."certificateId" = c."id"
    LEFT JOIN "File" f ON f."certificateId" = c."id" LEFT JOIN "Item" i ON i."id" = c."itemId"
    LEFT JOIN "Revocation" r ON r."certificateId" = c."id" AND r."releasedAt" IS NULL
    LEFT JOIN (SELECT q."spkiSha256", s."kind" FROM "Key" q JOIN "SealedSecret" s ON s."id" = q."sealedId"
      WHERE EXISTS (SELECT 1 FROM "File" g WHERE g."keyId" = q."id")) k ON k."spkiSha256" = c."spkiSha256"
    WHERE c."isAuthority" = ${true} AND c."deletedAt" IS NULL AND (f."id" IS NOT NULL OR c."itemId" IS NOT NULL
      OR EXISTS (SELECT 1 FROM "BundleMember" m WHERE m."certificateId" = c."id"))
    ORDER BY CASE WHEN c."itemId" IS NULL THEN 1 ELSE 0 END, c."id" LIMIT ${mostAuthorities}`);
  return rows.map(({ keyKind, isLockedBeside, revokedAt, generation, der, ...row }) => ({
    ...row,
    der: intactBytes(der, row.sha256, row.fileName ?? `sha256:${row.sha256}`),
    generation: Number(generation),
    revokedAt: dateOrNull(revokedAt),
    key: keyOf(keyKind, Boolean(Number(isLockedBeside))),
  }));
}

function keyOf(keyKind: string | null, isLockedBeside: boolean): AuthorityKey {
  if (keyKind === "locked-key") return "own-passphrase";
  if (keyKind !== null) return "here";
  return isLockedBeside ? "locked" : "elsewhere";
}

async function readListEnds({ direct }: Database): ReturnType<AuthorityRows["listEnds"]> {
  const rows = await direct.$queryRaw<
    { id: string; publishedName: string; nextUpdate: Date | number | string | null }[]
  >(sql`SELECT i."spkiSha256" AS "id", i."publishedName", l."nextUpdate" FROM "CrlIssuer" i
    LEFT JOIN "RevocationList" l ON l."issuerSpkiSha256" = i."spkiSha256" AND l."shard" = 0 AND l."isDelta" = ${false}
      AND l."number" = i."listNumber"`);
  return new Map(
    rows.map(({ id, publishedName, nextUpdate }) => [id, { publishedName, nextUpdate: dateOrNull(nextUpdate) }]),
  );
}

async function createCertified(binding: StoreBinding, files: readonly NewFile[], intentId: string): Promise<void> {
  const certificate = files.find(({ kind }) => kind === "certificate");
  if (certificate === undefined) throw new Error("a certified key came without its certificate");
  const now = binding.clock.now();
  const { serialNumber } = readCertificateFacts(certificate.bytes);
  await change(binding, async (tx) => {
    await writeNewFiles(
      tx,
      files.map((file) => boundFile(binding, file)),
      now,
    );
    const ended = await tx.$executeRaw(sql`UPDATE "SigningIntent" SET "completedAt" = ${now},
      "certificateId" = (SELECT "id" FROM "Certificate" WHERE "sha256" = ${sha256Hex(certificate.bytes)})
      WHERE "id" = ${intentId} AND "completedAt" IS NULL AND "serialNumber" = ${serialNumber}`);
    if (ended !== 1) throw new Failure("sign.intent-unknown", {});
  });
}
