BEGIN;

-- AlterTable
ALTER TABLE "SigningIntent" ADD COLUMN "template" TEXT;
ALTER TABLE "SigningIntent" ADD COLUMN "templateVersion" INTEGER;

-- CreateTable
CREATE TABLE "Template" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "name" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "rules" JSONB NOT NULL,
    "note" TEXT NOT NULL DEFAULT '',
    "createdAt" DATETIME NOT NULL,
    "createdBy" TEXT NOT NULL,
    CONSTRAINT "Template_rules_check" CHECK (json_valid("rules") AND json_type("rules") = 'object')
);

-- CreateIndex
CREATE UNIQUE INDEX "Template_name_version_key" ON "Template"("name", "version");

-- CreateIndex
CREATE INDEX "SigningIntent_template_templateVersion_idx" ON "SigningIntent"("template", "templateVersion");

-- by hand

COMMIT;
