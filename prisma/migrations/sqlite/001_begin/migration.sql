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
    "lastSignInAt" DATETIME,
    CONSTRAINT "User_role_check" CHECK ("role" IN ('administrator', 'operator', 'auditor'))
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
    CONSTRAINT "Session_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "Session_token_check" CHECK (length("token") = 64 AND ltrim("token", '0123456789abcdef') = '')
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
    "revokedAt" DATETIME,
    CONSTRAINT "ApiToken_role_check" CHECK ("role" IN ('administrator', 'operator', 'auditor')),
    CONSTRAINT "ApiToken_tokenSha256_check" CHECK (length("tokenSha256") = 64 AND ltrim("tokenSha256", '0123456789abcdef') = ''),
    CONSTRAINT "ApiToken_live_name_check" CHECK (("liveName" IS NULL) = ("revokedAt" IS NOT NULL) AND ("liveName" IS NULL OR "liveName" = "name"))
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
    "sha256" TEXT,
    CONSTRAINT "Item_state_check" CHECK ("state" IN ('certificate', 'certificate-locked', 'certificate-no-key', 'waiting', 'key-locked', 'key-only', 'bundle', 'other')),
    CONSTRAINT "Item_sha256_check" CHECK (length("sha256") = 64 AND ltrim("sha256", '0123456789abcdef') = ''),
    CONSTRAINT "Item_version_check" CHECK ("version" >= 0),
    CONSTRAINT "Item_nameCount_check" CHECK ("nameCount" >= 0),
    CONSTRAINT "Item_kinds_check" CHECK (substr("kinds", 1, 1) = ',' AND substr("kinds", length("kinds"), 1) = ','),
    CONSTRAINT "Item_validity_check" CHECK (("notBefore" IS NULL) = ("notAfter" IS NULL) AND ("notAfter" IS NULL) = ("sha256" IS NULL))
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
    "otherContentId" INTEGER,
    CONSTRAINT "File_itemId_fkey" FOREIGN KEY ("itemId") REFERENCES "Item" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "File_keyId_fkey" FOREIGN KEY ("keyId") REFERENCES "Key" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "File_requestId_fkey" FOREIGN KEY ("requestId") REFERENCES "Request" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "File_certificateId_fkey" FOREIGN KEY ("certificateId") REFERENCES "Certificate" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "File_otherContentId_fkey" FOREIGN KEY ("otherContentId") REFERENCES "OtherContent" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "File_kind_check" CHECK ("kind" IN ('key', 'locked-key', 'csr', 'certificate', 'bundle', 'pkcs7', 'pkcs12', 'crl', 'public-key', 'ssh-public-key')),
    CONSTRAINT "File_generation_check" CHECK ("generation" >= 1),
    CONSTRAINT "File_one_content_check" CHECK (CASE WHEN "keyId" IS NULL THEN 0 ELSE 1 END + CASE WHEN "requestId" IS NULL THEN 0 ELSE 1 END + CASE WHEN "certificateId" IS NULL THEN 0 ELSE 1 END + CASE WHEN "otherContentId" IS NULL THEN 0 ELSE 1 END = 1),
    CONSTRAINT "File_content_of_kind_check" CHECK (("kind" IN ('key', 'locked-key')) = ("keyId" IS NOT NULL) AND ("kind" = 'csr') = ("requestId" IS NOT NULL) AND ("kind" = 'certificate') = ("certificateId" IS NOT NULL))
);

