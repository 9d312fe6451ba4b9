BEGIN;

-- AlterTable
ALTER TABLE "Item" ADD COLUMN "exampleAt" DATETIME;

-- AlterTable
ALTER TABLE "Service" ADD COLUMN "exampleAt" DATETIME;

-- AlterTable
ALTER TABLE "Batch" ADD COLUMN "exampleAt" DATETIME;

-- by hand

-- Asked with each Overview, and almost always empty.
CREATE INDEX "Item_example" ON "Item" ("basename") WHERE "exampleAt" IS NOT NULL;
CREATE INDEX "Batch_example" ON "Batch" ("id") WHERE "exampleAt" IS NOT NULL;

COMMIT;
