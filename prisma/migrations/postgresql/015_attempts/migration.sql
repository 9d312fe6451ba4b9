BEGIN;

-- CreateTable
CREATE TABLE "Attempt" (
    "key" TEXT NOT NULL,
    "endsAt" TIMESTAMP(3) NOT NULL,
    "events" INTEGER NOT NULL,

    CONSTRAINT "Attempt_pkey" PRIMARY KEY ("key")
);

-- CreateIndex
CREATE INDEX "Attempt_endsAt_idx" ON "Attempt"("endsAt");

-- by hand

COMMIT;
