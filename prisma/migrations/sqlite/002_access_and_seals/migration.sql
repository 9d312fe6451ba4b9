BEGIN;

-- AlterTable
ALTER TABLE "Session" ADD COLUMN "lastSeenAt" DATETIME;

-- AlterTable
ALTER TABLE "AuditEvent" ADD COLUMN "address" TEXT;
ALTER TABLE "AuditEvent" ADD COLUMN "credential" TEXT;
ALTER TABLE "AuditEvent" ADD COLUMN "owner" TEXT;

-- AlterTable
ALTER TABLE "Batch" ADD COLUMN "address" TEXT;
ALTER TABLE "Batch" ADD COLUMN "credential" TEXT;
ALTER TABLE "Batch" ADD COLUMN "owner" TEXT;

-- AlterTable
ALTER TABLE "BatchRow" ADD COLUMN "spkiSha256" TEXT;

-- CreateTable
CREATE TABLE "ProcessLease" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "kind" TEXT NOT NULL,
    "host" TEXT NOT NULL,
    "pid" INTEGER NOT NULL,
    "masterKeyId" TEXT NOT NULL,
    "startedAt" DATETIME NOT NULL,
    "expiresAt" DATETIME NOT NULL,
    CONSTRAINT "ProcessLease_kind_check" CHECK ("kind" IN ('console', 'rewrap')),
    CONSTRAINT "ProcessLease_lifetime_check" CHECK ("expiresAt" > "startedAt")
);

-- RedefineTables
PRAGMA defer_foreign_keys=ON;
PRAGMA foreign_keys=OFF;
CREATE TABLE "new_ApiToken" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "name" TEXT NOT NULL,
    "liveName" TEXT,
    "tokenSha256" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "createdAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "createdBy" TEXT NOT NULL,
    "ownerId" TEXT,
    "isOfHost" BOOLEAN NOT NULL DEFAULT false,
    "madeById" TEXT,
    "limits" JSONB,
    "lastUsedAt" DATETIME,
    "expiresAt" DATETIME,
    "revokedAt" DATETIME,
    CONSTRAINT "ApiToken_ownerId_fkey" FOREIGN KEY ("ownerId") REFERENCES "User" ("id") ON DELETE SET NULL ON UPDATE CASCADE,
    CONSTRAINT "ApiToken_role_check" CHECK ("role" IN ('administrator', 'operator', 'auditor')),
    CONSTRAINT "ApiToken_tokenSha256_check" CHECK (length("tokenSha256") = 64 AND ltrim("tokenSha256", '0123456789abcdef') = ''),
    CONSTRAINT "ApiToken_limits_check" CHECK (json_valid("limits") AND json_type("limits") = 'object'),
    CONSTRAINT "ApiToken_live_name_check" CHECK (("liveName" IS NULL) = ("revokedAt" IS NOT NULL) AND ("liveName" IS NULL OR "liveName" = "name"))
);
INSERT INTO "new_ApiToken" ("createdAt", "createdBy", "expiresAt", "id", "lastUsedAt", "liveName", "name", "revokedAt", "role", "tokenSha256") SELECT "createdAt", "createdBy", "expiresAt", "id", "lastUsedAt", "liveName", "name", "revokedAt", "role", "tokenSha256" FROM "ApiToken";
DROP TABLE "ApiToken";
ALTER TABLE "new_ApiToken" RENAME TO "ApiToken";
CREATE UNIQUE INDEX "ApiToken_liveName_key" ON "ApiToken"("liveName");
CREATE UNIQUE INDEX "ApiToken_tokenSha256_key" ON "ApiToken"("tokenSha256");
CREATE INDEX "ApiToken_name_idx" ON "ApiToken"("name");
CREATE INDEX "ApiToken_ownerId_idx" ON "ApiToken"("ownerId");
CREATE INDEX "ApiToken_madeById_idx" ON "ApiToken"("madeById");
PRAGMA foreign_keys=ON;
PRAGMA defer_foreign_keys=OFF;

-- CreateIndex
CREATE INDEX "ProcessLease_expiresAt_idx" ON "ProcessLease"("expiresAt");

-- by hand

-- Whose the tokens are, through any number of tokens that made each other. A maker whose name is a person's address and a
-- token's at once, or who is gone, says neither: such a token rests.
WITH RECURSIVE made("id", "ownerId", "isOfHost", "madeById") AS (
  SELECT t."id", u."id", FALSE, CAST(NULL AS TEXT) FROM "ApiToken" t JOIN "User" u ON u."email" = t."createdBy"
    WHERE NOT EXISTS (SELECT 1 FROM "ApiToken" p WHERE p."name" = t."createdBy")
  UNION ALL
  SELECT t."id", CAST(NULL AS TEXT), TRUE, CAST(NULL AS TEXT) FROM "ApiToken" t
    WHERE t."createdBy" = 'npm run token' AND NOT EXISTS (SELECT 1 FROM "ApiToken" p WHERE p."name" = t."createdBy")
  UNION ALL
  SELECT t."id", m."ownerId", m."isOfHost", m."id" FROM made m JOIN "ApiToken" p ON p."id" = m."id"
    JOIN "ApiToken" t ON t."createdBy" = p."name" AND p."createdAt" = (SELECT MAX(q."createdAt") FROM "ApiToken" q
      WHERE q."name" = t."createdBy" AND q."createdAt" < t."createdAt")
    WHERE NOT EXISTS (SELECT 1 FROM "User" u WHERE u."email" = t."createdBy")
)
UPDATE "ApiToken" SET "ownerId" = (SELECT m."ownerId" FROM made m WHERE m."id" = "ApiToken"."id" LIMIT 1),
  "isOfHost" = COALESCE((SELECT m."isOfHost" FROM made m WHERE m."id" = "ApiToken"."id" LIMIT 1), FALSE),
  "madeById" = (SELECT m."madeById" FROM made m WHERE m."id" = "ApiToken"."id" LIMIT 1);

COMMIT;
