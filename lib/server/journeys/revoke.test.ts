import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openTestConsole, type TestConsole } from "../../../test/support/console.ts";
import { run, temporaryFolder } from "../../../test/support/external-tools.ts";
import { providers, stopTestServer } from "../../../test/support/migrated-database.ts";
import { writePem } from "../../pki/asn1/pem.ts";

/** Certificates are taken back, and OpenSSL refuses them by the lists that are signed here. */

const folder = temporaryFolder();
afterAll(() => folder.remove());
afterAll(stopTestServer);

describe.each(providers)("a revocation on %s", (provider) => {
  let console_: TestConsole;
  const ask: TestConsole["ask"] = (...words) => console_.ask(...words);
  const refusal: TestConsole["refusal"] = (...words) => console_.refusal(...words);

  beforeAll(async () => {
    console_ = await openTestConsole(provider);
    await ask("selfsigned", { name: "corp-root", subject: { CN: "Corp Root" }, key: "p-256" });
    await ask("csr", { name: "people-ca", subject: { CN: "People CA" }, key: "p-256" });
    await ask("sign", { request: "people-ca", issuer: "corp-root", profile: "sub-ca" });
    await ask("csr", {
      name: "locked-ca",
      subject: { CN: "Locked CA" },
      key: "p-256",
      passphrase: "a long passphrase",
    });
    await ask("sign", { request: "locked-ca", issuer: "corp-root", profile: "sub-ca" });
    for (const name of ["minji", "haneul", "jiho", "seoyeon", "doyun"]) await person(name, "people-ca");
  });
  afterAll(() => console_.close());

  async function person(name: string, issuer: string, passphrase?: string): Promise<void> {
    await ask("csr", { name, subject: { CN: name }, key: "p-256" });
    await ask("sign", {
      request: name,
      issuer,
      profile: "client",
      ...(passphrase === undefined ? {} : { passphrase }),
    });
  }
  const list = async (name: string) => (await console_.console.published({ kind: "list", name, form: "der" }))!;
  const status = async (name: string) => (await ask("item", { name })).row.status;

  /** What OpenSSL says by a list of each level. */
  async function verify(name: string): Promise<string> {
    const text = async (file: string) => Buffer.from((await ask("download", { file })).bytes).toString("utf8");
    const lists = await Promise.all(["corp-root", "people-ca"].map(list));
    const words = [
      "verify",
      "-x509_strict",
      "-crl_check_all",
      "-CAfile",
      folder.write("root.pem", await text("corp-root.crt")),
      "-untrusted",
      folder.write("ca.pem", await text("people-ca.crt")),
      "-CRLfile",
      folder.write("lists.pem", lists.map(({ bytes }) => writePem("X509 CRL", bytes)).join("")),
      folder.write("leaf.pem", await text(`${name}.crt`)),
    ];
    try {
      return run("openssl", words);
    } catch (error) {
      return String((error as { stderr?: string }).stderr);
    }
  }

  it("is in the next list of the authority, and OpenSSL refuses the certificate and takes the others", async () => {
    expect(await ask("crl", { authority: "corp-root" })).toMatchObject({
      publishedName: "corp-root",
      number: 1,
      entries: 0,
    });
    expect(await ask("crl", { authority: "people-ca" })).toMatchObject({ publishedName: "people-ca", number: 1 });
    const done = await ask("revoke", {
      certificate: "minji.crt",
      reason: "keyCompromise",
      at: "2026-01-02T03:04:05Z",
      confirm: true,
    });
    expect(done).toMatchObject({
      revoked: [{ name: "minji", commonName: "minji", issuer: "people-ca.crt" }],
      refused: [],
      lists: [{ issuer: "people-ca", publishedName: "people-ca", number: 2, entries: 1 }],
    });
    expect(await verify("minji")).toMatch(/certificate revoked/);
    expect(await verify("haneul")).toMatch(/: OK\n$/);
    expect(await status("minji")).toBe("revoked");
    expect(await status("haneul")).not.toBe("revoked");
  });

  it("is found by its status, and verify says it without being given a list", async () => {
    const found = await ask("list", { status: "revoked" });
    expect(found.rows.map(({ basename }) => basename)).toEqual(["minji"]);
    const verdict = JSON.stringify(await ask("verify", { file: "minji.crt", revocation: "if-present" }));
    expect(verdict).toContain("path.revoked");
  });

  it("says no to what is revoked already, and to a date that is to come", async () => {
    expect(
      await refusal("revocation.already", "revoke", { certificate: "minji", reason: "superseded", confirm: true }),
    ).toMatchObject({ fileName: "minji.crt", reason: "keyCompromise" });
    await refusal("revocation.date-ahead", "revoke", {
      certificate: "haneul",
      at: "2099-01-01T00:00:00Z",
      confirm: true,
    });
    await refusal("confirmation.required", "revoke", { certificate: "haneul" });
    expect(await status("haneul")).not.toBe("revoked");
  });

  it("says no to a certificate that signed itself, and to one of an authority that is not here", async () => {
    expect(await refusal("revocation.self-signed", "revoke", { certificate: "corp-root", confirm: true })).toEqual({
      fileName: "corp-root.crt",
    });
    const key = { name: "elsewhere", subject: { CN: "Elsewhere" }, key: "p-256" };
    await ask("selfsigned", key);
    await person("stranger", "elsewhere");
    await ask("remove", { file: "elsewhere.key", confirm: true, anyway: true });
    expect(
      await refusal("revocation.issuer-not-here", "revoke", { certificate: "stranger", confirm: true }),
    ).toMatchObject({ fileName: "stranger.crt", issuerFile: "elsewhere.crt" });
    await ask("remove", { file: "elsewhere.crt", confirm: true, anyway: true });
    expect(
      await refusal("revocation.issuer-not-here", "revoke", { certificate: "stranger", confirm: true }),
    ).toMatchObject({ issuerFile: "" });
    // Another authority that took its name has not signed it, and cannot take it back.
    await ask("selfsigned", { ...key, name: "elsewhere-2" });
    await refusal("revocation.issuer-not-here", "revoke", { certificate: "stranger", confirm: true });
  });

  it("of a hold can be taken back, and only that one", async () => {
    await ask("revoke", { certificate: "haneul", reason: "certificateHold", confirm: true });
    expect(await verify("haneul")).toMatch(/certificate revoked/);
    await refusal("revocation.already", "revoke", { certificate: "haneul", reason: "certificateHold", confirm: true });
    const released = await ask("release", { certificate: "haneul" });
    expect(released).toMatchObject({ fileName: "haneul.crt", lists: [{ number: 4, entries: 1 }] });
    expect(await verify("haneul")).toMatch(/: OK\n$/);
    expect(await refusal("revocation.none", "release", { certificate: "haneul" })).toEqual({ fileName: "haneul.crt" });
    expect(await refusal("revocation.for-good", "release", { certificate: "minji" })).toMatchObject({
      reason: "keyCompromise",
    });
  });

  it("of several tells of each, and does those that can be done", async () => {
    const done = await ask("revoke", {
      certificate: ["jiho", "minji", "seoyeon.crt", "nowhere"],
      reason: "affiliationChanged",
      confirm: true,
    });
    expect(done.revoked.map(({ name }) => name)).toEqual(["jiho", "seoyeon"]);
    expect(done.refused.map(({ name, problem }) => [name, problem?.code])).toEqual([
      ["minji", "revocation.already"],
      ["nowhere", "file.not-found"],
    ]);
    expect(done.lists).toHaveLength(1);
    expect(await verify("jiho")).toMatch(/certificate revoked/);
  });

  it("asks for the passphrase of the authority's key before anything changes", async () => {
    await person("guarded", "locked-ca", "a long passphrase");
    await refusal("key.passphrase-needed", "revoke", { certificate: "guarded", confirm: true });
    await refusal("key.wrong-passphrase", "revoke", {
      certificate: "guarded",
      passphrase: "not this one",
      confirm: true,
    });
    expect(await status("guarded")).not.toBe("revoked");
    const done = await ask("revoke", { certificate: "guarded", passphrase: "a long passphrase", confirm: true });
    expect(done.lists).toMatchObject([{ issuer: "locked-ca", number: 1, entries: 1 }]);
    const { lastModified: thisUpdate, nextUpdate } = await list("locked-ca");
    expect(Math.round((nextUpdate!.getTime() - thisUpdate.getTime()) / 86_400_000)).toBe(30);
  });

  it("of an authority goes down with all below it, which is told before", async () => {
    const { rows } = await ask("revoke-preview", { certificate: "people-ca" });
    expect(rows[0]).toMatchObject({ name: "people-ca", issuerFile: "corp-root.crt", problem: null, nextList: 2 });
    expect(rows[0]!.below.map(({ name }) => name).sort()).toEqual(["doyun", "haneul", "jiho", "minji", "seoyeon"]);
    await refusal("actor.forbidden", "revoke", { certificate: "people-ca", confirm: true }, "operator");
    await ask("revoke", { certificate: "people-ca", reason: "cACompromise", confirm: true });
    expect(await verify("doyun")).toMatch(/error 23 at 1 depth lookup: certificate revoked/);
  });

  it("of what cannot be revoked is told beforehand, with why", async () => {
    const { rows } = await ask("revoke-preview", { certificate: ["corp-root", "guarded"] });
    expect(rows.map(({ problem, revoked }) => [problem?.code ?? null, revoked?.reason ?? null])).toEqual([
      ["revocation.self-signed", null],
      [null, "unspecified"],
    ]);
  });

  it("can be typed, and the log has who, what and why", async () => {
    await person("typed", "corp-root");
    const { text } = await console_.type("pki revoke typed.crt reason:key-compromise confirm:yes");
    expect(text).toMatch(/SUCCESS: typed.crt revoked \(key compromised\)\nList \d+ of corp-root says it/);
    expect((await console_.type("pki crl corp-root")).text).toMatch(/\/crl\/corp-root\.crl\n.*\/ocsp\/corp-root$/);
    const { rows } = await ask("audit", { search: "revoke" });
    expect(rows.find(({ facts }) => JSON.stringify(facts).includes("typed.crt"))).toMatchObject({
      command: "revoke",
      outcome: "done",
      facts: { certificates: ["typed.crt"], count: 1, reason: "keyCompromise" },
    });
  });

  it("is not for an auditor, and not for a token of another authority", async () => {
    await refusal("actor.forbidden", "revoke", { certificate: "doyun", confirm: true }, "auditor");
    await refusal("actor.forbidden", "crl", { authority: "people-ca" }, "auditor");
  });
});
