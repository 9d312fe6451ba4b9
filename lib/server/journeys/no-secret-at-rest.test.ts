import { execFileSync, fork } from "node:child_process";
import { createPrivateKey, generateKeyPairSync } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { findNeedles, findNeedlesIn, needlesOfKey, needlesOfText, type Needle } from "../../../test/support/secrets.ts";
import { providers, stopTestServer, testServer } from "../../../test/support/migrated-database.ts";

afterAll(stopTestServer);

const passphrases = {
  lock: "opens-the-old-lock 자물쇠",
  wrong: "not-the-right-passphrase",
  export: "leaves-under-this-one",
  p12: "pkcs12-of-the-uploader",
  login: "a-password-to-sign-in-with",
};

interface Run {
  ask(command: string, input: unknown): Promise<{ ok: boolean; value?: unknown; error?: { code: string } }>;
  end(): Promise<string>;
}

async function startRun(variables: Record<string, string>): Promise<Run> {
  const child = fork(join(import.meta.dirname, "../../../test/support/run-console.ts"), [], {
    execArgv: ["--conditions=react-server"],
    env: { ...process.env, ...variables },
    stdio: ["ignore", "pipe", "pipe", "ipc"],
  });
  let log = "";
  child.stdout?.on("data", (chunk: Buffer) => (log += chunk.toString()));
  child.stderr?.on("data", (chunk: Buffer) => (log += chunk.toString()));
  const closed = new Promise((resolve) => child.once("close", resolve));
  const answer = () =>
    new Promise<never>((resolve, reject) => {
      child.once("message", resolve as (message: unknown) => void);
      void closed.then(() => reject(new Error(log)));
    });
  await answer();
  return {
    ask(command, input) {
      const reply = answer();
      child.send({ command, input });
      return reply;
    },
    async end() {
      child.send("end");
      await closed;
      return log;
    },
  };
}

