import { execFileSync, spawn } from "node:child_process";
import { createPrivateKey, generateKeyPairSync } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, afterEach, describe, expect, it } from "vitest";
import { instant, make, type Made } from "../../../test/support/authority.ts";
import { temporaryFolder } from "../../../test/support/external-tools.ts";
import { client, handshakeOf, hostName, keyOf, lentKeys, server } from "../../../test/support/handshake.ts";
import { rehearsalLines as english } from "../../i18n/en/sentences/rehearsal.ts";
import { rehearsalLines as korean } from "../../i18n/ko/sentences/rehearsal.ts";
import { Oid } from "../../pki/asn1/oid.ts";
import { readCertificate } from "../../pki/x509/certificate.ts";
import type { TlsVersion } from "../../targets/handshake.ts";
import type { RehearsalFacts } from "../../targets/rehearsal/line.ts";
import { writeTranscript, type Transcript } from "../../targets/rehearsal/transcript.ts";
import { createRehearsal, type OpenRehearsal, type RehearsalLimits } from "./rehearsal.ts";

const folder = temporaryFolder();
const opened: OpenRehearsal[] = [];
afterEach(async () => {
  opened.splice(0).forEach((each) => each.close());
  await untilGone(childrenHere());
});
afterAll(() => folder.remove());

function open(limits: Partial<RehearsalLimits> = {}): OpenRehearsal {
  const rehearsal = createRehearsal(lentKeys, limits);
  opened.push(rehearsal);
  return rehearsal;
}

/** A self-signed server of OpenSSL's, with a key of this curve. */
function serverOf(curve: string): Made {
  const [key, crt] = [folder.path(`${curve}.key`), folder.path(`${curve}.der`)];
  const names = ["-subj", `/CN=${hostName}`, "-addext", `subjectAltName=DNS:${hostName}`];
  const kind = ["-newkey", "ec", "-pkeyopt", `ec_paramgen_curve:${curve}`, "-nodes", "-keyout", key];
  execFileSync("openssl", ["req", "-x509", ...kind, "-outform", "der", "-out", crt, ...names], { stdio: "pipe" });
  const certificate = readCertificate(readFileSync(crt));
  const privateKey = createPrivateKey(readFileSync(key));
  return { der: certificate.der, certificate, privateKey, spki: certificate.spki, name: new Uint8Array() };
}

const keyOn = (namedCurve: string) => generateKeyPairSync("ec", { namedCurve }).privateKey;

/** A client without a certificate that trusts the server's own certificate. */
async function visit(rehearsal: OpenRehearsal, made: Made, version: TlsVersion): Promise<Transcript> {
  const question = {
    handshake: handshakeOf({
      server: { chain: [made.der], trust: [], clientCertificate: "none" },
      client: { trust: [made.der] },
    }),
    serverKey: keyOf(made),
    clientKey: null,
    version,
    expected: "accepted" as const,
  };
  return writeTranscript(question, await rehearsal.attempt(question), instant);
}

const good = (rehearsal: OpenRehearsal) =>
  rehearsal.attempt({
    handshake: handshakeOf(),
    serverKey: keyOf(server),
    clientKey: keyOf(client),
    version: "TLSv1.3",
    expected: "accepted",
  });

const failing = ({ lines }: Transcript) => lines.filter(({ tone }) => tone === "fail");

/** The processes of the rehearsals of this one. */
function childrenHere(): number[] {
  const all = execFileSync("ps", ["-o", "pid=,args=", "--ppid", String(process.pid)], { encoding: "utf8" });
  return all
    .split("\n")
    .filter((text) => text.includes("child-main.ts"))
    .map((text) => Number(text.trim().split(" ")[0]));
}

async function untilGone(pids: readonly number[]): Promise<boolean> {
  for (let wait = 0; wait < 100; wait += 1) {
    if (pids.every((pid) => !existsSync(`/proc/${pid}/exe`))) return true;
    await sleep(50);
  }
  return false;
}

