BEGIN;

-- CreateTable
CREATE TABLE "TrustMark" (
    "sha256" TEXT NOT NULL,
    "mark" TEXT NOT NULL,
    "at" TIMESTAMP(3) NOT NULL,
    "actor" TEXT,

    CONSTRAINT "TrustMark_pkey" PRIMARY KEY ("sha256"),
    CONSTRAINT "TrustMark_mark_check" CHECK ("mark" IN ('trusted', 'stored', 'distrusted', 'unasked')),
    CONSTRAINT "TrustMark_sha256_check" CHECK (length("sha256") = 64 AND ltrim("sha256", '0123456789abcdef') = '')
);

-- CreateTable
CREATE TABLE "AuthorityRights" (
    "spkiSha256" TEXT NOT NULL,
    "rights" JSON NOT NULL,
    "neverLeaves" BOOLEAN NOT NULL DEFAULT false,
    "changedAt" TIMESTAMP(3) NOT NULL,
    "changedBy" TEXT NOT NULL,

    CONSTRAINT "AuthorityRights_pkey" PRIMARY KEY ("spkiSha256"),
    CONSTRAINT "AuthorityRights_spkiSha256_check" CHECK (length("spkiSha256") = 64 AND ltrim("spkiSha256", '0123456789abcdef') = ''),
    CONSTRAINT "AuthorityRights_rights_check" CHECK (json_typeof("rights") = 'object')
);

-- by hand

-- What was here was trusted without a question, and goes on to be.
INSERT INTO "TrustMark" ("sha256", "mark", "at") SELECT "sha256", 'unasked', "createdAt" FROM "Certificate"
  WHERE "subjectHash" = "issuerHash";

COMMIT;
