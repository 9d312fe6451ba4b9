BEGIN;

-- CreateTable
CREATE TABLE "Attempt" (
    "key" TEXT NOT NULL PRIMARY KEY,
    "endsAt" DATETIME NOT NULL,
    "events" INTEGER NOT NULL
);

-- CreateIndex
CREATE INDEX "Attempt_endsAt_idx" ON "Attempt"("endsAt");

-- by hand

COMMIT;