-- CreateTable
CREATE TABLE "SealedSecret" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "kind" TEXT NOT NULL,
    "sealed" BLOB NOT NULL,
    "wrappedDataKey" BLOB NOT NULL,
    "masterKeyId" TEXT NOT NULL,
    CONSTRAINT "SealedSecret_kind_check" CHECK ("kind" IN ('key', 'locked-key', 'pkcs12', 'batch-passphrases'))
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
    CONSTRAINT "Key_sealedId_fkey" FOREIGN KEY ("sealedId") REFERENCES "SealedSecret" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "Key_spkiSha256_check" CHECK (length("spkiSha256") = 64 AND ltrim("spkiSha256", '0123456789abcdef') = ''),
    CONSTRAINT "Key_contentSha256_check" CHECK (length("contentSha256") = 64 AND ltrim("contentSha256", '0123456789abcdef') = ''),
    CONSTRAINT "Key_generation_check" CHECK ("generation" >= 1),
    CONSTRAINT "Key_locked_check" CHECK ("isLocked" = ("spkiSha256" IS NULL) AND "isLocked" = ("contentSha256" IS NOT NULL)),
    CONSTRAINT "Key_public_half_check" CHECK (("spki" IS NULL) = ("spkiSha256" IS NULL))
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
    CONSTRAINT "Request_itemId_fkey" FOREIGN KEY ("itemId") REFERENCES "Item" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "Request_sha256_check" CHECK (length("sha256") = 64 AND ltrim("sha256", '0123456789abcdef') = ''),
    CONSTRAINT "Request_spkiSha256_check" CHECK (length("spkiSha256") = 64 AND ltrim("spkiSha256", '0123456789abcdef') = ''),
    CONSTRAINT "Request_generation_check" CHECK ("generation" >= 1)
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
    CONSTRAINT "Certificate_itemId_fkey" FOREIGN KEY ("itemId") REFERENCES "Item" ("id") ON DELETE SET NULL ON UPDATE CASCADE,
    CONSTRAINT "Certificate_sha256_check" CHECK (length("sha256") = 64 AND ltrim("sha256", '0123456789abcdef') = ''),
    CONSTRAINT "Certificate_sha1_check" CHECK (length("sha1") = 40 AND ltrim("sha1", '0123456789abcdef') = ''),
    CONSTRAINT "Certificate_spkiSha256_check" CHECK (length("spkiSha256") = 64 AND ltrim("spkiSha256", '0123456789abcdef') = ''),
    CONSTRAINT "Certificate_subjectHash_check" CHECK (length("subjectHash") = 64 AND ltrim("subjectHash", '0123456789abcdef') = ''),
    CONSTRAINT "Certificate_issuerHash_check" CHECK (length("issuerHash") = 64 AND ltrim("issuerHash", '0123456789abcdef') = ''),
    CONSTRAINT "Certificate_generation_check" CHECK ("generation" >= 0),
    CONSTRAINT "Certificate_generation_of_item_check" CHECK ("itemId" IS NOT NULL OR "generation" = 0)
);

-- CreateTable
CREATE TABLE "CertificateDer" (
    "certificateId" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "der" BLOB NOT NULL,
    CONSTRAINT "CertificateDer_certificateId_fkey" FOREIGN KEY ("certificateId") REFERENCES "Certificate" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "OtherContent" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "itemId" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "bytes" BLOB NOT NULL,
    "sha256" TEXT NOT NULL,
    "sealedId" TEXT,
    "spkiSha256" TEXT,
    "generation" INTEGER NOT NULL,
    "createdAt" DATETIME NOT NULL,
    "fileName" TEXT NOT NULL,
    "madeAs" TEXT,
    "endsAt" DATETIME,
    CONSTRAINT "OtherContent_itemId_fkey" FOREIGN KEY ("itemId") REFERENCES "Item" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "OtherContent_sealedId_fkey" FOREIGN KEY ("sealedId") REFERENCES "SealedSecret" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "OtherContent_kind_check" CHECK ("kind" IN ('bundle', 'pkcs7', 'pkcs12', 'crl', 'public-key', 'ssh-public-key')),
    CONSTRAINT "OtherContent_madeAs_check" CHECK ("madeAs" IN ('full-chain', 'chain', 'ca-bundle', 'anchors', 'pkcs7')),
    CONSTRAINT "OtherContent_sha256_check" CHECK (length("sha256") = 64 AND ltrim("sha256", '0123456789abcdef') = ''),
    CONSTRAINT "OtherContent_spkiSha256_check" CHECK (length("spkiSha256") = 64 AND ltrim("spkiSha256", '0123456789abcdef') = ''),
    CONSTRAINT "OtherContent_generation_check" CHECK ("generation" >= 1),
    CONSTRAINT "OtherContent_sealed_check" CHECK (("kind" = 'pkcs12') = ("sealedId" IS NOT NULL) AND ("sealedId" IS NULL OR length("bytes") = 0)),
    CONSTRAINT "OtherContent_made_bundle_check" CHECK ("madeAs" IS NULL OR "kind" = CASE WHEN "madeAs" = 'pkcs7' THEN 'pkcs7' ELSE 'bundle' END)
);

