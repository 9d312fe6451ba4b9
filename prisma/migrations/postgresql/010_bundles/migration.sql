BEGIN;

-- AlterTable
ALTER TABLE "Blob" ADD COLUMN     "endsAt" TIMESTAMP(3),
ADD COLUMN     "fileName" TEXT,
ADD COLUMN     "madeAs" TEXT;

-- CreateIndex
CREATE INDEX "Blob_endsAt_idx" ON "Blob"("endsAt");

-- by hand

UPDATE "Blob" SET "fileName" = (SELECT f."fileName" FROM "File" f WHERE f."blobId" = "Blob"."id" LIMIT 1);
UPDATE "Blob" SET "endsAt" = (SELECT MIN(c."notAfter") FROM "BundleMember" m JOIN "Certificate" c ON c."id" = m."certificateId" WHERE m."blobId" = "Blob"."id");

COMMIT;
