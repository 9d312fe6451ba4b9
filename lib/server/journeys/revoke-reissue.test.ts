import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openTestConsole, type TestConsole } from "../../../test/support/console.ts";

/** A certificate is taken back and the next one made in the same act. */

let console_: TestConsole;
const ask: TestConsole["ask"] = (...words) => console_.ask(...words);
const refusal: TestConsole["refusal"] = (...words) => console_.refusal(...words);
const passphrase = "a long passphrase";

beforeAll(async () => {
  console_ = await openTestConsole();
  await ask("selfsigned", { name: "ca", subject: { CN: "CA" }, key: "p-256" });
  await ask("selfsigned", { name: "locked-ca", subject: { CN: "Locked CA" }, key: "p-256", passphrase });
  for (const name of ["web", "one", "two", "old"]) await person(name, "ca");
  await person("guarded", "locked-ca");
  await ask("csr", { name: "own", subject: { CN: "own" }, key: "p-256", passphrase });
  await ask("sign", { request: "own", issuer: "ca", profile: "client" });
});
afterAll(() => console_.close());

async function person(name: string, issuer: string): Promise<void> {
  const names = [`${name}.example.com`];
  await ask("csr", { name, subject: { CN: names[0]! }, subjectAltNames: names, key: "p-256" });
  await ask("sign", {
    request: name,
    issuer,
    profile: "server-client",
    ...(issuer === "ca" ? {} : { passphrase }),
  });
}

const item = (name: string) => ask("item", { name });
const keyOf = async (name: string) => JSON.stringify(await ask("inspect", { file: `${name}.crt` }));

describe("revoke with reissue", () => {
  it("makes the next generation with the same names and another key, and names the services that use it", async () => {
    const service = { target: "tls-server", inputs: { host: "web.example.com", identity: "web" } };
    await ask("service-save", { name: "portal", ...service });
    const before = await keyOf("web");
    const done = await ask("revoke", { certificate: "web", reason: "keyCompromise", reissue: true, confirm: true });
    expect(done.revoked).toHaveLength(1);
    expect(done.reissued).toMatchObject([
      {
        name: "web",
        problem: null,
        made: { fileName: "web.crt", keyFile: "web.key", generation: 2, services: ["portal"] },
      },
    ]);
    expect(done.reissued[0]!.made!.serial).not.toBe(done.revoked[0]!.serial);
    const after = await keyOf("web");
    expect(after).toContain("web.example.com");
    expect(after).not.toBe(before);
    expect(await ask("match", { key: "web.key", certificate: "web.crt" })).toMatchObject({ matches: true });
    // The live one is good again, the one before stays revoked.
    expect((await item("web")).row.status).not.toBe("revoked");
    expect((await ask("preflight", service)).verdict).not.toBe("fail");
    const verdict = await ask("verify", { file: "web.crt", revocation: "if-present" });
    expect(JSON.stringify(verdict)).not.toContain("path.revoked");
  });

  it("of several makes one for each, and tells what could not be made", async () => {
    const done = await ask("revoke", {
      certificate: ["one", "two", "own"],
      reason: "superseded",
      reissue: true,
      confirm: true,
    });
    expect(done.revoked.map(({ name }) => name)).toEqual(["one", "two", "own"]);
    expect(
      done.reissued.map(({ name, made, problem }) => [name, made?.generation ?? null, problem?.code ?? null]),
    ).toEqual([
      ["one", 2, null],
      ["two", 2, null],
      ["own", null, "renewal.passphrase-wanted"],
    ]);
  });

  it("says before anything is revoked that a new key wants a passphrase, as the one before had it", async () => {
    await ask("renew", { name: "own", key: "new", newPassphrase: passphrase });
    const order = { certificate: "own", reissue: true, confirm: true };
    await refusal("renewal.passphrase-wanted", "revoke", order);
    expect((await item("own")).row.status).not.toBe("revoked");
    await refusal("passphrase.too-short", "revoke", { ...order, newPassphrase: "abc" });
    expect((await item("own")).row.status).not.toBe("revoked");
    const done = await ask("revoke", { ...order, newPassphrase: "another passphrase" });
    expect(done.reissued[0]).toMatchObject({ problem: null, made: { generation: 3 } });
    expect((await item("own")).row.status).not.toBe("revoked");
  });

  it("asks for the passphrase of the authority once, for the list and for the new certificate", async () => {
    const order = { certificate: "guarded", reissue: true, confirm: true };
    await refusal("key.passphrase-needed", "revoke", order);
    expect((await item("guarded")).generations).toHaveLength(1);
    const done = await ask("revoke", { ...order, passphrase });
    expect(done.reissued[0]).toMatchObject({ problem: null, made: { generation: 2 } });
  });

  it("makes none in the place of a generation that was replaced already", async () => {
    const { sha256 } = (await ask("revoke-preview", { certificate: "old" })).rows[0]!;
    await ask("renew", { name: "old", key: "new" });
    const order = { certificate: `sha256:${sha256}`, reissue: true, confirm: true };
    await refusal("revocation.not-live", "revoke", order);
    expect((await ask("revoke", { ...order, reissue: false })).revoked).toHaveLength(1);
    expect((await item("old")).row.status).not.toBe("revoked");
  });

  it("takes the right to sign as well", async () => {
    await person("last", "ca");
    await ask("revoke", { certificate: "last", reissue: true, confirm: true }, "operator");
    await refusal("actor.forbidden", "revoke", { certificate: "last", reissue: true, confirm: true }, "auditor");
  });

  it("can be typed, and the log has it", async () => {
    await person("typed", "ca");
    const { text } = await console_.type("pki revoke typed reason:keyCompromise reissue:yes confirm:yes");
    expect(text).toContain("SUCCESS: typed.crt revoked (key compromised)");
    expect(text).toContain("SUCCESS: typed.crt issued anew with a new key, generation 2");
    const { rows } = await ask("audit", { search: "typed" });
    expect(rows.find(({ command }) => command === "revoke")).toMatchObject({ facts: { reissue: true } });
  });
});