-- CreateTable
CREATE TABLE "BundleMember" (
    "bundleId" INTEGER NOT NULL,
    "position" INTEGER NOT NULL,
    "certificateId" INTEGER NOT NULL,

    PRIMARY KEY ("bundleId", "position"),
    CONSTRAINT "BundleMember_bundleId_fkey" FOREIGN KEY ("bundleId") REFERENCES "OtherContent" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "BundleMember_certificateId_fkey" FOREIGN KEY ("certificateId") REFERENCES "Certificate" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "BundleMember_position_check" CHECK ("position" >= 0)
);

-- CreateTable
CREATE TABLE "SearchName" (
    "itemId" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "value" TEXT NOT NULL,

    PRIMARY KEY ("itemId", "kind", "value"),
    CONSTRAINT "SearchName_itemId_fkey" FOREIGN KEY ("itemId") REFERENCES "Item" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "SearchName_kind_check" CHECK ("kind" IN ('cn', 'san', 'serial', 'sha256', 'sha1', 'file'))
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
    CONSTRAINT "SigningIntent_certificateId_fkey" FOREIGN KEY ("certificateId") REFERENCES "Certificate" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "SigningIntent_issuerSpkiSha256_check" CHECK (length("issuerSpkiSha256") = 64 AND ltrim("issuerSpkiSha256", '0123456789abcdef') = ''),
    CONSTRAINT "SigningIntent_completed_check" CHECK ("certificateId" IS NULL OR "completedAt" IS NOT NULL)
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
    "facts" JSONB NOT NULL,
    CONSTRAINT "AuditEvent_actorKind_check" CHECK ("actorKind" IN ('user', 'token', 'link', 'system')),
    CONSTRAINT "AuditEvent_role_check" CHECK ("role" IN ('administrator', 'operator', 'auditor', '')),
    CONSTRAINT "AuditEvent_surface_check" CHECK ("surface" IN ('browser', 'terminal', 'http', 'system')),
    CONSTRAINT "AuditEvent_outcome_check" CHECK ("outcome" IN ('unfinished', 'done', 'refused', 'failed')),
    CONSTRAINT "AuditEvent_facts_check" CHECK (json_valid("facts") AND json_type("facts") = 'object'),
    CONSTRAINT "AuditEvent_actor_check" CHECK (("actorKind" IS NULL) = ("actorId" IS NULL)),
    CONSTRAINT "AuditEvent_finished_check" CHECK (("outcome" = 'unfinished') = ("finishedAt" IS NULL)),
    CONSTRAINT "AuditEvent_error_check" CHECK (("outcome" IN ('refused', 'failed')) = ("errorCode" IS NOT NULL))
);

-- CreateTable
CREATE TABLE "Service" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "name" TEXT NOT NULL,
    "target" TEXT NOT NULL,
    "inputs" JSONB NOT NULL,
    "createdAt" DATETIME NOT NULL,
    "updatedAt" DATETIME NOT NULL,
    CONSTRAINT "Service_inputs_check" CHECK (json_valid("inputs") AND json_type("inputs") = 'object')
);

-- CreateTable
CREATE TABLE "ServiceUse" (
    "serviceId" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "basename" TEXT NOT NULL,

    PRIMARY KEY ("serviceId", "kind", "name"),
    CONSTRAINT "ServiceUse_serviceId_fkey" FOREIGN KEY ("serviceId") REFERENCES "Service" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "ServiceUse_kind_check" CHECK ("kind" IN ('identity', 'certificates', 'crl'))
);