describe.each(providers)("after a full run on %s", (provider) => {
  test("no private key, passphrase, password or token lies in the data folder, the database or the log", async () => {
    const folder = mkdtempSync(join(tmpdir(), "chainsmith-secret-"));
    const databaseUrl = provider === "sqlite" ? "" : await (await testServer()).createDatabase();
    const needles: Needle[] = Object.entries(passphrases).flatMap(([name, text]) =>
      needlesOfText(`passphrase ${name}`, text),
    );
    try {
      const run = await startRun({ DATA_DIR: folder, DATABASE_URL: databaseUrl });
      await workThrough(run, needles);
      const log = await run.end();
      const dump =
        provider === "sqlite" ? null : execFileSync(pgDump(), ["--inserts", databaseUrl], { maxBuffer: 1 << 28 });
      expect(needles.length).toBeGreaterThan(100);
      expect(findNeedlesIn(folder, needles)).toEqual([]);
      expect(findNeedles("the log", Buffer.from(log), needles)).toEqual([]);
      if (dump !== null) expect(findNeedles("the dump", dump, needles)).toEqual([]);
      // The master key is in its own file and nowhere else.
      const masterKey = needlesOfText(
        "master key",
        readFileSync(join(folder, "master.key"), "utf8").split(" ")[2]!.trim(),
      );
      expect(findNeedlesIn(folder, masterKey, ["master.key"])).toEqual([]);
      expect(findNeedlesIn(folder, masterKey)).not.toEqual([]);
      expect(
        findNeedles("database and log", Buffer.concat([dump ?? Buffer.alloc(0), Buffer.from(log)]), masterKey),
      ).toEqual([]);
      if (provider === "sqlite")
        expect(findNeedlesIn(folder, needlesOfText("control", "dbserver.example.com"))).not.toEqual([]);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });

  test("the search finds a key in each of its forms", () => {
    const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
    const folder = mkdtempSync(join(tmpdir(), "chainsmith-control-"));
    const forms = {
      pem: privateKey.export({ type: "pkcs1", format: "pem" }),
      der: privateKey.export({ type: "pkcs8", format: "der" }),
    };
    for (const [name, content] of Object.entries({
      ...forms,
      json: JSON.stringify({ key: Buffer.from(forms.der).toString("base64") }),
      dump: `\\x${forms.der.toString("hex")}`,
    })) {
      writeFileSync(join(folder, "file"), content);
      const found = findNeedlesIn(
        folder,
        needlesOfKey(name, String(privateKey.export({ type: "pkcs8", format: "pem" }))),
      );
      expect(found.length).toBeGreaterThan(0);
    }
    rmSync(folder, { recursive: true });
  });
});

async function workThrough(run: Run, needles: Needle[]): Promise<void> {
  const done = async (command: string, input: unknown) => {
    const answer = await run.ask(command, input);
    expect(answer).toMatchObject({ ok: true });
    return answer.value as Record<string, unknown>;
  };
  await done("selfsigned", { name: "dbca", subject: { CN: "Database CA" }, key: "p-256" });
  await done("csr", { name: "dbserver", subject: { CN: "dbserver.example.com" } });
  await done("sign", { request: "dbserver", issuer: "dbca" });
  await done("csr", { name: "edge", subject: { CN: "edge.example.com" }, key: "ed25519" });
  const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const clear = String(privateKey.export({ type: "pkcs8", format: "pem" }));
  needles.push(...needlesOfKey("uploaded", clear));
  const locked = execFileSync("openssl", ["rsa", "-traditional", "-aes256", "-passout", "stdin"], {
    input: `${passphrases.lock}\n${clear}`,
    stdio: ["pipe", "pipe", "pipe"],
  }).toString();
  await done("upload", { files: [{ name: "old.key", text: locked }] });
  expect(await run.ask("unlock", { key: "old.key", passphrase: passphrases.wrong })).toMatchObject({ ok: false });
  await done("unlock", { key: "old.key", passphrase: passphrases.lock });
  const clearUpload = generateKeyPairSync("ec", { namedCurve: "P-384" }).privateKey;
  const clearPem = String(clearUpload.export({ type: "sec1", format: "pem" }));
  needles.push(...needlesOfKey("uploaded in clear", clearPem));
  await done("upload", { files: [{ name: "plain.key", text: clearPem }] });
  await done("authority-rights", { name: "dbca", exportKey: [{ role: "administrator" }] });
  for (const name of ["dbca", "dbserver", "edge", "old"]) {
    const { bytes } = await done("export", { name, format: "key-pem", unencrypted: true });
    const pem = Buffer.from(String(bytes), "base64").toString();
    expect(createPrivateKey(pem).type).toBe("private");
    needles.push(...needlesOfKey(name, pem));
  }
  await done("export", { name: "dbserver", format: "key-pem", passphrase: passphrases.export });
  const p12 = String(
    (await done("export", { name: "dbserver", format: "pkcs12", passphrase: passphrases.p12 }))["bytes"],
  );
  await done("upload", { files: [{ name: "jan.p12", base64: p12 }] });
  await run.ask("inspect", { file: "jan.p12", passphrase: passphrases.p12 });
  await run.ask("inspect", { base64: p12, passphrase: passphrases.wrong });
  await run.ask("pkcs12-to-ssh", { username: "jan", passphrase: passphrases.p12 });
  // Refusals and malformed input are audited too; what was in them is not.
  await run.ask("unlock", { key: "old.key", passphrase: [passphrases.lock] });
  await run.ask("unlock", { key: passphrases.lock.repeat(40), secret: passphrases.wrong });
  await run.ask("no-such-command", { passphrase: passphrases.lock });
  await run.ask("user-create", {
    email: "new@example.com",
    name: "New",
    role: "operator",
    password: passphrases.login,
  });
  const token = await run.ask("token-create", { name: "robot", role: "operator" });
  const clearToken = (token.value as { token?: string } | undefined)?.token;
  if (clearToken !== undefined) needles.push(...needlesOfText("token", clearToken));
}

function pgDump(): string {
  const [version] = readdirSync("/usr/lib/postgresql").sort((a, b) => Number(b) - Number(a));
  return `/usr/lib/postgresql/${version}/bin/pg_dump`;
}
