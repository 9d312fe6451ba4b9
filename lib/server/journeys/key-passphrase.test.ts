import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Actor } from "../../commands/permission.ts";
import type { DatabaseLocation } from "../database/db.ts";
import { createMigrated, providers, removeMigrated, stopTestServer } from "../../../test/support/migrated-database.ts";
import { openssl, temporaryFolder } from "../../../test/support/external-tools.ts";
import { createConsole, type Console } from "../gate/console.ts";
import { execute } from "../gate/execute.ts";
import { answerTypedLine } from "../gate/terminal.ts";

interface Answered extends Readonly<Record<string, unknown>> {
  readonly pem: string;
  readonly bytes: Uint8Array;
  readonly batch: string;
  readonly keyLock: { readonly state: string } | null;
}

/** Keys under a passphrase of their own, from making them to a batch that goes on after a restart. */

const passphrase = "walnut breeze copper 7";
const other = "another one altogether 8";
const folder = temporaryFolder();
afterAll(() => folder.remove());
afterAll(stopTestServer);

describe.each(providers)("a key under its own passphrase on %s", (provider) => {
  let location: DatabaseLocation;
  let gate: Console;
  let now: Date;
  const clock = { now: () => now };
  const open = () =>
    createConsole(
      {
        port: 0,
        host: "127.0.0.1",
        ...location,
        masterKeyFile: join(location.dataDir, "master.key"),
        backdating: 0,
        firstAdministrator: null,
      },
      clock,
    );

  beforeEach(async () => {
    now = new Date();
    location = await createMigrated(provider);
    gate = await open();
  });
  afterEach(async () => {
    await gate.close();
    await removeMigrated(location);
  });

  async function personWithSession(email: string, sessionId: string): Promise<Actor> {
    const { client } = gate.database;
    const at = { createdAt: now, updatedAt: now };
    await client.user.upsert({
      where: { email },
      create: { id: email, email, name: email, emailVerified: true, role: "administrator", ...at },
      update: {},
    });
    const expiresAt = new Date(now.getTime() + 43_200_000);
    await client.session.create({ data: { id: sessionId, token: hex(sessionId), userId: email, expiresAt, ...at } });
    return { kind: "user", id: email, label: email, role: "administrator", sessionId };
  }
  const token: Actor = { kind: "token", id: "t", label: "robot", role: "administrator" };

  async function ask(actor: Actor, command: string, input: object): Promise<Answered> {
    const answer = await execute({ actor, surface: "http", command, input }, gate);
    if (!answer.ok) throw new Error(`${command}: ${JSON.stringify(answer.error)}`);
    return answer.value as unknown as Answered;
  }
  async function codeOf(actor: Actor, command: string, input: object): Promise<string | null> {
    const answer = await execute({ actor, surface: "http", command, input }, gate);
    return answer.ok ? null : answer.error.code;
  }
  async function makeAuthority(): Promise<void> {
    await ask(token, "selfsigned", { name: "ca", subject: { CN: "Own CA" }, key: "p-256", passphrase });
  }
  const request = (name: string) => ask(token, "csr", { name, subject: { CN: `${name}.example.com` }, key: "p-256" });
  const sign = (name: string, more: object = {}) => ({ request: name, issuer: "ca", ...more });

  test("each signature asks for the passphrase, and OpenSSL accepts what is signed with it", async () => {
    await makeAuthority();
    await request("web");
    expect(await codeOf(token, "sign", sign("web"))).toBe("key.passphrase-needed");
    expect(await codeOf(token, "sign", sign("web", { passphrase: other }))).toBe("key.wrong-passphrase");
    const { pem } = await ask(token, "sign", sign("web", { passphrase }));
    await request("again");
    expect(await codeOf(token, "sign", sign("again"))).toBe("key.passphrase-needed");
    folder.write("web.crt", pem);
    folder.write("ca.crt", (await ask(token, "download", { file: "ca.crt" })).bytes);
    expect(openssl(`verify -CAfile ${folder.path("ca.crt")} ${folder.path("web.crt")}`)).toContain("OK");
    const events = await gate.database.client.auditEvent.findMany({ where: { command: "sign" } });
    expect(events.map(({ errorCode }) => errorCode).sort()).toEqual(
      [null, "key.passphrase-needed", "key.passphrase-needed", "key.wrong-passphrase"].sort(),
    );
    expect(JSON.stringify(events)).not.toContain(passphrase);
  });

  test("neither the passphrase nor the key in clear is in any file of the console", async () => {
    await makeAuthority();
    await request("web");
    await ask(token, "sign", sign("web", { passphrase }));
    for (const name of readdirSync(location.dataDir, { recursive: true, withFileTypes: true }))
      if (name.isFile()) expect(readFileSync(join(name.parentPath, name.name)).includes(passphrase)).toBe(false);
    const sealed = await gate.database.client.sealedSecret.findMany({ where: { key: { item: { basename: "ca" } } } });
    expect(sealed.map(({ kind }) => kind)).toEqual(["locked-key"]);
  });

  test("a CA key that OpenSSL made with -des3 signs without being unlocked for ever", async () => {
    openssl(`genrsa -des3 -traditional -passout pass:mmuser-passphrase -out ${folder.path("mm.key")} 2048`);
    openssl(
      `req -x509 -new -key ${folder.path("mm.key")} -passin pass:mmuser-passphrase -subj /CN=Mattermost-CA -days 365 -addext keyUsage=critical,keyCertSign,cRLSign -out ${folder.path("mm.crt")}`,
    );
    now = new Date(now.getTime() + 60_000);
    await ask(token, "upload", {
      files: ["mm.key", "mm.crt"].map((name) => ({ name, bytes: folder.read(name) })),
    });
    await request("web");
    const order = { request: "web", issuer: "mm" };
    expect((await ask(token, "list", { search: "mm" }))["rows"]).toMatchObject([{ keyLock: { state: "locked" } }]);
    expect(await codeOf(token, "sign", order)).toBe("key.passphrase-needed");
    expect(await codeOf(token, "sign", { ...order, passphrase })).toBe("key.wrong-passphrase");
    await ask(token, "sign", { ...order, passphrase: "mmuser-passphrase" });
    // Its public half is known from now on; the passphrase is still asked for.
    expect((await ask(token, "item", { name: "mm" })).keyLock).toMatchObject({ state: "own-passphrase" });
    await request("second");
    expect(await codeOf(token, "sign", { ...order, request: "second" })).toBe("key.passphrase-needed");
    await ask(token, "sign", { ...order, request: "second", passphrase: "mmuser-passphrase" });
    // It can be taken away for ever all the same.
    await ask(token, "unlock", { key: "mm", passphrase: "mmuser-passphrase" });
    await request("third");
    await ask(token, "sign", { ...order, request: "third" });
  });

  test("a locked key that is not the certificate's does not sign, and shows its own public half", async () => {
    await ask(token, "selfsigned", { name: "ca", subject: { CN: "CA" }, key: "p-256" });
    await ask(token, "remove", { file: "ca.key", confirm: true, anyway: true });
    openssl(`genpkey -algorithm RSA -aes256 -pass pass:stranger -out ${folder.path("ca.key")}`);
    await ask(token, "upload", { files: [{ name: "ca.key", bytes: folder.read("ca.key") }] });
    await request("web");
    expect(await codeOf(token, "sign", sign("web", { passphrase: "stranger" }))).toBe("sign.key-is-not-the-issuers");
  });

  test("wrong passphrases make the next attempt wait, longer each time, for that person and that key alone", async () => {
    const ada = await personWithSession("ada@example.com", "session-a");
    const oh = await personWithSession("oh@example.com", "session-o");
    await makeAuthority();
    await ask(token, "selfsigned", { name: "cb", subject: { CN: "B" }, key: "p-256", passphrase });
    await request("web");
    const wrong = sign("web", { passphrase: other });
    const codes = [];
    for (let attempt = 0; attempt < 6; attempt += 1) codes.push(await codeOf(ada, "sign", wrong));
    expect(codes).toEqual([...Array<string>(5).fill("key.wrong-passphrase"), "key.passphrase-wait"]);
    // The right one waits too; so does the same person elsewhere, on another command.
    expect(await codeOf(ada, "sign", sign("web", { passphrase }))).toBe("key.passphrase-wait");
    expect(await codeOf(ada, "unlock", { key: "ca", passphrase })).toBe("key.passphrase-wait");
    expect(await codeOf(ada, "key-open", { key: "ca", passphrase })).toBe("key.passphrase-wait");
    expect(await codeOf(ada, "sign", { ...wrong, issuer: "cb" })).toBe("key.wrong-passphrase");
    expect(await codeOf(oh, "sign", wrong)).toBe("key.wrong-passphrase");
    now = new Date(now.getTime() + 10_000);
    expect(await codeOf(ada, "sign", wrong)).toBe("key.wrong-passphrase");
    now = new Date(now.getTime() + 10_000);
    const answer = await execute({ actor: ada, surface: "http", command: "sign", input: wrong }, gate);
    expect(answer).toMatchObject({ error: { code: "key.passphrase-wait", params: { retryAfterSeconds: 10 } } });
    now = new Date(now.getTime() + 10_000);
    await ask(ada, "sign", sign("web", { passphrase }));
    expect(await codeOf(ada, "key-open", { key: "ca", passphrase: other })).toBe("key.wrong-passphrase");
    const failed = await gate.database.client.auditEvent.count({ where: { errorCode: "key.wrong-passphrase" } });
    expect(failed).toBe(9);
  });

  test("attempts at the same moment are counted one by one", async () => {
    const ada = await personWithSession("ada@example.com", "session-a");
    await makeAuthority();
    const tried = Array.from({ length: 12 }, () => codeOf(ada, "key-open", { key: "ca", passphrase: other }));
    const codes = await Promise.all(tried);
    expect(codes.filter((code) => code === "key.wrong-passphrase")).toHaveLength(5);
    expect(codes.filter((code) => code === "key.passphrase-wait")).toHaveLength(7);
  });

  test("a key is kept open for one session and a quarter of an hour, and for no one else", async () => {
    const ada = await personWithSession("ada@example.com", "session-a");
    const elsewhere = await personWithSession("ada@example.com", "session-b");
    await makeAuthority();
    for (const name of ["one", "two", "three", "four"]) await request(name);
    await ask(ada, "sign", sign("one", { passphrase, keepOpen: true }));
    await ask(ada, "sign", sign("two"));
    expect((await ask(ada, "item", { name: "ca" })).keyLock).toMatchObject({
      state: "open",
      until: new Date(now.getTime() + 900_000),
    });
    expect((await ask(elsewhere, "item", { name: "ca" })).keyLock).toMatchObject({ state: "own-passphrase" });
    expect(await codeOf(elsewhere, "sign", sign("three"))).toBe("key.passphrase-needed");
    expect(await codeOf(token, "sign", sign("three"))).toBe("key.passphrase-needed");
    expect(await codeOf(token, "sign", sign("three", { passphrase, keepOpen: true }))).toBe("key.kept-by-session");
    now = new Date(now.getTime() + 899_000);
    await ask(ada, "sign", sign("three"));
    now = new Date(now.getTime() + 2_000);
    expect(await codeOf(ada, "sign", sign("four"))).toBe("key.passphrase-needed");
  });

  test.each([
    ["locking it", (ada: Actor) => ask(ada, "key-lock", { key: "ca" })],
    ["locking all", (ada: Actor) => ask(ada, "key-lock", {})],
    [
      "another passphrase",
      (ada: Actor) => ask(ada, "key-passphrase", { key: "ca", passphrase, newPassphrase: other, confirm: true }),
    ],
  ])("%s ends what is kept open", async (_, end) => {
    const ada = await personWithSession("ada@example.com", "session-a");
    await makeAuthority();
    await request("web");
    expect(await ask(ada, "key-open", { key: "ca", passphrase })).toMatchObject({ fileName: "ca.key" });
    await end(ada);
    expect(await codeOf(ada, "sign", sign("web"))).toBe("key.passphrase-needed");
  });

  test("another key under the name, and a restart, end what is kept open", async () => {
    const ada = await personWithSession("ada@example.com", "session-a");
    await makeAuthority();
    await request("web");
    await ask(ada, "key-open", { key: "ca", passphrase });
    await ask(ada, "remove", { file: "ca.key", confirm: true, anyway: true });
    await ask(ada, "remove", { file: "ca.crt", confirm: true, anyway: true });
    await makeAuthority();
    expect(await codeOf(ada, "sign", sign("web"))).toBe("key.passphrase-needed");
    await ask(ada, "key-open", { key: "ca", passphrase });
    await gate.close();
    gate = await open();
    expect(await codeOf(ada, "sign", sign("web"))).toBe("key.passphrase-needed");
  });

  test("another process of the same database knows nothing of a key that is kept open", async () => {
    const ada = await personWithSession("ada@example.com", "session-a");
    await makeAuthority();
    await request("web");
    await ask(ada, "key-open", { key: "ca", passphrase });
    const second = await open();
    const answer = await execute({ actor: ada, surface: "http", command: "sign", input: sign("web") }, second);
    expect(answer).toMatchObject({ error: { code: "key.passphrase-needed" } });
    // Its failures count with those of the first one.
    const wrong = {
      actor: ada,
      surface: "http",
      command: "key-open",
      input: { key: "ca", passphrase: other },
    } as const;
    for (const console of [second, gate, second, gate, second]) await execute(wrong, console);
    expect(await execute(wrong, gate)).toMatchObject({ error: { code: "key.passphrase-wait" } });
    await second.close();
  });

  test("a key in memory is wiped when its session ends elsewhere", async () => {
    const ada = await personWithSession("ada@example.com", "session-a");
    await makeAuthority();
    await ask(ada, "key-open", { key: "ca", passphrase });
    await gate.database.client.session.deleteMany();
    await expect
      .poll(async () => (await ask(ada, "item", { name: "ca" })).keyLock?.state, {
        timeout: 9000,
      })
      .toBe("own-passphrase");
  });

  test("a passphrase is given, changed and taken away, and the former one opens nothing any more", async () => {
    await ask(token, "selfsigned", { name: "ca", subject: { CN: "CA" }, key: "rsa-2048" });
    await ask(token, "authority-rights", { name: "ca", exportKey: [{ role: "administrator" }] });
    const exported = async (more: object): Promise<string | null> =>
      codeOf(token, "export", { name: "ca", format: "key-pem", passphrase: "export it", ...more });
    expect(await codeOf(token, "key-passphrase", { key: "ca", newPassphrase: passphrase })).toBe(
      "confirmation.required",
    );
    expect(await codeOf(token, "key-passphrase", { key: "ca", remove: true, confirm: true })).toBe(
      "key.has-no-passphrase",
    );
    expect(await codeOf(token, "key-passphrase", { key: "ca", newPassphrase: "abc", confirm: true })).toBe(
      "passphrase.too-short",
    );
    expect(await codeOf(token, "key-open", { key: "ca", passphrase })).toBe("key.has-no-passphrase");
    const before = await gate.database.client.sealedSecret.findFirstOrThrow();
    await ask(token, "key-passphrase", { key: "ca", newPassphrase: passphrase, confirm: true });
    expect(await gate.database.client.sealedSecret.count({ where: { id: before.id } })).toBe(0);
    expect(await gate.database.client.sealedSecret.count()).toBe(1);
    expect(await exported({})).toBe("key.passphrase-needed");
    expect(await exported({ keyPassphrase: passphrase })).toBeNull();
    expect(await codeOf(token, "key-passphrase", { key: "ca", newPassphrase: other, confirm: true })).toBe(
      "key.passphrase-needed",
    );
    await ask(token, "key-passphrase", { key: "ca", passphrase, newPassphrase: other, confirm: true });
    expect(await exported({ keyPassphrase: passphrase })).toBe("key.wrong-passphrase");
    await ask(token, "key-passphrase", { key: "ca", passphrase: other, remove: true, confirm: true });
    expect(await exported({})).toBeNull();
  });

  test("of two who change a passphrase at the same moment one is told, and the key opens with one of the two", async () => {
    await makeAuthority();
    const changes = ["first of the two", "second of the two"].map((newPassphrase) =>
      codeOf(token, "key-passphrase", { key: "ca", passphrase, newPassphrase, confirm: true }),
    );
    const codes = await Promise.all(changes);
    expect(codes.filter((code) => code === null)).toHaveLength(1);
    expect(["key.changed", "key.wrong-passphrase"]).toContain(codes.find((code) => code !== null));
    const kept = codes[0] === null ? "first of the two" : "second of the two";
    await request("web");
    await ask(token, "sign", sign("web", { passphrase: kept }));
  });

  test("a renewal asks for the passphrase of the authority, and does not lose that of the key", async () => {
    await makeAuthority();
    await ask(token, "csr", { name: "web", subject: { CN: "web.example.com" }, key: "p-256", passphrase: other });
    await ask(token, "sign", sign("web", { passphrase }));
    expect(await codeOf(token, "renew", { name: "web", key: "same" })).toBe("key.passphrase-needed");
    await ask(token, "renew", { name: "web", key: "same", passphrase });
    expect(await codeOf(token, "renew", { name: "web", key: "new", passphrase })).toBe("renewal.passphrase-wanted");
    await ask(token, "renew", { name: "web", key: "new", passphrase, newPassphrase: "a third one 9" });
    expect((await ask(token, "item", { name: "web" })).keyLock).toMatchObject({ state: "own-passphrase" });
    // A request by a stored key opens that key.
    const request = { name: "web2", subject: { CN: "web.example.com" }, key: "web.key" };
    expect(await codeOf(token, "csr", request)).toBe("key.passphrase-needed");
    expect(await codeOf(token, "csr", { ...request, passphrase: other })).toBe("key.wrong-passphrase");
    await ask(token, "csr", { ...request, passphrase: "a third one 9" });
    // The authority itself, by its own key.
    expect(await codeOf(token, "renew", { name: "ca", key: "same" })).toBe("key.passphrase-needed");
    await ask(token, "renew", { name: "ca", key: "same", passphrase });
  });

  test("a key that is renamed while it is kept open asks for its passphrase again", async () => {
    const ada = await personWithSession("ada@example.com", "session-a");
    await makeAuthority();
    await request("web");
    await ask(ada, "key-open", { key: "ca", passphrase });
    await ask(ada, "rename", { name: "ca", to: "cb", confirm: true });
    expect(await codeOf(ada, "sign", { request: "web", issuer: "cb" })).toBe("key.passphrase-needed");
    await ask(ada, "sign", { request: "web", issuer: "cb", passphrase });
  });

  test("OpenSSL reads a key that leaves under another passphrase, and refuses a wrong one", async () => {
    await makeAuthority();
    await ask(token, "authority-rights", { name: "ca", exportKey: [{ role: "administrator" }] });
    const { bytes } = await ask(token, "export", {
      name: "ca",
      format: "key-pem",
      passphrase: "for the way",
      keyPassphrase: passphrase,
    });
    folder.write("out.key", bytes);
    const line = `pkey -in ${folder.path("out.key")} -pubout -passin`;
    const read = (word: string) => openssl(`${line} pass:${word}`);
    folder.write("pass.txt", "for the way\n");
    const publicKey = openssl(`${line} file:${folder.path("pass.txt")}`);
    folder.write("cert.pem", (await ask(token, "download", { file: "ca.crt" })).bytes);
    expect(openssl(`x509 -in ${folder.path("cert.pem")} -noout -pubkey`)).toBe(publicKey);
    expect(() => read("wrong")).toThrow();
  });

  test("what waits for a key is done when its passphrase has opened it, and an error of it stops nothing", async () => {
    await makeAuthority();
    await request("web");
    const opened: string[] = [];
    gate.openKeys.whenOpened(({ fileName, signer }) => {
      opened.push(`${fileName} ${signer.sign(new Uint8Array(8)).value.length > 0}`);
      return Promise.reject(new Error("the list could not be made"));
    });
    await codeOf(token, "sign", sign("web", { passphrase: other }));
    expect(opened).toEqual([]);
    await ask(token, "sign", sign("web", { passphrase }));
    expect(opened).toEqual(["ca.key true"]);
  });

  test("the terminal asks for the passphrase, twice for a new one, and takes none in the line", async () => {
    const actor = await personWithSession("ada@example.com", "session-a");
    const type = (line: string, secret?: string) =>
      answerTypedLine({ actor, line, locale: "en", ...(secret === undefined ? {} : { secret }) }, gate);
    const line = "pki selfsigned ca CN:CA lock:yes key:p-256";
    expect(await type(line)).toMatchObject({ asks: "new-passphrase" });
    expect(await type(line, passphrase)).toMatchObject({ error: null });
    expect((await type("pki csr web CN:web.example.com lock:hunter2")).error).toMatchObject({
      code: "line.secret-inline",
    });
    await request("web");
    expect(await type("pki sign web ca")).toMatchObject({ asks: "passphrase" });
    expect(await type("pki sign web ca", other)).toMatchObject({ asks: null, error: { code: "key.wrong-passphrase" } });
    expect(await type("pki sign web ca", passphrase)).toMatchObject({ error: null });
    expect(await type("pki key-open ca.key")).toMatchObject({ asks: "passphrase" });
    expect((await type("pki key-open ca.key", passphrase)).text).toContain("ca.key stays open until");
    await request("next");
    expect(await type("pki sign next ca")).toMatchObject({ error: null, asks: null });
    expect((await type("pki key-lock")).text).toContain("1 key was locked");
  });

  test("a batch asks at its start, waits after a restart, and goes on when it is given the passphrase again", async () => {
    await makeAuthority();
    const rows = Array.from({ length: 40 }, (_, index) => ({ name: `P ${index}`, email: `p${index}@example.com` }));
    const order = { issuer: "ca", rows, profile: "none", template: { key: "p-256" } };
    expect(await codeOf(token, "client-batch", order)).toBe("key.passphrase-needed");
    expect(await codeOf(token, "client-batch", { ...order, passphrase: other })).toBe("key.wrong-passphrase");
    expect(await gate.database.client.batch.count()).toBe(0);
    const { batch } = await ask(token, "client-batch", { ...order, passphrase });
    // Cut short: the process that holds the key ends.
    await gate.close();
    gate = await open();
    gate.batches.wake();
    await gate.batches.idle();
    const stopped = await ask(token, "batch-status", { batch });
    if (stopped["state"] !== "done") {
      expect(stopped).toMatchObject({ state: "stopped", problem: { code: "key.passphrase-needed" } });
      expect(await codeOf(token, "batch-resume", { batch })).toBe("key.passphrase-needed");
      expect(await codeOf(token, "batch-resume", { batch, passphrase: other })).toBe("key.wrong-passphrase");
      await ask(token, "batch-resume", { batch, passphrase });
      await gate.batches.idle();
    }
    expect(await ask(token, "batch-status", { batch })).toMatchObject({ state: "done", issued: 40 });
    const renewed = { batch, days: 4000, passphrase };
    expect(await codeOf(token, "batch-renew", { ...renewed, passphrase: undefined })).toBe("key.passphrase-needed");
    const renewal = await ask(token, "batch-renew", renewed);
    await gate.batches.idle();
    expect(await ask(token, "batch-status", { batch: renewal.batch })).toMatchObject({ state: "done", issued: 40 });
  });

  test("another process leaves a batch to the one that holds its key", async () => {
    await makeAuthority();
    const second = await open();
    second.batches.start();
    const rows = Array.from({ length: 60 }, (_, index) => ({ name: `P ${index}`, email: `p${index}@example.com` }));
    const order = { issuer: "ca", rows, profile: "none", template: { key: "p-256" }, passphrase };
    const made = await Promise.all([1, 2, 3].map(() => ask(token, "client-batch", { ...order, existing: "issue" })));
    second.batches.wake();
    await gate.batches.idle();
    await second.batches.idle();
    for (const { batch } of made)
      expect(await ask(token, "batch-status", { batch })).toMatchObject({ state: "done", problem: null });
    await second.close();
  });
});

function hex(text: string): string {
  return Buffer.from(text).toString("hex").padEnd(64, "0").slice(0, 64);
}
