import { zipSync } from "fflate";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Actor, TokenLimits } from "../../commands/permission.ts";
import { execute } from "../gate/execute.ts";
import { openssl, temporaryFolder } from "../../../test/support/external-tools.ts";
import { openTestConsole, type TestConsole } from "../../../test/support/console.ts";
import { providers, stopTestServer } from "../../../test/support/migrated-database.ts";

/** Who may do what on what, asked at the gate: authorities are told apart by the input, not by the command alone. */

afterAll(stopTestServer);

const passphrase = "hickory-lantern-fjord";
const folder = temporaryFolder();
afterAll(() => folder.remove());

describe.each(providers)("permissions on one authority, on %s", (provider) => {
  let console_: TestConsole;
  const as = async (actor: Actor, command: string, input: unknown) => {
    const answer = await execute({ actor, surface: "http", command, input }, console_.console);
    return answer.ok ? "answered" : answer.error.code === "internal" ? answer.error : answer.error.code;
  };
  const operator: Actor = { kind: "user", id: "o", label: "o@example.com", role: "operator" };
  const scoped = async (authority: string): Promise<Actor> => {
    const { store } = console_.console.contextFor(operator, null);
    const limits: TokenLimits = {
      commands: null,
      authorities: await store.authorities([authority]),
      mayDelegate: false,
    };
    return { kind: "token", id: "t", label: "ci", role: "administrator", limits };
  };

  beforeAll(async () => {
    console_ = await openTestConsole(provider);
    for (const name of ["staff-ca", "other-ca"])
      await console_.ask("selfsigned", { name, subject: { CN: name }, key: "p-256" });
    for (const name of ["web", "sub", "leaf"])
      await console_.ask("csr", { name, subject: { CN: `${name}.example.com` }, key: "p-256" });
  });
  afterAll(() => console_.close());

  it("an operator signs leaves, and no authority, however it is asked for", async () => {
    const sign = { request: "sub", issuer: "staff-ca" };
    expect(await as(operator, "sign", { ...sign, profile: "sub-ca" })).toBe("actor.forbidden");
    expect(await as(operator, "sign", { ...sign, profile: "root-ca" })).not.toBe("answered");
    expect(await as(operator, "sign", { ...sign, profile: "sub-ca", pathLength: 0 })).toBe("actor.forbidden");
    expect(await as(operator, "sign", { ...sign, pathLength: 1 })).toBe("actor.forbidden");
    expect(await as(operator, "sign", { request: "web", issuer: "staff-ca" })).toBe("answered");
    await console_.ask("sign", { ...sign, profile: "sub-ca" });
  });

  it("an operator takes the key of a leaf away, and of no authority, by whatever name it is called", async () => {
    const key = { format: "key-pem", passphrase };
    expect(await as(operator, "export", { name: "web", ...key })).toBe("answered");
    for (const name of ["staff-ca", "staff-ca.crt", "staff-ca.key", "sub"])
      for (const format of ["key-pem", "key-der", "pkcs12", "zip"])
        expect(await as(operator, "export", { name, format, passphrase }), `${name} as ${format}`).toBe(
          "actor.forbidden",
        );
    expect(await as(operator, "export", { name: "staff-ca", format: "certificate-pem" })).toBe("answered");
    const inputs = { host: "staff-ca", identity: "staff-ca" };
    expect(await as(operator, "pack", { target: "tls-server", inputs, passphrase })).toBe("actor.forbidden");
    expect(await as(operator, "pack", { target: "tls-server", inputs })).toBe("answered");
    // An administrator neither, until someone is named.
    await console_.refusal("authority.key-stays", "export", { name: "staff-ca", ...key });
    await console_.ask("authority-rights", { name: "staff-ca", exportKey: [{ role: "administrator" }] });
    await console_.ask("export", { name: "staff-ca", ...key });
  });

  it("a token of one authority touches no other one", async () => {
    const ci = await scoped("staff-ca");
    expect(await as(ci, "sign", { request: "leaf", issuer: "staff-ca" })).toBe("answered");
    for (const issuer of ["other-ca", "other-ca.crt", "sub"])
      expect(await as(ci, "sign", { request: "leaf", issuer, confirm: true }), issuer).toBe("token.out-of-scope");
    const rows = [{ name: "Kim Minji", email: "minji@example.com" }];
    const batch = { rows, template: { key: "p-256" }, profile: "none" };
    expect(await as(ci, "client-batch", { issuer: "other-ca", ...batch })).toBe("token.out-of-scope");
    expect(await as(ci, "client-batch-preview", { issuer: "other-ca", rows })).toBe("token.out-of-scope");
    const made = await console_.ask("client-batch", { issuer: "other-ca", ...batch });
    expect(await as(ci, "batch-resume", { batch: made.batch })).toBe("token.out-of-scope");
    expect(await as(ci, "batch-renew", { batch: made.batch, days: 36_500 })).toBe("token.out-of-scope");
    for (const file of ["other-ca.crt", "other-ca.key"])
      expect(await as(ci, "remove", { file, confirm: true, anyway: true }), file).toBe("token.out-of-scope");
    expect(await as(ci, "restore", { name: "other-ca", generation: 1, confirm: true })).toBe("token.out-of-scope");
    expect(await as(ci, "export", { name: "other-ca", format: "key-pem", passphrase })).toBe("token.out-of-scope");
    const files = [{ name: "other-ca.crt", text: "anything" }];
    expect(await as(ci, "upload", { files, replace: true })).toBe("token.out-of-scope");
    const { pem } = await console_.ask("selfsigned", { name: "elsewhere", subject: { CN: "Elsewhere" }, key: "p-256" });
    const archive = zipSync({ "other-ca.crt": Buffer.from(pem) });
    const archives = { files: [{ name: "backup.zip", bytes: archive }] };
    expect(await as(ci, "upload", { ...archives, replace: true })).toBe("token.out-of-scope");
    const review = await execute(
      { actor: ci, surface: "http", command: "import-review", input: archives },
      console_.console,
    );
    if (!review.ok) throw new Error(review.error.code);
    const held = review.value as { readonly review: string; readonly items: readonly { readonly item: string }[] };
    const chosen = { review: held.review, items: held.items.map(({ item }) => ({ item })), replace: true };
    expect(chosen.items).toHaveLength(1);
    expect(await as(ci, "import", chosen)).toBe("token.out-of-scope");
    const inputs = { host: "other-ca", identity: "other-ca" };
    expect(await as(ci, "rehearse", { target: "tls-server", inputs })).toBe("token.out-of-scope");
    // What every role may read is not narrowed: chains need the issuers of others.
    expect(await as(ci, "item", { name: "other-ca" })).toBe("answered");
  });

  it("a key that only its passphrase shows to be an authority's is denied like any other of an authority", async () => {
    const at = (line: string) => openssl(line.replace(/@(\S+)/g, (_, name: string) => folder.path(name)));
    at(
      "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -passout pass:locked-away -keyout @shut.key -out @shut.pem -subj /CN=Shut-CA -days 30",
    );
    const files = [
      { name: "shut-ca.crt", bytes: folder.read("shut.pem") },
      { name: "drawer.key", bytes: folder.read("shut.key") },
    ];
    await console_.ask("upload", { files });
    const key = { key: "drawer.key", passphrase: "locked-away" };
    expect(await as(await scoped("staff-ca"), "unlock", key)).toBe("token.out-of-scope");
    const other = { ...key, newPassphrase: "copper-marble-otter-9", confirm: true };
    expect(await as(await scoped("staff-ca"), "key-passphrase", other)).toBe("token.out-of-scope");
    // It is the very authority that this token is for.
    expect(await as(await scoped("shut-ca"), "unlock", key)).toBe("answered");
    expect(await as(await scoped("staff-ca"), "sign", { request: "leaf", issuer: "shut-ca", confirm: true })).toBe(
      "token.out-of-scope",
    );
  });

  it("the vault stops a command that did not say which authority it touches", async () => {
    const { vault } = console_.console.contextFor(operator, null, { ids: new Set(), deny: () => null });
    await expect(vault.signer("staff-ca.key")).rejects.toThrow("did not say");
    await expect(vault.exportClear("other-ca.key")).rejects.toThrow("did not say");
    await expect(vault.signer("web.key")).resolves.toBeDefined();
  });
});
