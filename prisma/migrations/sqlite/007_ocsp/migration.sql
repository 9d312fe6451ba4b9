BEGIN;

-- CreateTable
CREATE TABLE "OcspResponder" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "issuerSpkiSha256" TEXT NOT NULL,
    "serialNumber" TEXT NOT NULL,
    "spkiSha256" TEXT NOT NULL,
    "sealedId" TEXT NOT NULL,
    "notBefore" DATETIME NOT NULL,
    "notAfter" DATETIME NOT NULL,
    "der" BLOB,
    "createdAt" DATETIME NOT NULL,
    CONSTRAINT "OcspResponder_issuerSpkiSha256_fkey" FOREIGN KEY ("issuerSpkiSha256") REFERENCES "CrlIssuer" ("spkiSha256") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "OcspResponder_sealedId_fkey" FOREIGN KEY ("sealedId") REFERENCES "SealedSecret" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "OcspResponder_issuerSpkiSha256_check" CHECK (length("issuerSpkiSha256") = 64 AND ltrim("issuerSpkiSha256", '0123456789abcdef') = ''),
    CONSTRAINT "OcspResponder_spkiSha256_check" CHECK (length("spkiSha256") = 64 AND ltrim("spkiSha256", '0123456789abcdef') = ''),
    CONSTRAINT "OcspResponder_lifetime_check" CHECK ("notAfter" > "notBefore")
);

-- CreateIndex
CREATE UNIQUE INDEX "OcspResponder_spkiSha256_key" ON "OcspResponder"("spkiSha256");

-- CreateIndex
CREATE UNIQUE INDEX "OcspResponder_sealedId_key" ON "OcspResponder"("sealedId");

-- CreateIndex
CREATE INDEX "OcspResponder_issuerSpkiSha256_notAfter_idx" ON "OcspResponder"("issuerSpkiSha256", "notAfter");

-- CreateIndex
CREATE UNIQUE INDEX "OcspResponder_issuerSpkiSha256_serialNumber_key" ON "OcspResponder"("issuerSpkiSha256", "serialNumber");

-- by hand

COMMIT;
