BEGIN;

-- CreateTable
CREATE TABLE "StepSighting" (
    "serviceId" INTEGER NOT NULL,
    "stepId" TEXT NOT NULL,
    "source" TEXT NOT NULL,
    "command" TEXT NOT NULL DEFAULT '',
    "handshakes" INTEGER NOT NULL DEFAULT 0,
    "at" TIMESTAMP(3) NOT NULL,
    "actor" TEXT NOT NULL,
    "holdsFor" TEXT NOT NULL,

    CONSTRAINT "StepSighting_pkey" PRIMARY KEY ("serviceId","stepId"),
    CONSTRAINT "StepSighting_source_check" CHECK ("source" IN ('rehearsal', 'screen')),
    CONSTRAINT "StepSighting_holdsFor_check" CHECK (length("holdsFor") = 64 AND ltrim("holdsFor", '0123456789abcdef') = ''),
    CONSTRAINT "StepSighting_handshakes_check" CHECK ("handshakes" >= 0)
);

-- AddForeignKey
ALTER TABLE "StepSighting" ADD CONSTRAINT "StepSighting_serviceId_fkey" FOREIGN KEY ("serviceId") REFERENCES "Service"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- by hand

COMMIT;
