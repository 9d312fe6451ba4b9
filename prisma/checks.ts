/**
 * What a row must hold, in SQL that both databases read. scripts/migration.mjs writes each rule into the CREATE TABLE
 * of its model as `CONSTRAINT "<Model>_<rule>_check"`, also when SQLite has to make a table anew; checks.test.ts finds
 * them all in both databases and breaks each once.
 *
 * Closed sets are a text with a rule here, and no Prisma enum: of an enum SQLite keeps a plain text, and PostgreSQL a
 * type that written SQL has to be cast to (docs/decisions/0018-schema.md).
 *
 * `Counter.count` has no rule: `INSERT … ON CONFLICT` of a negative step is judged before the conflict is seen.
 */

const roles = ["administrator", "operator", "auditor"];
const surfaces = ["browser", "terminal", "http", "system"];
const otherKinds = ["bundle", "pkcs7", "pkcs12", "crl", "public-key", "ssh-public-key"];
/** Reasons of RFC 5280 §5.3.1 that a stored revocation has. */
const revocationReasons = [
  "unspecified",
  "keyCompromise",
  "cACompromise",
  "affiliationChanged",
  "superseded",
  "cessationOfOperation",
  "certificateHold",
  "privilegeWithdrawn",
  "aACompromise",
];

/** The values of every closed set, by model and column. */
export const closedSets = {
  User: { role: roles },
  ApiToken: { role: roles },
  Item: {
    state: [
      "certificate",
      "certificate-no-chain",
      "certificate-locked",
      "certificate-no-key",
      "waiting",
      "key-locked",
      "key-only",
      "bundle",
      "other",
    ],
    purpose: [
      "root",
      "intermediate",
      "server",
      "client",
      "server-client",
      "certificate",
      "request",
      "key",
      "bundle",
      "list",
      "other",
    ],
    shelf: ["listed", "batch", "archived", "expired"],
  },
  File: { kind: ["key", "locked-key", "csr", "certificate", ...otherKinds] },
  SealedSecret: { kind: ["key", "locked-key", "pkcs12", "batch-passphrases"] },
  OtherContent: { kind: otherKinds, madeAs: ["full-chain", "chain", "ca-bundle", "anchors", "pkcs7"] },
  SearchName: { kind: ["cn", "subject", "san", "serial", "sha256", "sha1", "file", "label"] },
  AuditEvent: {
    actorKind: ["user", "token", "link", "system"],
    role: [...roles, ""],
    surface: surfaces,
    outcome: ["unfinished", "done", "refused", "failed"],
  },
  StepSighting: { source: ["rehearsal", "screen"] },
  ServiceUse: { kind: ["identity", "certificates", "crl"] },
  Revocation: { reason: revocationReasons },
  OfflineRequest: { kind: ["certificate", "revocation-list"], state: ["out", "answered", "withdrawn"] },
  TrustMark: { mark: ["trusted", "stored", "distrusted", "unasked"] },
  Counter: { kind: ["total", "kind", "issuer", "keyAlgorithm", "shelf", "batch", "label"] },
  Batch: {
    state: ["running", "cancelled", "stopped", "done"],
    actorKind: ["user", "token", "link", "system"],
    role: roles,
    surface: surfaces,
  },
  BatchRow: { state: ["waiting", "signing", "issued", "packing", "failed"] },
  ProcessLease: { kind: ["console", "rewrap"] },
} as const satisfies Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;

/** Columns of a digest in lower-case hex, with the number of its digits. */
const digests: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  Session: { token: 64 },
  ApiToken: { tokenSha256: 64 },
  Item: { sha256: 64 },
  Key: { spkiSha256: 64, contentSha256: 64 },
  Request: { sha256: 64, spkiSha256: 64 },
  Certificate: { sha256: 64, sha1: 40, spkiSha256: 64, subjectHash: 64, issuerHash: 64 },
  OtherContent: { sha256: 64, spkiSha256: 64 },
  SigningIntent: { issuerSpkiSha256: 64 },
  CrlIssuer: { spkiSha256: 64 },
  TrustMark: { sha256: 64 },
  AuthorityRights: { spkiSha256: 64 },
  Revocation: { issuerSpkiSha256: 64 },
  RevocationList: { issuerSpkiSha256: 64, sha256: 64 },
  OcspResponder: { issuerSpkiSha256: 64, spkiSha256: 64 },
  OfflineRequest: { issuerSpkiSha256: 64, spkiSha256: 64, sha256: 64 },
  OfflineKey: { spkiSha256: 64 },
  StepSighting: { holdsFor: 64 },
  AuditEntry: { hash: 64 },
  AuditTree: { head: 64 },
  Attempt: { key: 64 },
  BatchLink: { id: 24, tokenSha256: 64 },
};

