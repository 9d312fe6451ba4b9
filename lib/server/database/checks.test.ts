import { afterAll, afterEach, beforeEach, describe, expect, it } from "vitest";
import { checksFor, closedSets, withChecks } from "../../../prisma/checks.ts";
import {
  createTestDatabase,
  providers,
  stopTestServer,
  type TestDatabase,
} from "../../../test/support/migrated-database.ts";
import { insertFirstVersion } from "../../../test/support/first-version.ts";
import { roles, type Actor } from "../../commands/permission.ts";
import type { AuditRow } from "../../commands/ports/audit.ts";
import type { BatchState } from "../../commands/ports/batch.ts";
import type { FileKind } from "../../commands/ports/files.ts";
import type { ServiceUse } from "../../commands/ports/services.ts";
import { bundleForms } from "../../pki/bundle/kind.ts";
import type { NameEntry } from "../store/certificate-facts.ts";
import type { SealedKind } from "../vault/seal-content.ts";
import { raw, sql } from "./sql.ts";

/** What prisma/checks.ts says of a row, said by both databases; and the sets that it closes, as the code knows them. */

afterAll(stopTestServer);

const other = "row of another kind";
/**
 * One change for each clause of a rule, which breaks that rule and no other. The rest follows from the kind of the
 * rule.
 */
const breaks: Readonly<Record<string, readonly string[]>> = {
  ApiToken_live_name_check: [`"liveName" = NULL`, `"liveName" = 'another'`, `"revokedAt" = "createdAt"`],
  Item_kinds_check: [`"kinds" = 'key,'`, `"kinds" = ',key'`, `"kinds" = ''`],
  Item_validity_check: [
    `"notBefore" = NULL WHERE "notAfter" IS NOT NULL`,
    `"sha256" = NULL WHERE "notAfter" IS NOT NULL`,
  ],
  Item_archived_check: [
    `"shelf" = 'archived' WHERE "shelf" = 'listed'`,
    `"archivedAt" = "createdAt" WHERE "shelf" = 'listed'`,
  ],
  Item_batch_check: [`"shelf" = 'batch'`],
  Item_labels_check: [`"labels" = 'one,'`, `"labels" = ',one'`, `"labels" = ',,'`],
  Item_note_check: [`"note" = "note" || '${"n".repeat(4001)}'`],
  File_kind_check: [`"kind" = '${other}' WHERE "otherContentId" IS NOT NULL`],
  File_one_content_check: [
    `"otherContentId" = NULL WHERE "otherContentId" IS NOT NULL`,
    `"otherContentId" = (SELECT MAX("id") FROM "OtherContent") WHERE "kind" = 'csr'`,
  ],
  File_content_of_kind_check: [
    `"kind" = 'crl' WHERE "kind" = 'csr'`,
    `"kind" = 'key' WHERE "otherContentId" IS NOT NULL`,
    `"kind" = 'certificate' WHERE "otherContentId" IS NOT NULL`,
  ],
  Key_contentSha256_check: [
    `"isLocked" = TRUE, "spki" = NULL, "spkiSha256" = NULL, "contentSha256" = '${"A".repeat(64)}'`,
  ],
  Key_locked_check: [`"isLocked" = TRUE`, `"contentSha256" = '${"a".repeat(64)}'`],
  Key_public_half_check: [`"spki" = NULL`],
  Certificate_generation_of_item_check: [`"itemId" = NULL WHERE "generation" > 0`],
  OtherContent_kind_check: [`"kind" = '${other}', "madeAs" = NULL WHERE "sealedId" IS NULL`],
  OtherContent_sealed_check: [
    `"kind" = 'crl' WHERE "sealedId" IS NOT NULL`,
    `"kind" = 'pkcs12', "madeAs" = NULL WHERE "sealedId" IS NULL`,
    `"bytes" = (SELECT "der" FROM "CertificateDer" LIMIT 1) WHERE "sealedId" IS NOT NULL`,
  ],
  OtherContent_made_bundle_check: [
    `"madeAs" = 'pkcs7' WHERE "kind" = 'bundle'`,
    `"kind" = 'crl' WHERE "madeAs" IS NOT NULL`,
  ],
  SigningIntent_completed_check: [`"completedAt" = NULL WHERE "certificateId" IS NOT NULL`],
  AuditEvent_actor_check: [`"actorId" = NULL`, `"actorKind" = NULL`],
  AuditEvent_outcome_check: [`"outcome" = '${other}' WHERE "outcome" = 'done'`],
  AuditEvent_finished_check: [
    `"finishedAt" = NULL WHERE "outcome" = 'done'`,
    `"outcome" = 'unfinished' WHERE "outcome" = 'done'`,
  ],
  AuditEvent_error_check: [
    `"outcome" = 'refused' WHERE "outcome" = 'done'`,
    `"errorCode" = 'file.not-found' WHERE "outcome" = 'done'`,
  ],
  Revocation_released_check: [`"reason" = 'keyCompromise', "releasedAt" = "at"`],
  RevocationList_lifetime_check: [`"nextUpdate" = "thisUpdate"`],
  RevocationList_delta_check: [`"isDelta" = TRUE`, `"baseNumber" = 1`],
  OfflineRequest_certificate_check: [`"basename" = NULL WHERE "kind" = 'certificate'`],
  OfflineRequest_list_check: [
    `"number" = NULL WHERE "kind" = 'revocation-list'`,
    `"nextUpdate" = "thisUpdate" WHERE "kind" = 'revocation-list'`,
  ],
  OfflineRequest_ended_check: [`"state" = 'answered'`, `"endedAt" = "createdAt", "endedBy" = 'ada@example.com'`],
  OcspResponder_lifetime_check: [`"notAfter" = "notBefore"`],
  ProcessLease_lifetime_check: [`"expiresAt" = "startedAt"`],
  ImportReview_lifetime_check: [`"expiresAt" = "createdAt"`],
  Batch_finished_check: [`"finishedAt" = NULL`, `"state" = 'running'`],
  Batch_problem_check: [`"problemCode" = 'key.absent'`, `"problemFacts" = '{}'`],
  Batch_lease_check: [`"leaseOwner" = 'me'`, `"leaseUntil" = "createdAt"`],
  Batch_passphrases_taken_check: [`"passphrasesTakenAt" = "createdAt"`, `"passphrasesTakenBy" = 'ada@example.com'`],
  Batch_problemFacts_check: [`"problemCode" = 'key.absent', "problemFacts" = '[]'`],
  BatchRow_errorFacts_check: [`"state" = 'failed', "errorCode" = 'key.absent', "errorFacts" = '[]'`],
  BatchRow_error_check: [
    `"state" = 'failed'`,
    `"errorCode" = 'key.absent', "errorFacts" = '{}'`,
    `"state" = 'failed', "errorCode" = 'key.absent'`,
  ],
  BatchRow_finished_check: [`"finishedAt" = NULL`, `"state" = 'waiting'`],
  BatchRow_begun_check: [
    `"intentId" = NULL`,
    `"state" = 'signing', "finishedAt" = NULL, "sealedId" = NULL`,
    `"state" = 'signing', "finishedAt" = NULL, "sealedId" = (SELECT MIN("id") FROM "SealedSecret"), "preparedAt" = NULL`,
  ],
  BatchLink_ended_once_check: [`"usedAt" = "createdAt", "revokedAt" = "createdAt"`],
};

