BEGIN;

-- DropIndex
DROP INDEX "Item_state_id_idx";

-- AlterTable
ALTER TABLE "Item" ADD COLUMN     "archivedAt" TIMESTAMP(3),
ADD COLUMN     "batchId" TEXT,
ADD COLUMN     "labels" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "listKey" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "note" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "purpose" TEXT NOT NULL DEFAULT 'other',
ADD COLUMN     "shelf" TEXT NOT NULL DEFAULT 'listed';

-- AlterTable
ALTER TABLE "Certificate" ADD COLUMN     "hasChain" BOOLEAN NOT NULL DEFAULT false;

-- CreateTable
CREATE TABLE "SavedView" (
    "id" SERIAL NOT NULL,
    "userId" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "filters" JSON NOT NULL,
    "createdAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "SavedView_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "SavedView_filters_check" CHECK (json_typeof("filters") = 'object')
);

-- CreateIndex
CREATE UNIQUE INDEX "SavedView_userId_name_key" ON "SavedView"("userId", "name");

-- CreateIndex
CREATE INDEX "Item_state_notAfter_id_idx" ON "Item"("state", "notAfter", "id");

-- CreateIndex
CREATE INDEX "Item_purpose_id_idx" ON "Item"("purpose", "id");

-- CreateIndex
CREATE INDEX "Item_batchId_id_idx" ON "Item"("batchId", "id");

-- AddForeignKey
ALTER TABLE "SavedView" ADD CONSTRAINT "SavedView_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- by hand

ALTER TABLE "Item"
    ALTER COLUMN "purpose" TYPE TEXT COLLATE "C",
    ALTER COLUMN "listKey" TYPE TEXT COLLATE "C";
ALTER TABLE "Item" DROP CONSTRAINT "Item_state_check";
ALTER TABLE "Item" ADD CONSTRAINT "Item_state_check" CHECK ("state" IN ('certificate', 'certificate-no-chain', 'certificate-locked', 'certificate-no-key', 'waiting', 'key-locked', 'key-only', 'bundle', 'other'));
ALTER TABLE "Item" ADD CONSTRAINT "Item_purpose_check" CHECK ("purpose" IN ('root', 'intermediate', 'server', 'client', 'server-client', 'certificate', 'request', 'key', 'bundle', 'list', 'other'));
ALTER TABLE "Item" ADD CONSTRAINT "Item_shelf_check" CHECK ("shelf" IN ('listed', 'batch', 'archived', 'expired'));
ALTER TABLE "Item" ADD CONSTRAINT "Item_archived_check" CHECK (("shelf" = 'archived') = ("archivedAt" IS NOT NULL));
ALTER TABLE "Item" ADD CONSTRAINT "Item_batch_check" CHECK ("shelf" <> 'batch' OR "batchId" IS NOT NULL);
ALTER TABLE "Item" ADD CONSTRAINT "Item_labels_check" CHECK ("labels" = '' OR (substr("labels", 1, 1) = ',' AND substr("labels", length("labels"), 1) = ',' AND length("labels") > 2));
ALTER TABLE "Item" ADD CONSTRAINT "Item_note_check" CHECK (length("note") <= 4000);
ALTER TABLE "SearchName" DROP CONSTRAINT "SearchName_kind_check";
ALTER TABLE "SearchName" ADD CONSTRAINT "SearchName_kind_check" CHECK ("kind" IN ('cn', 'subject', 'san', 'serial', 'sha256', 'sha1', 'file', 'label'));
ALTER TABLE "Counter" DROP CONSTRAINT "Counter_kind_check";
ALTER TABLE "Counter" ADD CONSTRAINT "Counter_kind_check" CHECK ("kind" IN ('total', 'kind', 'issuer', 'keyAlgorithm', 'shelf', 'batch', 'label'));

-- What neither the old rows nor their columns say (the purposes of a certificate, the attributes of its subject) is read from the
-- certificates by the console, in the background (lib/server/store/refresh-summaries.ts).
UPDATE "Item" SET "listKey" = "nameKey",
  "batchId" = (SELECT MAX(r."batchId") FROM "Certificate" c JOIN "BatchRow" r ON r."certificateId" = c."id"
    WHERE c."itemId" = "Item"."id" AND r."id" = (SELECT MAX(q."id") FROM "Certificate" d JOIN "BatchRow" q ON q."certificateId" = d."id"
      WHERE d."itemId" = "Item"."id")),
  "purpose" = CASE WHEN "sha256" IS NOT NULL THEN CASE WHEN NOT "isAuthority" THEN 'certificate' WHEN "isSelfSigned" THEN 'root' ELSE 'intermediate' END
    WHEN "kinds" LIKE '%,csr,%' THEN 'request' WHEN "kinds" LIKE '%key,%' THEN 'key'
    WHEN "state" = 'bundle' OR "kinds" LIKE '%,pkcs12,%' THEN 'bundle' WHEN "kinds" LIKE '%,crl,%' THEN 'list' ELSE 'other' END;

