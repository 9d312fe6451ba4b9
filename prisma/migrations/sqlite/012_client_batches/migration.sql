BEGIN;

-- CreateTable
CREATE TABLE "Batch" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "title" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'running',
    "createdAt" DATETIME NOT NULL,
    "finishedAt" DATETIME,
    "actorKind" TEXT NOT NULL,
    "actorId" TEXT NOT NULL,
    "actor" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "surface" TEXT NOT NULL,
    "issuerFileName" TEXT NOT NULL,
    "issuer" TEXT NOT NULL,
    "template" TEXT NOT NULL,
    "total" INTEGER NOT NULL,
    "issued" INTEGER NOT NULL DEFAULT 0,
    "failed" INTEGER NOT NULL DEFAULT 0,
    "problemCode" TEXT,
    "problemFacts" TEXT,
    "leaseOwner" TEXT,
    "leaseUntil" DATETIME,
    "sheetSealedId" TEXT,
    "sheetTakenAt" DATETIME,
    "sheetTakenBy" TEXT,
    "renewalOfId" TEXT,
    CONSTRAINT "Batch_sheetSealedId_fkey" FOREIGN KEY ("sheetSealedId") REFERENCES "Sealed" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "Batch_renewalOfId_fkey" FOREIGN KEY ("renewalOfId") REFERENCES "Batch" ("id") ON DELETE SET NULL ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "BatchRow" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "batchId" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "email" TEXT,
    "upn" TEXT,
    "department" TEXT,
    "state" TEXT NOT NULL DEFAULT 'waiting',
    "basename" TEXT NOT NULL,
    "fileName" TEXT NOT NULL,
    "intentId" TEXT,
    "sealedId" TEXT,
    "preparedAt" DATETIME,
    "certificateId" INTEGER,
    "finishedAt" DATETIME,
    "errorCode" TEXT,
    "errorFacts" TEXT,
    "predecessorId" INTEGER,
    CONSTRAINT "BatchRow_batchId_fkey" FOREIGN KEY ("batchId") REFERENCES "Batch" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "BatchRow_intentId_fkey" FOREIGN KEY ("intentId") REFERENCES "SigningIntent" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "BatchRow_sealedId_fkey" FOREIGN KEY ("sealedId") REFERENCES "Sealed" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "BatchRow_certificateId_fkey" FOREIGN KEY ("certificateId") REFERENCES "Certificate" ("id") ON DELETE SET NULL ON UPDATE CASCADE,
    CONSTRAINT "BatchRow_predecessorId_fkey" FOREIGN KEY ("predecessorId") REFERENCES "BatchRow" ("id") ON DELETE SET NULL ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "BatchFile" (
    "rowId" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "pkcs12" BLOB NOT NULL,
    "passphrase" BLOB,
    CONSTRAINT "BatchFile_rowId_fkey" FOREIGN KEY ("rowId") REFERENCES "BatchRow" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "BatchLink" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "tokenSha256" TEXT NOT NULL,
    "rowId" INTEGER NOT NULL,
    "createdAt" DATETIME NOT NULL,
    "createdBy" TEXT NOT NULL,
    "expiresAt" DATETIME NOT NULL,
    "usedAt" DATETIME,
    "revokedAt" DATETIME,
    CONSTRAINT "BatchLink_rowId_fkey" FOREIGN KEY ("rowId") REFERENCES "BatchRow" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateIndex
CREATE UNIQUE INDEX "Batch_sheetSealedId_key" ON "Batch"("sheetSealedId");

-- CreateIndex
CREATE INDEX "Batch_state_leaseUntil_idx" ON "Batch"("state", "leaseUntil");

-- CreateIndex
CREATE INDEX "Batch_createdAt_id_idx" ON "Batch"("createdAt", "id");

-- CreateIndex
CREATE INDEX "Batch_renewalOfId_idx" ON "Batch"("renewalOfId");

-- CreateIndex
CREATE UNIQUE INDEX "BatchRow_intentId_key" ON "BatchRow"("intentId");

-- CreateIndex
CREATE UNIQUE INDEX "BatchRow_sealedId_key" ON "BatchRow"("sealedId");

-- CreateIndex
CREATE INDEX "BatchRow_batchId_state_position_idx" ON "BatchRow"("batchId", "state", "position");

-- CreateIndex
CREATE INDEX "BatchRow_certificateId_idx" ON "BatchRow"("certificateId");

-- CreateIndex
CREATE INDEX "BatchRow_predecessorId_idx" ON "BatchRow"("predecessorId");

-- CreateIndex
CREATE UNIQUE INDEX "BatchRow_batchId_position_key" ON "BatchRow"("batchId", "position");

-- CreateIndex
CREATE UNIQUE INDEX "BatchLink_tokenSha256_key" ON "BatchLink"("tokenSha256");

-- CreateIndex
CREATE INDEX "BatchLink_rowId_idx" ON "BatchLink"("rowId");

-- by hand

COMMIT;
