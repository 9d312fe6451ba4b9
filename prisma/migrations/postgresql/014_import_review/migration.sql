BEGIN;

-- CreateTable
CREATE TABLE "ImportReview" (
    "id" TEXT NOT NULL,
    "owner" TEXT NOT NULL,
    "sealed" BYTEA NOT NULL,
    "wrappedDataKey" BYTEA NOT NULL,
    "masterKeyId" TEXT NOT NULL,
    "size" INTEGER NOT NULL,
    "createdAt" TIMESTAMP(3) NOT NULL,
    "expiresAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "ImportReview_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "ImportReview_owner_idx" ON "ImportReview"("owner");

-- CreateIndex
CREATE INDEX "ImportReview_expiresAt_idx" ON "ImportReview"("expiresAt");

-- by hand

COMMIT;
