import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openTestConsole, type TestConsole } from "../../../test/support/console.ts";
import { providers, stopTestServer } from "../../../test/support/migrated-database.ts";
import { make } from "../../../test/support/authority.ts";
import { writePem } from "../../pki/asn1/pem.ts";
import { readCrl } from "../../pki/x509/crl.ts";
import { createStore } from "../store/store.ts";

/** An authority is taken back with everything below it; each of the lists says its own. */

afterAll(stopTestServer);

const daysFromNow = (days: number): Date => new Date(Date.now() + days * 86_400_000);

describe.each(providers)("a sub-tree on %s", (provider) => {
  let console_: TestConsole;
  const ask: TestConsole["ask"] = (...words) => console_.ask(...words);
  const refusal: TestConsole["refusal"] = (...words) => console_.refusal(...words);
  const passphrase = "a long passphrase";

  async function issue(name: string, issuer: string, profile: string, more: object = {}): Promise<void> {
    const key = "passphrase" in more && profile === "sub-ca" ? more : {};
    await ask("csr", { name, subject: { CN: `${name} CN` }, key: "p-256", ...key });
    await ask("sign", { request: name, issuer, profile, ...(issuer === "locked" ? { passphrase } : {}) });
  }

  beforeAll(async () => {
    console_ = await openTestConsole(provider);
    await ask("selfsigned", { name: "top", subject: { CN: "Top" }, key: "p-256" });
    await ask("authority-create", { name: "middle", subject: { CN: "middle CN" }, issuer: "top", pathLength: 1 });
    await issue("low", "middle", "sub-ca");
    await issue("locked", "middle", "sub-ca", { passphrase });
    await issue("beside", "top", "client");
    await issue("web", "middle", "server");
    await issue("minji", "low", "client");
    await issue("jiho", "low", "client");
    await issue("guarded", "locked", "client");
    // A generation before: no name holds it, and its key may be anywhere.
    await ask("renew", { name: "jiho", key: "new" });
    await ask("service-save", {
      name: "portal",
      target: "mutual-tls",
      inputs: { host: "portal.example.com", server: "web", clients: ["minji"], clientAuthorities: ["top"] },
    });
  });
  afterAll(() => console_.close());

  const revoked = async () =>
    (await ask("list", { status: "revoked" })).rows
      .map(({ basename }) => basename)
      .sort((one, other) => (one < other ? -1 : 1));
  const entries = async (name: string) => {
    const list = await console_.console.published({ kind: "list", name, form: "der" });
    return list === null ? null : readCrl(list.bytes).size;
  };

  it("is previewed at every level, with its services and with what was replaced", async () => {
    const { rows, services } = await ask("revoke-preview", { certificate: "middle" });
    expect(rows[0]!.below.map(({ name }) => name).sort()).toEqual([
      "guarded",
      "jiho",
      "jiho",
      "locked",
      "low",
      "minji",
      "web",
    ]);
    expect(rows[0]!.below.filter(({ isHeld }) => !isHeld)).toMatchObject([{ name: "jiho" }]);
    expect(services).toEqual(["portal"]);
    expect((await ask("revoke-preview", { certificate: "web" })).rows[0]!.below).toEqual([]);
  });

  it("a root that signed itself is previewed as well, though no list can name it", async () => {
    const { rows } = await ask("revoke-preview", { certificate: "top" });
    expect(rows[0]).toMatchObject({ name: "top", problem: { code: "revocation.self-signed" } });
    expect(rows[0]!.below).toHaveLength(9);
  });

  it("takes more than a certificate does, and nothing of it without a passphrase that one of its keys wants", async () => {
    await refusal("actor.forbidden", "revoke", { certificate: "low", below: true, confirm: true }, "operator");
    await refusal("confirmation.required", "revoke", { certificate: "middle", below: true });
    await refusal("key.passphrase-needed", "revoke", { certificate: "middle", below: true, confirm: true });
    expect(await revoked()).toEqual([]);
  });

  it("goes down in one act, but for what another passphrase opens, which is told by name", async () => {
    const order = { certificate: "middle", reason: "cACompromise", below: true, confirm: true };
    const done = await ask("revoke", { ...order, passphrase: "not the one of it" });
    expect(done.revoked[0]).toMatchObject({ name: "middle", isBelow: false, issuer: "top.crt" });
    expect(done.revoked).toHaveLength(7);
    expect(done.revoked.slice(1).every(({ isBelow }) => isBelow)).toBe(true);
    expect(done.revoked.filter(({ fileName }) => fileName.startsWith("sha256:"))).toHaveLength(1);
    expect(done.refused).toMatchObject([{ name: "guarded.crt", problem: { code: "key.wrong-passphrase" } }]);
    expect(await revoked()).toEqual(["jiho", "locked", "low", "middle", "minji", "web"]);
    expect(await Promise.all(["top", "middle", "low", "locked"].map(entries))).toEqual([1, 3, 3, null]);
    expect(done.lists.map(({ issuer }) => issuer).sort()).toEqual(["low", "middle", "top"]);
  });

  it("goes on where it stopped, and has nothing left to do at the end", async () => {
    const order = { certificate: "middle", reason: "cACompromise", below: true, confirm: true };
    const done = await ask("revoke", { ...order, passphrase });
    expect(done.revoked.map(({ name }) => name)).toEqual(["guarded"]);
    expect(await entries("locked")).toBe(1);
    const { rows } = await ask("revoke-preview", { certificate: "middle" });
    expect(rows[0]!.below.every(({ isRevoked }) => isRevoked)).toBe(true);
    await refusal("revocation.already", "revoke", { ...order, passphrase });
    expect(await revoked()).not.toContain("beside");
  });

  it("below a root that signed itself can be taken back, typed as well", async () => {
    const { text } = await console_.type("pki revoke top reason:superseded below:yes confirm:yes");
    expect(text).toContain("SUCCESS: beside.crt revoked (superseded)");
    expect(text).not.toContain("middle.crt revoked");
    await refusal("revocation.self-signed", "revoke", { certificate: "top", below: true, confirm: true });
  });

  it("without below is the authority alone", async () => {
    await issue("other", "top", "sub-ca");
    await issue("leaf", "other", "client");
    const done = await ask("revoke", { certificate: "other", confirm: true });
    expect(done.revoked.map(({ name }) => name)).toEqual(["other"]);
    expect(await revoked()).not.toContain("leaf");
  });

  it("a thousand and more are each there, more than one transaction takes", async () => {
    const crowd = make({
      subject: { CN: "Crowd CA" },
      isCa: true,
      notBefore: daysFromNow(-10),
      notAfter: daysFromNow(90),
    });
    await ask("upload", {
      files: [
        { name: "crowd.crt", text: writePem("CERTIFICATE", crowd.der) },
        { name: "crowd.key", text: crowd.privateKey.export({ format: "pem", type: "pkcs8" }).toString() },
      ],
    });
    const { database, clock } = console_.console;
    const people = Array.from({ length: 1100 }, (_, index) =>
      make({ subject: { CN: `Person ${index}` }, issuer: crowd }),
    );
    const store = createStore({ database, clock, auditEventId: null });
    for (let from = 0; from < people.length; from += 100)
      await store.create(
        people.slice(from, from + 100).map(({ der }, index) => ({
          fileName: `person-${from + index}.crt`,
          kind: "certificate",
          bytes: der,
        })),
      );
    expect((await ask("revoke-preview", { certificate: "crowd" })).rows[0]!.below).toHaveLength(1100);
    const done = await ask("revoke", { certificate: "crowd", below: true, confirm: true });
    expect([done.revoked.length, done.refused.length]).toEqual([1100, 0]);
    expect(await entries("crowd")).toBe(1100);
  }, 240_000);
});
