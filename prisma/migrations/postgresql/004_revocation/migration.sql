BEGIN;

-- AlterTable
ALTER TABLE "Item" ADD COLUMN     "revokedAt" TIMESTAMP(3);

-- CreateTable
CREATE TABLE "CrlIssuer" (
    "spkiSha256" TEXT NOT NULL,
    "publishedName" TEXT NOT NULL,
    "revision" INTEGER NOT NULL DEFAULT 0,
    "listedRevision" INTEGER,
    "listNumber" INTEGER NOT NULL DEFAULT 0,
    "entries" INTEGER NOT NULL DEFAULT 0,
    "shards" INTEGER NOT NULL DEFAULT 0,
    "listDays" INTEGER,
    "hasDeltas" BOOLEAN NOT NULL DEFAULT false,
    "createdAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "CrlIssuer_pkey" PRIMARY KEY ("spkiSha256"),
    CONSTRAINT "CrlIssuer_spkiSha256_check" CHECK (length("spkiSha256") = 64 AND ltrim("spkiSha256", '0123456789abcdef') = ''),
    CONSTRAINT "CrlIssuer_revision_check" CHECK ("revision" >= 0),
    CONSTRAINT "CrlIssuer_listedRevision_check" CHECK ("listedRevision" >= 0),
    CONSTRAINT "CrlIssuer_listNumber_check" CHECK ("listNumber" >= 0),
    CONSTRAINT "CrlIssuer_entries_check" CHECK ("entries" >= 0),
    CONSTRAINT "CrlIssuer_shards_check" CHECK ("shards" >= 0),
    CONSTRAINT "CrlIssuer_listDays_check" CHECK ("listDays" >= 1)
);

-- CreateTable
CREATE TABLE "Revocation" (
    "id" SERIAL NOT NULL,
    "issuerSpkiSha256" TEXT NOT NULL,
    "serialNumber" TEXT NOT NULL,
    "certificateId" INTEGER,
    "reason" TEXT NOT NULL,
    "at" TIMESTAMP(3) NOT NULL,
    "invalidityDate" TIMESTAMP(3),
    "releasedAt" TIMESTAMP(3),
    "shard" INTEGER NOT NULL DEFAULT 0,
    "revision" INTEGER NOT NULL,
    "actor" TEXT NOT NULL,

    CONSTRAINT "Revocation_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "Revocation_reason_check" CHECK ("reason" IN ('unspecified', 'keyCompromise', 'cACompromise', 'affiliationChanged', 'superseded', 'cessationOfOperation', 'certificateHold', 'privilegeWithdrawn', 'aACompromise')),
    CONSTRAINT "Revocation_issuerSpkiSha256_check" CHECK (length("issuerSpkiSha256") = 64 AND ltrim("issuerSpkiSha256", '0123456789abcdef') = ''),
    CONSTRAINT "Revocation_shard_check" CHECK ("shard" >= 0),
    CONSTRAINT "Revocation_revision_check" CHECK ("revision" >= 1),
    CONSTRAINT "Revocation_released_check" CHECK ("releasedAt" IS NULL OR "reason" = 'certificateHold')
);

-- CreateTable
CREATE TABLE "RevocationList" (
    "id" SERIAL NOT NULL,
    "issuerSpkiSha256" TEXT NOT NULL,
    "shard" INTEGER NOT NULL DEFAULT 0,
    "isDelta" BOOLEAN NOT NULL DEFAULT false,
    "number" INTEGER NOT NULL,
    "baseNumber" INTEGER,
    "revision" INTEGER NOT NULL,
    "thisUpdate" TIMESTAMP(3) NOT NULL,
    "nextUpdate" TIMESTAMP(3) NOT NULL,
    "entries" INTEGER NOT NULL,
    "sha256" TEXT NOT NULL,
    "der" BYTEA,

    CONSTRAINT "RevocationList_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "RevocationList_issuerSpkiSha256_check" CHECK (length("issuerSpkiSha256") = 64 AND ltrim("issuerSpkiSha256", '0123456789abcdef') = ''),
    CONSTRAINT "RevocationList_sha256_check" CHECK (length("sha256") = 64 AND ltrim("sha256", '0123456789abcdef') = ''),
    CONSTRAINT "RevocationList_shard_check" CHECK ("shard" >= 0),
    CONSTRAINT "RevocationList_number_check" CHECK ("number" >= 1),
    CONSTRAINT "RevocationList_baseNumber_check" CHECK ("baseNumber" >= 1),
    CONSTRAINT "RevocationList_revision_check" CHECK ("revision" >= 0),
    CONSTRAINT "RevocationList_entries_check" CHECK ("entries" >= 0),
    CONSTRAINT "RevocationList_lifetime_check" CHECK ("nextUpdate" > "thisUpdate"),
    CONSTRAINT "RevocationList_delta_check" CHECK ("isDelta" = ("baseNumber" IS NOT NULL))
);

-- CreateTable
CREATE TABLE "CrlPoint" (
    "issuerSpkiSha256" TEXT NOT NULL,
    "shard" INTEGER NOT NULL,
    "uri" TEXT NOT NULL,

    CONSTRAINT "CrlPoint_pkey" PRIMARY KEY ("issuerSpkiSha256","shard","uri"),
    CONSTRAINT "CrlPoint_shard_check" CHECK ("shard" >= 0)
);

-- CreateIndex
CREATE UNIQUE INDEX "CrlIssuer_publishedName_key" ON "CrlIssuer"("publishedName");

-- CreateIndex
CREATE UNIQUE INDEX "Revocation_certificateId_key" ON "Revocation"("certificateId");

-- CreateIndex
CREATE INDEX "Revocation_issuerSpkiSha256_revision_idx" ON "Revocation"("issuerSpkiSha256", "revision");

-- CreateIndex
CREATE UNIQUE INDEX "Revocation_issuerSpkiSha256_serialNumber_key" ON "Revocation"("issuerSpkiSha256", "serialNumber");

-- CreateIndex
CREATE INDEX "RevocationList_issuerSpkiSha256_nextUpdate_idx" ON "RevocationList"("issuerSpkiSha256", "nextUpdate");

-- CreateIndex
CREATE UNIQUE INDEX "RevocationList_issuerSpkiSha256_shard_isDelta_number_key" ON "RevocationList"("issuerSpkiSha256", "shard", "isDelta", "number");

-- CreateIndex
CREATE INDEX "Item_revokedAt_id_idx" ON "Item"("revokedAt", "id");

-- AddForeignKey
ALTER TABLE "Revocation" ADD CONSTRAINT "Revocation_issuerSpkiSha256_fkey" FOREIGN KEY ("issuerSpkiSha256") REFERENCES "CrlIssuer"("spkiSha256") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Revocation" ADD CONSTRAINT "Revocation_certificateId_fkey" FOREIGN KEY ("certificateId") REFERENCES "Certificate"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "RevocationList" ADD CONSTRAINT "RevocationList_issuerSpkiSha256_fkey" FOREIGN KEY ("issuerSpkiSha256") REFERENCES "CrlIssuer"("spkiSha256") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "CrlPoint" ADD CONSTRAINT "CrlPoint_issuerSpkiSha256_fkey" FOREIGN KEY ("issuerSpkiSha256") REFERENCES "CrlIssuer"("spkiSha256") ON DELETE CASCADE ON UPDATE CASCADE;

-- by hand

COMMIT;
