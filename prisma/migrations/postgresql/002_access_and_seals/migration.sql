BEGIN;

-- AlterTable
ALTER TABLE "Session" ADD COLUMN     "lastSeenAt" TIMESTAMP(3);

-- AlterTable
ALTER TABLE "ApiToken" ADD COLUMN     "isOfHost" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "limits" JSON,
ADD COLUMN     "madeById" TEXT,
ADD COLUMN     "ownerId" TEXT;

-- AlterTable
ALTER TABLE "AuditEvent" ADD COLUMN     "address" TEXT,
ADD COLUMN     "credential" TEXT,
ADD COLUMN     "owner" TEXT;

-- AlterTable
ALTER TABLE "Batch" ADD COLUMN     "address" TEXT,
ADD COLUMN     "credential" TEXT,
ADD COLUMN     "owner" TEXT;

-- AlterTable
ALTER TABLE "BatchRow" ADD COLUMN     "spkiSha256" TEXT;

-- CreateTable
CREATE TABLE "ProcessLease" (
    "id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "host" TEXT NOT NULL,
    "pid" INTEGER NOT NULL,
    "masterKeyId" TEXT NOT NULL,
    "startedAt" TIMESTAMP(3) NOT NULL,
    "expiresAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "ProcessLease_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "ProcessLease_kind_check" CHECK ("kind" IN ('console', 'rewrap')),
    CONSTRAINT "ProcessLease_lifetime_check" CHECK ("expiresAt" > "startedAt")
);

-- CreateIndex
CREATE INDEX "ProcessLease_expiresAt_idx" ON "ProcessLease"("expiresAt");

-- CreateIndex
CREATE INDEX "ApiToken_ownerId_idx" ON "ApiToken"("ownerId");

-- CreateIndex
CREATE INDEX "ApiToken_madeById_idx" ON "ApiToken"("madeById");

-- AddForeignKey
ALTER TABLE "ApiToken" ADD CONSTRAINT "ApiToken_ownerId_fkey" FOREIGN KEY ("ownerId") REFERENCES "User"("id") ON DELETE SET NULL ON UPDATE CASCADE;

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

ALTER TABLE "ApiToken" ADD CONSTRAINT "ApiToken_limits_check" CHECK (json_typeof("limits") = 'object');

COMMIT;
