import { spawn, type ChildProcess } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { findNeedles, findNeedlesIn, needlesOfText, type Needle } from "../../../test/support/secrets.ts";
import { readEnv } from "../../env.ts";
import { createConsole, type Console } from "../gate/console.ts";
import { execute } from "../gate/execute.ts";
import { migrate } from "../database/migrate.ts";
import { providers, stopTestServer, testServer } from "../../../test/support/migrated-database.ts";

/** Batches between processes, and in a process that dies: with real ones. */

const actor = { kind: "user", id: "test", label: "test@example.com", role: "administrator" } as const;
const program = join(import.meta.dirname, "../../../test/support/batch-process.ts");
/** How often the working process is killed at a random moment; KILLS=… for more or fewer. */
const kills = Number(process.env["KILLS"] ?? "5");

afterAll(stopTestServer);

interface Worker {
  readonly child: ChildProcess;
  readonly ended: Promise<number | null>;
}

function startWorker(variables: Record<string, string>): Worker {
  const env = {
    ...process.env,
    NODE_COMPILE_CACHE: join(tmpdir(), "chainsmith-compile-cache"),
    NODE_NO_WARNINGS: "1",
    ...variables,
  };
  const child = spawn(process.execPath, ["--conditions=react-server", program], {
    cwd: join(import.meta.dirname, "../../.."),
    env,
    stdio: ["ignore", "ignore", "pipe"],
  });
  let problems = "";
  child.stderr?.on("data", (chunk: Buffer) => (problems += chunk.toString()));
  const ended = new Promise<number | null>((resolve, reject) =>
    child.once("close", (code, signal) =>
      code === 0 || signal !== null ? resolve(code) : reject(new Error(problems.slice(0, 2000))),
    ),
  );
  ended.catch(() => {});
  return { child, ended };
}

async function open(
  variables: Record<string, string>,
): Promise<{ gate: Console; ask(command: string, input: unknown): Promise<Record<string, unknown>> }> {
  const env = readEnv(variables);
  await migrate(env);
  const gate = await createConsole(env);
  return {
    gate,
    async ask(command, input) {
      const answer = await execute({ actor, surface: "http", command, input }, gate);
      if (!answer.ok) throw new Error(JSON.stringify(answer.error));
      return answer.value as Record<string, unknown>;
    },
  };
}

const peopleOf = (stem: string, count: number) =>
  Array.from({ length: count }, (_, index) => ({ name: `${stem} ${index}`, email: `${stem}${index}@example.com` }));

/** As many rows as certificates as intents as audit events, whoever made them and however often it was begun. */
async function expectExact({ database: { client } }: Console, total: number): Promise<void> {
  const rows = await client.batchRow.findMany({
    include: {
      intent: { include: { auditEvent: true } },
      file: true,
      certificate: { include: { der: true, files: true } },
    },
  });
  expect(rows).toHaveLength(total);
  expect(rows.map(({ state }) => state)).toEqual(Array.from({ length: total }, () => "issued"));
  expect(new Set(rows.map(({ certificateId }) => certificateId)).size).toBe(total);
  expect(new Set(rows.map(({ basename }) => basename)).size).toBe(total);
  for (const { intent, certificateId, certificate, file } of rows) {
    expect(intent?.certificateId).toBe(certificateId);
    expect(intent?.auditEvent?.outcome).toBe("done");
    expect(certificate?.der).not.toBeNull();
    expect(certificate?.files).toHaveLength(1);
    expect(file).not.toBeNull();
  }
  // Exactly: no serial number was spent for nothing, no certificate is here that no row asked for.
  expect(await client.signingIntent.count()).toBe(total);
  expect(await client.signingIntent.count({ where: { completedAt: null } })).toBe(0);
  expect(await client.certificate.count()).toBe(total + 1);
  expect(await client.auditEvent.count({ where: { outcome: "unfinished" } })).toBe(0);
}