/**
 * What breaks a rule of one column: no value of the set, capitals and too few digits, one less than the least, a list.
 */
function breaksOf(name: string, expression: string): readonly string[] {
  const column = /^[^_]+_(\w+)_check$/.exec(name)?.[1] ?? "";
  const [, digits] = /^length\("\w+"\) = (\d+)/.exec(expression) ?? [];
  const [, minimum] = / >= (\d+)$/.exec(expression) ?? [];
  if (digits !== undefined)
    return [
      `"${column}" = '${"A".repeat(Number(digits))}'`,
      `"${column}" = '${"a".repeat(Number(digits) - 1)}'`,
      `"${column}" = '${"a".repeat(Number(digits) - 1)}g'`,
    ];
  if (minimum !== undefined) return [`"${column}" = ${Number(minimum) - 1}`];
  return expression.includes("'object'") ? [`"${column}" = '[]'`] : [`"${column}" = '${other}'`];
}

describe.each(providers)("the rules of the rows on %s", (provider) => {
  let made: TestDatabase;
  beforeEach(async () => {
    made = await createTestDatabase(provider);
    await insertFirstVersion(made.database);
    await made.database.client.processLease.create({
      data: {
        id: "console-1",
        kind: "console",
        host: "console.example.com",
        pid: 1,
        masterKeyId: "66ffbb35",
        startedAt: new Date("2026-11-29T12:00:00Z"),
        expiresAt: new Date("2026-11-29T12:01:00Z"),
      },
    });
    const person = await made.database.client.user.findFirstOrThrow({ select: { id: true } });
    await made.database.client.template.create({
      data: {
        name: "cms-server",
        version: 1,
        rules: { purposes: [] },
        createdAt: new Date("2026-11-29T12:00:00Z"),
        createdBy: "ada@example.com",
      },
    });
    await made.database.client.trustMark.create({
      data: { sha256: "ab".repeat(32), mark: "trusted", at: new Date("2026-11-29T12:00:00Z") },
    });
    await made.database.client.authorityRights.create({
      data: {
        spkiSha256: "cd".repeat(32),
        rights: { sign: null, makeAuthorities: null, exportKey: [] },
        changedAt: new Date("2026-11-29T12:00:00Z"),
        changedBy: "ada@example.com",
      },
    });
    await made.database.client.savedView.create({
      data: {
        userId: person.id,
        name: "Clients",
        filters: { purpose: "client" },
        createdAt: new Date("2026-11-29T12:00:00Z"),
      },
    });
    const service = await made.database.client.service.findFirstOrThrow({ select: { id: true } });
    await made.database.client.stepSighting.create({
      data: {
        serviceId: service.id,
        stepId: "callbridge@cms1",
        source: "screen",
        command: "callbridge",
        at: new Date("2026-11-29T12:00:00Z"),
        actor: "op@example.com",
        holdsFor: "ab".repeat(32),
      },
    });
  });
  beforeEach(async () => {
    const at = new Date("2026-11-29T12:00:00Z");
    const issuerSpkiSha256 = "a".repeat(64);
    await made.database.client.auditEntry.create({ data: { seq: 1, eventId: 1, isEnd: true, hash: "b".repeat(64) } });
    await made.database.client.auditCheckpoint.create({ data: { size: 1, at, note: "note", verifier: "key" } });
    await made.database.client.crlIssuer.create({
      data: { spkiSha256: issuerSpkiSha256, publishedName: "corp-ca", createdAt: at, listedRevision: 0, listDays: 7 },
    });
    await made.database.client.crlPoint.create({
      data: { issuerSpkiSha256, shard: 0, uri: "http://pki.example.com/crl/corp-ca.crl" },
    });
    await made.database.client.sealedSecret.create({
      data: { id: "responder", kind: "key", sealed: Buffer.of(1), wrappedDataKey: Buffer.of(1), masterKeyId: "m" },
    });
    await made.database.client.ocspResponder.create({
      data: {
        issuerSpkiSha256,
        serialNumber: "0B",
        spkiSha256: issuerSpkiSha256,
        sealedId: "responder",
        notBefore: at,
        notAfter: new Date(at.getTime() + 1000),
        createdAt: at,
      },
    });
    await made.database.client.revocation.create({
      data: { issuerSpkiSha256, serialNumber: "0A", reason: "superseded", at, revision: 1, actor: "ada@example.com" },
    });
    await made.database.client.revocationList.create({
      data: {
        issuerSpkiSha256,
        number: 1,
        revision: 1,
        thisUpdate: at,
        nextUpdate: new Date("2026-12-06T12:00:00Z"),
        entries: 1,
        sha256: "b".repeat(64),
      },
    });
  });
  beforeEach(async () => {
    const at = new Date("2026-11-29T12:00:00Z");
    const { client } = made.database;
    await client.sealedSecret.create({
      data: { id: "offline", kind: "key", sealed: Buffer.of(1), wrappedDataKey: Buffer.of(1), masterKeyId: "m" },
    });
    await client.offlineKey.create({
      data: { spki: Buffer.of(1), spkiSha256: "c".repeat(64), sealedId: "offline", createdAt: at },
    });
    const intent = await client.signingIntent.findFirstOrThrow({ select: { id: true } });
    const both = { issuerSpkiSha256: "a".repeat(64), issuerFileName: "corp-ca.crt", subject: "Corp CA" };
    const out = { tbs: Buffer.of(1), package: Buffer.of(1), createdAt: at, createdBy: "ada@example.com" };
    await client.offlineRequest.create({
      data: {
        ...both,
        ...out,
        id: "certificate",
        kind: "certificate",
        basename: "devices-1",
        spkiSha256: "d".repeat(64),
        intentId: intent.id,
        sha256: "e".repeat(64),
      },
    });
    await client.offlineRequest.create({
      data: {
        ...both,
        ...out,
        id: "list",
        kind: "revocation-list",
        number: 2,
        revision: 1,
        entries: 1,
        thisUpdate: at,
        nextUpdate: new Date(at.getTime() + 1000),
        sha256: "f".repeat(64),
      },
    });
  });
  afterEach(() => made.remove());
  const checks = checksFor(provider);

  it("are all in the database, and no others", async () => {
    const { direct } = made.database;
    const found =
      provider === "sqlite"
        ? (
            await direct.$queryRaw<{ sql: string }[]>(sql`SELECT "sql" FROM sqlite_master WHERE "type" = 'table'`)
          ).flatMap(({ sql: text }) => [...text.matchAll(/CONSTRAINT "(\w+)" CHECK/g)].map((match) => match[1] ?? ""))
        : (
            await direct.$queryRaw<{ name: string }[]>(
              sql`SELECT conname AS "name" FROM pg_constraint WHERE contype = 'c' AND connamespace = 'public'::regnamespace`,
            )
          ).map(({ name }) => name);
    expect(found.sort()).toEqual(checks.map(({ name }) => name).sort());
  });

  it("each refuse the row that breaks them", async () => {
    const { direct } = made.database;
    const passed: string[] = [];
    for (const { model, name, expression } of checks) {
      for (const change of breaks[name] ?? breaksOf(name, expression)) {
        const error: unknown = await direct.$executeRaw(sql`UPDATE ${raw(`"${model}"`)} SET ${raw(change)}`).then(
          (rows) => new Error(`${rows} rows were changed`),
          (error: unknown) => error,
        );
        const said = `${String(error)} ${JSON.stringify((error as { cause?: unknown }).cause ?? null)}`;
        if (!said.includes(name)) passed.push(`${name}: ${change}: ${said}`);
      }
    }
    expect(passed).toEqual([]);
  });

  it("are broken here by name, and by no name that is gone", () => {
    expect(Object.keys(breaks).filter((name) => !checks.some((check) => check.name === name))).toEqual([]);
  });

  it("stand in a table that a later migration makes anew", () => {
    const made_ = withChecks(`CREATE TABLE "new_BatchLink" (\n    "id" TEXT NOT NULL\n);\n`, provider);
    expect(made_).toMatch(/"id" TEXT NOT NULL,\n {4}CONSTRAINT "BatchLink_id_check" CHECK \(.*\n {4}CONSTRAINT/);
    expect(made_).toMatch(/\)\n\);\n$/);
  });
});

