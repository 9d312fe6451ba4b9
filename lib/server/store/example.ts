import "server-only";
import { randomUUID } from "node:crypto";
import type {
  Example,
  ExampleContent,
  ExampleCounts,
  ExampleSignature,
  RemovedExample,
} from "../../commands/ports/example.ts";
import { Failure } from "../error-codes.ts";
import type { Prisma, TransactionClient } from "../database/db.ts";
import { join, sql, type Sql } from "../database/sql.ts";
import { change, type StoreBinding } from "../database/transaction.ts";
import { boundFile } from "./bound-seal.ts";
import { writeNewFiles } from "./create.ts";
import { keptOf } from "./example-kept.ts";
import { basenameOf } from "./put-file.ts";
import { removeWholeItem } from "./remove.ts";
import { settleUses } from "./shelf.ts";
import { holdExisting } from "./summary.ts";

/**
 * The example inventory, by a mark on its names, services and batches. The mark stays through a renaming and a renewal,
 * which are the console's own work; a file that a person brings ends it for the name that takes the file (add.ts).
 */
export function storeExample(binding: StoreBinding): Example {
  return {
    example: () => readExample(binding.database.direct),
    storeExample: (content) => change(binding, (tx) => writeExample(tx, binding, content)),
    async removeExample() {
      const { secrets, removed } = await change(binding, (tx) => removeMarked(tx, binding.clock.now()));
      if (secrets > 0) await binding.database.purgeLog();
      return removed;
    },
  };
}

async function readExample(tx: Pick<Sql, "$queryRaw">): Promise<ExampleCounts> {
  const [names, services, batches] = await Promise.all([
    tx.$queryRaw<{ basename: string; isAuthority: boolean | number }[]>(
      sql`SELECT "basename", "isAuthority" FROM "Item" WHERE "exampleAt" IS NOT NULL ORDER BY "basename"`,
    ),
    tx.$queryRaw<{ n: number }[]>(sql`SELECT COUNT(*) AS "n" FROM "Service" WHERE "exampleAt" IS NOT NULL`),
    tx.$queryRaw<{ n: number }[]>(sql`SELECT COUNT(*) AS "n" FROM "Batch" WHERE "exampleAt" IS NOT NULL`),
  ]);
  return {
    names: names.length,
    services: Number(services[0]?.n ?? 0),
    batches: Number(batches[0]?.n ?? 0),
    authorities: names.filter(({ isAuthority }) => Boolean(isAuthority)).map(({ basename }) => basename),
  };
}

async function writeExample(
  tx: TransactionClient,
  binding: StoreBinding,
  { files, signatures, services }: ExampleContent,
): Promise<void> {
  const now = binding.clock.now();
  const there = await readExample(tx);
  if (there.names + there.services + there.batches > 0) throw new Failure("example.loaded", {});
  const names = [...new Set(files.map(({ fileName }) => basenameOf(fileName)))];
  await requireUntaken(
    tx,
    names,
    services.map(({ name }) => name),
  );
  await writeNewFiles(
    tx,
    files.map((file) => boundFile(binding, file)),
    now,
  );
  await tx.$executeRaw(sql`UPDATE "Item" SET "exampleAt" = ${now} WHERE "basename" IN (${join(names)})`);
  for (const signature of signatures) await writeIntent(tx, signature, binding.auditEventId, now);
  for (const { name, target, inputs, uses } of services) {
    const data = { name, target, inputs: inputs as Prisma.InputJsonObject, exampleAt: now };
    const { id } = await tx.service.create({ data: { ...data, createdAt: now, updatedAt: now }, select: { id: true } });
    await tx.serviceUse.createMany({ data: uses.map((use) => ({ serviceId: id, ...use })) });
  }
  await settleUses(tx, names, now);
}

/** A name that holds anything is a person's: nothing is laid beside it. */
async function requireUntaken(tx: Sql, names: readonly string[], services: readonly string[]): Promise<void> {
  const items = await tx.$queryRaw<{ basename: string }[]>(
    sql`SELECT "basename" FROM "Item" WHERE "basename" IN (${join([...names])}) ORDER BY "basename"`,
  );
  const [item] = items;
  if (item !== undefined)
    throw new Failure("name.in-use", {
      name: item.basename,
      fileNames: items.map(({ basename }) => basename),
      services: [],
    });
  const [service] = await tx.$queryRaw<{ name: string }[]>(
    sql`SELECT "name" FROM "Service" WHERE "name" IN (${join([...services])}) ORDER BY "name"`,
  );
  if (service !== undefined) throw new Failure("service.name-in-use", { name: service.name });
}

