BEGIN;

-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateTable
CREATE TABLE "User" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "email" TEXT NOT NULL,
    "emailVerified" BOOLEAN NOT NULL DEFAULT false,
    "image" TEXT,
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMP(3) NOT NULL,
    "role" TEXT NOT NULL DEFAULT 'auditor',
    "disabledAt" TIMESTAMP(3),
    "lastSignInAt" TIMESTAMP(3),

    CONSTRAINT "User_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Session" (
    "id" TEXT NOT NULL,
    "expiresAt" TIMESTAMP(3) NOT NULL,
    "token" TEXT NOT NULL,
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMP(3) NOT NULL,
    "ipAddress" TEXT,
    "userAgent" TEXT,
    "userId" TEXT NOT NULL,

    CONSTRAINT "Session_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Account" (
    "id" TEXT NOT NULL,
    "accountId" TEXT NOT NULL,
    "providerId" TEXT NOT NULL,
    "userId" TEXT NOT NULL,
    "accessToken" TEXT,
    "refreshToken" TEXT,
    "idToken" TEXT,
    "accessTokenExpiresAt" TIMESTAMP(3),
    "refreshTokenExpiresAt" TIMESTAMP(3),
    "scope" TEXT,
    "password" TEXT,
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "Account_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Verification" (
    "id" TEXT NOT NULL,
    "identifier" TEXT NOT NULL,
    "value" TEXT NOT NULL,
    "expiresAt" TIMESTAMP(3) NOT NULL,
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Verification_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "RateLimit" (
    "id" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "count" INTEGER NOT NULL,
    "lastRequest" BIGINT NOT NULL,

    CONSTRAINT "RateLimit_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ApiToken" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "liveName" TEXT,
    "tokenSha256" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "createdBy" TEXT NOT NULL,
    "lastUsedAt" TIMESTAMP(3),
    "expiresAt" TIMESTAMP(3),
    "revokedAt" TIMESTAMP(3),

    CONSTRAINT "ApiToken_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Item" (
    "id" SERIAL NOT NULL,
    "basename" TEXT NOT NULL,
    "nameKey" TEXT NOT NULL,
    "createdAt" TIMESTAMP(3) NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 0,
    "state" TEXT NOT NULL DEFAULT 'other',
    "kinds" TEXT NOT NULL DEFAULT ',',
    "subject" TEXT NOT NULL DEFAULT '',
    "subjectKey" TEXT,
    "commonName" TEXT NOT NULL DEFAULT '',
    "nameCount" INTEGER NOT NULL DEFAULT 0,
    "issuer" TEXT NOT NULL DEFAULT '',
    "isSelfSigned" BOOLEAN NOT NULL DEFAULT false,
    "isAuthority" BOOLEAN NOT NULL DEFAULT false,
    "notBefore" TIMESTAMP(3),
    "notAfter" TIMESTAMP(3),
    "keyAlgorithm" TEXT NOT NULL DEFAULT '',
    "sha256" TEXT,

    CONSTRAINT "Item_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "File" (
    "id" SERIAL NOT NULL,
    "fileName" TEXT NOT NULL,
    "itemId" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "generation" INTEGER NOT NULL DEFAULT 1,
    "createdAt" TIMESTAMP(3) NOT NULL,
    "keyId" TEXT,
    "requestId" INTEGER,
    "certificateId" INTEGER,
    "blobId" INTEGER,

    CONSTRAINT "File_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Sealed" (
    "id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "sealed" BYTEA NOT NULL,
    "wrappedDataKey" BYTEA NOT NULL,
    "masterKeyId" TEXT NOT NULL,

    CONSTRAINT "Sealed_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Key" (
    "id" TEXT NOT NULL,
    "itemId" INTEGER NOT NULL,
    "sealedId" TEXT NOT NULL,
    "spkiSha256" TEXT,
    "spki" BYTEA,
    "label" TEXT,
    "isLocked" BOOLEAN NOT NULL,
    "contentSha256" TEXT,
    "generation" INTEGER NOT NULL,
    "createdAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "Key_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Request" (
    "id" SERIAL NOT NULL,
    "itemId" INTEGER NOT NULL,
    "sha256" TEXT NOT NULL,
    "der" BYTEA NOT NULL,
    "spkiSha256" TEXT NOT NULL,
    "spki" BYTEA NOT NULL,
    "generation" INTEGER NOT NULL,
    "createdAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "Request_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Certificate" (
    "id" SERIAL NOT NULL,
    "itemId" INTEGER,
    "generation" INTEGER NOT NULL DEFAULT 0,
    "sha256" TEXT NOT NULL,
    "sha1" TEXT NOT NULL,
    "spkiSha256" TEXT NOT NULL,
    "subjectHash" TEXT NOT NULL,
    "issuerHash" TEXT NOT NULL,
    "serialNumber" TEXT NOT NULL,
    "subjectKeyId" TEXT,
    "authorityKeyId" TEXT,
    "isAuthority" BOOLEAN NOT NULL,
    "notBefore" TIMESTAMP(3) NOT NULL,
    "notAfter" TIMESTAMP(3) NOT NULL,
    "createdAt" TIMESTAMP(3) NOT NULL,
    "deletedAt" TIMESTAMP(3),

    CONSTRAINT "Certificate_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "CertificateDer" (
    "certificateId" INTEGER NOT NULL,
    "der" BYTEA NOT NULL,

    CONSTRAINT "CertificateDer_pkey" PRIMARY KEY ("certificateId")
);

-- CreateTable
CREATE TABLE "Blob" (
    "id" SERIAL NOT NULL,
    "itemId" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "bytes" BYTEA NOT NULL,
    "sha256" TEXT NOT NULL,
    "sealedId" TEXT,
    "spkiSha256" TEXT,
    "generation" INTEGER NOT NULL,
    "createdAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "Blob_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "BundleMember" (
    "blobId" INTEGER NOT NULL,
    "position" INTEGER NOT NULL,
    "certificateId" INTEGER NOT NULL,

    CONSTRAINT "BundleMember_pkey" PRIMARY KEY ("blobId","position")
);

-- CreateTable
CREATE TABLE "Name" (
    "itemId" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "value" TEXT NOT NULL,

    CONSTRAINT "Name_pkey" PRIMARY KEY ("itemId","kind","value")
);

-- CreateTable
CREATE TABLE "ItemSearch" (
    "itemId" INTEGER NOT NULL,
    "text" TEXT NOT NULL,
    "hex" TEXT NOT NULL,
    "grams" TEXT NOT NULL,

    CONSTRAINT "ItemSearch_pkey" PRIMARY KEY ("itemId")
);

-- CreateTable
CREATE TABLE "SigningIntent" (
    "id" TEXT NOT NULL,
    "issuerSpkiSha256" TEXT NOT NULL,
    "serialNumber" TEXT NOT NULL,
    "requestFileName" TEXT NOT NULL,
    "issuerFileName" TEXT NOT NULL,
    "createdAt" TIMESTAMP(3) NOT NULL,
    "completedAt" TIMESTAMP(3),
    "auditEventId" INTEGER,
    "certificateId" INTEGER,

    CONSTRAINT "SigningIntent_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "AuditEvent" (
    "id" SERIAL NOT NULL,
    "at" TIMESTAMP(3) NOT NULL,
    "finishedAt" TIMESTAMP(3),
    "actorKind" TEXT,
    "actorId" TEXT,
    "actor" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "surface" TEXT NOT NULL,
    "command" TEXT NOT NULL,
    "outcome" TEXT NOT NULL DEFAULT 'unfinished',
    "errorCode" TEXT,
    "facts" TEXT NOT NULL,

    CONSTRAINT "AuditEvent_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Counter" (
    "kind" TEXT NOT NULL,
    "value" TEXT NOT NULL,
    "count" INTEGER NOT NULL,

    CONSTRAINT "Counter_pkey" PRIMARY KEY ("kind","value")
);

-- CreateTable
CREATE TABLE "Setting" (
    "key" TEXT NOT NULL,
    "value" TEXT NOT NULL,

    CONSTRAINT "Setting_pkey" PRIMARY KEY ("key")
);

-- CreateIndex
CREATE UNIQUE INDEX "User_email_key" ON "User"("email");

-- CreateIndex
CREATE UNIQUE INDEX "Session_token_key" ON "Session"("token");

-- CreateIndex
CREATE INDEX "Session_userId_idx" ON "Session"("userId");

-- CreateIndex
CREATE INDEX "Account_userId_idx" ON "Account"("userId");

-- CreateIndex
CREATE INDEX "Verification_identifier_idx" ON "Verification"("identifier");

-- CreateIndex
CREATE UNIQUE INDEX "RateLimit_key_key" ON "RateLimit"("key");

-- CreateIndex
CREATE UNIQUE INDEX "ApiToken_liveName_key" ON "ApiToken"("liveName");

-- CreateIndex
CREATE UNIQUE INDEX "ApiToken_tokenSha256_key" ON "ApiToken"("tokenSha256");

-- CreateIndex
CREATE INDEX "ApiToken_name_idx" ON "ApiToken"("name");

-- CreateIndex
CREATE UNIQUE INDEX "Item_basename_key" ON "Item"("basename");

-- CreateIndex
CREATE INDEX "Item_nameKey_id_idx" ON "Item"("nameKey", "id");

-- CreateIndex
CREATE INDEX "Item_notAfter_id_idx" ON "Item"("notAfter", "id");

-- CreateIndex
CREATE INDEX "Item_createdAt_id_idx" ON "Item"("createdAt", "id");

-- CreateIndex
CREATE INDEX "Item_subjectKey_id_idx" ON "Item"("subjectKey", "id");

-- CreateIndex
CREATE INDEX "Item_state_id_idx" ON "Item"("state", "id");

-- CreateIndex
CREATE INDEX "Item_issuer_id_idx" ON "Item"("issuer", "id");

-- CreateIndex
CREATE INDEX "Item_keyAlgorithm_id_idx" ON "Item"("keyAlgorithm", "id");

-- CreateIndex
CREATE INDEX "Item_isAuthority_id_idx" ON "Item"("isAuthority", "id");

-- CreateIndex
CREATE UNIQUE INDEX "File_fileName_key" ON "File"("fileName");

-- CreateIndex
CREATE INDEX "File_itemId_idx" ON "File"("itemId");

-- CreateIndex
CREATE INDEX "File_kind_itemId_idx" ON "File"("kind", "itemId");

-- CreateIndex
CREATE INDEX "File_keyId_idx" ON "File"("keyId");

-- CreateIndex
CREATE INDEX "File_requestId_idx" ON "File"("requestId");

-- CreateIndex
CREATE INDEX "File_certificateId_idx" ON "File"("certificateId");

-- CreateIndex
CREATE INDEX "File_blobId_idx" ON "File"("blobId");

-- CreateIndex
CREATE INDEX "Sealed_masterKeyId_idx" ON "Sealed"("masterKeyId");

-- CreateIndex
CREATE UNIQUE INDEX "Key_sealedId_key" ON "Key"("sealedId");

-- CreateIndex
CREATE UNIQUE INDEX "Key_spkiSha256_key" ON "Key"("spkiSha256");

-- CreateIndex
CREATE INDEX "Key_itemId_idx" ON "Key"("itemId");

-- CreateIndex
CREATE INDEX "Key_contentSha256_idx" ON "Key"("contentSha256");

-- CreateIndex
CREATE UNIQUE INDEX "Request_sha256_key" ON "Request"("sha256");

-- CreateIndex
CREATE INDEX "Request_itemId_idx" ON "Request"("itemId");

-- CreateIndex
CREATE INDEX "Request_spkiSha256_idx" ON "Request"("spkiSha256");

-- CreateIndex
CREATE UNIQUE INDEX "Certificate_sha256_key" ON "Certificate"("sha256");

-- CreateIndex
CREATE INDEX "Certificate_spkiSha256_idx" ON "Certificate"("spkiSha256");

-- CreateIndex
CREATE INDEX "Certificate_subjectHash_idx" ON "Certificate"("subjectHash");

-- CreateIndex
CREATE INDEX "Certificate_issuerHash_serialNumber_idx" ON "Certificate"("issuerHash", "serialNumber");

-- CreateIndex
CREATE UNIQUE INDEX "Certificate_itemId_generation_sha256_key" ON "Certificate"("itemId", "generation", "sha256");

-- CreateIndex
CREATE UNIQUE INDEX "Blob_sealedId_key" ON "Blob"("sealedId");

-- CreateIndex
CREATE INDEX "Blob_itemId_idx" ON "Blob"("itemId");

-- CreateIndex
CREATE INDEX "Blob_sha256_idx" ON "Blob"("sha256");

-- CreateIndex
CREATE INDEX "Blob_spkiSha256_idx" ON "Blob"("spkiSha256");

-- CreateIndex
CREATE INDEX "BundleMember_certificateId_idx" ON "BundleMember"("certificateId");

-- CreateIndex
CREATE INDEX "Name_kind_value_idx" ON "Name"("kind", "value");

-- CreateIndex
CREATE UNIQUE INDEX "SigningIntent_certificateId_key" ON "SigningIntent"("certificateId");

-- CreateIndex
CREATE INDEX "SigningIntent_auditEventId_idx" ON "SigningIntent"("auditEventId");

-- CreateIndex
CREATE UNIQUE INDEX "SigningIntent_issuerSpkiSha256_serialNumber_key" ON "SigningIntent"("issuerSpkiSha256", "serialNumber");

-- CreateIndex
CREATE INDEX "AuditEvent_outcome_id_idx" ON "AuditEvent"("outcome", "id");

-- AddForeignKey
ALTER TABLE "Session" ADD CONSTRAINT "Session_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Account" ADD CONSTRAINT "Account_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "File" ADD CONSTRAINT "File_itemId_fkey" FOREIGN KEY ("itemId") REFERENCES "Item"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "File" ADD CONSTRAINT "File_keyId_fkey" FOREIGN KEY ("keyId") REFERENCES "Key"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "File" ADD CONSTRAINT "File_requestId_fkey" FOREIGN KEY ("requestId") REFERENCES "Request"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "File" ADD CONSTRAINT "File_certificateId_fkey" FOREIGN KEY ("certificateId") REFERENCES "Certificate"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "File" ADD CONSTRAINT "File_blobId_fkey" FOREIGN KEY ("blobId") REFERENCES "Blob"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Key" ADD CONSTRAINT "Key_itemId_fkey" FOREIGN KEY ("itemId") REFERENCES "Item"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Key" ADD CONSTRAINT "Key_sealedId_fkey" FOREIGN KEY ("sealedId") REFERENCES "Sealed"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Request" ADD CONSTRAINT "Request_itemId_fkey" FOREIGN KEY ("itemId") REFERENCES "Item"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Certificate" ADD CONSTRAINT "Certificate_itemId_fkey" FOREIGN KEY ("itemId") REFERENCES "Item"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "CertificateDer" ADD CONSTRAINT "CertificateDer_certificateId_fkey" FOREIGN KEY ("certificateId") REFERENCES "Certificate"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Blob" ADD CONSTRAINT "Blob_itemId_fkey" FOREIGN KEY ("itemId") REFERENCES "Item"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Blob" ADD CONSTRAINT "Blob_sealedId_fkey" FOREIGN KEY ("sealedId") REFERENCES "Sealed"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "BundleMember" ADD CONSTRAINT "BundleMember_blobId_fkey" FOREIGN KEY ("blobId") REFERENCES "Blob"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "BundleMember" ADD CONSTRAINT "BundleMember_certificateId_fkey" FOREIGN KEY ("certificateId") REFERENCES "Certificate"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Name" ADD CONSTRAINT "Name_itemId_fkey" FOREIGN KEY ("itemId") REFERENCES "Item"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ItemSearch" ADD CONSTRAINT "ItemSearch_itemId_fkey" FOREIGN KEY ("itemId") REFERENCES "Item"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "SigningIntent" ADD CONSTRAINT "SigningIntent_auditEventId_fkey" FOREIGN KEY ("auditEventId") REFERENCES "AuditEvent"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "SigningIntent" ADD CONSTRAINT "SigningIntent_certificateId_fkey" FOREIGN KEY ("certificateId") REFERENCES "Certificate"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- by hand

-- The same order on every server and on SQLite: by code point, not by the locale of whoever made the database.
ALTER TABLE "Item"
    ALTER COLUMN "basename" TYPE TEXT COLLATE "C",
    ALTER COLUMN "nameKey" TYPE TEXT COLLATE "C",
    ALTER COLUMN "subjectKey" TYPE TEXT COLLATE "C",
    ALTER COLUMN "issuer" TYPE TEXT COLLATE "C",
    ALTER COLUMN "keyAlgorithm" TYPE TEXT COLLATE "C";
ALTER TABLE "File" ALTER COLUMN "fileName" TYPE TEXT COLLATE "C";
ALTER TABLE "Name" ALTER COLUMN "value" TYPE TEXT COLLATE "C";
ALTER TABLE "Counter" ALTER COLUMN "value" TYPE TEXT COLLATE "C";

-- Search (lib/server/search.ts). A short pending list keeps a search from reading a long unsorted one.
CREATE EXTENSION IF NOT EXISTS pg_trgm;
CREATE INDEX "ItemSearch_text_trigrams" ON "ItemSearch" USING gin ("text" gin_trgm_ops) WITH (gin_pending_list_limit = 256);
CREATE INDEX "ItemSearch_hex_trigrams" ON "ItemSearch" USING gin ("hex" gin_trgm_ops) WITH (gin_pending_list_limit = 256);
CREATE INDEX "ItemSearch_grams" ON "ItemSearch" USING gin (string_to_array("grams", ' ')) WITH (gin_pending_list_limit = 256);

-- The probes of a search: at most `cap` items by the index, whatever the planner thinks of the term. (A wrong guess would
-- read the whole table.)
CREATE FUNCTION "probeText"(pattern TEXT, cap INTEGER) RETURNS SETOF INTEGER LANGUAGE sql STABLE SET enable_seqscan = off
    AS $$ SELECT "itemId" FROM "ItemSearch" WHERE "text" LIKE pattern LIMIT cap $$;
CREATE FUNCTION "probeHex"(pattern TEXT, cap INTEGER) RETURNS SETOF INTEGER LANGUAGE sql STABLE SET enable_seqscan = off
    AS $$ SELECT "itemId" FROM "ItemSearch" WHERE "hex" LIKE pattern LIMIT cap $$;
CREATE FUNCTION "probeGrams"(words TEXT[], cap INTEGER) RETURNS SETOF INTEGER LANGUAGE sql STABLE SET enable_seqscan = off
    AS $$ SELECT "itemId" FROM "ItemSearch" WHERE string_to_array("grams", ' ') @> words LIMIT cap $$;

COMMIT;
