BEGIN;

-- CreateTable
CREATE TABLE "SavedView" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "userId" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "filters" JSONB NOT NULL,
    "createdAt" DATETIME NOT NULL,
    CONSTRAINT "SavedView_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "SavedView_filters_check" CHECK (json_valid("filters") AND json_type("filters") = 'object')
);

-- RedefineTables
PRAGMA defer_foreign_keys=ON;
PRAGMA foreign_keys=OFF;
CREATE TABLE "new_Item" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "basename" TEXT NOT NULL,
    "nameKey" TEXT NOT NULL,
    "createdAt" DATETIME NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 0,
    "state" TEXT NOT NULL DEFAULT 'other',
    "kinds" TEXT NOT NULL DEFAULT ',',
    "subject" TEXT NOT NULL DEFAULT '',
    "subjectKey" TEXT,
    "commonName" TEXT NOT NULL DEFAULT '',
    "nameCount" INTEGER NOT NULL DEFAULT 0,
    "issuer" TEXT NOT NULL DEFAULT '',
    "isSelfSigned" BOOLEAN NOT NULL DEFAULT false,
    "isAuthority" BOOLEAN NOT NULL DEFAULT false,
    "notBefore" DATETIME,
    "notAfter" DATETIME,
    "keyAlgorithm" TEXT NOT NULL DEFAULT '',
    "sha256" TEXT,
    "purpose" TEXT NOT NULL DEFAULT 'other',
    "shelf" TEXT NOT NULL DEFAULT 'listed',
    "listKey" TEXT NOT NULL DEFAULT '',
    "archivedAt" DATETIME,
    "batchId" TEXT,
    "labels" TEXT NOT NULL DEFAULT '',
    "note" TEXT NOT NULL DEFAULT '',
    CONSTRAINT "Item_state_check" CHECK ("state" IN ('certificate', 'certificate-no-chain', 'certificate-locked', 'certificate-no-key', 'waiting', 'key-locked', 'key-only', 'bundle', 'other')),
    CONSTRAINT "Item_purpose_check" CHECK ("purpose" IN ('root', 'intermediate', 'server', 'client', 'server-client', 'certificate', 'request', 'key', 'bundle', 'list', 'other')),
    CONSTRAINT "Item_shelf_check" CHECK ("shelf" IN ('listed', 'batch', 'archived', 'expired')),
    CONSTRAINT "Item_sha256_check" CHECK (length("sha256") = 64 AND ltrim("sha256", '0123456789abcdef') = ''),
    CONSTRAINT "Item_version_check" CHECK ("version" >= 0),
    CONSTRAINT "Item_nameCount_check" CHECK ("nameCount" >= 0),
    CONSTRAINT "Item_kinds_check" CHECK (substr("kinds", 1, 1) = ',' AND substr("kinds", length("kinds"), 1) = ','),
    CONSTRAINT "Item_archived_check" CHECK (("shelf" = 'archived') = ("archivedAt" IS NOT NULL)),
    CONSTRAINT "Item_batch_check" CHECK ("shelf" <> 'batch' OR "batchId" IS NOT NULL),
    CONSTRAINT "Item_labels_check" CHECK ("labels" = '' OR (substr("labels", 1, 1) = ',' AND substr("labels", length("labels"), 1) = ',' AND length("labels") > 2)),
    CONSTRAINT "Item_note_check" CHECK (length("note") <= 4000),
    CONSTRAINT "Item_validity_check" CHECK (("notBefore" IS NULL) = ("notAfter" IS NULL) AND ("notAfter" IS NULL) = ("sha256" IS NULL))
);
INSERT INTO "new_Item" ("basename", "commonName", "createdAt", "id", "isAuthority", "isSelfSigned", "issuer", "keyAlgorithm", "kinds", "nameCount", "nameKey", "notAfter", "notBefore", "sha256", "state", "subject", "subjectKey", "version") SELECT "basename", "commonName", "createdAt", "id", "isAuthority", "isSelfSigned", "issuer", "keyAlgorithm", "kinds", "nameCount", "nameKey", "notAfter", "notBefore", "sha256", "state", "subject", "subjectKey", "version" FROM "Item";
DROP TABLE "Item";
ALTER TABLE "new_Item" RENAME TO "Item";
CREATE UNIQUE INDEX "Item_basename_key" ON "Item"("basename");
CREATE INDEX "Item_nameKey_id_idx" ON "Item"("nameKey", "id");
CREATE INDEX "Item_notAfter_id_idx" ON "Item"("notAfter", "id");
CREATE INDEX "Item_createdAt_id_idx" ON "Item"("createdAt", "id");
CREATE INDEX "Item_subjectKey_id_idx" ON "Item"("subjectKey", "id");
CREATE INDEX "Item_state_notAfter_id_idx" ON "Item"("state", "notAfter", "id");
CREATE INDEX "Item_issuer_id_idx" ON "Item"("issuer", "id");
CREATE INDEX "Item_keyAlgorithm_id_idx" ON "Item"("keyAlgorithm", "id");
CREATE INDEX "Item_isAuthority_id_idx" ON "Item"("isAuthority", "id");
CREATE INDEX "Item_purpose_id_idx" ON "Item"("purpose", "id");
CREATE INDEX "Item_batchId_id_idx" ON "Item"("batchId", "id");
CREATE TABLE "new_Certificate" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "itemId" INTEGER,
    "generation" INTEGER NOT NULL DEFAULT 0,
    "sha256" TEXT NOT NULL,
    "sha1" TEXT NOT NULL,
    "spkiSha256" TEXT NOT NULL,
    "subjectHash" TEXT NOT NULL,
    "issuerHash" TEXT NOT NULL,
    "serialNumber" TEXT NOT NULL,
    "subjectKeyId" TEXT,
    "authorityKeyId" TEXT,
    "isAuthority" BOOLEAN NOT NULL,
    "hasChain" BOOLEAN NOT NULL DEFAULT false,
    "notBefore" DATETIME NOT NULL,
    "notAfter" DATETIME NOT NULL,
    "createdAt" DATETIME NOT NULL,
    "deletedAt" DATETIME,
    CONSTRAINT "Certificate_itemId_fkey" FOREIGN KEY ("itemId") REFERENCES "Item" ("id") ON DELETE SET NULL ON UPDATE CASCADE,
    CONSTRAINT "Certificate_sha256_check" CHECK (length("sha256") = 64 AND ltrim("sha256", '0123456789abcdef') = ''),
    CONSTRAINT "Certificate_sha1_check" CHECK (length("sha1") = 40 AND ltrim("sha1", '0123456789abcdef') = ''),
    CONSTRAINT "Certificate_spkiSha256_check" CHECK (length("spkiSha256") = 64 AND ltrim("spkiSha256", '0123456789abcdef') = ''),
    CONSTRAINT "Certificate_subjectHash_check" CHECK (length("subjectHash") = 64 AND ltrim("subjectHash", '0123456789abcdef') = ''),
    CONSTRAINT "Certificate_issuerHash_check" CHECK (length("issuerHash") = 64 AND ltrim("issuerHash", '0123456789abcdef') = ''),
    CONSTRAINT "Certificate_generation_check" CHECK ("generation" >= 0),
    CONSTRAINT "Certificate_generation_of_item_check" CHECK ("itemId" IS NOT NULL OR "generation" = 0)
);
INSERT INTO "new_Certificate" ("authorityKeyId", "createdAt", "deletedAt", "generation", "id", "isAuthority", "issuerHash", "itemId", "notAfter", "notBefore", "serialNumber", "sha1", "sha256", "spkiSha256", "subjectHash", "subjectKeyId") SELECT "authorityKeyId", "createdAt", "deletedAt", "generation", "id", "isAuthority", "issuerHash", "itemId", "notAfter", "notBefore", "serialNumber", "sha1", "sha256", "spkiSha256", "subjectHash", "subjectKeyId" FROM "Certificate";
DROP TABLE "Certificate";
ALTER TABLE "new_Certificate" RENAME TO "Certificate";
CREATE UNIQUE INDEX "Certificate_sha256_key" ON "Certificate"("sha256");
CREATE INDEX "Certificate_spkiSha256_idx" ON "Certificate"("spkiSha256");
CREATE INDEX "Certificate_subjectHash_idx" ON "Certificate"("subjectHash");
CREATE INDEX "Certificate_issuerHash_serialNumber_idx" ON "Certificate"("issuerHash", "serialNumber");
CREATE UNIQUE INDEX "Certificate_itemId_generation_sha256_key" ON "Certificate"("itemId", "generation", "sha256");
PRAGMA foreign_keys=ON;
PRAGMA defer_foreign_keys=OFF;

