import { spawn, type ChildProcess } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { readEnv } from "../../env.ts";
import { readCertificate, serialHex } from "../../pki/x509/certificate.ts";
import { createConsole, type Console } from "../gate/console.ts";
import { execute } from "../gate/execute.ts";
import { migrate } from "../database/migrate.ts";
import { createStore } from "../store/store.ts";
import { stopTestServer, testServer } from "../../../test/support/migrated-database.ts";

/** What happens between processes and to a process that dies: with real ones. */

const actor = { kind: "user", id: "test", label: "test@example.com", role: "administrator" } as const;
const program = join(import.meta.dirname, "../../../test/support/signer-process.ts");
/** How often the signing process is killed at a random moment; KILLS=… for more or fewer. */
const kills = {
  sqlite: Number(process.env["KILLS"] ?? "50"),
  postgresql: Number(process.env["KILLS"] ?? "12"),
} as const;

afterAll(stopTestServer);

interface Signer {
  readonly child: ChildProcess;
  readonly lines: string[];
  readonly ended: Promise<number | null>;
}

function startSigner(variables: Record<string, string>, args: string[]): Signer {
  const env = {
    ...process.env,
    NODE_COMPILE_CACHE: join(tmpdir(), "chainsmith-compile-cache"),
    NODE_NO_WARNINGS: "1",
    ...variables,
  };
  const child = spawn(process.execPath, ["--conditions=react-server", program, ...args], {
    cwd: join(import.meta.dirname, "../../.."),
    env,
    stdio: ["ignore", "pipe", "pipe"],
  });
  const lines: string[] = [];
  let rest = "";
  child.stdout?.on("data", (chunk: Buffer) => {
    const parts = (rest + chunk.toString()).split("\n");
    rest = parts.pop() ?? "";
    lines.push(...parts);
  });
  let problems = "";
  child.stderr?.on("data", (chunk: Buffer) => (problems += chunk.toString()));
  const ended = new Promise<number | null>((resolve, reject) => {
    child.once("close", (code, signal) =>
      code === 0 || signal !== null ? resolve(code) : reject(new Error(problems.slice(0, 2000))),
    );
  });
  ended.catch(() => {});
  return { child, lines, ended };
}

async function prepareConsole(variables: Record<string, string>, requests: number): Promise<Console> {
  const env = readEnv(variables);
  await migrate(env);
  const gate = await createConsole(env);
  const ask = async (command: string, input: unknown) => {
    const answer = await execute({ actor, surface: "http", command, input }, gate);
    if (!answer.ok) throw new Error(JSON.stringify(answer.error));
  };
  await ask("selfsigned", { name: "dbca", subject: { CN: "Database CA" }, key: "p-256" });
  for (let index = 0; index < requests; index += 1)
    await ask("csr", { name: `r${index}`, subject: { CN: `r${index}.example.com` }, key: "p-256" });
  return gate;
}

const signedOf = (signer: Signer) =>
  signer.lines.filter((line) => line.startsWith("signed ")).map((line) => line.slice(7));

describe("two consoles on one PostgreSQL", () => {
  test("200 concurrent signatures have no serial number twice and lose no update", async () => {
    const folder = mkdtempSync(join(tmpdir(), "chainsmith-two-"));
    const variables = { DATA_DIR: folder, DATABASE_URL: await (await testServer()).createDatabase() };
    const names = Array.from({ length: 8 }, (_, index) => `r${index}`);
    const gate = await prepareConsole(variables, names.length);
    try {
      const signers = [
        startSigner(variables, ["100", "10", ...names]),
        startSigner(variables, ["100", "10", ...names]),
      ];
      await Promise.all(signers.map((signer) => signer.ended));
      const printed = signers.flatMap(signedOf);
      expect(signers.flatMap((signer) => signer.lines.filter((line) => line.startsWith("failed")))).toEqual([]);
      expect(printed).toHaveLength(200);
      expect(new Set(printed).size).toBe(200);
      const { client } = gate.database;
      const serials = await client.signingIntent.findMany();
      expect(serials).toHaveLength(200);
      expect(serials.every((intent) => intent.completedAt !== null && intent.certificateId !== null)).toBe(true);
      expect(new Set(serials.map((intent) => intent.serialNumber)).size).toBe(200);
      const store = createStore({ database: gate.database, clock: gate.clock, auditEventId: null });
      for (const name of names) {
        const generations = await store.generations(name);
        expect(generations.map((row) => row.number)).toEqual(
          Array.from({ length: generations.length }, (_, index) => generations.length - index),
        );
        expect(generations.filter((row) => row.isLive)).toHaveLength(1);
        expect(generations[0]?.isLive).toBe(true);
      }
      expect((await Promise.all(names.map((name) => store.generations(name)))).flat()).toHaveLength(200);
      expect(await store.counts()).toMatchObject({
        names: 9,
        listed: 9,
        keys: 9,
        requests: 8,
        certificates: 9,
        bundles: 0,
        authorities: 1,
      });
      expect(await client.auditEvent.count({ where: { command: "sign", outcome: "done" } })).toBe(200);
      expect(await client.auditEvent.count({ where: { outcome: { not: "done" } } })).toBe(0);
    } finally {
      await gate.close();
      rmSync(folder, { recursive: true, force: true });
    }
  });
});

