BEGIN;

-- AlterTable
ALTER TABLE "AuditEvent" ADD COLUMN "endProof" TEXT;
ALTER TABLE "AuditEvent" ADD COLUMN "entry" INTEGER;
ALTER TABLE "AuditEvent" ADD COLUMN "proof" TEXT;

-- CreateTable
CREATE TABLE "AuditEntry" (
    "seq" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "eventId" INTEGER NOT NULL,
    "isEnd" BOOLEAN NOT NULL,
    "facts" TEXT,
    "hash" TEXT NOT NULL,
    CONSTRAINT "AuditEntry_hash_check" CHECK (length("hash") = 64 AND ltrim("hash", '0123456789abcdef') = ''),
    CONSTRAINT "AuditEntry_seq_check" CHECK ("seq" >= 1)
);

-- CreateTable
CREATE TABLE "AuditTree" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "size" INTEGER NOT NULL DEFAULT 0,
    "head" TEXT NOT NULL,
    "edge" TEXT NOT NULL DEFAULT '',
    "legacyTo" INTEGER NOT NULL DEFAULT 0,
    "note" TEXT NOT NULL DEFAULT '',
    CONSTRAINT "AuditTree_head_check" CHECK (length("head") = 64 AND ltrim("head", '0123456789abcdef') = ''),
    CONSTRAINT "AuditTree_size_check" CHECK ("size" >= 0)
);

-- CreateTable
CREATE TABLE "AuditCheckpoint" (
    "size" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "at" DATETIME NOT NULL,
    "note" TEXT NOT NULL,
    "verifier" TEXT NOT NULL,
    CONSTRAINT "AuditCheckpoint_size_check" CHECK ("size" >= 1)
);

-- CreateIndex
CREATE INDEX "AuditEntry_eventId_idx" ON "AuditEntry"("eventId");

-- CreateIndex
CREATE UNIQUE INDEX "AuditEvent_proof_key" ON "AuditEvent"("proof");

-- by hand

-- What has no entry in the chain yet is found without a walk through the log.
CREATE INDEX "AuditEvent_pending_idx" ON "AuditEvent"("id") WHERE "entry" IS NULL;

-- Events from before have no proof, and what is written from now on has one.
INSERT INTO "AuditTree" ("id", "size", "head", "edge", "legacyTo", "note")
    SELECT 1, 0, '0000000000000000000000000000000000000000000000000000000000000000', '', COALESCE(MAX("id"), 0), '' FROM "AuditEvent";

COMMIT;