-- CreateIndex
CREATE UNIQUE INDEX "SavedView_userId_name_key" ON "SavedView"("userId", "name");

-- by hand

CREATE TABLE "new_SearchName" (
    "itemId" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "value" TEXT NOT NULL,

    PRIMARY KEY ("itemId", "kind", "value"),
    CONSTRAINT "SearchName_itemId_fkey" FOREIGN KEY ("itemId") REFERENCES "Item" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "SearchName_kind_check" CHECK ("kind" IN ('cn', 'subject', 'san', 'serial', 'sha256', 'sha1', 'file', 'label'))
);
INSERT INTO "new_SearchName" ("itemId", "kind", "value") SELECT "itemId", "kind", "value" FROM "SearchName";
DROP TABLE "SearchName";
ALTER TABLE "new_SearchName" RENAME TO "SearchName";
CREATE INDEX "SearchName_kind_value_idx" ON "SearchName"("kind", "value");

CREATE TABLE "new_Counter" (
    "kind" TEXT NOT NULL,
    "value" TEXT NOT NULL,
    "count" INTEGER NOT NULL,

    PRIMARY KEY ("kind", "value"),
    CONSTRAINT "Counter_kind_check" CHECK ("kind" IN ('total', 'kind', 'issuer', 'keyAlgorithm', 'shelf', 'batch', 'label'))
);
INSERT INTO "new_Counter" ("kind", "value", "count") SELECT "kind", "value", "count" FROM "Counter";
DROP TABLE "Counter";
ALTER TABLE "new_Counter" RENAME TO "Counter";

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