/** Keys alone count: a union that grows does not compile here until it is named. */
const of = <Word extends string>(words: Readonly<Record<Word, true>>): string[] => Object.keys(words).sort();
const surfaces = of<AuditRow["surface"]>({ browser: true, terminal: true, http: true, system: true });
const kinds = of<FileKind>({
  key: true,
  "locked-key": true,
  csr: true,
  certificate: true,
  bundle: true,
  pkcs7: true,
  pkcs12: true,
  crl: true,
  "public-key": true,
  "ssh-public-key": true,
});
const actorKinds = of<Actor["kind"] | "system">({ user: true, token: true, link: true, system: true });

describe("the closed sets of the database", () => {
  it.each<[string, readonly string[], readonly string[]]>([
    ["roles of people", closedSets.User.role, roles],
    ["roles of tokens", closedSets.ApiToken.role, roles],
    ["roles of batches", closedSets.Batch.role, roles],
    ["roles in the log", closedSets.AuditEvent.role, [...roles, ""]],
    ["kinds of files", closedSets.File.kind, kinds],
    [
      "kinds of other contents",
      closedSets.OtherContent.kind,
      kinds.filter((kind) => !["key", "locked-key", "csr", "certificate"].includes(kind)),
    ],
    ["forms of bundles", closedSets.OtherContent.madeAs, bundleForms],
    [
      "sealed secrets",
      closedSets.SealedSecret.kind,
      // A Java keystore is sealed while it is reviewed, and never stored.
      of<Exclude<SealedKind, "keystore"> | "batch-passphrases">({
        key: true,
        "locked-key": true,
        pkcs12: true,
        "batch-passphrases": true,
      }),
    ],
    [
      "names to search",
      closedSets.SearchName.kind,
      of<NameEntry["kind"]>({
        cn: true,
        subject: true,
        san: true,
        serial: true,
        sha256: true,
        sha1: true,
        file: true,
        label: true,
      }),
    ],
    ["actors in the log", closedSets.AuditEvent.actorKind, actorKinds],
    ["actors of batches", closedSets.Batch.actorKind, actorKinds],
    ["surfaces in the log", closedSets.AuditEvent.surface, surfaces],
    ["surfaces of batches", closedSets.Batch.surface, surfaces],
    [
      "outcomes",
      closedSets.AuditEvent.outcome,
      of<AuditRow["outcome"]>({ unfinished: true, done: true, refused: true, failed: true }),
    ],
    [
      "uses by services",
      closedSets.ServiceUse.kind,
      of<ServiceUse["kind"]>({ identity: true, certificates: true, crl: true }),
    ],
    [
      "states of batches",
      closedSets.Batch.state,
      of<BatchState>({ running: true, cancelled: true, stopped: true, done: true }),
    ],
  ])("%s are those of the code", (_, inDatabase, inCode) => {
    expect([...inDatabase].sort()).toEqual([...inCode].sort());
  });
});
