import "server-only";
import type { Store } from "../../commands/ports/store.ts";
import { Failure } from "../error-codes.ts";
import type { Prisma, TransactionClient } from "../database/db.ts";
import { sql } from "../database/sql.ts";
import { change, isTaken, type StoreBinding } from "../database/transaction.ts";
import { folded } from "../inventory/search-terms.ts";
import { servicesUsing } from "./services.ts";
import { holdItem, refreshItem, type HeldItem } from "./summary.ts";

/**
 * Gives an item another name, in one transaction: its files and those that it had, the seals of its keys (which are
 * bound to the name), the services that mention it, and the batches that name it. The audit log keeps the old one.
 */
export async function renameItem(
  binding: StoreBinding,
  ...[basename, to, services]: Parameters<Store["rename"]>
): Promise<void> {
  const now = binding.clock.now();
  const renamed = (name: string) => to + name.slice(basename.length);
  try {
    await change(binding, async (tx) => {
      await requireIdle(tx, basename);
      await requireFree(tx, to);
      const item = await holdItem(tx, basename, now);
      const files = await tx.file.findMany({ where: { itemId: item.id }, select: { id: true, fileName: true } });
      if (files.length === 0) throw new Failure("file.not-found", { fileName: basename, nearest: null });
      for (const { id, fileName } of files)
        await tx.file.update({ where: { id }, data: { fileName: renamed(fileName) }, select: { id: true } });
      const contents = await tx.otherContent.findMany({
        where: { itemId: item.id },
        select: { id: true, fileName: true },
      });
      for (const { id, fileName } of contents)
        await tx.otherContent.update({ where: { id }, data: { fileName: renamed(fileName) }, select: { id: true } });
      await tx.item.update({
        where: { id: item.id },
        data: { basename: to, nameKey: folded(to) },
        select: { id: true },
      });
      // A row that stands for its batch keeps the title of it.
      await tx.$executeRaw(
        sql`UPDATE "Item" SET "listKey" = "nameKey" WHERE "id" = ${item.id} AND "listKey" = ${folded(basename)}`,
      );
      await bindToName(binding, tx, item, to);
      await followInBatches(tx, { basename, to, fileNames: files.map(({ fileName }) => fileName) }, renamed);
      await followInServices(tx, { basename, to, services }, now);
      await refreshItem(tx, { ...item, basename: to });
    });
  } catch (error) {
    if (isTaken(error)) throw new Failure("name.in-use", { name: to, fileNames: [], services: [] }, error);
    throw error;
  }
}

async function requireFree(tx: TransactionClient, to: string): Promise<void> {
  const taken = await tx.item.findUnique({
    where: { basename: to },
    select: { files: { select: { fileName: true } } },
  });
  if (taken === null) return;
  throw new Failure("name.in-use", {
    name: to,
    fileNames: taken.files.map(({ fileName }) => fileName),
    services: await servicesUsing(tx, to),
  });
}

/** A batch that is at work signs with the authority by its file's name, and has given names to its people. */
async function requireIdle(tx: TransactionClient, basename: string): Promise<void> {
  const files = await tx.file.findMany({ where: { item: { basename } }, select: { fileName: true } });
  const found = await tx.batch.findMany({
    where: { state: "running", issuerFileName: { in: files.map(({ fileName }) => fileName) } },
    select: { title: true },
    orderBy: { createdAt: "asc" },
    take: 20,
  });
  if (found.length > 0)
    throw new Failure("rename.in-use-by-batch", { name: basename, batches: found.map(({ title }) => title) });
}

/** Each seal of the item, those of earlier keys and of containers too. */
async function bindToName(binding: StoreBinding, tx: TransactionClient, item: HeldItem, to: string): Promise<void> {
  const sealed = await tx.$queryRaw<
    { id: string; kind: string; wrappedDataKey: Uint8Array; masterKeyId: string; identity: string | null }[]
  >(sql`SELECT s."id", s."kind", s."wrappedDataKey", s."masterKeyId", COALESCE(k."spkiSha256", k."contentSha256", o."sha256") AS "identity"
    FROM "SealedSecret" s LEFT JOIN "Key" k ON k."sealedId" = s."id" LEFT JOIN "OtherContent" o ON o."sealedId" = s."id"
    WHERE k."itemId" = ${item.id} OR o."itemId" = ${item.id}`);
  for (const { identity, ...cells } of sealed) {
    const use = (name: string) => ({ of: "name", name, identity: identity ?? "" }) as const;
    const wrapped = binding.renameSeal?.({ ...cells, use: use(item.basename) }, use(to));
    if (wrapped === undefined) throw new Error("the store was not bound to a vault");
    await tx.$executeRaw(
      sql`UPDATE "SealedSecret" SET "wrappedDataKey" = ${Buffer.from(wrapped.wrappedDataKey)}, "masterKeyId" = ${wrapped.masterKeyId}
        WHERE "id" = ${cells.id}`,
    );
  }
}

/** A batch that rests goes on with the authority under its new name; an issued row knows where its files are. */
async function followInBatches(
  tx: TransactionClient,
  { basename, to, fileNames }: { basename: string; to: string; fileNames: readonly string[] },
  renamed: (name: string) => string,
): Promise<void> {
  for (const fileName of fileNames)
    await tx.batch.updateMany({ where: { issuerFileName: fileName }, data: { issuerFileName: renamed(fileName) } });
  await tx.batchRow.updateMany({ where: { basename, state: "issued" }, data: { basename: to } });
}

/** Every service that uses the name has to be among those whose inputs were rewritten: none is left behind. */
async function followInServices(
  tx: TransactionClient,
  { basename, to, services }: { basename: string; to: string; services: Parameters<Store["rename"]>[2] },
  now: Date,
): Promise<void> {
  const uses = await tx.serviceUse.findMany({ where: { basename }, include: { service: { select: { name: true } } } });
  const left = uses.find(({ service }) => !services.some(({ name }) => name === service.name));
  if (left !== undefined) throw new Failure("service.changed", { service: left.service.name });
  for (const { name, inputs, steps, since } of services) {
    const { count } = await tx.service.updateMany({
      where: { name, updatedAt: since },
      data: { inputs: inputs as Prisma.InputJsonObject, updatedAt: now },
    });
    if (count === 0) throw new Failure("service.changed", { service: name });
    for (const step of steps)
      await tx.stepMark.updateMany({ where: { service: { name }, stepId: step.from }, data: { stepId: step.to } });
  }
  for (const { serviceId, kind, name } of uses)
    await tx.serviceUse.update({
      where: { serviceId_kind_name: { serviceId, kind, name } },
      data: { name: to + name.slice(basename.length), basename: to },
    });
}