-- CreateTable
CREATE TABLE "StepMark" (
    "serviceId" INTEGER NOT NULL,
    "stepId" TEXT NOT NULL,
    "at" DATETIME NOT NULL,
    "actor" TEXT NOT NULL,

    PRIMARY KEY ("serviceId", "stepId"),
    CONSTRAINT "StepMark_serviceId_fkey" FOREIGN KEY ("serviceId") REFERENCES "Service" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Counter" (
    "kind" TEXT NOT NULL,
    "value" TEXT NOT NULL,
    "count" INTEGER NOT NULL,

    PRIMARY KEY ("kind", "value"),
    CONSTRAINT "Counter_kind_check" CHECK ("kind" IN ('total', 'kind', 'issuer', 'keyAlgorithm'))
);

-- CreateTable
CREATE TABLE "Setting" (
    "key" TEXT NOT NULL PRIMARY KEY,
    "value" TEXT NOT NULL
);

-- CreateTable
CREATE TABLE "Attempt" (
    "key" TEXT NOT NULL PRIMARY KEY,
    "endsAt" DATETIME NOT NULL,
    "events" INTEGER NOT NULL,
    CONSTRAINT "Attempt_key_check" CHECK (length("key") = 64 AND ltrim("key", '0123456789abcdef') = ''),
    CONSTRAINT "Attempt_events_check" CHECK ("events" >= 1)
);

-- CreateTable
CREATE TABLE "ImportReview" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "owner" TEXT NOT NULL,
    "sealed" BLOB NOT NULL,
    "wrappedDataKey" BLOB NOT NULL,
    "masterKeyId" TEXT NOT NULL,
    "size" INTEGER NOT NULL,
    "createdAt" DATETIME NOT NULL,
    "expiresAt" DATETIME NOT NULL,
    CONSTRAINT "ImportReview_size_check" CHECK ("size" >= 0),
    CONSTRAINT "ImportReview_lifetime_check" CHECK ("expiresAt" > "createdAt")
);

-- CreateTable
CREATE TABLE "Batch" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "title" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'running',
    "createdAt" DATETIME NOT NULL,
    "finishedAt" DATETIME,
    "actorKind" TEXT NOT NULL,
    "actorId" TEXT NOT NULL,
    "actor" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "surface" TEXT NOT NULL,
    "issuerFileName" TEXT NOT NULL,
    "issuer" TEXT NOT NULL,
    "template" JSONB NOT NULL,
    "total" INTEGER NOT NULL,
    "issued" INTEGER NOT NULL DEFAULT 0,
    "failed" INTEGER NOT NULL DEFAULT 0,
    "problemCode" TEXT,
    "problemFacts" JSONB,
    "leaseOwner" TEXT,
    "leaseUntil" DATETIME,
    "passphrasesSealedId" TEXT,
    "passphrasesTakenAt" DATETIME,
    "passphrasesTakenBy" TEXT,
    "renewalOfId" TEXT,
    CONSTRAINT "Batch_passphrasesSealedId_fkey" FOREIGN KEY ("passphrasesSealedId") REFERENCES "SealedSecret" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "Batch_renewalOfId_fkey" FOREIGN KEY ("renewalOfId") REFERENCES "Batch" ("id") ON DELETE SET NULL ON UPDATE CASCADE,
    CONSTRAINT "Batch_state_check" CHECK ("state" IN ('running', 'cancelled', 'stopped', 'done')),
    CONSTRAINT "Batch_actorKind_check" CHECK ("actorKind" IN ('user', 'token', 'link', 'system')),
    CONSTRAINT "Batch_role_check" CHECK ("role" IN ('administrator', 'operator', 'auditor')),
    CONSTRAINT "Batch_surface_check" CHECK ("surface" IN ('browser', 'terminal', 'http', 'system')),
    CONSTRAINT "Batch_total_check" CHECK ("total" >= 0),
    CONSTRAINT "Batch_issued_check" CHECK ("issued" >= 0),
    CONSTRAINT "Batch_failed_check" CHECK ("failed" >= 0),
    CONSTRAINT "Batch_template_check" CHECK (json_valid("template") AND json_type("template") = 'object'),
    CONSTRAINT "Batch_problemFacts_check" CHECK (json_valid("problemFacts") AND json_type("problemFacts") = 'object'),
    CONSTRAINT "Batch_finished_check" CHECK (("state" = 'running') = ("finishedAt" IS NULL)),
    CONSTRAINT "Batch_problem_check" CHECK (("problemCode" IS NULL) = ("problemFacts" IS NULL)),
    CONSTRAINT "Batch_lease_check" CHECK (("leaseOwner" IS NULL) = ("leaseUntil" IS NULL)),
    CONSTRAINT "Batch_passphrases_taken_check" CHECK (("passphrasesTakenAt" IS NULL) = ("passphrasesTakenBy" IS NULL))
);