/** What an authority of the example signed is told like any other signature: its serial number is spent for good. */
async function writeIntent(
  tx: Sql,
  { fileName, serialNumber, issuerSpkiSha256, issuerFileName, requestFileName }: ExampleSignature,
  auditEventId: number | null,
  now: Date,
): Promise<void> {
  await tx.$executeRaw(sql`INSERT INTO "SigningIntent"
    ("id", "issuerSpkiSha256", "serialNumber", "requestFileName", "issuerFileName", "createdAt", "completedAt", "auditEventId", "certificateId")
    SELECT ${randomUUID()}, ${issuerSpkiSha256}, ${serialNumber}, ${requestFileName}, ${issuerFileName}, CAST(${now} AS TIMESTAMP), CAST(${now} AS TIMESTAMP),
      CAST(${auditEventId} AS INTEGER), "certificateId" FROM "File" WHERE "fileName" = ${fileName}`);
}

interface MarkedItem {
  readonly id: number;
  readonly basename: string;
  readonly isAuthority: boolean;
  readonly batchId: string | null;
}

async function removeMarked(
  tx: TransactionClient,
  now: Date,
): Promise<{ readonly secrets: number; readonly removed: RemovedExample }> {
  // Held first: a process that works on a batch waits here, and then finds that the batch is gone.
  const batches = await tx.$queryRaw<{ id: string; title: string }[]>(
    sql`UPDATE "Batch" SET "total" = "total" WHERE "exampleAt" IS NOT NULL RETURNING "id", "title"`,
  );
  const items = await tx.$queryRaw<MarkedItem[]>(
    sql`UPDATE "Item" SET "version" = "version" + 1 WHERE "exampleAt" IS NOT NULL RETURNING "id", "basename", "isAuthority", "batchId"`,
  );
  const services = await tx.service.findMany({ where: { exampleAt: { not: null } }, select: { id: true, name: true } });
  if (batches.length + items.length + services.length === 0) throw new Failure("example.absent", {});
  const kept = await keptOf(tx);
  const keptNames = new Set(kept.map(({ name }) => name));
  const gone = items.filter(({ basename }) => !keptNames.has(basename));
  const keptBatches = new Set(items.filter((item) => keptNames.has(item.basename)).map(({ batchId }) => batchId));
  const goneBatches = batches.filter(({ id }) => !keptBatches.has(id));

  const uses = await tx.serviceUse.findMany({
    where: { serviceId: { in: services.map(({ id }) => id) } },
    select: { basename: true },
  });
  await tx.service.deleteMany({ where: { exampleAt: { not: null } } });
  // An authority last: until then the chains below it need not be judged anew.
  const inOrder = gone.sort((one, other) => Number(one.isAuthority) - Number(other.isAuthority) || one.id - other.id);
  let secrets = 0;
  for (const { basename } of inOrder) {
    const item = await holdExisting(tx, basename, now);
    if (item !== null) secrets += await removeWholeItem(tx, item, now);
  }
  secrets += await removeBatches(
    tx,
    goneBatches.map(({ id }) => id),
  );
  await settleUses(tx, [...new Set(uses.map(({ basename }) => basename))], now);
  return {
    secrets,
    removed: {
      names: gone.map(({ basename }) => basename).sort(),
      services: services.map(({ name }) => name).sort(),
      batches: goneBatches.map(({ title }) => title),
      kept,
    },
  };
}

/** Deletes batches with their rows, files, links and passphrases. Returns how many secrets were destroyed. */
async function removeBatches(tx: TransactionClient, ids: readonly string[]): Promise<number> {
  if (ids.length === 0) return 0;
  const sealed = await tx.$queryRaw<{ id: string }[]>(sql`SELECT "passphrasesSealedId" AS "id" FROM "Batch"
    WHERE "id" IN (${join([...ids])}) AND "passphrasesSealedId" IS NOT NULL
    UNION SELECT "sealedId" FROM "BatchRow" WHERE "batchId" IN (${join([...ids])}) AND "sealedId" IS NOT NULL`);
  await tx.batch.deleteMany({ where: { id: { in: [...ids] } } });
  const { count } = await tx.sealedSecret.deleteMany({ where: { id: { in: sealed.map(({ id }) => id) } } });
  return count;
}