describe("keys that the runtime cannot show", () => {
  it("a trusted server on a brainpool curve gets OpenSSL's own answer, version by version", async () => {
    const rehearsal = open();
    const made = serverOf("brainpoolP256r1");
    expect(await visit(rehearsal, made, "TLSv1.3")).toMatchObject({ passed: true, protocol: "TLSv1.3" });
    const older = await visit(rehearsal, made, "TLSv1.2");
    expect(older).toMatchObject({ passed: false, refusedBy: "server" });
    expect(failing(older)).toMatchObject([{ params: { objection: "NO_SHARED_CIPHER", key: "brainpoolP256r1" } }]);
  });

  it.each(["secp256k1", "secp224r1", "brainpoolP384r1"])(
    "a server below an authority on %s is answered for",
    async (curve) => {
      const authority = make({ subject: { CN: "Odd curve" }, isCa: true, key: keyOn(curve) });
      const made = make({
        subject: { CN: hostName },
        issuer: authority,
        purposes: [Oid.serverAuth],
        names: [{ kind: "dns", value: hostName }],
      });
      const question = {
        handshake: handshakeOf({
          server: { chain: [made.der], trust: [], clientCertificate: "none" },
          client: { trust: [authority.der] },
        }),
        serverKey: keyOf(made),
        clientKey: null,
        version: "TLSv1.3" as const,
        expected: "accepted" as const,
      };
      expect(await open().attempt(question)).toMatchObject({ processEnd: null, client: { isAnswered: true } });
    },
  );

  it("a server whose curve has no signature scheme is told as the end that breaks the handshake off", async () => {
    const transcript = await visit(open(), serverOf("secp256k1"), "TLSv1.3");
    expect(transcript).toMatchObject({ passed: false, refusedBy: "server" });
    expect(failing(transcript)).toMatchObject([
      {
        code: "rehearsal.no-agreement",
        params: { side: "server", objection: "NO_SUITABLE_SIGNATURE_ALGORITHM", key: "secp256k1" },
        says: ["no suitable signature algorithm"],
      },
    ]);
    expect(transcript.lines.at(-1)).toMatchObject({ code: "rehearsal.alert", params: { side: "server", number: 40 } });
  });

  it("a server that cannot speak is not taken for one that refuses clients without a certificate", async () => {
    const made = serverOf("secp256k1");
    const question = {
      handshake: handshakeOf({ server: { chain: [made.der] }, client: { trust: [made.der] } }),
      serverKey: keyOf(made),
      clientKey: null,
      version: "TLSv1.3" as const,
      expected: "refused" as const,
    };
    const transcript = writeTranscript(question, await open().attempt(question), instant);
    expect(failing(transcript).map(({ code }) => code)).toEqual(["rehearsal.no-agreement"]);
    expect(transcript.passed).toBe(false);
  });
});

describe("a process that ends before it answers", () => {
  /** Ends the processes of the rehearsals as soon as there are some: what a crash of OpenSSL's would do. */
  async function crash(times: number): Promise<void> {
    for (let ended = 0; ended < times;) {
      const pids = childrenHere();
      pids.forEach((pid) => process.kill(pid, "SIGSEGV"));
      ended += pids.length;
      await untilGone(pids);
    }
  }

  it("a crash is a line of the transcript, in both languages, and the connections beside it go on", async () => {
    const rehearsal = open({ processes: 1 });
    const [transcript] = await Promise.all([visit(rehearsal, server, "TLSv1.3"), crash(1)]);
    expect(transcript).toMatchObject({ passed: false, refusedBy: null });
    expect(transcript.lines).toMatchObject([
      { code: "rehearsal.process-ended", tone: "fail", params: { reason: "signal", detail: "SIGSEGV", keys: "P-256" } },
    ]);
    const facts = transcript.lines[0]!.params as unknown as RehearsalFacts["rehearsal.process-ended"];
    expect(english["rehearsal.process-ended"](facts)).toMatch(/P-256.*SIGSEGV ended the process/);
    expect(korean["rehearsal.process-ended"](facts)).toMatch(/P-256.*SIGSEGV/);
    expect(await good(rehearsal)).toMatchObject({ client: { isAnswered: true } });
  });

  it("a crash does not make a client pass that has to be refused", async () => {
    const rehearsal = open({ processes: 1 });
    const question = {
      handshake: handshakeOf(),
      serverKey: keyOf(server),
      clientKey: null,
      version: "TLSv1.3" as const,
      expected: "refused" as const,
    };
    const [facts] = await Promise.all([rehearsal.attempt(question), crash(1)]);
    expect(writeTranscript(question, facts, instant)).toMatchObject({ passed: false });
  });

  it("files that end one process after another are not tried for ever", async () => {
    const rehearsal = open({ endsInAMinute: 2, processes: 1 });
    const reasons: unknown[] = [];
    for (let round = 0; round < 2; round += 1)
      reasons.push((await Promise.all([good(rehearsal), crash(1)]))[0].processEnd?.reason);
    reasons.push((await good(rehearsal)).processEnd?.reason);
    expect(reasons).toEqual(["signal", "signal", "too-often"]);
  });
});