-- CreateTable
CREATE TABLE "BatchRow" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "batchId" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "email" TEXT,
    "upn" TEXT,
    "department" TEXT,
    "state" TEXT NOT NULL DEFAULT 'waiting',
    "basename" TEXT NOT NULL,
    "fileName" TEXT NOT NULL,
    "intentId" TEXT,
    "sealedId" TEXT,
    "preparedAt" DATETIME,
    "certificateId" INTEGER,
    "finishedAt" DATETIME,
    "errorCode" TEXT,
    "errorFacts" JSONB,
    "predecessorId" INTEGER,
    CONSTRAINT "BatchRow_batchId_fkey" FOREIGN KEY ("batchId") REFERENCES "Batch" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "BatchRow_intentId_fkey" FOREIGN KEY ("intentId") REFERENCES "SigningIntent" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "BatchRow_sealedId_fkey" FOREIGN KEY ("sealedId") REFERENCES "SealedSecret" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "BatchRow_certificateId_fkey" FOREIGN KEY ("certificateId") REFERENCES "Certificate" ("id") ON DELETE SET NULL ON UPDATE CASCADE,
    CONSTRAINT "BatchRow_predecessorId_fkey" FOREIGN KEY ("predecessorId") REFERENCES "BatchRow" ("id") ON DELETE SET NULL ON UPDATE CASCADE,
    CONSTRAINT "BatchRow_state_check" CHECK ("state" IN ('waiting', 'signing', 'issued', 'packing', 'failed')),
    CONSTRAINT "BatchRow_position_check" CHECK ("position" >= 1),
    CONSTRAINT "BatchRow_errorFacts_check" CHECK (json_valid("errorFacts") AND json_type("errorFacts") = 'object'),
    CONSTRAINT "BatchRow_error_check" CHECK (("state" = 'failed') = ("errorCode" IS NOT NULL) AND ("errorCode" IS NULL) = ("errorFacts" IS NULL)),
    CONSTRAINT "BatchRow_finished_check" CHECK (("state" IN ('waiting', 'signing')) = ("finishedAt" IS NULL)),
    CONSTRAINT "BatchRow_begun_check" CHECK (("state" NOT IN ('signing', 'issued', 'packing') OR "intentId" IS NOT NULL) AND ("state" <> 'signing' OR ("sealedId" IS NOT NULL AND "preparedAt" IS NOT NULL)))
);

