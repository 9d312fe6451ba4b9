BEGIN;

-- CreateTable
CREATE TABLE "ImportReview" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "owner" TEXT NOT NULL,
    "sealed" BLOB NOT NULL,
    "wrappedDataKey" BLOB NOT NULL,
    "masterKeyId" TEXT NOT NULL,
    "size" INTEGER NOT NULL,
    "createdAt" DATETIME NOT NULL,
    "expiresAt" DATETIME NOT NULL
);

-- CreateIndex
CREATE INDEX "ImportReview_owner_idx" ON "ImportReview"("owner");

-- CreateIndex
CREATE INDEX "ImportReview_expiresAt_idx" ON "ImportReview"("expiresAt");

-- by hand

COMMIT;
