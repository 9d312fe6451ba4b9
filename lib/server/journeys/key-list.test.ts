import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openssl, temporaryFolder } from "../../../test/support/external-tools.ts";
import { stopTestServer } from "../../../test/support/migrated-database.ts";
import { openTestConsole, type TestConsole } from "../../../test/support/console.ts";

/** Every private key with what uses it: live ones, locked ones, and one that waits beside another for a renewal. */

const folder = temporaryFolder();
afterAll(() => folder.remove());
afterAll(stopTestServer);

describe.each(["sqlite", "postgresql"] as const)("the list of keys on %s", (provider) => {
  let world: TestConsole;
  const ask: TestConsole["ask"] = (...asked) => world.ask(...asked);
  const at = (line: string): string => openssl(line.replace(/@(\S+)/g, (_, name: string) => folder.path(name)));
  const names = async (input: object) => (await ask("key-list", input)).rows.map(({ name }) => name);

  beforeAll(async () => {
    world = await openTestConsole(provider);
    await ask("selfsigned", { name: "root", subject: { CN: "Root" }, key: "p-256" });
    await ask("csr", { name: "web", subject: { CN: "web.example.com" }, key: "p-256" });
    await ask("sign", { request: "web", issuer: "root" });
    await ask("csr", { name: "asked", subject: { CN: "asked.example.com" }, key: "ed25519" });
    await ask("csr", {
      name: "own",
      subject: { CN: "own.example.com" },
      key: "p-256",
      passphrase: "iron words of old",
    });
    await ask("service-save", {
      name: "Front",
      target: "tls-server",
      inputs: { host: "web.example.com", identity: "web" },
    });
    at("genpkey -algorithm ed25519 -out @lone.key");
    at("genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048 -aes-256-cbc -pass pass:locked-away -out @shut.key");
    // A certificate under another name than its key, from an authority that is not here.
    at(
      "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout @ca.key -out @ca.pem -subj /CN=Far -days 90",
    );
    for (const file of ["lone.key", "shut.key"])
      await ask("upload", { files: [{ name: file, bytes: folder.read(file) }] });
  });
  afterAll(() => world.close());

  it("each key says its state, its algorithm, what has it and what waits for it", async () => {
    const { rows, next } = await ask("key-list", {});
    expect(next).toBeNull();
    expect(rows.map(({ name, fileName, algorithm, state }) => [name, fileName, algorithm, state])).toEqual([
      ["asked", "asked.key", "Ed25519", "usable"],
      ["lone", "lone.key", "Ed25519", "usable"],
      ["own", "own.key", "P-256", "own-passphrase"],
      ["root", "root.key", "P-256", "usable"],
      ["shut", "shut.key", "", "locked"],
      ["web", "web.key", "P-256", "usable"],
    ]);
    const [asked, lone, , root, shut, web] = rows;
    expect(asked).toMatchObject({ requests: ["asked.csr"], certificates: [], waitsSince: expect.any(Date) as Date });
    expect(lone).toMatchObject({ requests: [], certificates: [], services: [], waitsSince: null, isUnused: true });
    expect(root).toMatchObject({ certificates: ["root.crt"], issued: 1, isUnused: false });
    // It may belong to anything until it is opened.
    expect(shut).toMatchObject({ publicKeyId: null, isUnused: false });
    expect(web).toMatchObject({
      certificates: ["web.crt"],
      requests: ["web.csr"],
      services: ["Front"],
      waitsSince: null,
    });
  });

  it("the filters leave the keys that they are called after, and a page goes on where the last one ended", async () => {
    expect(await names({ only: "unused" })).toEqual(["lone"]);
    expect(await names({ only: "waiting" })).toEqual(["asked", "own"]);
    expect(await names({ only: "locked" })).toEqual(["own", "shut"]);
    expect(await names({ search: "O" })).toEqual(["lone", "own", "root"]);
    const first = await ask("key-list", { limit: 4 });
    const rest = await ask("key-list", { limit: 4, cursor: first.next });
    expect([...first.rows, ...rest.rows].map(({ name }) => name)).toEqual(await names({}));
    expect(rest.next).toBeNull();
    await world.refusal("cursor.malformed", "key-list", { cursor: "not ours" });
  });

  it("a renewal's key is shown beside the live one, and is the live one when its answer came", async () => {
    const answerOf = async (name: string, days: number) => {
      const { bytes } = await ask("download", { file: `${name}.csr` });
      folder.write(`${name}.csr`, bytes);
      at(`x509 -req -in @${name}.csr -CA @ca.pem -CAkey @ca.key -days ${days} -copy_extensions copy -out @${name}.pem`);
      await ask("upload", { files: [{ name: `${name}-answer.crt`, bytes: folder.read(`${name}.pem`) }] });
    };
    await ask("csr", { name: "far", subject: { CN: "far.example.com" }, key: "p-256" });
    await answerOf("far", 20);
    await ask("renew", { name: "far", key: "new" });
    const both = (await ask("key-list", { search: "far" })).rows;
    expect(both.map(({ fileName, waitsSince }) => [fileName, waitsSince !== null]).toSorted()).toEqual([
      [null, true],
      ["far.key", false],
    ]);
    await answerOf("far", 60);
    const after = (await ask("key-list", { search: "far" })).rows;
    expect(after).toMatchObject([{ fileName: "far.key", certificates: ["far.crt"], waitsSince: null }]);
    expect(after[0]?.publicKeyId).toBe(both.find(({ fileName }) => fileName === null)?.publicKeyId);
  });

  it("a typed line lists them too", async () => {
    const { text } = await world.type("pki key-list lone");
    expect(text).toContain("lone.key  Ed25519  ready");
    expect(text).toContain("nothing here uses it");
    expect((await world.type("pki key-list only:waiting")).text).toMatch(/asked\.key .*\n {2}asked\.csr\n {2}waits/);
    expect((await world.type("pki key-list only:anything")).error).not.toBeNull();
    expect((await world.type("pki key-list nothing-like-it")).text).toContain("No key is like that.");
  });
});
