import "server-only";
import { createHash } from "node:crypto";
import type { Clock } from "../../commands/ports/world.ts";
import { insertSeals } from "../vault/seal-rows.ts";
import { templateOfBatch } from "../../commands/ports/batch.ts";
import { Failure } from "../error-codes.ts";
import type { Lease } from "./lease.ts";
import { join, sql, type Sql } from "../database/sql.ts";
import { eventColumns, eventValues } from "../audit/event-rows.ts";
import type { EventContent, EventProofs } from "../audit/proofs.ts";
import type { RowSeal } from "./worker-jobs.ts";

/**
 * Before there is any signature: the key, the serial number and the intent of each row, and its session in the audit
 * log.
 */
export interface RowIntent {
  readonly rowId: number;
  readonly position: number;
  readonly basename: string;
  readonly intentId: string;
  readonly serialNumber: string;
  readonly preparedAt: Date;
  readonly sealed: RowSeal;
}

/** A row that can never be issued as it is. */
export interface RowRefusal {
  readonly rowId: number;
  readonly position: number;
  readonly basename: string;
  readonly code: string;
  readonly facts: object;
}

export interface IntentOrder {
  readonly lease: Lease;
  /** Of the issuer: what the intents are unique by, and its name's hash for certificates that came from elsewhere. */
  readonly issuerSpkiSha256: string;
  readonly issuerHash: string;
  readonly intents: readonly RowIntent[];
  readonly refusals: readonly RowRefusal[];
  readonly proofs: EventProofs;
}

/** Part of a transaction that the fence began. @throws Failure `sign.serial-taken` (the caller draws other numbers). */
export async function recordIntents(tx: Sql, clock: Clock, order: IntentOrder): Promise<void> {
  if (order.refusals.length > 0) await writeRefusals(tx, clock, order);
  if (order.intents.length > 0) await writeIntents(tx, clock, order);
}

async function writeIntents(
  tx: Sql,
  clock: Clock,
  { lease, issuerSpkiSha256, issuerHash, intents, proofs }: IntentOrder,
): Promise<void> {
  const serials = intents.map(({ serialNumber }) => serialNumber);
  const [known] = await tx.$queryRaw<{ serialNumber: string }[]>(
    sql`SELECT "serialNumber" FROM "Certificate" WHERE "issuerHash" = ${issuerHash} AND "serialNumber" IN (${join(serials)}) LIMIT 1`,
  );
  if (known !== undefined) throw new Failure("sign.serial-taken", { serialNumber: known.serialNumber });
  const now = clock.now();
  const template = templateOfBatch(lease.template);
  const events = await beginEvents(
    tx,
    now,
    { lease, proofs },
    intents.map((intent) => ({
      key: intent.rowId,
      position: intent.position,
      basename: intent.basename,
      serial: intent.serialNumber,
    })),
  );
  const made =
    await tx.$executeRaw(sql`INSERT INTO "SigningIntent" ("id", "issuerSpkiSha256", "serialNumber", "requestFileName", "issuerFileName", "template", "templateVersion", "createdAt", "auditEventId")
    VALUES ${join(intents.map((intent) => sql`(${intent.intentId}, ${issuerSpkiSha256}, ${intent.serialNumber}, ${`${intent.basename}.key`}, ${lease.issuerFileName}, ${template.name}, ${template.version}, ${now}, ${events.get(intent.rowId)!})`))}
    ON CONFLICT ("issuerSpkiSha256", "serialNumber") DO NOTHING`);
  if (made !== intents.length) throw new Failure("sign.serial-taken", { serialNumber: serials[0] ?? "" });
  await insertSeals(
    tx,
    intents.map(({ sealed }) => ({ ...sealed, kind: "key" })),
  );
  const rows = intents.map(
    ({ rowId, intentId, sealed, preparedAt }) =>
      sql`SELECT CAST(${rowId} AS INTEGER) AS "id", CAST(${intentId} AS TEXT) AS "intentId", CAST(${sealed.recordId} AS TEXT) AS "sealedId", CAST(${sealed.spkiSha256} AS TEXT) AS "spkiSha256", CAST(${preparedAt} AS TIMESTAMP) AS "preparedAt"`,
  );
  const moved =
    await tx.$executeRaw(sql`UPDATE "BatchRow" SET "state" = 'signing', "preparedAt" = v."preparedAt", "intentId" = v."intentId", "sealedId" = v."sealedId", "spkiSha256" = v."spkiSha256"
    FROM (${join(rows, " UNION ALL ")}) AS v WHERE "BatchRow"."id" = v."id" AND "BatchRow"."state" = 'waiting'`);
  if (moved !== intents.length) throw new Error(`of ${intents.length} rows ${moved} were waiting`);
}