describe("a console that is killed", () => {
  test(`${kills} times while it works on a batch: nobody is issued twice, nobody is lost`, async () => {
    const folder = mkdtempSync(join(tmpdir(), "chainsmith-batch-kill-"));
    const variables = { DATA_DIR: folder, DATABASE_URL: "" };
    const { gate, ask } = await open(variables);
    try {
      await ask("selfsigned", { name: "ca", subject: { CN: "Kill CA" }, key: "p-256" });
      // Begun by a process that dies before it did anything.
      gate.batches.wake = () => undefined;
      await ask("client-batch", { issuer: "ca", rows: peopleOf("k", 160), iterations: 20_000 });
      await gate.batches.idle();
      let interrupted = 0;
      for (let kill = 0; kill < kills; kill += 1) {
        const worker = startWorker(variables);
        const before = await gate.database.client.batchRow.count({ where: { state: "issued" } });
        for (let waited = 0; waited < 60_000 && worker.child.exitCode === null; waited += 10) {
          if ((await gate.database.client.batchRow.count({ where: { state: { in: ["signing", "issued"] } } })) > before)
            break;
          await new Promise((resolve) => setTimeout(resolve, 10));
        }
        await new Promise((resolve) => setTimeout(resolve, Math.random() * 150));
        worker.child.kill("SIGKILL");
        await worker.ended;
        interrupted += await gate.database.client.batchRow.count({ where: { state: "signing" } });
        // What a lease keeps others from is time; here nobody wants to wait for it.
        await gate.database.client.batch.updateMany({ data: { leaseUntil: new Date(0) } });
      }
      const last = startWorker(variables);
      await last.ended;
      await expectExact(gate, 160);
      console.log(`killed ${kills} times: ${interrupted} rows were between their intent and their certificate`);
    } finally {
      await gate.close();
      rmSync(folder, { recursive: true, force: true });
    }
  }, 900_000);
});

describe("two consoles on one PostgreSQL", () => {
  test("four batches at once record exactly what they issued", async () => {
    const folder = mkdtempSync(join(tmpdir(), "chainsmith-batch-two-"));
    const variables = { DATA_DIR: folder, DATABASE_URL: await (await testServer()).createDatabase() };
    const { gate, ask } = await open(variables);
    try {
      await ask("selfsigned", { name: "ca", subject: { CN: "Two CA" }, key: "p-256" });
      gate.batches.wake = () => undefined;
      // The same names in all of them: each identity still gets a name of its own.
      for (let batch = 0; batch < 4; batch += 1)
        await ask("client-batch", { issuer: "ca", rows: peopleOf("same", 40), iterations: 2048, existing: "issue" });
      await gate.batches.idle();
      const workers = [startWorker(variables), startWorker(variables)];
      await Promise.all(workers.map(({ ended }) => ended));
      await expectExact(gate, 160);
      const counter = await gate.database.client.counter.findUnique({
        where: { kind_value: { kind: "kind", value: "certificate" } },
      });
      expect(counter?.count).toBe(161);
    } finally {
      await gate.close();
      rmSync(folder, { recursive: true, force: true });
    }
  });
});

describe.each(providers)("on the disk of %s", (provider) => {
  test("no passphrase, no link and no key of a batch lies in clear, neither before the sheet was taken nor after it", async () => {
    const folder = mkdtempSync(join(tmpdir(), "chainsmith-batch-secret-"));
    const variables = {
      DATA_DIR: folder,
      DATABASE_URL: provider === "sqlite" ? "" : await (await testServer()).createDatabase(),
    };
    const { gate, ask } = await open(variables);
    try {
      await ask("selfsigned", { name: "ca", subject: { CN: "Secret CA" }, key: "p-256" });
      const { batch } = await ask("client-batch", { issuer: "ca", rows: peopleOf("s", 5), iterations: 2048 });
      await gate.batches.idle();
      const before = await everything(gate);
      const { links } = (await ask("batch-links", { batch })) as { links: { path: string }[] };
      const { rows } = (await ask("batch-passphrases", { batch, confirm: true })) as { rows: { passphrase: string }[] };
      const needles: Needle[] = [
        ...rows.flatMap(({ passphrase }, index) => needlesOfText(`passphrase ${index}`, passphrase)),
        ...links.flatMap(({ path }, index) => needlesOfText(`link ${index}`, path.split("#")[1]!)),
      ];
      expect(rows).toHaveLength(5);
      expect(findNeedles("before", before, needles)).toEqual([]);
      expect(findNeedles("after", await everything(gate), needles)).toEqual([]);
      expect(findNeedlesIn(folder, needles)).toEqual([]);
      // The search itself finds what is there.
      expect(findNeedles("control", before, needlesOfText("control", "s1@example.com"))).not.toEqual([]);
      expect(await gate.database.client.sealedSecret.count({ where: { kind: "batch-passphrases" } })).toBe(0);
      expect(await gate.database.client.batchFile.count({ where: { passphrase: { not: null } } })).toBe(0);
    } finally {
      await gate.close();
      rmSync(folder, { recursive: true, force: true });
    }
  });
});

/** Every table that a batch writes to, bytes as they are. */
async function everything({ database: { client } }: Console): Promise<Buffer> {
  const tables = [
    await client.batch.findMany(),
    await client.batchRow.findMany(),
    await client.batchFile.findMany(),
    await client.batchLink.findMany(),
    await client.sealedSecret.findMany(),
    await client.auditEvent.findMany(),
  ];
  const parts = tables
    .flat()
    .flatMap((row) => Object.values(row))
    .map((value) => (value instanceof Uint8Array ? Buffer.from(value) : Buffer.from(String(value))));
  return Buffer.concat(parts);
}
