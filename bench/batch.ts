import { execFileSync, fork, spawn, type ChildProcess } from "node:child_process";
import { generateKeyPair } from "node:crypto";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { Agent, request as httpRequest } from "node:http";
import { createServer } from "node:net";
import { join } from "node:path";
import { promisify } from "node:util";
import { readEnv } from "../lib/env.ts";
import { createConsole, type Console } from "../lib/server/gate/console.ts";
import { execute } from "../lib/server/gate/execute.ts";
import { migrate } from "../lib/server/database/migrate.ts";
import { consoleEnvironment, consoleFlags } from "../scripts/runtime.mjs";
import { rounded } from "./databases.ts";
import { median, type BenchRow } from "./row.ts";

/** Client certificates for many people, end to end through the job of the console on SQLite. */

const shellRow =
  "batch: 500 P-256 client certificates with .p12 at 2,048 rounds, against a shell loop of openssl lines (50, scaled) (at least)";
const cfsslRow =
  "batch: 500 P-256 certificates with keys, sealed, committed, audited, against cfssl serve newcert (at least)";
const rsaRow = "batch: RSA-2048 with key generation, against bare key generation on both cores (at least)";
const exactRow = "batch: 4 at once, certificates recorded ÷ issued (exactly)";
const memoryRow = "batch: resident memory of 5,000 people ÷ of 500";
export const names = [shellRow, cfsslRow, rsaRow, exactRow, memoryRow];

const pairs = Number(process.env["BATCH_PAIRS"] ?? "5");
const people = Number(process.env["BATCH_PEOPLE"] ?? "500");
const shellPeople = Math.min(50, people);
/** An RSA key takes as long as chance has it: of forty keys the sum differs by a tenth from one run to the next. */
const rsaPeople = Math.min(120, people);
const actor = { kind: "user", id: "bench", label: "bench@example.com", role: "administrator" } as const;

interface World {
  readonly gate: Console;
  readonly folder: string;
  ask(command: string, input: unknown): Promise<Record<string, unknown>>;
  close(): Promise<void>;
}

