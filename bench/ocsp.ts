import { execFileSync, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import { readEnv } from "../lib/env.ts";
import { encode, writeOctetString, writeSequence } from "../lib/pki/asn1/der-write.ts";
import { Oid } from "../lib/pki/asn1/oid.ts";
import { writeExtension } from "../lib/pki/x509/extension.ts";
import { createConsoleServer } from "../lib/serve/console-server.ts";
import type { OcspAnswer } from "../lib/serve/ocsp.ts";
import { migrate } from "../lib/server/database/migrate.ts";
import { createConsole, type Console } from "../lib/server/gate/console.ts";
import { execute } from "../lib/server/gate/execute.ts";
import { createOcsp } from "../lib/server/ocsp/answers.ts";
import { freePort } from "./port.ts";
import { median, type BenchRow } from "./row.ts";

/**
 * OCSP answers for a second of processor time: one that is kept, by GET, against a bare node:http server that answers the same bytes and against
 * `openssl ocsp -port`; one with a nonce, by POST, against `openssl ocsp -port` with the same key and index. The client is
 * another thread that writes the same bytes again and again; each side gets as many connections as it takes at once.
 */
const keptBare = "OCSP, a kept answer by GET ÷ a bare node:http server with the same bytes (at least)";
const keptOpenssl = "OCSP, a kept answer by GET ÷ openssl ocsp -port (at least)";
const live = "OCSP, an answer with a nonce ÷ openssl ocsp -port (at least)";
export const names = [keptBare, keptOpenssl, live];
const bars = { [keptBare]: 0.5, [keptOpenssl]: 3, [live]: 2 } as const;
const pairs = 7;
const seconds = 1.5;
const actor = { kind: "user", id: "bench", label: "bench@example.com", role: "administrator" } as const;

/** Requests of one client, an answer each, as fast as they come. `isKeptAlive`: over the same connections. */
const clientCode = `
const { parentPort } = require("node:worker_threads");
const net = require("node:net");
parentPort.on("message", ({ port, request, seconds, isKeptAlive }) => {
  const bytes = Buffer.from(request);
  const until = Date.now() + seconds * 1000;
  let done = 0, open = 0;
  const finish = () => {
    if (--open === 0) parentPort.postMessage({ done });
  };
  function connect() {
    open++;
    const socket = net.connect(port, "127.0.0.1");
    socket.setNoDelay(true);
    const late = setTimeout(() => socket.destroy(), seconds * 1000 + 1000);
    let wanted = -1, got = 0;
    socket.on("connect", () => socket.write(bytes));
    socket.on("error", () => undefined);
    socket.on("data", (chunk) => {
      if (!isKeptAlive) { got += chunk.length; return; }
      if (wanted < 0) {
        const end = chunk.indexOf("\\r\\n\\r\\n");
        wanted = end + 4 + Number(/content-length: (\\d+)/i.exec(chunk.toString("latin1", 0, end))[1]);
      }
      got += chunk.length;
      while (got >= wanted) {
        got -= wanted; done++;
        if (Date.now() >= until) return socket.destroy();
        socket.write(bytes);
      }
    });
    socket.on("close", () => {
      clearTimeout(late);
      if (!isKeptAlive && got > 0) done++;
      if (!isKeptAlive && Date.now() < until) connect();
      finish();
    });
  }
  for (let n = 0; n < (isKeptAlive ? 8 : 1); n++) connect();
});
`;

interface Client {
  /** Answers that came in some seconds. */
  ask(order: { port: number; request: Buffer; isKeptAlive: boolean }): Promise<number>;
  end(): Promise<number>;
}

function startClient(): Client {
  const worker = new Worker(clientCode, { eval: true });
  return {
    ask: (order) =>
      new Promise((resolve, reject) => {
        worker.removeAllListeners();
        worker.once("message", ({ done }: { done: number }) => resolve(done));
        worker.once("error", reject);
        worker.postMessage({ ...order, seconds });
      }),
    end: () => worker.terminate(),
  };
}

interface Setting {
  readonly gate: Console;
  readonly request: Buffer;
  readonly openssl: { readonly port: number; readonly pid: number; stop(): void };
}

async function ask(gate: Console, command: string, input: unknown): Promise<Record<string, unknown>> {
  const answer = await execute({ actor, surface: "http", command, input }, gate);
  if (!answer.ok) throw new Error(`${command}: ${answer.error.code}`);
  return answer.value as Record<string, unknown>;
}

/** An authority with a person here, and the same for OpenSSL: its responder has the very kind of key that ours has. */
async function prepare(gate: Console, folder: string): Promise<Setting> {
  await ask(gate, "selfsigned", { name: "ca", subject: { CN: "Bench CA" }, key: "p-256" });
  await ask(gate, "csr", { name: "kim", subject: { CN: "Kim" }, key: "p-256" });
  await ask(gate, "sign", { request: "kim", issuer: "ca", profile: "client" });
  await ask(gate, "crl", { authority: "ca" });
  const bytesOf = async (file: string) => (await ask(gate, "download", { file }))["bytes"] as Uint8Array;
  const key = (await ask(gate, "export", { name: "ca", format: "key-pem", unencrypted: true }))["bytes"] as Uint8Array;
  const at = (name: string): string => join(folder, name);
  writeFileSync(at("ca.pem"), await bytesOf("ca.crt"));
  writeFileSync(at("kim.pem"), await bytesOf("kim.crt"));
  writeFileSync(at("ca.key"), key, { mode: 0o600 });
  const openssl = (line: string) => execFileSync("openssl", line.split(" "), { cwd: folder, stdio: "pipe" });
  openssl("ocsp -issuer ca.pem -cert kim.pem -no_nonce -reqout request.der");
  openssl("ecparam -name prime256v1 -genkey -noout -out responder.key");
  openssl("req -new -key responder.key -subj /CN=responder -out responder.csr");
  writeFileSync(at("ocsp.ext"), "extendedKeyUsage=OCSPSigning\nnoCheck=ignored\n");
  openssl("x509 -req -in responder.csr -CA ca.pem -CAkey ca.key -extfile ocsp.ext -days 30 -out responder.pem");
  const serial = openssl("x509 -in kim.pem -noout -serial").toString().trim().replace("serial=", "");
  writeFileSync(at("index.txt"), `V\t351231235959Z\t\t${serial}\tunknown\t/CN=Kim\n`);
  const port = await freePort();
  const words = `ocsp -index index.txt -CA ca.pem -rsigner responder.pem -rkey responder.key -port ${port} -ndays 1`;
  const child = spawn("openssl", words.split(" "), { cwd: folder, stdio: "ignore" });
  return {
    gate,
    request: readFileSync(at("request.der")),
    openssl: { port, pid: child.pid!, stop: () => void child.kill() },
  };
}

/** The same request with a nonce of 32 bytes (RFC 9654): behind the list of certificates, in the context tag 2. */
function withNonce(request: Buffer): Buffer {
  const nonce = writeExtension({ oid: Oid.ocspNonce, critical: false, value: writeOctetString(randomBytes(32)) });
  const tbs = request.subarray(2);
  const content = tbs.subarray(2);
  const extended = writeSequence(content, encode(0xa2, writeSequence(nonce)));
  return Buffer.from(writeSequence(extended));
}

const getOf = (path: string, request: Buffer): Buffer =>
  Buffer.from(
    `GET ${path}/${encodeURIComponent(request.toString("base64"))} HTTP/1.1\r\nHost: bench\r\n\r\n`,
    "latin1",
  );

const postOf = (path: string, request: Buffer, version: string): Buffer =>
  Buffer.concat([
    Buffer.from(
      `POST ${path} HTTP/${version}\r\nHost: bench\r\nContent-Type: application/ocsp-request\r\nContent-Length: ${request.length}\r\n\r\n`,
      "latin1",
    ),
    request,
  ]);

async function listen(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return (server.address() as AddressInfo).port;
}

/** The whole server of the console, as it stands in front of Next. */
async function startOurs(gate: Console) {
  const ocsp = createOcsp({ ...gate, signaturesPerSecond: Infinity });
  const own = createConsoleServer({
    limits: { connections: 500, connectionsPerAddress: 500, megabytesInFlight: 64 },
    trustedProxies: [],
    explain: ({ code }) => ({ message: code, locale: "en" }),
    turnedAway: "",
    published: gate.published,
    ocsp,
  });
  own.answerWith((_, response) => void response.writeHead(404).end());
  return { ocsp, port: await listen(own.server), stop: () => own.stop(500) };
}

export async function rows(isWanted: (name: string) => boolean): Promise<readonly BenchRow[]> {
  if (!names.some(isWanted)) return [];
  const cache = join(import.meta.dirname, "../.cache");
  mkdirSync(cache, { recursive: true });
  const folder = mkdtempSync(join(cache, "ocsp-"));
  const env = readEnv({ DATA_DIR: folder });
  await migrate(env);
  const gate = await createConsole(env);
  const client = startClient();
  const setting = await prepare(gate, folder);
  const ours = await startOurs(gate);
  const answer = (await ours.ocsp("ca", setting.request)) as OcspAnswer;
  const bare = createServer((_, response) => {
    response.writeHead(200, { "content-type": "application/ocsp-response", "content-length": answer.bytes.length });
    response.end(answer.bytes);
  });
  const barePort = await listen(bare);
  try {
    const get = getOf("/ocsp/ca", setting.request);
    const nonce = withNonce(setting.request);
    const rate = async (port: number, request: Buffer, used: () => number = ownSeconds): Promise<number> => {
      const before = used();
      const answers = await client.ask({ port, request, isKeptAlive: used === ownSeconds });
      return answers / (used() - before);
    };
    const keptRate = () => rate(ours.port, get);
    const liveRate = () => rate(ours.port, postOf("/ocsp/ca", nonce, "1.1"));
    const bareRate = () => rate(barePort, get);
    const opensslRate = (request: Buffer) =>
      rate(setting.openssl.port, postOf("/", request, "1.0"), () => secondsOf(setting.openssl.pid));
    await requireAnswers(ours.ocsp, nonce);
    requireOpensslAnswers(folder, setting.openssl.port);
    await Promise.resolve().then(keptRate).then(liveRate).then(bareRate);
    const found: BenchRow[] = [];
    const measure = async (name: keyof typeof bars, own: () => Promise<number>, peer: () => Promise<number>) => {
      if (!isWanted(name)) return;
      const taken: { ours: number; peer: number }[] = [];
      for (let pair = 0; pair < pairs; pair += 1) taken.push({ ours: await own(), peer: await peer() });
      found.push(rowOf(name, bars[name]!, taken));
    };
    await measure(keptBare, keptRate, bareRate);
    await measure(keptOpenssl, keptRate, () => opensslRate(setting.request));
    await measure(live, liveRate, () => opensslRate(nonce));
    return found;
  } finally {
    setting.openssl.stop();
    bare.closeAllConnections();
    bare.close();
    await client.end();
    await ours.stop();
    await gate.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Seconds of processor time that the thread of the servers here has used; the client has another one. */
function ownSeconds(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1e6;
}

/** The same of another process; its clock has hundredths. */
function secondsOf(pid: number): number {
  const cells = readFileSync(`/proc/${pid}/stat`, "latin1")
    .replace(/^.*\) /, "")
    .split(" ");
  return (Number(cells[11]) + Number(cells[12])) / 100;
}

/** A row over errors would say nothing: the answer has the nonce, and is a good one. */
async function requireAnswers(ocsp: ReturnType<typeof createOcsp>, request: Buffer): Promise<void> {
  const answer = await ocsp("ca", request);
  if (answer === null || answer.bytes.length < 500 || answer.kept !== null)
    throw new Error("a request with a nonce is not answered for itself");
}

function requireOpensslAnswers(folder: string, port: number): void {
  const words = `ocsp -issuer ca.pem -cert kim.pem -url http://127.0.0.1:${port} -CAfile ca.pem`;
  const said = execFileSync("openssl", words.split(" "), { cwd: folder, encoding: "utf8", stdio: "pipe" });
  if (!said.includes("kim.pem: good")) throw new Error(`openssl ocsp said ${said}`);
}

function rowOf(name: string, bar: number, taken: readonly { ours: number; peer: number }[]): BenchRow {
  const ratio = median(taken.map(({ ours, peer }) => ours / peer));
  return {
    name,
    unit: "1/s of processor",
    ours: Math.round(median(taken.map(({ ours }) => ours))),
    peer: Math.round(median(taken.map(({ peer }) => peer))),
    ratio: Math.round(ratio * 100) / 100,
    bar,
    holds: ratio >= bar,
  };
}
