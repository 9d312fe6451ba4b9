import "server-only";
import type { NewService, ServiceRecord, Services, ServiceUse, StepSighting } from "../../commands/ports/services.ts";
import { Failure } from "../error-codes.ts";
import type { Database, TransactionClient, Prisma } from "../database/db.ts";
import { join, sql, type Sql } from "../database/sql.ts";
import { settleUses } from "./shelf.ts";
import { change, isTaken, type StoreBinding } from "../database/transaction.ts";

const withMarks = {
  marks: { select: { stepId: true, at: true, actor: true }, orderBy: { at: "asc" } },
  sightings: { omit: { serviceId: true }, orderBy: { at: "asc" } },
  uses: { select: { basename: true }, orderBy: [{ kind: "asc" }, { name: "asc" }] },
} as const satisfies Prisma.ServiceInclude;
type Row = Prisma.ServiceGetPayload<{ include: typeof withMarks }>;

/**
 * Names as a person sorts them: capitals beside small letters, 2 before 10. The databases do it otherwise, and each in
 * its own way.
 */
const names = new Intl.Collator("en", { numeric: true });
const compareNames = (one: string, other: string): number => names.compare(one, other) || (one < other ? -1 : 1);
const byName = (one: { readonly name: string }, other: { readonly name: string }): number =>
  compareNames(one.name, other.name);

export function storeServices(binding: StoreBinding): Services {
  const { client } = binding.database;
  return {
    async services({ skip, take }) {
      const all = (await client.service.findMany({ select: { id: true, name: true } })).sort(byName);
      const ids = all.slice(skip, skip + take).map(({ id }) => id);
      const rows = await client.service.findMany({ where: { id: { in: ids } }, include: withMarks });
      return { records: rows.sort(byName).map(recordOf), total: all.length };
    },
    async service(name) {
      const row = await client.service.findUnique({ where: { name }, include: withMarks });
      return row === null ? null : recordOf(row);
    },
    serviceUses: (basenames) => readUses(binding.database, basenames),
    saveService: (service, previous, since) => saveService(binding, service, previous, since),
    removeService: (name) =>
      change(binding, async (tx) => {
        const id = await requireId(tx, name);
        const used = await usesOf(tx, id);
        await tx.service.delete({ where: { id } });
        await settleUses(tx, used, binding.clock.now());
      }),
    keepSightings: (service, seen, gone) =>
      change(binding, async (tx) => {
        const serviceId = await requireId(tx, service);
        const stepIds = [...new Set([...seen.map(({ stepId }) => stepId), ...gone])];
        await tx.stepSighting.deleteMany({ where: { serviceId, stepId: { in: stepIds } } });
        const at = binding.clock.now();
        await tx.stepSighting.createMany({ data: seen.map((each) => ({ serviceId, at, ...each })) });
      }),
    markStep: (service, stepId, { isDone, actor }) =>
      change(binding, async (tx) => {
        const serviceId = await requireId(tx, service);
        await tx.stepMark.deleteMany({ where: { serviceId, stepId } });
        if (isDone) await tx.stepMark.create({ data: { serviceId, stepId, at: binding.clock.now(), actor } });
      }),
  };
}

function recordOf({
  name,
  target,
  inputs,
  createdAt,
  updatedAt,
  marks,
  sightings,
  uses,
  exampleAt,
}: Row): ServiceRecord {
  return {
    name,
    target,
    inputs: inputs as Record<string, unknown>,
    createdAt,
    updatedAt,
    marks,
    sightings: sightings.map((each) => ({ ...each, source: each.source as StepSighting["source"] })),
    uses: [...new Set(uses.map(({ basename }) => basename))],
    isExample: exampleAt !== null,
  };
}

async function requireId(tx: TransactionClient, name: string): Promise<number> {
  const found = await tx.service.findUnique({ where: { name }, select: { id: true } });
  if (found === null) throw new Failure("service.unknown", { service: name });
  return found.id;
}

async function usesOf(tx: TransactionClient, serviceId: number): Promise<string[]> {
  const rows = await tx.serviceUse.findMany({ where: { serviceId }, select: { basename: true } });
  return [...new Set(rows.map(({ basename }) => basename))];
}

/** By written SQL: it is asked with every page of the list. */
async function readUses({ direct }: Database, basenames?: readonly string[]): Promise<ServiceUse[]> {
  if (basenames?.length === 0) return [];
  const wanted = basenames === undefined ? sql`TRUE` : sql`u."basename" IN (${join([...basenames])})`;
  const uses = await direct.$queryRaw<
    ServiceUse[]
  >(sql`SELECT s."name" AS "service", s."target", u."kind", u."name", u."basename"
    FROM "ServiceUse" u JOIN "Service" s ON s."id" = u."serviceId" WHERE ${wanted} ORDER BY u."serviceId", u."kind", u."name" LIMIT 5000`);
  return uses.sort((one, other) => (one.service === other.service ? 0 : compareNames(one.service, other.service)));
}

/** Names of the services that use a name, for what a refusal says; at most 50. */
export async function servicesUsing(tx: Pick<Sql, "$queryRaw">, basename: string): Promise<string[]> {
  const rows = await tx.$queryRaw<
    { name: string }[]
  >(sql`SELECT DISTINCT s."name" FROM "ServiceUse" u JOIN "Service" s ON s."id" = u."serviceId"
    WHERE u."basename" = ${basename} ORDER BY s."name" LIMIT 50`);
  return rows.map(({ name }) => name).sort(compareNames);
}

/** The same of many names at once. */
export async function servicesByName(
  tx: Pick<Sql, "$queryRaw">,
  basenames: readonly string[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  const rows = await tx.$queryRaw<{ basename: string; name: string }[]>(
    sql`SELECT DISTINCT u."basename", s."name" FROM "ServiceUse" u JOIN "Service" s ON s."id" = u."serviceId"
      WHERE u."basename" IN (${join([...basenames])})`,
  );
  const services = new Map<string, string[]>();
  for (const { basename, name } of rows) services.set(basename, [...(services.get(basename) ?? []), name]);
  return new Map([...services].map(([basename, names]) => [basename, names.sort(compareNames)]));
}

/** Marks of steps that the new inputs no longer have stay: they are shown again when the step comes back. */
async function saveService(
  binding: StoreBinding,
  { name, target, inputs, uses }: NewService,
  previous: string | null,
  since?: Date,
): Promise<void> {
  const now = binding.clock.now();
  const data = { name, target, inputs: inputs as Prisma.InputJsonObject, updatedAt: now };
  try {
    await change(binding, async (tx) => {
      const id = previous === null ? null : await requireId(tx, previous);
      const serviceId = id ?? (await tx.service.create({ data: { ...data, createdAt: now }, select: { id: true } })).id;
      const changed =
        id === null
          ? 1
          : (await tx.service.updateMany({ where: { id, ...(since === undefined ? {} : { updatedAt: since }) }, data }))
              .count;
      if (changed === 0) throw new Failure("service.changed", { service: previous ?? name });
      const before = await usesOf(tx, serviceId);
      await tx.serviceUse.deleteMany({ where: { serviceId } });
      await tx.serviceUse.createMany({ data: uses.map((use) => ({ serviceId, ...use })) });
      await settleUses(tx, [...new Set([...before, ...uses.map((use) => use.basename)])], now);
    });
  } catch (error) {
    if (isTaken(error)) throw new Failure("service.name-in-use", { name }, error);
    throw error;
  }
}