/** Columns of a whole number, with the least that it may be. */
const least: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  Item: { version: 0, nameCount: 0 },
  AuditEntry: { seq: 1 },
  AuditTree: { size: 0 },
  AuditCheckpoint: { size: 1 },
  File: { generation: 1 },
  Key: { generation: 1 },
  Request: { generation: 1 },
  Certificate: { generation: 0 },
  OtherContent: { generation: 1 },
  BundleMember: { position: 0 },
  StepSighting: { handshakes: 0 },
  Attempt: { events: 1 },
  ImportReview: { size: 0 },
  Batch: { total: 0, issued: 0, failed: 0 },
  BatchRow: { position: 1 },
  CrlIssuer: { revision: 0, listedRevision: 0, listNumber: 0, entries: 0, shards: 0, listDays: 1 },
  Revocation: { shard: 0, revision: 1 },
  RevocationList: { shard: 0, number: 1, baseNumber: 1, revision: 0, entries: 0 },
  CrlPoint: { shard: 0 },
  OfflineRequest: { number: 1, revision: 0, entries: 0 },
};

/** Columns of a JSON object. */
const objects: Readonly<Record<string, readonly string[]>> = {
  ApiToken: ["limits"],
  AuditEvent: ["facts"],
  Service: ["inputs"],
  Batch: ["template", "problemFacts"],
  BatchRow: ["errorFacts"],
  SavedView: ["filters"],
  Template: ["rules"],
  AuthorityRights: ["rights"],
};

/** Values of one row that belong together, by the name of the rule. */
const together: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  ApiToken: {
    live_name: `("liveName" IS NULL) = ("revokedAt" IS NOT NULL) AND ("liveName" IS NULL OR "liveName" = "name")`,
  },
  Item: {
    kinds: `substr("kinds", 1, 1) = ',' AND substr("kinds", length("kinds"), 1) = ','`,
    archived: `("shelf" = 'archived') = ("archivedAt" IS NOT NULL)`,
    batch: `"shelf" <> 'batch' OR "batchId" IS NOT NULL`,
    labels: `"labels" = '' OR (substr("labels", 1, 1) = ',' AND substr("labels", length("labels"), 1) = ',' AND length("labels") > 2)`,
    note: `length("note") <= 4000`,
    validity: `("notBefore" IS NULL) = ("notAfter" IS NULL) AND ("notAfter" IS NULL) = ("sha256" IS NULL)`,
  },
  File: {
    one_content: `CASE WHEN "keyId" IS NULL THEN 0 ELSE 1 END + CASE WHEN "requestId" IS NULL THEN 0 ELSE 1 END + CASE WHEN "certificateId" IS NULL THEN 0 ELSE 1 END + CASE WHEN "otherContentId" IS NULL THEN 0 ELSE 1 END = 1`,
    content_of_kind: `("kind" IN ('key', 'locked-key')) = ("keyId" IS NOT NULL) AND ("kind" = 'csr') = ("requestId" IS NOT NULL) AND ("kind" = 'certificate') = ("certificateId" IS NOT NULL)`,
  },
  Key: {
    locked: `"isLocked" = ("spkiSha256" IS NULL) AND "isLocked" = ("contentSha256" IS NOT NULL)`,
    public_half: `("spki" IS NULL) = ("spkiSha256" IS NULL)`,
  },
  Certificate: { generation_of_item: `"itemId" IS NOT NULL OR "generation" = 0` },
  OtherContent: {
    sealed: `("kind" = 'pkcs12') = ("sealedId" IS NOT NULL) AND ("sealedId" IS NULL OR length("bytes") = 0)`,
    made_bundle: `"madeAs" IS NULL OR "kind" = CASE WHEN "madeAs" = 'pkcs7' THEN 'pkcs7' ELSE 'bundle' END`,
  },
  SigningIntent: { completed: `"certificateId" IS NULL OR "completedAt" IS NOT NULL` },
  AuditEvent: {
    actor: `("actorKind" IS NULL) = ("actorId" IS NULL)`,
    finished: `("outcome" = 'unfinished') = ("finishedAt" IS NULL)`,
    error: `("outcome" IN ('refused', 'failed')) = ("errorCode" IS NOT NULL)`,
  },
  Revocation: { released: `"releasedAt" IS NULL OR "reason" = 'certificateHold'` },
  RevocationList: {
    lifetime: `"nextUpdate" > "thisUpdate"`,
    delta: `"isDelta" = ("baseNumber" IS NOT NULL)`,
  },
  OfflineRequest: {
    certificate: `"kind" <> 'certificate' OR ("intentId" IS NOT NULL AND "basename" IS NOT NULL AND "spkiSha256" IS NOT NULL)`,
    list: `"kind" <> 'revocation-list' OR ("number" IS NOT NULL AND "revision" IS NOT NULL AND "entries" IS NOT NULL AND "nextUpdate" > "thisUpdate")`,
    ended: `("endedAt" IS NULL) = ("endedBy" IS NULL) AND ("state" <> 'out' OR "endedAt" IS NULL) AND ("state" NOT IN ('answered', 'withdrawn') OR "endedAt" IS NOT NULL)`,
  },
  OcspResponder: { lifetime: `"notAfter" > "notBefore"` },
  ProcessLease: { lifetime: `"expiresAt" > "startedAt"` },
  ImportReview: { lifetime: `"expiresAt" > "createdAt"` },
  Batch: {
    finished: `("state" = 'running') = ("finishedAt" IS NULL)`,
    problem: `("problemCode" IS NULL) = ("problemFacts" IS NULL)`,
    lease: `("leaseOwner" IS NULL) = ("leaseUntil" IS NULL)`,
    passphrases_taken: `("passphrasesTakenAt" IS NULL) = ("passphrasesTakenBy" IS NULL)`,
  },
  BatchRow: {
    error: `("state" = 'failed') = ("errorCode" IS NOT NULL) AND ("errorCode" IS NULL) = ("errorFacts" IS NULL)`,
    finished: `("state" IN ('waiting', 'signing')) = ("finishedAt" IS NULL)`,
    begun: `("state" NOT IN ('signing', 'issued', 'packing') OR "intentId" IS NOT NULL) AND ("state" <> 'signing' OR ("sealedId" IS NOT NULL AND "preparedAt" IS NOT NULL))`,
  },
  BatchLink: { ended_once: `"usedAt" IS NULL OR "revokedAt" IS NULL` },
};