describe.each(["sqlite", "postgresql"] as const)("a console that is killed, %s", (provider) => {
  test(`${kills[provider]} times while signing: what a caller got is in the store`, async () => {
    const folder = mkdtempSync(join(tmpdir(), "chainsmith-kill-"));
    const variables = {
      DATA_DIR: folder,
      DATABASE_URL: provider === "sqlite" ? "" : await (await testServer()).createDatabase(),
    };
    await (await prepareConsole(variables, 2)).close();
    const printed: string[] = [];
    try {
      // Two at a time: the next one starts while this one is at work, as after a crash with a supervisor in a hurry.
      let next = startSigner(variables, ["100000", "1", "r0", "r1"]);
      for (let kill = 0; kill < kills[provider]; kill += 1) {
        const signer = next;
        if (kill + 1 < kills[provider]) next = startSigner(variables, ["100000", "1", "r0", "r1"]);
        await signedSomething(signer);
        await new Promise((resolve) => setTimeout(resolve, Math.random() * 60));
        signer.child.kill("SIGKILL");
        await signer.ended;
        printed.push(...signedOf(signer));
        expect(signer.lines.filter((line) => line.startsWith("failed"))).toEqual([]);
      }
      const gate = await createConsole(readEnv(variables));
      try {
        await expectNothingLost(gate, printed, kills[provider]);
      } finally {
        await gate.close();
      }
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }, 600_000);
});

async function signedSomething(signer: Signer): Promise<void> {
  for (let waited = 0; signedOf(signer).length === 0; waited += 5) {
    if (waited > 180_000 || signer.child.exitCode !== null)
      throw new Error(`the signer did not sign: ${signer.lines.join("\n")}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

async function expectNothingLost(gate: Console, printed: readonly string[], kills: number): Promise<void> {
  const { client, provider } = gate.database;
  if (provider === "sqlite") {
    expect(await client.$queryRawUnsafe("PRAGMA integrity_check")).toEqual([{ integrity_check: "ok" }]);
    expect(await client.$queryRawUnsafe("PRAGMA foreign_key_check")).toEqual([]);
  } else {
    // The server notices a dead client when it next talks to it; what that one had begun is rolled back then.
    await expect
      .poll(() =>
        client.$queryRawUnsafe(
          `SELECT COUNT(*)::int AS "open" FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid() AND state LIKE '%transaction%'`,
        ),
      )
      .toEqual([{ open: 0 }]);
  }
  expect(printed.length).toBeGreaterThanOrEqual(kills);
  expect(new Set(printed).size).toBe(printed.length);
  const stored = await client.certificate.findMany({ include: { der: true, intent: true } });
  const bySha256 = new Map(stored.map((row) => [row.sha256, row]));
  for (const sha256 of printed) expect(bySha256.get(sha256)?.der).not.toBeNull();
  for (const row of stored) expect(serialHex(readCertificate(row.der!.der))).toBe(row.serialNumber);
  // An intent without a certificate is a signature that nobody got; its event says so.
  const store = createStore({ database: gate.database, clock: gate.clock, auditEventId: null });
  const open = await client.signingIntent.findMany({ where: { completedAt: null }, include: { auditEvent: true } });
  for (const intent of open) expect(intent.auditEvent?.outcome).toBe("unfinished");
  const done = await client.auditEvent.count({ where: { command: "sign", outcome: "done" } });
  expect(done).toBe(await client.signingIntent.count({ where: { certificateId: { not: null } } }));
  const unfinished = await store.audit({ outcome: "unfinished", limit: 200 });
  expect(unfinished.rows.length).toBeLessThanOrEqual(kills);
  expect(unfinished.rows.length).toBeGreaterThanOrEqual(open.length);
  expect(unfinished.rows.every((row) => row.finishedAt === null)).toBe(true);
  console.log(
    `killed ${kills} times: ${printed.length} certificates printed, ${stored.length - 1} stored, ${unfinished.rows.length} events unfinished, ${open.length} intents open`,
  );
  const generations = await store.generations("r0");
  expect(generations.map((row) => row.number)).toEqual(
    Array.from({ length: generations.length }, (_, index) => generations.length - index),
  );
}
