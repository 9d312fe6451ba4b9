import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { generateKeyPairSync, type KeyObject, randomBytes } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { Agent, request as httpRequest } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { builtIn } from "../lib/pki/templates/built-in.ts";
import { readCertificate } from "../lib/pki/x509/certificate.ts";
import { readRequest, writeRequest } from "../lib/pki/x509/csr.ts";
import { parseGeneralNameText } from "../lib/pki/x509/general-name-text.ts";
import { issue } from "../lib/pki/issue/issue.ts";
import { writePem } from "../lib/pki/asn1/pem.ts";
import { prepareCertificate, prepareSelfSigned } from "../lib/pki/issue/prepare.ts";
import { type Signer, signerOf } from "../lib/pki/keys/signer.ts";
import { freePort } from "./port.ts";
import { type BenchRow, median } from "./row.ts";

/**
 * Signing a stored request with an RSA-2048 authority: bytes in, certificate out, every check included, no database.
 */

const pairs = 5;
const seconds = 2;

const opensslRow = "sign stored CSR, RSA-2048 CA, against openssl speed rsa2048 (at least)";
const cfsslRow = "sign stored CSR, RSA-2048 CA, against cfssl serve (at least)";
export const names = [opensslRow, cfsslRow];

const alternativeNames = ["db01.acme.example", "db02.acme.example", "10.20.1.5"].map(parseGeneralNameText);
const rsaKey = (): KeyObject => generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey;

interface Setting {
  readonly caKey: KeyObject;
  readonly ca: Signer;
  readonly issuerDer: Uint8Array;
  /** Many, with keys of their own, so that no cache of ours is warmer than a console's would be. */
  readonly requests: readonly Uint8Array[];
  readonly now: Date;
}

function makeSetting(): Setting {
  const caKey = rsaKey();
  const ca = signerOf(caKey);
  const now = new Date();
  const subject = { C: "KR", O: "Acme", CN: "Bench Root" };
  const order = {
    subject,
    names: [],
    spki: ca.spki,
    template: builtIn["root-ca"],
    days: 3650,
    now,
    serialNumber: randomBytes(16),
  } as const;
  const issuerDer = issue(prepareSelfSigned(order), ca);
  const makeRequest = (): Uint8Array =>
    writeRequest({ C: "KR", O: "Acme", CN: "db01.acme.example" }, alternativeNames, signerOf(rsaKey()));
  return { caKey, ca, issuerDer, now, requests: Array.from({ length: 32 }, makeRequest) };
}

function signOne({ issuerDer, ca, now }: Setting, der: Uint8Array): Uint8Array {
  const request = readRequest(der);
  const issuer = readCertificate(issuerDer);
  const serialNumber = randomBytes(16);
  const order = {
    request,
    issuer,
    template: builtIn["server-client"],
    names: alternativeNames,
    days: 365,
    now,
    serialNumber,
  } as const;
  return issue(prepareCertificate(order), ca);
}

interface Rate {
  /** Certificates per second of wall time, and per second of processor time (which is what `openssl speed` counts). */
  readonly perSecond: number;
  readonly perCoreSecond: number;
}

function ourRate(setting: Setting): Rate {
  const used = process.cpuUsage();
  const started = performance.now();
  const until = started + seconds * 1000;
  let count = 0;
  while (performance.now() < until) signOne(setting, setting.requests[count++ % setting.requests.length]!);
  const elapsed = performance.now() - started;
  const { user, system } = process.cpuUsage(used);
  return { perSecond: (count / elapsed) * 1e3, perCoreSecond: (count / (user + system)) * 1e6 };
}

/** Bare RSA-2048 signatures per second of processor time. */
function opensslRate(): number {
  const printed = execFileSync("openssl", ["speed", "-seconds", String(seconds), "rsa2048"], {
    encoding: "utf8",
    stdio: ["ignore", "pipe", "ignore"],
  });
  const match = /^rsa 2048 bits +\S+s +\S+s +(\d+\.\d+) /m.exec(printed);
  if (match === null) throw new Error(`openssl speed said: ${printed}`);
  return Number(match[1]);
}

interface Cfssl {
  rate(): Promise<number>;
  stop(): void;
}

/** `cfssl serve` with the same authority; one request after another over one kept-alive connection. */
async function startCfssl({ caKey, issuerDer, requests }: Setting): Promise<Cfssl> {
  const folder = mkdtempSync(join(tmpdir(), "chainsmith-bench-"));
  writeFileSync(join(folder, "ca.pem"), writePem("CERTIFICATE", issuerDer));
  writeFileSync(join(folder, "ca.key"), caKey.export({ format: "pem", type: "pkcs1" }), { mode: 0o600 });
  const usages = ["digital signature", "key encipherment", "server auth", "client auth"];
  writeFileSync(join(folder, "config.json"), JSON.stringify({ signing: { default: { usages, expiry: "8760h" } } }));
  const port = await freePort();
  const words = [
    "serve",
    "-address",
    "127.0.0.1",
    "-port",
    String(port),
    "-ca",
    join(folder, "ca.pem"),
    "-ca-key",
    join(folder, "ca.key"),
    "-config",
    join(folder, "config.json"),
    "-loglevel",
    "5",
  ];
  const child: ChildProcess = spawn("cfssl", words, { stdio: "ignore" });
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const bodies = requests.map((der) =>
    JSON.stringify({
      certificate_request: writePem("CERTIFICATE REQUEST", der),
      hosts: alternativeNames.map(({ value }) => value),
    }),
  );
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
    const sent = httpRequest(
      { host: "127.0.0.1", port, path: "/api/v1/cfssl/sign", method: "POST", agent, headers },
      (answer) => {
        let text = "";
        answer.setEncoding("utf8");
        answer.on("data", (chunk: string) => (text += chunk));
        answer.on("end", () =>
          text.includes("BEGIN CERTIFICATE") ? resolve() : reject(new Error(`cfssl said: ${text}`)),
        );
      },
    );
    sent.on("error", reject);
    sent.end(body);
  });
}

function row(name: string, ours: readonly number[], peer: readonly number[], bar: number): BenchRow {
  const ratio = median(ours.map((value, index) => value / peer[index]!));
  const round = (value: number): number => Math.round(value);
  return {
    name,
    unit: "1/s",
    ours: round(median(ours)),
    peer: round(median(peer)),
    ratio: Math.round(ratio * 1000) / 1000,
    bar,
    holds: ratio >= bar,
  };
}

async function pairsOf(
  ours: () => number,
  peer: () => number | Promise<number>,
): Promise<[ours: number[], peer: number[]]> {
  const both: [number[], number[]] = [[], []];
  for (let pair = 0; pair < pairs; pair++) {
    both[1].push(await peer());
    both[0].push(ours());
  }
  return both;
}

/** Interleaved pairs: the rows of `npm run bench` about signing. */
export async function rows(isWanted: (name: string) => boolean = () => true): Promise<BenchRow[]> {
  const setting = makeSetting();
  ourRate(setting);
  const found: BenchRow[] = [];
  if (isWanted(opensslRow))
    found.push(row(opensslRow, ...(await pairsOf(() => ourRate(setting).perCoreSecond, opensslRate)), 0.4));
  if (!isWanted(cfsslRow)) return found;
  const cfssl = await startCfssl(setting);
  try {
    found.push(
      row(
        cfsslRow,
        ...(await pairsOf(
          () => ourRate(setting).perSecond,
          () => cfssl.rate(),
        )),
        1,
      ),
    );
  } finally {
    cfssl.stop();
  }
  return found;
}