async function openWorld(): Promise<World> {
  // On the disk of the checkout: a temporary folder may be memory, which syncs for nothing.
  const cache = join(import.meta.dirname, "../.cache");
  mkdirSync(cache, { recursive: true });
  const folder = mkdtempSync(join(cache, "batch-"));
  const env = readEnv({ DATA_DIR: folder });
  await migrate(env);
  const gate = await createConsole(env);
  const ask = async (command: string, input: unknown) => {
    const answer = await execute({ actor, surface: "http", command, input }, gate);
    if (!answer.ok) throw new Error(`${command}: ${answer.error.code}`);
    return answer.value as Record<string, unknown>;
  };
  await ask("selfsigned", { name: "ca", subject: { CN: "Bench CA" }, key: "p-256" });
  return {
    gate,
    folder,
    ask,
    async close() {
      await gate.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

let drawn = 0;
function rowsOf(count: number): { name: string; email: string }[] {
  drawn += 1;
  return Array.from({ length: count }, (_, index) => ({
    name: `Person ${drawn}-${index}`,
    email: `p${drawn}.${index}@example.com`,
  }));
}

/** People a second, from the command to the last commit. */
async function batchRate({ gate, ask }: World, count: number, order: Record<string, unknown>): Promise<number> {
  const began = performance.now();
  const { batch } = await ask("client-batch", { issuer: "ca", rows: rowsOf(count), ...order });
  await gate.batches.idle();
  const rate = (count / (performance.now() - began)) * 1000;
  const { issued } = await ask("batch-status", { batch, limit: 0 });
  if (issued !== count) throw new Error(`of ${count} people ${String(issued)} were issued a certificate`);
  return rate;
}

/** The lines of the Mattermost how-to with an elliptic curve, one process each, as a person would loop over them. */
function shellRate(folder: string): number {
  const script = join(folder, "loop.sh");
  writeFileSync(
    script,
    `set -e
cd "$1"
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout ca.key -out ca.crt -subj /CN=Loop -days 30 2>/dev/null
for i in $(seq 1 ${shellPeople}); do
  openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out u.key 2>/dev/null
  openssl req -new -key u.key -subj "/CN=user$i" -out u.csr
  openssl x509 -req -in u.csr -CA ca.crt -CAkey ca.key -days 30 -out u.crt 2>/dev/null
  openssl pkcs12 -export -inkey u.key -in u.crt -certfile ca.crt -name "user$i" -passout pass:secret$i -iter 2048 -out u$i.p12
done
`,
  );
  const began = performance.now();
  execFileSync("sh", [script, folder]);
  return (shellPeople / (performance.now() - began)) * 1000;
}

async function bareKeyRate(count: number): Promise<number> {
  const make = promisify(generateKeyPair);
  const began = performance.now();
  const lane = async (share: number) => {
    for (let made = 0; made < share; made += 1) await make("rsa", { modulusLength: 2048 });
  };
  await Promise.all([lane(Math.ceil(count / 2)), lane(Math.floor(count / 2))]);
  return (count / (performance.now() - began)) * 1000;
}

interface Cfssl {
  rate(count: number): Promise<number>;
  stop(): void;
}

async function startCfssl(folder: string): Promise<Cfssl> {
  execFileSync(
    "openssl",
    [
      "req",
      "-x509",
      "-newkey",
      "ec",
      "-pkeyopt",
      "ec_paramgen_curve:P-256",
      "-nodes",
      "-keyout",
      join(folder, "cf.key"),
      "-out",
      join(folder, "cf.pem"),
      "-subj",
      "/CN=cfssl",
      "-days",
      "30",
    ],
    { stdio: "ignore" },
  );
  writeFileSync(
    join(folder, "cf.json"),
    JSON.stringify({ signing: { default: { usages: ["digital signature", "client auth"], expiry: "8760h" } } }),
  );
  const port = await freePort();
  const words = [
    "serve",
    "-address",
    "127.0.0.1",
    "-port",
    String(port),
    "-ca",
    join(folder, "cf.pem"),
    "-ca-key",
    join(folder, "cf.key"),
    "-config",
    join(folder, "cf.json"),
    "-loglevel",
    "5",
  ];
  const child: ChildProcess = spawn("cfssl", words, { stdio: "ignore" });
  const agent = new Agent({ keepAlive: true, maxSockets: 4 });
  const body = JSON.stringify({
    request: { CN: "user", hosts: ["user@example.com"], key: { algo: "ecdsa", size: 256 }, names: [{ O: "Example" }] },
  });
  const ask = () => post(agent, port, body);
  for (let attempt = 0; ; attempt += 1) {
    if (
      await ask().then(
        () => true,
        () => false,
      )
    )
      break;
    if (attempt === 50) throw new Error("cfssl did not answer");
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return {
    async rate(count) {
      const began = performance.now();
      let left = count;
      const lane = async () => {
        while (left-- > 0) await ask();
      };
      await Promise.all([lane(), lane(), lane(), lane()]);
      return (count / (performance.now() - began)) * 1000;
    },
    stop() {
      agent.destroy();
      child.kill();
    },
  };
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().on("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address !== null ? address.port : 0));
    });
  });
}

function post(agent: Agent, port: number, body: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const headers = { "content-type": "application/json", "content-length": Buffer.byteLength(body) };
    const sent = httpRequest(
      { host: "127.0.0.1", port, path: "/api/v1/cfssl/newcert", method: "POST", agent, headers },
      (answer) => {
        let text = "";
        answer.setEncoding("utf8");
        answer.on("data", (chunk: string) => (text += chunk));
        answer.on("end", () =>
          text.includes("BEGIN CERTIFICATE") ? resolve() : reject(new Error(`cfssl said: ${text.slice(0, 300)}`)),
        );
      },
    );
    sent.on("error", reject);
    sent.end(body);
  });
}

/**
 * Resident memory after a batch of so many, of a process of its own that runs as the console does, in MB: the highest
 * that the system has seen.
 */
function peakMemory(count: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = fork(import.meta.filename, ["peak", String(count)], {
      execArgv: [...consoleFlags, "--conditions=react-server"],
      env: consoleEnvironment(),
      stdio: ["ignore", "ignore", "inherit", "ipc"],
    });
    let peak = 0;
    child.once("message", (sent: number) => (peak = sent));
    child.once("exit", (code) =>
      code === 0 && peak > 0 ? resolve(peak) : reject(new Error(`the process ended with ${code}`)),
    );
  });
}

