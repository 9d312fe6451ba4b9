import "server-only";
import type { KeptTemplate, Templates } from "../../commands/ports/templates.ts";
import type { TemplateRules } from "../../pki/templates/template.ts";
import { Failure } from "../error-codes.ts";
import type { Database } from "../database/db.ts";
import { join, sql } from "../database/sql.ts";
import { change, type StoreBinding } from "../database/transaction.ts";

interface Row {
  readonly name: string;
  readonly version: number;
  readonly rules: unknown;
  readonly note: string;
  readonly createdAt: Date | string | number;
  readonly createdBy: string;
}

/** The templates that people keep: versions are added, never changed. */
export function storeTemplates(binding: StoreBinding): Templates {
  const { database } = binding;
  const rows = (where: { name?: string; version?: number }) =>
    database.client.template.findMany({ where, orderBy: [{ name: "asc" }, { version: "desc" }] });
  return {
    async templates() {
      const newest = new Map<string, Row>();
      for (const row of await rows({})) if (!newest.has(row.name)) newest.set(row.name, row);
      return withCounts(database, [...newest.values()]);
    },
    async template(name, version) {
      const [row] = await rows({ name, ...(version === undefined ? {} : { version }) });
      return row === undefined ? null : (await withCounts(database, [row]))[0]!;
    },
    templateVersions: async (name) => withCounts(database, await rows({ name })),
    async templateOf(sha256) {
      const intent = await database.client.signingIntent.findFirst({
        where: { certificate: { sha256 }, template: { not: null } },
        select: { template: true, templateVersion: true },
      });
      const name = intent?.template ?? null;
      if (intent === null || name === null) return null;
      return { name, version: intent.templateVersion ?? 1 };
    },
    async issuedByTemplate(names) {
      const counted = await countIssued(database, names);
      return new Map(names.map((name) => [name, counted.get(`${name} 1`) ?? 0]));
    },
    async saveTemplate({ name, rules, note, basedOn, by }) {
      return change(binding, async (tx) => {
        const newest = await tx.template.findFirst({ where: { name }, orderBy: { version: "desc" } });
        const inUse = newest?.version ?? 0;
        if (inUse !== basedOn) throw new Failure("template.changed-meanwhile", { template: name, basedOn, inUse });
        const version = inUse + 1;
        await tx.template.create({
          data: {
            name,
            version,
            rules: JSON.parse(JSON.stringify(rules)),
            note,
            createdAt: binding.clock.now(),
            createdBy: by,
          },
        });
        return version;
      });
    },
  };
}

async function withCounts(database: Database, rows: readonly Row[]): Promise<KeptTemplate[]> {
  const issued = await countIssued(
    database,
    rows.map(({ name }) => name),
  );
  return rows.map(({ name, version, rules, note, createdAt, createdBy }) => ({
    name,
    version,
    rules: rules as TemplateRules,
    note,
    createdAt: new Date(createdAt),
    createdBy,
    issued: issued.get(`${name} ${version}`) ?? 0,
  }));
}

/** Certificates by template and version. */
async function countIssued({ direct }: Database, names: readonly string[]): Promise<Map<string, number>> {
  if (names.length === 0) return new Map();
  const counted = await direct.$queryRaw<{ template: string; templateVersion: number; issued: number | bigint }[]>(
    sql`SELECT "template", "templateVersion", COUNT("certificateId") AS "issued" FROM "SigningIntent"
      WHERE "template" IN (${join([...new Set(names)])}) GROUP BY "template", "templateVersion"`,
  );
  return new Map(counted.map((each) => [`${each.template} ${each.templateVersion}`, Number(each.issued)]));
}