async function writeRefusals(tx: Sql, clock: Clock, { lease, refusals, proofs }: IntentOrder): Promise<void> {
  const now = clock.now();
  for (const { rowId, code, facts } of refusals) {
    await tx.$executeRaw(
      sql`UPDATE "BatchRow" SET "state" = 'failed', "errorCode" = ${code}, "errorFacts" = ${JSON.stringify(facts)}, "finishedAt" = ${now} WHERE "id" = ${rowId}`,
    );
  }
  await writeEvents(
    tx,
    now,
    { lease, proofs },
    "failed",
    refusals.map(({ rowId, position, basename, code }) => ({ key: rowId, position, basename, errorCode: code })),
  );
}

interface EventOrder {
  readonly key: number;
  readonly position: number;
  readonly basename: string;
  readonly serial?: string;
  readonly errorCode?: string;
}

type EventWriter = Pick<IntentOrder, "lease" | "proofs">;

function beginEvents(
  tx: Sql,
  now: Date,
  writer: EventWriter,
  orders: readonly EventOrder[],
): Promise<Map<number, number>> {
  return writeEvents(tx, now, writer, "unfinished", orders);
}

/** One event a certificate, in the name of the person who began the batch. Which is whose is told by its facts. */
async function writeEvents(
  tx: Sql,
  now: Date,
  { lease: { actor, batchId, issuerFileName }, proofs }: EventWriter,
  outcome: "unfinished" | "failed",
  orders: readonly EventOrder[],
): Promise<Map<number, number>> {
  const finishedAt = outcome === "unfinished" ? null : now;
  const facts = new Map(
    orders.map(({ key, position, basename, serial }) => [
      JSON.stringify({
        batch: batchId,
        row: position,
        name: basename,
        issuer: issuerFileName,
        profile: "client",
        ...(serial === undefined ? {} : { serial }),
      }),
      key,
    ]),
  );
  const texts = [...facts.keys()];
  const contents = orders.map(({ errorCode }, index): EventContent => ({
    at: now,
    finishedAt,
    actorKind: actor.kind,
    actorId: actor.id,
    actor: actor.label,
    owner: actor.owner,
    address: actor.address,
    credential: actor.credential,
    role: actor.role,
    surface: actor.surface,
    command: "client-batch",
    outcome,
    errorCode: errorCode ?? null,
    facts: texts[index]!,
  }));
  const made = await tx.$queryRaw<{ id: number; facts: string }[]>(sql`INSERT INTO "AuditEvent" (${eventColumns})
    VALUES ${join(contents.map((content) => sql`(${eventValues(content)}, ${proofs.ofEvent(content)})`))} RETURNING "id", "facts"`);
  return new Map(made.map(({ id, facts: text }) => [facts.get(text)!, Number(id)]));
}

/** A new intent's id. */
export function intentIdOf(batchId: string, rowId: number): string {
  // Of its own row and no other: a row that is begun twice would break the primary key, not spend a second number.
  const digest = createHash("sha256").update(`${batchId}\n${rowId}`).digest("hex");
  return `${digest.slice(0, 8)}-${digest.slice(8, 12)}-${digest.slice(12, 16)}-${digest.slice(16, 20)}-${digest.slice(20, 32)}`;
}
