BEGIN;

-- AlterTable
ALTER TABLE "CrlIssuer" ADD COLUMN     "hasAddresses" BOOLEAN NOT NULL DEFAULT true,
ADD COLUMN     "partsAbove" INTEGER,
ADD COLUMN     "responderDays" INTEGER;

-- AlterTable
ALTER TABLE "CrlPoint" ADD COLUMN     "since" INTEGER NOT NULL DEFAULT 0;

-- by hand

COMMIT;
