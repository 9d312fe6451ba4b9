import { randomBytes } from "node:crypto";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { join } from "node:path";
import { builtIn } from "../lib/pki/templates/built-in.ts";
import { readEnv } from "../lib/env.ts";
import { readCertificate } from "../lib/pki/x509/certificate.ts";
import { readRequest } from "../lib/pki/x509/csr.ts";
import { issue } from "../lib/pki/issue/issue.ts";
import { prepareCertificate } from "../lib/pki/issue/prepare.ts";
import { createConsole, type Console } from "../lib/server/gate/console.ts";
import { execute } from "../lib/server/gate/execute.ts";
import { migrate } from "../lib/server/database/migrate.ts";
import { applyPragmas, openSqlite } from "../lib/server/database/sqlite-client.ts";
import { createStore } from "../lib/server/store/store.ts";
import { rounded, timed } from "./databases.ts";
import { median, type BenchRow } from "./row.ts";

/**
 * One `sign` through the whole gate on SQLite (permission, audit, intent, certificate) against the bare issue of the
 * same request plus as many bare synced commits of one row as the gate makes.
 */
const name = "gate: one sign on SQLite ÷ (bare issue + as many synced commits)";
export const names = [name];
const bar = 4;
const pairs = 101;
/** Until the compiler has seen every path: a console runs for months. */
const warmUp = 60;
/** Begin of the audit event, the intent, the certificate with the end of the event. */
const commits = 3;
const actor = { kind: "user", id: "bench", label: "bench@example.com", role: "operator" } as const;

export async function rows(isWanted: (name: string) => boolean): Promise<BenchRow[]> {
  if (!isWanted(name)) return [];
  // On the disk of the checkout: a temporary folder may be memory, which syncs for nothing.
  const cache = join(import.meta.dirname, "../.cache");
  mkdirSync(cache, { recursive: true });
  const folder = mkdtempSync(join(cache, "gate-"));
  const env = readEnv({ DATA_DIR: folder });
  await migrate(env);
  const gate = await createConsole(env);
  try {
    await prepareFiles(gate);
    const bare = await bareWork(gate, folder);
    const times = { ours: [] as number[], peer: [] as number[] };
    for (let pair = -warmUp; pair < pairs; pair += 1) {
      const input = { request: `r${pair + warmUp}`, issuer: "dbca" };
      const peer = await timed(bare);
      const ours = await timed(async () => {
        const answer = await execute({ actor, surface: "http", command: "sign", input }, gate);
        if (!answer.ok) throw new Error(answer.error.code);
      });
      if (pair >= 0) void (times.ours.push(ours), times.peer.push(peer));
    }
    const ratio = rounded(median(times.ours.map((ours, pair) => ours / times.peer[pair]!)));
    return [
      {
        name,
        unit: "ms",
        ours: rounded(median(times.ours)),
        peer: rounded(median(times.peer)),
        ratio,
        bar,
        holds: ratio <= bar,
      },
    ];
  } finally {
    await gate.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function prepareFiles(gate: Console): Promise<void> {
  const ask = async (command: string, input: unknown) => {
    const answer = await execute({ actor: { ...actor, role: "administrator" }, surface: "http", command, input }, gate);
    if (!answer.ok) throw new Error(`${command}: ${answer.error.code}`);
  };
  await ask("selfsigned", { name: "dbca", subject: { CN: "Database CA" } });
  for (let index = 0; index < pairs + warmUp; index += 1) {
    await ask("csr", {
      name: `r${index}`,
      subject: { CN: `r${index}.example.com` },
      subjectAltNames: [`r${index}.example.com`],
      key: "p-256",
    });
  }
}

/** RSA 2048 by the same key and profile, then bare commits of one row each to a file beside the console's. */
async function bareWork(gate: Console, folder: string): Promise<() => Promise<void>> {
  const store = createStore({ database: gate.database, clock: gate.clock, auditEventId: null });
  const issuer = readCertificate((await store.file("dbca.crt"))!.bytes);
  const request = (await store.file("r1.csr"))!.bytes;
  const signer = await gate.contextFor(actor, null).vault.signer("dbca.key");
  const connection = openSqlite(join(folder, "bare.db"));
  await applyPragmas(connection);
  await connection.execute("CREATE TABLE bare (id INTEGER PRIMARY KEY, bytes BLOB)");
  return async () => {
    const serialNumber = randomBytes(16);
    serialNumber[0] = (serialNumber[0]! & 0x3f) | 0x40;
    const names = [{ kind: "dns", value: "r1.example.com" }] as const;
    const der = issue(
      prepareCertificate({
        request: readRequest(request),
        issuer,
        template: builtIn["server-client"],
        names,
        days: 365,
        now: new Date(),
        serialNumber,
      }),
      signer,
    );
    for (let commit = 0; commit < commits; commit += 1)
      await connection.execute({ sql: "INSERT INTO bare (bytes) VALUES (?)", args: [Uint8Array.from(der)] });
  };
}
