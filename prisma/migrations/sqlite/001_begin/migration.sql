BEGIN;

-- CreateTable
CREATE TABLE "User" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "name" TEXT NOT NULL,
    "email" TEXT NOT NULL,
    "emailVerified" BOOLEAN NOT NULL DEFAULT false,
    "image" TEXT,
    "createdAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" DATETIME NOT NULL,
    "role" TEXT NOT NULL DEFAULT 'auditor',
    "disabledAt" DATETIME,
    "lastSignInAt" DATETIME
);

-- CreateTable
CREATE TABLE "Session" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "expiresAt" DATETIME NOT NULL,
    "token" TEXT NOT NULL,
    "createdAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" DATETIME NOT NULL,
    "ipAddress" TEXT,
    "userAgent" TEXT,
    "userId" TEXT NOT NULL,
    CONSTRAINT "Session_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Account" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "accountId" TEXT NOT NULL,
    "providerId" TEXT NOT NULL,
    "userId" TEXT NOT NULL,
    "accessToken" TEXT,
    "refreshToken" TEXT,
    "idToken" TEXT,
    "accessTokenExpiresAt" DATETIME,
    "refreshTokenExpiresAt" DATETIME,
    "scope" TEXT,
    "password" TEXT,
    "createdAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" DATETIME NOT NULL,
    CONSTRAINT "Account_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Verification" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "identifier" TEXT NOT NULL,
    "value" TEXT NOT NULL,
    "expiresAt" DATETIME NOT NULL,
    "createdAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP
);

-- CreateTable
CREATE TABLE "RateLimit" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "key" TEXT NOT NULL,
    "count" INTEGER NOT NULL,
    "lastRequest" BIGINT NOT NULL
);

-- CreateTable
CREATE TABLE "ApiToken" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "name" TEXT NOT NULL,
    "liveName" TEXT,
    "tokenSha256" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "createdAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "createdBy" TEXT NOT NULL,
    "lastUsedAt" DATETIME,
    "expiresAt" DATETIME,
    "revokedAt" DATETIME
);

-- CreateTable
CREATE TABLE "Item" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "basename" TEXT NOT NULL,
    "nameKey" TEXT NOT NULL,
    "createdAt" DATETIME NOT NULL,
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
    "notBefore" DATETIME,
    "notAfter" DATETIME,
    "keyAlgorithm" TEXT NOT NULL DEFAULT '',
    "sha256" TEXT
);

-- CreateTable
CREATE TABLE "File" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "fileName" TEXT NOT NULL,
    "itemId" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "generation" INTEGER NOT NULL DEFAULT 1,
    "createdAt" DATETIME NOT NULL,
    "keyId" TEXT,
    "requestId" INTEGER,
    "certificateId" INTEGER,
    "blobId" INTEGER,
    CONSTRAINT "File_itemId_fkey" FOREIGN KEY ("itemId") REFERENCES "Item" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "File_keyId_fkey" FOREIGN KEY ("keyId") REFERENCES "Key" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "File_requestId_fkey" FOREIGN KEY ("requestId") REFERENCES "Request" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "File_certificateId_fkey" FOREIGN KEY ("certificateId") REFERENCES "Certificate" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "File_blobId_fkey" FOREIGN KEY ("blobId") REFERENCES "Blob" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Sealed" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "kind" TEXT NOT NULL,
    "sealed" BLOB NOT NULL,
    "wrappedDataKey" BLOB NOT NULL,
    "masterKeyId" TEXT NOT NULL
);

