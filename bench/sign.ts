import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { generateKeyPairSync, type KeyObject, randomBytes } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { Agent, request as httpRequest } from "node:http";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readCertificate } from "../lib/pki/certificate.ts";
import { readRequest, writeRequest } from "../lib/pki/csr.ts";
import { parseGeneralNameText } from "../lib/pki/general-name-text.ts";
import { issue } from "../lib/pki/issue.ts";
import { writePem } from "../lib/pki/pem.ts";
import { prepareCertificate, prepareSelfSigned } from "../lib/pki/prepare.ts";
import { signerOf } from "../lib/pki/signer.ts";
import { type BenchRow, median } from "./row.ts";

/** Signing a stored request with an RSA-2048 authority: bytes in, certificate out, every check included, no database. */

const pairs = 5;
const seconds = 2;

const rsaKey = (): KeyObject => generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey;
const caKey = rsaKey();
const ca = signerOf(caKey);
const names = ["db01.acme.example", "db02.acme.example", "10.20.1.5"].map(parseGeneralNameText);
const now = new Date();
const serial = (): Uint8Array => randomBytes(16);
const rootOrder = { subject: { C: "KR", O: "Acme", CN: "Bench Root" }, names: [], spki: ca.spki, profile: "root-ca", days: 3650, now } as const;
const issuerDer = issue(prepareSelfSigned({ ...rootOrder, serialNumber: serial() }), ca);
// Many requests with keys of their own, so that no cache of ours is warmer than a console's would be.
const requests = Array.from({ length: 64 }, () => writeRequest({ C: "KR", O: "Acme", CN: "db01.acme.example" }, names, signerOf(rsaKey())));

function signOne(der: Uint8Array): Uint8Array {
  const request = readRequest(der);
  const issuer = readCertificate(issuerDer);
  const prepared = prepareCertificate({ request, issuer, profile: "server-client", names, days: 365, now, serialNumber: serial() });
  return issue(prepared, ca);
}

interface Rate {
  /** Certificates per second of wall time, and per second of processor time (which is what `openssl speed` counts). */
  readonly perSecond: number;
  readonly perCoreSecond: number;
}

function ourRate(): Rate {
  const used = process.cpuUsage();
  const started = performance.now();
  const until = started + seconds * 1000;
  let count = 0;
  while (performance.now() < until) signOne(requests[count++ % requests.length]!);
  const elapsed = performance.now() - started;
  const { user, system } = process.cpuUsage(used);
  return { perSecond: (count / elapsed) * 1e3, perCoreSecond: (count / (user + system)) * 1e6 };
}

/** Bare RSA-2048 signatures per second of processor time. */
function opensslRate(): number {
  const printed = execFileSync("openssl", ["speed", "-seconds", String(seconds), "rsa2048"], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });
  const match = /^rsa 2048 bits +\S+s +\S+s +(\d+\.\d+) /m.exec(printed);
  if (match === null) throw new Error(`openssl speed said: ${printed}`);
  return Number(match[1]);
}

interface Cfssl {
  rate(): Promise<number>;
  stop(): void;
}

async function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().on("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address !== null ? address.port : 0));
    });
  });
}

/** `cfssl serve` with the same authority; one request after another over one kept-alive connection. */
async function startCfssl(): Promise<Cfssl> {
  const folder = mkdtempSync(join(tmpdir(), "chainsmith-bench-"));
  writeFileSync(join(folder, "ca.pem"), writePem("CERTIFICATE", issuerDer));
  writeFileSync(join(folder, "ca.key"), caKey.export({ format: "pem", type: "pkcs1" }), { mode: 0o600 });
  const usages = ["digital signature", "key encipherment", "server auth", "client auth"];
  writeFileSync(join(folder, "config.json"), JSON.stringify({ signing: { default: { usages, expiry: "8760h" } } }));
  const port = await freePort();
  const words = ["serve", "-address", "127.0.0.1", "-port", String(port), "-ca", join(folder, "ca.pem"), "-ca-key", join(folder, "ca.key"), "-config", join(folder, "config.json"), "-loglevel", "5"];
  const child: ChildProcess = spawn("cfssl", words, { stdio: "ignore" });
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const bodies = requests.map((der) => JSON.stringify({ certificate_request: writePem("CERTIFICATE REQUEST", der), hosts: names.map(({ value }) => value) }));
  const sign = (body: string): Promise<void> => post(agent, port, body);
  const stop = (): void => {
    agent.destroy();
    child.kill();
    rmSync(folder, { recursive: true, force: true });
  };
  await untilItAnswers(() => sign(bodies[0]!)).catch((error: unknown) => {
    stop();
    throw error;
  });
  return { stop, rate: () => rateOf(bodies, sign) };
}

async function untilItAnswers(ask: () => Promise<void>): Promise<void> {
  for (let attempt = 0; ; attempt++) {
    try {
      return await ask();
    } catch (error) {
      if (attempt === 50) throw error;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}

async function rateOf(bodies: readonly string[], sign: (body: string) => Promise<void>): Promise<number> {
  const started = performance.now();
  const until = started + seconds * 1000;
  let count = 0;
  while (performance.now() < until) await sign(bodies[count++ % bodies.length]!);
  return (count / (performance.now() - started)) * 1000;
}

function post(agent: Agent, port: number, body: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const headers = { "content-type": "application/json", "content-length": Buffer.byteLength(body) };
    const sent = httpRequest({ host: "127.0.0.1", port, path: "/api/v1/cfssl/sign", method: "POST", agent, headers }, (answer) => {
      let text = "";
      answer.setEncoding("utf8");
      answer.on("data", (chunk: string) => (text += chunk));
      answer.on("end", () => (text.includes("BEGIN CERTIFICATE") ? resolve() : reject(new Error(`cfssl said: ${text}`))));
    });
    sent.on("error", reject);
    sent.end(body);
  });
}

function row(name: string, ours: readonly number[], peer: readonly number[], bar: number): BenchRow {
  const ratio = median(ours.map((value, index) => value / peer[index]!));
  const round = (value: number): number => Math.round(value);
  return { name, unit: "1/s", ours: round(median(ours)), peer: round(median(peer)), ratio: Math.round(ratio * 1000) / 1000, bar, holds: ratio >= bar };
}

/** Interleaved pairs, one core each: the rows of `npm run bench` about signing. */
export async function rows(): Promise<BenchRow[]> {
  const cfssl = await startCfssl();
  try {
    ourRate();
    const against = { openssl: { ours: [] as number[], peer: [] as number[] }, cfssl: { ours: [] as number[], peer: [] as number[] } };
    for (let pair = 0; pair < pairs; pair++) {
      against.openssl.peer.push(opensslRate());
      against.openssl.ours.push(ourRate().perCoreSecond);
      against.cfssl.peer.push(await cfssl.rate());
      against.cfssl.ours.push(ourRate().perSecond);
    }
    return [
      row("sign stored CSR, RSA-2048 CA, against openssl speed rsa2048 (at least)", against.openssl.ours, against.openssl.peer, 0.4),
      row("sign stored CSR, RSA-2048 CA, against cfssl serve (at least)", against.cfssl.ours, against.cfssl.peer, 1),
    ];
  } finally {
    cfssl.stop();
  }
}
