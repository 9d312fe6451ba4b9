import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { readEnv } from "../lib/env.ts";
import { migrate } from "../lib/server/database/migrate.ts";
import { join as sqlJoin, sql } from "../lib/server/database/sql.ts";
import { createConsole, type Console } from "../lib/server/gate/console.ts";
import { execute } from "../lib/server/gate/execute.ts";
import { rowOfPairs, type BenchRow, type Pair } from "./row.ts";

/**
 * One `revoke` through the whole gate on SQLite, of an authority that has revoked 100,000 and of one that has revoked
 * 1,000. The list of the first one is signed after the answer, and is waited for before the next one is asked.
 */
const name = "revoking one of 100,000, against one of 1,000 (at most)";
export const names = [name];
const bar = 1.3;
const pairs = 15;
const warmUp = 3;
const actor = { kind: "user", id: "bench", label: "bench@example.com", role: "administrator" } as const;

async function ask(gate: Console, command: string, input: unknown): Promise<void> {
  const answer = await execute({ actor, surface: "http", command, input }, gate);
  if (!answer.ok) throw new Error(`${command}: ${answer.error.code}`);
}

interface Side {
  readonly gate: Console;
  revoke(index: number): Promise<number>;
  close(): Promise<void>;
}

/** A console with an authority that has revoked so many. */
async function prepare(count: number): Promise<Side> {
  const cache = join(import.meta.dirname, "../.cache");
  mkdirSync(cache, { recursive: true });
  const folder = mkdtempSync(join(cache, "revoke-"));
  const env = readEnv({ DATA_DIR: folder });
  await migrate(env);
  const gate = await createConsole(env);
  await ask(gate, "selfsigned", { name: "ca", subject: { CN: "Bench CA" }, key: "p-256" });
  for (let index = 0; index < pairs + warmUp; index += 1) {
    await ask(gate, "csr", { name: `p${index}`, subject: { CN: `Person ${index}` }, key: "p-256" });
    await ask(gate, "sign", { request: `p${index}`, issuer: "ca", profile: "client" });
  }
  await ask(gate, "crl", { authority: "ca" });
  const { direct } = gate.database;
  const at = new Date();
  for (let from = 0; from < count; from += 1000) {
    const rows = Array.from({ length: 1000 }, (_, index) => {
      const serial = `5A${(from + index).toString(16).toUpperCase().padStart(30, "0")}`;
      return sql`((SELECT "spkiSha256" FROM "CrlIssuer"), ${serial}, 'superseded', ${at}, 1, 'bench')`;
    });
    await direct.$executeRaw(sql`INSERT INTO "Revocation"
      ("issuerSpkiSha256", "serialNumber", "reason", "at", "revision", "actor") VALUES ${sqlJoin(rows)}`);
  }
  await direct.$executeRaw(sql`UPDATE "CrlIssuer" SET "revision" = 1, "partsAbove" = 10000000`);
  await gate.lists.signDue(() => false);
  return {
    gate,
    async revoke(index) {
      const began = performance.now();
      await ask(gate, "revoke", { certificate: `p${index}`, reason: "superseded", confirm: true });
      const took = performance.now() - began;
      await settled(gate);
      return took;
    },
    async close() {
      await gate.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Until the list holds what was revoked. */
async function settled({ database: { direct } }: Console): Promise<void> {
  for (;;) {
    const rows = await direct.$queryRaw<unknown[]>(
      sql`SELECT 1 AS "one" FROM "CrlIssuer" WHERE "listedRevision" < "revision"`,
    );
    if (rows.length === 0) return;
    await sleep(20);
  }
}

export async function rows(): Promise<readonly BenchRow[]> {
  const [many, few] = [await prepare(100_000), await prepare(1000)];
  try {
    const taken: Pair[] = [];
    for (let index = 0; index < pairs + warmUp; index += 1) {
      const pair = { theirs: await few.revoke(index), ours: await many.revoke(index) };
      if (index >= warmUp) taken.push(pair);
    }
    return [rowOfPairs(name, bar, taken)];
  } finally {
    await many.close();
    await few.close();
  }
}
