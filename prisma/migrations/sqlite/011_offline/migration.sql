BEGIN;

-- CreateTable
CREATE TABLE "OfflineRequest" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "kind" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'out',
    "issuerSpkiSha256" TEXT NOT NULL,
    "issuerFileName" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "basename" TEXT,
    "spkiSha256" TEXT,
    "intentId" TEXT,
    "number" INTEGER,
    "revision" INTEGER,
    "thisUpdate" DATETIME,
    "nextUpdate" DATETIME,
    "entries" INTEGER,
    "tbs" BLOB NOT NULL,
    "sha256" TEXT NOT NULL,
    "package" BLOB NOT NULL,
    "createdAt" DATETIME NOT NULL,
    "createdBy" TEXT NOT NULL,
    "endedAt" DATETIME,
    "endedBy" TEXT,
    CONSTRAINT "OfflineRequest_issuerSpkiSha256_fkey" FOREIGN KEY ("issuerSpkiSha256") REFERENCES "CrlIssuer" ("spkiSha256") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "OfflineRequest_intentId_fkey" FOREIGN KEY ("intentId") REFERENCES "SigningIntent" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "OfflineRequest_kind_check" CHECK ("kind" IN ('certificate', 'revocation-list')),
    CONSTRAINT "OfflineRequest_state_check" CHECK ("state" IN ('out', 'answered', 'withdrawn')),
    CONSTRAINT "OfflineRequest_issuerSpkiSha256_check" CHECK (length("issuerSpkiSha256") = 64 AND ltrim("issuerSpkiSha256", '0123456789abcdef') = ''),
    CONSTRAINT "OfflineRequest_spkiSha256_check" CHECK (length("spkiSha256") = 64 AND ltrim("spkiSha256", '0123456789abcdef') = ''),
    CONSTRAINT "OfflineRequest_sha256_check" CHECK (length("sha256") = 64 AND ltrim("sha256", '0123456789abcdef') = ''),
    CONSTRAINT "OfflineRequest_number_check" CHECK ("number" >= 1),
    CONSTRAINT "OfflineRequest_revision_check" CHECK ("revision" >= 0),
    CONSTRAINT "OfflineRequest_entries_check" CHECK ("entries" >= 0),
    CONSTRAINT "OfflineRequest_certificate_check" CHECK ("kind" <> 'certificate' OR ("intentId" IS NOT NULL AND "basename" IS NOT NULL AND "spkiSha256" IS NOT NULL)),
    CONSTRAINT "OfflineRequest_list_check" CHECK ("kind" <> 'revocation-list' OR ("number" IS NOT NULL AND "revision" IS NOT NULL AND "entries" IS NOT NULL AND "nextUpdate" > "thisUpdate")),
    CONSTRAINT "OfflineRequest_ended_check" CHECK (("endedAt" IS NULL) = ("endedBy" IS NULL) AND ("state" <> 'out' OR "endedAt" IS NULL) AND ("state" NOT IN ('answered', 'withdrawn') OR "endedAt" IS NOT NULL))
);

-- CreateTable
CREATE TABLE "OfflineKey" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "spki" BLOB NOT NULL,
    "spkiSha256" TEXT NOT NULL,
    "sealedId" TEXT NOT NULL,
    "createdAt" DATETIME NOT NULL,
    CONSTRAINT "OfflineKey_sealedId_fkey" FOREIGN KEY ("sealedId") REFERENCES "SealedSecret" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "OfflineKey_spkiSha256_check" CHECK (length("spkiSha256") = 64 AND ltrim("spkiSha256", '0123456789abcdef') = '')
);

-- CreateIndex
CREATE UNIQUE INDEX "OfflineRequest_intentId_key" ON "OfflineRequest"("intentId");

-- CreateIndex
CREATE UNIQUE INDEX "OfflineRequest_sha256_key" ON "OfflineRequest"("sha256");

-- CreateIndex
CREATE INDEX "OfflineRequest_state_createdAt_idx" ON "OfflineRequest"("state", "createdAt");

-- CreateIndex
CREATE UNIQUE INDEX "OfflineRequest_issuerSpkiSha256_number_key" ON "OfflineRequest"("issuerSpkiSha256", "number");

-- CreateIndex
CREATE UNIQUE INDEX "OfflineKey_spkiSha256_key" ON "OfflineKey"("spkiSha256");

-- CreateIndex
CREATE UNIQUE INDEX "OfflineKey_sealedId_key" ON "OfflineKey"("sealedId");

-- by hand

COMMIT;