-- CreateTable
CREATE TABLE "Key" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "itemId" INTEGER NOT NULL,
    "sealedId" TEXT NOT NULL,
    "spkiSha256" TEXT,
    "spki" BLOB,
    "label" TEXT,
    "isLocked" BOOLEAN NOT NULL,
    "contentSha256" TEXT,
    "generation" INTEGER NOT NULL,
    "createdAt" DATETIME NOT NULL,
    CONSTRAINT "Key_itemId_fkey" FOREIGN KEY ("itemId") REFERENCES "Item" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "Key_sealedId_fkey" FOREIGN KEY ("sealedId") REFERENCES "Sealed" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Request" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "itemId" INTEGER NOT NULL,
    "sha256" TEXT NOT NULL,
    "der" BLOB NOT NULL,
    "spkiSha256" TEXT NOT NULL,
    "spki" BLOB NOT NULL,
    "generation" INTEGER NOT NULL,
    "createdAt" DATETIME NOT NULL,
    CONSTRAINT "Request_itemId_fkey" FOREIGN KEY ("itemId") REFERENCES "Item" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Certificate" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
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
    "notBefore" DATETIME NOT NULL,
    "notAfter" DATETIME NOT NULL,
    "createdAt" DATETIME NOT NULL,
    "deletedAt" DATETIME,
    CONSTRAINT "Certificate_itemId_fkey" FOREIGN KEY ("itemId") REFERENCES "Item" ("id") ON DELETE SET NULL ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "CertificateDer" (
    "certificateId" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "der" BLOB NOT NULL,
    CONSTRAINT "CertificateDer_certificateId_fkey" FOREIGN KEY ("certificateId") REFERENCES "Certificate" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Blob" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "itemId" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "bytes" BLOB NOT NULL,
    "sha256" TEXT NOT NULL,
    "sealedId" TEXT,
    "spkiSha256" TEXT,
    "generation" INTEGER NOT NULL,
    "createdAt" DATETIME NOT NULL,
    CONSTRAINT "Blob_itemId_fkey" FOREIGN KEY ("itemId") REFERENCES "Item" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "Blob_sealedId_fkey" FOREIGN KEY ("sealedId") REFERENCES "Sealed" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "BundleMember" (
    "blobId" INTEGER NOT NULL,
    "position" INTEGER NOT NULL,
    "certificateId" INTEGER NOT NULL,

    PRIMARY KEY ("blobId", "position"),
    CONSTRAINT "BundleMember_blobId_fkey" FOREIGN KEY ("blobId") REFERENCES "Blob" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "BundleMember_certificateId_fkey" FOREIGN KEY ("certificateId") REFERENCES "Certificate" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Name" (
    "itemId" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "value" TEXT NOT NULL,

    PRIMARY KEY ("itemId", "kind", "value"),
    CONSTRAINT "Name_itemId_fkey" FOREIGN KEY ("itemId") REFERENCES "Item" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "ItemSearch" (
    "itemId" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "text" TEXT NOT NULL,
    "hex" TEXT NOT NULL,
    "grams" TEXT NOT NULL,
    CONSTRAINT "ItemSearch_itemId_fkey" FOREIGN KEY ("itemId") REFERENCES "Item" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "SigningIntent" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "issuerSpkiSha256" TEXT NOT NULL,
    "serialNumber" TEXT NOT NULL,
    "requestFileName" TEXT NOT NULL,
    "issuerFileName" TEXT NOT NULL,
    "createdAt" DATETIME NOT NULL,
    "completedAt" DATETIME,
    "auditEventId" INTEGER,
    "certificateId" INTEGER,
    CONSTRAINT "SigningIntent_auditEventId_fkey" FOREIGN KEY ("auditEventId") REFERENCES "AuditEvent" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "SigningIntent_certificateId_fkey" FOREIGN KEY ("certificateId") REFERENCES "Certificate" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "AuditEvent" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "at" DATETIME NOT NULL,
    "finishedAt" DATETIME,
    "actorKind" TEXT,
    "actorId" TEXT,
    "actor" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "surface" TEXT NOT NULL,
    "command" TEXT NOT NULL,
    "outcome" TEXT NOT NULL DEFAULT 'unfinished',
    "errorCode" TEXT,
    "facts" TEXT NOT NULL
);

-- CreateTable
CREATE TABLE "Counter" (
    "kind" TEXT NOT NULL,
    "value" TEXT NOT NULL,
    "count" INTEGER NOT NULL,

    PRIMARY KEY ("kind", "value")
);

-- CreateTable
CREATE TABLE "Setting" (
    "key" TEXT NOT NULL PRIMARY KEY,
    "value" TEXT NOT NULL
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

-- by hand

-- Search (lib/server/search.ts). Contentless and detail=none: the index says which items may match, the text of ItemSearch
-- decides. The rowid is the item's id.
CREATE VIRTUAL TABLE "SearchText" USING fts5("text", content='', contentless_delete=1, detail=none, tokenize='trigram case_sensitive 1');
CREATE VIRTUAL TABLE "SearchHex" USING fts5("hex", content='', contentless_delete=1, detail=none, tokenize='trigram case_sensitive 1');
CREATE VIRTUAL TABLE "SearchGrams" USING fts5("grams", content='', contentless_delete=1, detail=none, tokenize='unicode61 remove_diacritics 0');

CREATE TRIGGER "ItemSearch_insert" AFTER INSERT ON "ItemSearch" BEGIN
    INSERT INTO "SearchText"("rowid", "text") VALUES (new."itemId", new."text");
    INSERT INTO "SearchHex"("rowid", "hex") VALUES (new."itemId", new."hex");
    INSERT INTO "SearchGrams"("rowid", "grams") VALUES (new."itemId", new."grams");
END;

CREATE TRIGGER "ItemSearch_delete" AFTER DELETE ON "ItemSearch" BEGIN
    DELETE FROM "SearchText" WHERE "rowid" = old."itemId";
    DELETE FROM "SearchHex" WHERE "rowid" = old."itemId";
    DELETE FROM "SearchGrams" WHERE "rowid" = old."itemId";
END;

CREATE TRIGGER "ItemSearch_update_text" AFTER UPDATE ON "ItemSearch" WHEN old."text" <> new."text" BEGIN
    DELETE FROM "SearchText" WHERE "rowid" = old."itemId";
    INSERT INTO "SearchText"("rowid", "text") VALUES (new."itemId", new."text");
    DELETE FROM "SearchGrams" WHERE "rowid" = old."itemId";
    INSERT INTO "SearchGrams"("rowid", "grams") VALUES (new."itemId", new."grams");
END;

CREATE TRIGGER "ItemSearch_update_hex" AFTER UPDATE ON "ItemSearch" WHEN old."hex" <> new."hex" BEGIN
    DELETE FROM "SearchHex" WHERE "rowid" = old."itemId";
    INSERT INTO "SearchHex"("rowid", "hex") VALUES (new."itemId", new."hex");
END;

COMMIT;
