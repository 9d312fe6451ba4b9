import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openTestConsole, type TestConsole } from "../../../test/support/console.ts";
import { run, temporaryFolder } from "../../../test/support/external-tools.ts";
import { providers, stopTestServer } from "../../../test/support/migrated-database.ts";
import { execute } from "../gate/execute.ts";

/** Which roots are trusted, and who may do what with an authority. */

const folder = temporaryFolder();
afterAll(() => folder.remove());
afterAll(stopTestServer);

describe.each(providers)("trust and rights on %s", (provider) => {
  let console_: TestConsole;
  const ask: TestConsole["ask"] = (...words) => console_.ask(...words);
  const refusal: TestConsole["refusal"] = (...words) => console_.refusal(...words);
  let root = "";
  let leafPem = "";

  beforeAll(async () => {
    console_ = await openTestConsole(provider);
    const [key, crt, csr] = ["key", "crt", "csr"].map((ending) => folder.path(`${provider}.${ending}`)) as [
      string,
      string,
      string,
    ];
    const ec = ["ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes"];
    run("openssl", [
      "req",
      "-x509",
      "-newkey",
      ...ec,
      "-keyout",
      key,
      "-subj",
      "/CN=Partner Root",
      "-days",
      "3650",
      "-out",
      crt,
    ]);
    run("openssl", [
      "req",
      "-newkey",
      ...ec,
      "-keyout",
      folder.path(`${provider}-leaf.key`),
      "-subj",
      "/CN=partner.example.com",
      "-out",
      csr,
    ]);
    const extfile = folder.write(
      `${provider}.ext`,
      "subjectAltName=DNS:partner.example.com\nsubjectKeyIdentifier=hash\nauthorityKeyIdentifier=keyid\n",
    );
    leafPem = run("openssl", [
      "x509",
      "-req",
      "-in",
      csr,
      "-CA",
      crt,
      "-CAkey",
      key,
      "-days",
      "90",
      "-extfile",
      extfile,
    ]);
    root = Buffer.from(folder.read(`${provider}.crt`)).toString("utf8");
    await ask("authority-create", { name: "own", subject: { CN: "Own Root" }, key: "p-256" });
    await ask("csr", { name: "web", subject: { CN: "web.example.com" }, key: "p-256" });
    await ask("sign", { request: "web", issuer: "own", profile: "server" });
  });
  afterAll(() => console_.close());

  const trusted = async () => (await ask("verify", { text: leafPem })).trusted;
  const shownMark = async (name: string) => (await ask("item", { name })).trust;

  it("a root that is uploaded is only stored until an administrator says that it is trusted", async () => {
    const { stored } = await ask(
      "upload",
      { files: [{ name: "partner.crt", text: root }], trust: "stored" },
      "operator",
    );
    expect(stored[0]!.roots).toMatchObject([{ name: "Partner Root", mark: "stored" }]);
    const said = await ask("verify", { text: leafPem });
    expect([said.trusted, said.untrustedRoots]).toMatchObject([false, [{ name: "Partner Root", mark: "stored" }]]);
    expect(await refusal("actor.forbidden", "trust", { name: "partner", mark: "trusted" }, "operator")).toMatchObject({
      permission: "authority.trust",
    });
    expect(await ask("trust", { name: "partner", mark: "trusted" })).toMatchObject({
      before: "stored",
      mark: "trusted",
    });
    expect([await trusted(), await shownMark("partner")]).toEqual([true, "trusted"]);
  });

  it("a distrusted root is no anchor anywhere, and bringing it again does not change that", async () => {
    await ask("trust", { name: "partner.crt", mark: "distrusted" });
    expect(await trusted()).toBe(false);
    await ask("upload", { files: [{ name: "again.crt", text: root }], trust: "trusted" });
    expect([await trusted(), await shownMark("partner")]).toEqual([false, "distrusted"]);
    const { authorities } = await ask("authority-list", {});
    expect(authorities.find(({ name }) => name === "partner")?.trust).toMatchObject({
      mark: "distrusted",
      by: "test administrator",
    });
    const typed = await console_.type("pki trust partner stored");
    expect(typed.text).toContain("only stored");
  });

  it("an operator's file is never an anchor by itself, an administrator's script's is shown as not asked, and ours is trusted", async () => {
    await ask("remove", { file: "partner.crt", confirm: true, anyway: true });
    const other = run("openssl", [
      "req",
      "-x509",
      "-newkey",
      "ec",
      "-pkeyopt",
      "ec_paramgen_curve:P-256",
      "-nodes",
      "-keyout",
      "/dev/null",
      "-subj",
      "/CN=Other Root",
      "-days",
      "365",
    ]);
    await ask("upload", { files: [{ name: "other.crt", text: other }] }, "operator");
    expect(await shownMark("other")).toBe("stored");
    const third = run("openssl", [
      "req",
      "-x509",
      "-newkey",
      "ec",
      "-pkeyopt",
      "ec_paramgen_curve:P-256",
      "-nodes",
      "-keyout",
      "/dev/null",
      "-subj",
      "/CN=Third Root",
      "-days",
      "365",
    ]);
    await ask("upload", { files: [{ name: "third.crt", text: third }] });
    expect(await shownMark("third")).toBe("unasked");
    expect(await shownMark("own")).toBe("trusted");
    expect(
      await refusal(
        "actor.forbidden",
        "upload",
        { files: [{ name: "x.crt", text: other }], trust: "trusted" },
        "operator",
      ),
    ).toMatchObject({
      permission: "authority.trust",
    });
    await refusal("trust.not-self-signed", "trust", { name: "web", mark: "trusted" });
  });

  it("the next generation of a root is taken for what the one before was", async () => {
    await ask("authority-renew", { name: "own" });
    expect(await shownMark("own")).toBe("trusted");
    expect((await ask("verify", { file: "web" })).trusted).toBe(true);
  });

  it("nobody takes the key of an authority who was not named, on any surface, and the flag is for ever", async () => {
    const take = { name: "own", format: "pkcs12", passphrase: "a long passphrase" };
    const inClear = { name: "own", format: "key-pem", unencrypted: true };
    for (const wish of [take, inClear]) await refusal("authority.key-stays", "export", wish);
    await refusal("actor.forbidden", "export", take, "operator");
    const service = { target: "tls-server", inputs: { host: "own.example.com", identity: "own" } };
    await refusal("authority.key-stays", "pack", { ...service, passphrase: "a long passphrase" });
    await refusal("authority.key-stays", "pack", { ...service, unencryptedKeys: true });
    await ask("authority-rights", { name: "own", exportKey: [{ role: "administrator" }] });
    expect((await ask("export", take)).bytes.length).toBeGreaterThan(500);
    await refusal("actor.forbidden", "export", take, "operator");
    await ask("authority-rights", { name: "own", neverLeaves: true });
    await refusal("authority.key-never-leaves", "export", take);
    await refusal("authority.key-never-leaves", "authority-rights", {
      name: "own",
      exportKey: [{ role: "administrator" }],
    });
    await ask("authority-rights", { name: "own", makeAuthorities: null });
    expect((await ask("authority", { name: "own" })).rights).toMatchObject({ neverLeaves: true, exportKey: [] });
    expect((await ask("item", { name: "own" })).keyDenied?.code).toBe("authority.key-never-leaves");
  });

  it("only those who were named sign with an authority, and by the templates that they were given", async () => {
    await ask("csr", { name: "a", subject: { CN: "a.example.com" }, key: "p-256" });
    await ask("authority-rights", {
      name: "own",
      sign: [{ role: "administrator" }, { role: "operator", templates: ["client"] }],
      makeAuthorities: [{ role: "administrator" }],
    });
    expect(
      await refusal(
        "authority.template-not-yours",
        "sign",
        { request: "a", issuer: "own", profile: "server" },
        "operator",
      ),
    ).toEqual({
      authority: "own",
      template: "server",
    });
    await ask("sign", { request: "a", issuer: "own", profile: "client" }, "operator");
    await ask("authority-rights", { name: "own", sign: [{ role: "administrator" }] });
    await ask("csr", { name: "b", subject: { CN: "b.example.com" }, key: "p-256" });
    await refusal(
      "authority.not-yours-to-sign",
      "sign",
      { request: "b", issuer: "own", profile: "client" },
      "operator",
    );
    await refusal("authority.not-yours-to-sign", "renew", { name: "a", key: "same" }, "operator");
    const { denied } = await ask("authority", { name: "own" }, "operator");
    expect([denied.sign?.code, denied.makeAuthorities?.code]).toEqual([
      "authority.not-yours-to-sign",
      "actor.forbidden",
    ]);
    await refusal("authority.holder-unknown", "authority-rights", {
      name: "own",
      sign: [{ person: "none@example.com" }],
    });
    await refusal("authority.unknown", "authority-rights", { name: "a" });
    await refusal("actor.forbidden", "authority-rights", { name: "own", sign: null }, "operator");
    await ask("authority-rights", { name: "own", sign: null });
    await ask("sign", { request: "b", issuer: "own", profile: "client" }, "operator");
  });

  it("a person may be named for one authority alone", async () => {
    await console_.console.accounts.createUser({
      email: "mia@example.com",
      name: "Mia",
      role: "operator",
      password: "unheard-of-horse-42",
    });
    const mia = (await console_.console.accounts.users()).find(({ email }) => email === "mia@example.com")!;
    await ask("authority-rights", { name: "own", makeAuthorities: [{ person: "mia@example.com" }] });
    const made = await execute(
      {
        actor: { kind: "user", id: mia.id, label: mia.email, role: "operator" },
        surface: "browser",
        command: "authority-create",
        input: { name: "mias", subject: { CN: "Mia's CA" }, issuer: "own", key: "p-256" },
      },
      console_.console,
    );
    expect(made).toMatchObject({ ok: true });
    await refusal("authority.not-yours-to-extend", "authority-create", {
      name: "not-hers",
      subject: { CN: "Not hers" },
      issuer: "own",
      key: "p-256",
    });
  });
});