-- CreateTable
CREATE TABLE "BatchFile" (
    "rowId" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "pkcs12" BLOB NOT NULL,
    "passphrase" BLOB,
    CONSTRAINT "BatchFile_rowId_fkey" FOREIGN KEY ("rowId") REFERENCES "BatchRow" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "BatchLink" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "tokenSha256" TEXT NOT NULL,
    "rowId" INTEGER NOT NULL,
    "createdAt" DATETIME NOT NULL,
    "createdBy" TEXT NOT NULL,
    "expiresAt" DATETIME NOT NULL,
    "usedAt" DATETIME,
    "revokedAt" DATETIME,
    CONSTRAINT "BatchLink_rowId_fkey" FOREIGN KEY ("rowId") REFERENCES "BatchRow" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "BatchLink_id_check" CHECK (length("id") = 24 AND ltrim("id", '0123456789abcdef') = ''),
    CONSTRAINT "BatchLink_tokenSha256_check" CHECK (length("tokenSha256") = 64 AND ltrim("tokenSha256", '0123456789abcdef') = ''),
    CONSTRAINT "BatchLink_ended_once_check" CHECK ("usedAt" IS NULL OR "revokedAt" IS NULL)
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
CREATE INDEX "File_otherContentId_idx" ON "File"("otherContentId");

-- CreateIndex
CREATE INDEX "SealedSecret_masterKeyId_idx" ON "SealedSecret"("masterKeyId");

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
CREATE UNIQUE INDEX "OtherContent_sealedId_key" ON "OtherContent"("sealedId");

-- CreateIndex
CREATE INDEX "OtherContent_itemId_idx" ON "OtherContent"("itemId");

-- CreateIndex
CREATE INDEX "OtherContent_sha256_idx" ON "OtherContent"("sha256");

-- CreateIndex
CREATE INDEX "OtherContent_spkiSha256_idx" ON "OtherContent"("spkiSha256");

-- CreateIndex
CREATE INDEX "OtherContent_endsAt_idx" ON "OtherContent"("endsAt");

-- CreateIndex
CREATE INDEX "BundleMember_certificateId_idx" ON "BundleMember"("certificateId");

-- CreateIndex
CREATE INDEX "SearchName_kind_value_idx" ON "SearchName"("kind", "value");

-- CreateIndex
CREATE UNIQUE INDEX "SigningIntent_certificateId_key" ON "SigningIntent"("certificateId");

-- CreateIndex
CREATE INDEX "SigningIntent_auditEventId_idx" ON "SigningIntent"("auditEventId");

-- CreateIndex
CREATE UNIQUE INDEX "SigningIntent_issuerSpkiSha256_serialNumber_key" ON "SigningIntent"("issuerSpkiSha256", "serialNumber");

-- CreateIndex
CREATE INDEX "AuditEvent_outcome_id_idx" ON "AuditEvent"("outcome", "id");

-- CreateIndex
CREATE UNIQUE INDEX "Service_name_key" ON "Service"("name");

-- CreateIndex
CREATE INDEX "ServiceUse_basename_idx" ON "ServiceUse"("basename");

-- CreateIndex
CREATE INDEX "Attempt_endsAt_idx" ON "Attempt"("endsAt");

-- CreateIndex
CREATE INDEX "ImportReview_owner_idx" ON "ImportReview"("owner");

-- CreateIndex
CREATE INDEX "ImportReview_expiresAt_idx" ON "ImportReview"("expiresAt");

-- CreateIndex
CREATE UNIQUE INDEX "Batch_passphrasesSealedId_key" ON "Batch"("passphrasesSealedId");

-- CreateIndex
CREATE INDEX "Batch_state_leaseUntil_idx" ON "Batch"("state", "leaseUntil");

-- CreateIndex
CREATE INDEX "Batch_createdAt_id_idx" ON "Batch"("createdAt", "id");

-- CreateIndex
CREATE INDEX "Batch_renewalOfId_idx" ON "Batch"("renewalOfId");

-- CreateIndex
CREATE UNIQUE INDEX "BatchRow_intentId_key" ON "BatchRow"("intentId");

-- CreateIndex
CREATE UNIQUE INDEX "BatchRow_sealedId_key" ON "BatchRow"("sealedId");

-- CreateIndex
CREATE INDEX "BatchRow_batchId_state_position_idx" ON "BatchRow"("batchId", "state", "position");

-- CreateIndex
CREATE INDEX "BatchRow_certificateId_idx" ON "BatchRow"("certificateId");

-- CreateIndex
CREATE INDEX "BatchRow_predecessorId_idx" ON "BatchRow"("predecessorId");

-- CreateIndex
CREATE UNIQUE INDEX "BatchRow_batchId_position_key" ON "BatchRow"("batchId", "position");

-- CreateIndex
CREATE UNIQUE INDEX "BatchLink_tokenSha256_key" ON "BatchLink"("tokenSha256");

-- CreateIndex
CREATE INDEX "BatchLink_rowId_idx" ON "BatchLink"("rowId");

-- by hand

-- Search (lib/server/inventory/search.ts). Contentless and detail=none: the index says which items may match, the text of ItemSearch
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