export interface Check {
  readonly model: string;
  /** `File_one_content_check`: what the databases call it. */
  readonly name: string;
  /** What stands between the parentheses of CHECK. */
  readonly expression: string;
}

const entries = <Value>(of: Readonly<Record<string, Readonly<Record<string, Value>>>>) =>
  Object.entries(of).flatMap(([model, inner]) =>
    Object.entries(inner).map(([name, value]) => [model, name, value] as const),
  );

/** All of them, as that database reads them. */
export function checksFor(provider: "sqlite" | "postgresql"): readonly Check[] {
  const check = (model: string, rule: string, expression: string): Check => ({
    model,
    name: `${model}_${rule}_check`,
    expression,
  });
  const isObject = (column: string): string =>
    provider === "sqlite"
      ? `json_valid("${column}") AND json_type("${column}") = 'object'`
      : `json_typeof("${column}") = 'object'`;
  return [
    ...entries<readonly string[]>(closedSets).map(([model, column, values]) =>
      check(model, column, `"${column}" IN (${values.map((value) => `'${value}'`).join(", ")})`),
    ),
    // Nothing is left when the hex digits at its head are taken away. Neither database has the other's patterns.
    ...entries(digests).map(([model, column, digits]) =>
      check(model, column, `length("${column}") = ${digits} AND ltrim("${column}", '0123456789abcdef') = ''`),
    ),
    ...entries(least).map(([model, column, minimum]) => check(model, column, `"${column}" >= ${minimum}`)),
    ...Object.entries(objects).flatMap(([model, columns]) =>
      columns.map((column) => check(model, column, isObject(column))),
    ),
    ...entries(together).map(([model, rule, expression]) => check(model, rule, expression)),
  ];
}

/**
 * The SQL of a migration with the checks of every table that it makes, also of one that SQLite makes anew as `new_…`.
 */
export function withChecks(migration: string, provider: "sqlite" | "postgresql"): string {
  const checks = checksFor(provider);
  return migration.replace(
    /CREATE TABLE "(?:new_)?(\w+)" \(\n([\s\S]*?)\n\);/g,
    (statement, model: string, inside: string) => {
      const own = checks.filter((check) => check.model === model);
      const lines = own.map(({ name, expression }) => `,\n    CONSTRAINT "${name}" CHECK (${expression})`);
      return statement.replace(inside, () => inside + lines.join(""));
    },
  );
}
