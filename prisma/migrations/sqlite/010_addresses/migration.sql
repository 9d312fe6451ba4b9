BEGIN;

-- AlterTable
ALTER TABLE "CrlIssuer" ADD COLUMN "hasAddresses" BOOLEAN NOT NULL DEFAULT true;
ALTER TABLE "CrlIssuer" ADD COLUMN "partsAbove" INTEGER;
ALTER TABLE "CrlIssuer" ADD COLUMN "responderDays" INTEGER;

-- AlterTable
ALTER TABLE "CrlPoint" ADD COLUMN "since" INTEGER NOT NULL DEFAULT 0;

-- by hand

COMMIT;