async function measurePeak(count: number): Promise<void> {
  const world = await openWorld();
  await batchRate(world, count, { iterations: 2048 });
  const { batch } = ((await world.ask("batch-list", { limit: 1 })) as { rows: { batch: string }[] }).rows[0]!;
  const { chunks } = (await world.ask("export", { batch, format: "zip" })) as unknown as {
    chunks: AsyncIterable<Uint8Array>;
  };
  for await (const _piece of chunks) continue;
  process.send?.(process.resourceUsage().maxRSS / 1024);
  await world.close();
  process.disconnect();
}

function row(
  name: string,
  unit: string,
  ours: readonly number[],
  peer: readonly number[],
  bar: number,
  isAtLeast: boolean,
): BenchRow {
  const ratio = rounded(median(ours.map((value, index) => value / peer[index]!)));
  return {
    name,
    unit,
    ours: rounded(median(ours)),
    peer: rounded(median(peer)),
    ratio,
    bar,
    holds: isAtLeast ? ratio >= bar : ratio <= bar,
  };
}

async function inPairs(
  ours: () => Promise<number>,
  peer: () => Promise<number> | number,
): Promise<[number[], number[]]> {
  const both: [number[], number[]] = [[], []];
  for (let pair = 0; pair < pairs; pair += 1) {
    both[1].push(await peer());
    both[0].push(await ours());
  }
  return both;
}

export async function rows(isWanted: (name: string) => boolean = () => true): Promise<BenchRow[]> {
  const found: BenchRow[] = [];
  const world = await openWorld();
  try {
    await batchRate(world, 50, { profile: "none" });
    if (isWanted(shellRow))
      found.push(
        row(
          shellRow,
          "1/s",
          ...(await inPairs(
            () => batchRate(world, people, { iterations: 2048 }),
            () => shellRate(world.folder),
          )),
          5,
          true,
        ),
      );
    if (isWanted(cfsslRow)) {
      const cfssl = await startCfssl(world.folder);
      try {
        found.push(
          row(
            cfsslRow,
            "1/s",
            ...(await inPairs(
              () => batchRate(world, people, { profile: "none" }),
              () => cfssl.rate(people),
            )),
            0.5,
            true,
          ),
        );
      } finally {
        cfssl.stop();
      }
    }
    if (isWanted(rsaRow))
      found.push(
        row(
          rsaRow,
          "1/s",
          ...(await inPairs(
            () => batchRate(world, rsaPeople, { profile: "none", template: { key: "rsa-2048" } }),
            () => bareKeyRate(rsaPeople),
          )),
          0.9,
          true,
        ),
      );
    if (isWanted(exactRow)) found.push(await exactly(world));
  } finally {
    await world.close();
  }
  if (isWanted(memoryRow)) {
    const [large, small] = [await peakMemory(people * 10), await peakMemory(people)];
    found.push(row(memoryRow, "MB", [large], [small], 1.3, false));
  }
  return found;
}

async function exactly(world: World): Promise<BenchRow> {
  const { client } = world.gate.database;
  const count = async () => ({
    rows: await client.batchRow.count({ where: { state: "issued" } }),
    certificates: await client.certificate.count(),
    intents: await client.signingIntent.count({ where: { certificateId: { not: null } } }),
  });
  const before = await count();
  await Promise.all(
    Array.from({ length: 4 }, () =>
      world.ask("client-batch", { issuer: "ca", rows: rowsOf(Math.ceil(people / 4)), profile: "none" }),
    ),
  );
  await world.gate.batches.idle();
  const after = await count();
  const issued = after.rows - before.rows;
  const recorded = after.certificates - before.certificates;
  const isExact =
    issued === Math.ceil(people / 4) * 4 && recorded === issued && after.intents - before.intents === issued;
  return {
    name: exactRow,
    unit: "certificates",
    ours: recorded,
    peer: issued,
    ratio: recorded / issued,
    bar: 1,
    holds: isExact,
  };
}

if (process.argv[2] === "peak") await measurePeak(Number(process.argv[3]));