describe("the process of a connection", () => {
  it("no secret stands in its arguments or environment, it leaves no core file, and may read the sources alone", async () => {
    await good(open());
    const [pid, ...others] = childrenHere();
    expect(others).toEqual([]);
    expect(
      readFileSync(`/proc/${pid}/environ`, "utf8")
        .split("\0")
        .filter((each) => !/^(NODE_ENV|PWD)=|^$/.test(each)),
    ).toEqual([]);
    const words = readFileSync(`/proc/${pid}/cmdline`, "utf8").split("\0");
    expect(words.filter((word) => !/^--|\/node$|child-main\.ts$|^$/.test(word))).toEqual([]);
    expect(words).toContain("--permission");
    expect(words.join()).not.toMatch(/--allow-fs-write|--allow-child|data/);
    const limits = readFileSync(`/proc/${pid}/limits`, "utf8");
    expect(limits).toMatch(/Max core file size +0 +0 /);
    expect(limits).toMatch(/Max data size +819200000 +819200000 /);
  });

  it("one that was killed between two connections is replaced, unnoticed", async () => {
    const rehearsal = open();
    await good(rehearsal);
    const before = childrenHere();
    before.forEach((pid) => process.kill(pid, "SIGKILL"));
    expect(await good(rehearsal)).toMatchObject({ processEnd: null, client: { isAnswered: true } });
    expect(childrenHere()).not.toEqual(before);
  });

  it("one that takes too long is ended, and the time is told", async () => {
    expect(await good(open({ attemptMs: 5 }))).toMatchObject({ processEnd: { reason: "time", detail: "0.005" } });
    expect(await untilGone(childrenHere())).toBe(true);
  });

  it("one without work is ended after a while", async () => {
    await good(open({ idleMs: 50 }));
    expect(await untilGone(childrenHere())).toBe(true);
  });

  it("all of them end when the rehearsals are closed", async () => {
    const rehearsal = open();
    await Promise.all([good(rehearsal), good(rehearsal)]);
    const pids = childrenHere();
    expect(pids.length).toBeGreaterThan(0);
    rehearsal.close();
    expect(await untilGone(pids)).toBe(true);
  });

  it("it ends with the process that started it, however that one ends", async () => {
    const script = `import { Child } from "./lib/server/rehearsal/child.ts";
      new Child(); setInterval(() => {}, 1000); console.log("started");`;
    const parent = spawn(process.execPath, ["--conditions=react-server", "--input-type=module", "-e", script], {
      stdio: ["ignore", "pipe", "ignore"],
    });
    await new Promise((resolve) => parent.stdout.once("data", resolve));
    await sleep(300);
    const pid = Number(execFileSync("ps", ["-o", "pid=", "--ppid", String(parent.pid)], { encoding: "utf8" }).trim());
    expect(pid).toBeGreaterThan(0);
    parent.kill("SIGKILL");
    expect(await untilGone([pid])).toBe(true);
  });
});

it("a rehearsal of good certificates needs one process for one connection after another", async () => {
  const rehearsal = open();
  await good(rehearsal);
  const [first] = childrenHere();
  await good(rehearsal);
  expect(childrenHere()).toEqual([first]);
});
