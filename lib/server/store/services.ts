import "server-only";
import type { NewService, ServiceRecord, Services, ServiceUse } from "../../commands/ports/services.ts";
import { Failure } from "../error-codes.ts";
import type { Database, TransactionClient, Prisma } from "../database/db.ts";
import { join, sql, type Sql } from "../database/sql.ts";
import { change, isTaken, type StoreBinding } from "../database/transaction.ts";

const withTicks = {
  ticks: { select: { stepId: true, at: true, actor: true }, orderBy: { at: "asc" } },
  assignments: { select: { basename: true }, orderBy: [{ kind: "asc" }, { name: "asc" }] },
} as const satisfies Prisma.ServiceInclude;
type Row = Prisma.ServiceGetPayload<{ include: typeof withTicks }>;

/** Names as a person sorts them: capitals beside small letters, 2 before 10. The databases do it otherwise, and each in its own way. */
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
      const rows = await client.service.findMany({ where: { id: { in: ids } }, include: withTicks });
      return { records: rows.sort(byName).map(recordOf), total: all.length };
    },
    async service(name) {
      const row = await client.service.findUnique({ where: { name }, include: withTicks });
      return row === null ? null : recordOf(row);
    },
    serviceUses: (basenames) => readUses(binding.database, basenames),
    saveService: (service, previous, since) => saveService(binding, service, previous, since),
    removeService: (name) =>
      change(binding, async (tx) => {
        await tx.service.delete({ where: { id: await requireId(tx, name) } });
      }),
    markStep: (service, stepId, { isDone, actor }) =>
      change(binding, async (tx) => {
        const serviceId = await requireId(tx, service);
        await tx.serviceTick.deleteMany({ where: { serviceId, stepId } });
        if (isDone) await tx.serviceTick.create({ data: { serviceId, stepId, at: binding.clock.now(), actor } });
      }),
  };
}

function recordOf({ name, target, inputs, createdAt, updatedAt, ticks, assignments }: Row): ServiceRecord {
  return {
    name,
    target,
    inputs: JSON.parse(inputs) as Record<string, unknown>,
    createdAt,
    updatedAt,
    marks: ticks,
    uses: [...new Set(assignments.map(({ basename }) => basename))],
  };
}

async function requireId(tx: TransactionClient, name: string): Promise<number> {
  const found = await tx.service.findUnique({ where: { name }, select: { id: true } });
  if (found === null) throw new Failure("service.unknown", { service: name });
  return found.id;
}

/** By written SQL: it is asked with every page of the list. */
async function readUses({ direct }: Database, basenames?: readonly string[]): Promise<ServiceUse[]> {
  if (basenames?.length === 0) return [];
  const wanted = basenames === undefined ? sql`TRUE` : sql`a."basename" IN (${join([...basenames])})`;
  const uses = await direct.$queryRaw<
    ServiceUse[]
  >(sql`SELECT s."name" AS "service", s."target", a."kind", a."name", a."basename"
    FROM "Assignment" a JOIN "Service" s ON s."id" = a."serviceId" WHERE ${wanted} ORDER BY a."serviceId", a."kind", a."name" LIMIT 5000`);
  return uses.sort((one, other) => (one.service === other.service ? 0 : compareNames(one.service, other.service)));
}

/** Names of the services that use a name, for what a refusal says; at most 50. */
export async function servicesUsing(tx: Pick<Sql, "$queryRaw">, basename: string): Promise<string[]> {
  const rows = await tx.$queryRaw<
    { name: string }[]
  >(sql`SELECT DISTINCT s."name" FROM "Assignment" a JOIN "Service" s ON s."id" = a."serviceId"
    WHERE a."basename" = ${basename} ORDER BY s."name" LIMIT 50`);
  return rows.map(({ name }) => name).sort(compareNames);
}

/** Ticks of steps that the new inputs no longer have stay: they are shown again when the step comes back. */
async function saveService(
  binding: StoreBinding,
  { name, target, inputs, uses }: NewService,
  previous: string | null,
  since?: Date,
): Promise<void> {
  const now = binding.clock.now();
  const data = { name, target, inputs: JSON.stringify(inputs), updatedAt: now };
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
      await tx.assignment.deleteMany({ where: { serviceId } });
      await tx.assignment.createMany({ data: uses.map((use) => ({ serviceId, ...use })) });
    });
  } catch (error) {
    if (isTaken(error)) throw new Failure("service.name-in-use", { name }, error);
    throw error;
  }
}