-- One row of the list for a batch: its first name stands for it, under its title.
UPDATE "Item" SET "shelf" = 'batch' WHERE "batchId" IS NOT NULL;
UPDATE "Item" SET "shelf" = 'listed', "listKey" = (SELECT lower(b."title") FROM "Batch" b WHERE b."id" = "Item"."batchId")
  WHERE "id" IN (SELECT MIN(i."id") FROM "Item" i WHERE i."batchId" IS NOT NULL GROUP BY i."batchId");

INSERT INTO "Counter" ("kind", "value", "count") SELECT 'shelf', "shelf", COUNT(*) FROM "Item" WHERE "kinds" <> ',' GROUP BY "shelf";
INSERT INTO "Counter" ("kind", "value", "count") SELECT 'batch', "batchId", COUNT(*) FROM "Item" WHERE "batchId" IS NOT NULL GROUP BY "batchId";

-- Authorities that are live or in a bundle and whose chain is here, and then the names whose certificate has none.
WITH RECURSIVE "here" AS (SELECT c."id", c."subjectHash", c."issuerHash", c."subjectKeyId", c."authorityKeyId" FROM "Certificate" c
    WHERE c."isAuthority" AND c."deletedAt" IS NULL AND (EXISTS (SELECT 1 FROM "File" f WHERE f."certificateId" = c."id")
      OR EXISTS (SELECT 1 FROM "BundleMember" m WHERE m."certificateId" = c."id"))),
  "chained" AS (
    SELECT h."id", h."subjectHash", h."subjectKeyId" FROM "here" h WHERE h."subjectHash" = h."issuerHash"
      AND (h."subjectKeyId" IS NULL OR h."authorityKeyId" IS NULL OR h."subjectKeyId" = h."authorityKeyId")
    UNION
    SELECT h."id", h."subjectHash", h."subjectKeyId" FROM "chained" p JOIN "here" h ON h."issuerHash" = p."subjectHash"
      AND (h."authorityKeyId" IS NULL OR p."subjectKeyId" IS NULL OR h."authorityKeyId" = p."subjectKeyId")
  )
UPDATE "Certificate" SET "hasChain" = TRUE WHERE "id" IN (SELECT "id" FROM "chained");
UPDATE "Item" SET "state" = 'certificate-no-chain' WHERE "state" = 'certificate' AND NOT EXISTS (SELECT 1 FROM "File" f
  JOIN "Certificate" c ON c."id" = f."certificateId" WHERE f."itemId" = "Item"."id" AND ("Item"."isSelfSigned" OR EXISTS (SELECT 1 FROM "Certificate" p
    WHERE p."subjectHash" = c."issuerHash" AND p."id" <> c."id" AND p."hasChain"
      AND (p."subjectKeyId" IS NULL OR c."authorityKeyId" IS NULL OR p."subjectKeyId" = c."authorityKeyId"))));

-- The list of the current names, in each of its orders: batches are one row in it, and what is archived or over is not in it.
CREATE INDEX "Item_listed_listKey" ON "Item" ("listKey", "id") WHERE "shelf" = 'listed';
CREATE INDEX "Item_listed_notAfter" ON "Item" ("notAfter", "id") WHERE "shelf" = 'listed';
CREATE INDEX "Item_listed_createdAt" ON "Item" ("createdAt", "id") WHERE "shelf" = 'listed';
CREATE INDEX "Item_listed_subjectKey" ON "Item" ("subjectKey", "id") WHERE "shelf" = 'listed';
CREATE INDEX "Item_listed_purpose" ON "Item" ("purpose", "id") WHERE "shelf" = 'listed';
CREATE INDEX "Item_listed_issuer" ON "Item" ("issuer", "id") WHERE "shelf" = 'listed';
CREATE INDEX "Item_listed_state" ON "Item" ("state", "notAfter", "id") WHERE "shelf" = 'listed';
-- And what is put away. No index begins with the shelf: SQLite would take it for the list, and sort all rows of it.
CREATE INDEX "Item_archived" ON "Item" ("nameKey", "id") WHERE "shelf" = 'archived';
CREATE INDEX "Item_expired" ON "Item" ("notAfter", "id") WHERE "shelf" = 'expired';

COMMIT;
