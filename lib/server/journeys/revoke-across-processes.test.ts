import { spawn, type ChildProcess } from "node:child_process";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, expect, test } from "vitest";
import { readEnv } from "../../env.ts";
import { readCrl } from "../../pki/x509/crl.ts";
import { serialHex } from "../../pki/x509/certificate.ts";
import { createConsole, type Console } from "../gate/console.ts";
import { execute } from "../gate/execute.ts";
import { sql } from "../database/sql.ts";
import { make } from "../../../test/support/authority.ts";
import { createMigrated, removeMigrated, stopTestServer } from "../../../test/support/migrated-database.ts";

/** Revocations from two real processes on one PostgreSQL, of which one is killed again and again. */

const kills = Number(process.env["KILLS"] ?? "20");
/** Of each round: as many as the process that is killed may do, and those of the one that lives. */
const perRound = { killed: 12, living: 3 } as const;
const actor = { kind: "user", id: "test", label: "test@example.com", role: "administrator" } as const;
const program = join(import.meta.dirname, "../../../test/support/revoker-process.ts");

afterAll(stopTestServer);

function startRevoker(variables: Record<string, string>, names: readonly string[]) {
  const env = {
    ...process.env,
    NODE_COMPILE_CACHE: join(tmpdir(), "chainsmith-compile-cache"),
    NODE_NO_WARNINGS: "1",
    ...variables,
  };
  const child: ChildProcess = spawn(process.execPath, ["--conditions=react-server", program, ...names], {
    cwd: join(import.meta.dirname, "../../.."),
    env,
    stdio: ["ignore", "pipe", "ignore"],
  });
  const lines: string[] = [];
  let rest = "";
  child.stdout?.on("data", (chunk: Buffer) => {
    const parts = (rest + chunk.toString()).split("\n");
    rest = parts.pop() ?? "";
    lines.push(...parts);
  });
  const ended = new Promise((resolve) => child.once("close", resolve));
  return { child, lines, ended };
}

async function until(holds: () => boolean): Promise<void> {
  for (let waited = 0; !holds(); waited += 5) {
    if (waited > 60_000) throw new Error("the other process did not begin");
    await sleep(5);
  }
}

/** An authority with its key, and certificates of it, stored. */
async function prepare(gate: Console, people: number): Promise<ReadonlyMap<string, string>> {
  const ask = async (command: string, input: unknown) => {
    const answer = await execute({ actor, surface: "http", command, input }, gate);
    if (!answer.ok) throw new Error(JSON.stringify(answer.error));
  };
  const life = { notBefore: new Date(Date.now() - 3600_000), notAfter: new Date(Date.now() + 86_400_000) };
  const authority = make({ subject: { CN: "Corp CA" }, isCa: true, ...life });
  const pem = (der: Uint8Array) =>
    `-----BEGIN CERTIFICATE-----\n${Buffer.from(der).toString("base64")}\n-----END CERTIFICATE-----\n`;
  await ask("upload", {
    files: [
      { name: "corp-ca.crt", text: pem(authority.der) },
      { name: "corp-ca.key", text: authority.privateKey.export({ format: "pem", type: "pkcs8" }).toString() },
    ],
  });
  const serials = new Map<string, string>();
  const files = Array.from({ length: people }, (_, index) => {
    const name = `person-${index}`;
    const { der, certificate } = make({ subject: { CN: name }, issuer: authority, ...life });
    serials.set(name, serialHex(certificate));
    return { name: `${name}.crt`, text: pem(der) };
  });
  for (let at = 0; at < files.length; at += 50) await ask("upload", { files: files.slice(at, at + 50) });
  return serials;
}

test(
  "every revocation that was acknowledged is in the next list, and every number was given once",
  { timeout: 300_000 },
  async () => {
    const location = await createMigrated("postgresql");
    const variables = { DATABASE_URL: location.databaseUrl ?? "", DATA_DIR: location.dataDir };
    const gate = await createConsole(readEnv(variables));
    const serials = await prepare(gate, kills * (perRound.killed + perRound.living));
    const waiting = [...serials.keys()];
    const acknowledged: string[] = [];
    for (let round = 0; round < kills; round += 1) {
      const { child, lines, ended } = startRevoker(variables, waiting.splice(0, perRound.killed));
      await until(() => lines.includes("ready"));
      const mine = waiting.splice(0, perRound.living).map(async (certificate) => {
        const input = { certificate, reason: "superseded", confirm: true };
        const answer = await execute({ actor, surface: "http", command: "revoke", input }, gate);
        expect(answer.ok).toBe(true);
        acknowledged.push(certificate);
      });
      // At every place of its work: before its first answer, and after some.
      await until(() => lines.filter((line) => line.startsWith("revoked ")).length >= round % 5);
      await sleep(Math.random() * 40);
      child.kill("SIGKILL");
      await Promise.all([...mine, ended]);
      expect(lines.filter((line) => line.startsWith("failed"))).toEqual([]);
      for (const line of lines) if (line.startsWith("revoked ")) acknowledged.push(line.slice("revoked ".length));
    }
    // The next list, signed by no request: what the upkeep of any console does.
    await gate.lists.signDue(() => false);
    const file = await gate.published({ kind: "list", name: "corp-ca", form: "der" });
    const entries = [...readCrl(file!.bytes).entries()].map(serialHex);
    expect(new Set(entries).size).toBe(entries.length);
    expect(acknowledged.map((name) => serials.get(name)).filter((serial) => !entries.includes(serial!))).toEqual([]);
    const rows = await gate.database.direct.$queryRaw<{ number: number }[]>(
      sql`SELECT "number" FROM "RevocationList" ORDER BY "id"`,
    );
    const numbers = rows.map(({ number }) => Number(number));
    expect(numbers).toEqual(numbers.map((_, index) => index + 1));
    const stored = await gate.database.client.revocation.count();
    expect(entries).toHaveLength(stored);
    // Some were acknowledged by the process that died: else nothing was tried.
    expect(acknowledged.length).toBeGreaterThan(kills * perRound.living);
    await gate.close();
    await removeMigrated(location);
  },
);
