import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openTestConsole, type TestConsole } from "../../../test/support/console.ts";
import { openssl, temporaryFolder } from "../../../test/support/external-tools.ts";
import { providers, stopTestServer } from "../../../test/support/migrated-database.ts";
import { readCrl } from "../../pki/x509/crl.ts";
import { serialHex } from "../../pki/x509/certificate.ts";

/** An authority that was renewed with another key: the former one takes back what it signed, and keeps its list current. */

const folder = temporaryFolder();
afterAll(() => folder.remove());
afterAll(stopTestServer);

describe.each(providers)("the former key of a renewed authority, on %s", (provider) => {
  const day = 86_400_000;
  const time = { now: Date.now() };
  let console_: TestConsole;
  const ask: TestConsole["ask"] = (...words) => console_.ask(...words);

  beforeAll(async () => {
    console_ = await openTestConsole(provider, { now: () => new Date(time.now) });
    await ask("addresses-save", { base: "http://pki.example.com" });
  });
  afterAll(() => console_.close());

  async function person(name: string, issuer: string, passphrase?: string): Promise<void> {
    await ask("csr", { name, subject: { CN: name }, key: "p-256" });
    const opening = passphrase === undefined ? {} : { passphrase };
    await ask("sign", { request: name, issuer, profile: "client", ...opening });
  }
  const text = async (name: string) => {
    const { bytes } = await ask("download", { file: `${name}.crt` });
    return openssl(`x509 -in ${folder.write(`${name}.crt`, bytes)} -noout -text`);
  };
  const list = async (name: string) =>
    readCrl((await console_.console.published({ kind: "list", name, form: "der" }))!.bytes);
  const listed = async (name: string) => [...(await list(name)).entries()].map(serialHex);

  it("revokes a certificate that it signed, and its list says so under the name that the certificate has", async () => {
    await ask("selfsigned", { name: "corp-ca", subject: { CN: "Corp CA" }, key: "p-256" });
    await person("kim", "corp-ca");
    const { bytes: former } = await ask("download", { file: "corp-ca.crt" });
    folder.write("former.pem", former);
    await ask("renew", { name: "corp-ca", key: "new" });
    await person("lee", "corp-ca");
    expect(await text("kim")).toContain("/crl/corp-ca.crl");
    expect(await text("lee")).toContain("/crl/corp-ca-2.crl");
    await ask("revoke", { certificate: "kim", reason: "keyCompromise", confirm: true });
    expect([(await listed("corp-ca")).length, (await listed("corp-ca-2")).length]).toEqual([1, 0]);
    const written = await console_.console.published({ kind: "list", name: "corp-ca", form: "pem" });
    const verify = `verify -crl_check -CAfile ${folder.path("former.pem")} -CRLfile ${folder.write("list.pem", written!.bytes)} `;
    expect(() => openssl(verify + folder.path("kim.crt"))).toThrow(/certificate revoked/);
    await ask("revoke", { certificate: "lee", reason: "superseded", confirm: true });
    expect([(await listed("corp-ca")).length, (await listed("corp-ca-2")).length]).toEqual([1, 1]);
  });

  it("is followed by the upkeep of both lists when their time comes, and answers by OCSP", async () => {
    time.now += 5 * day;
    await console_.console.lists.signDue(() => false);
    const standings = (await ask("addresses", {})).authorities.map(({ name, number, isFormer, standing }) => ({
      name,
      number,
      isFormer,
      standing,
    }));
    expect(standings).toEqual([
      { name: "corp-ca", number: 3, isFormer: true, standing: "good" },
      { name: "corp-ca-2", number: 3, isFormer: false, standing: "good" },
    ]);
    const { extensions } = await list("corp-ca");
    expect(extensions.length).toBeGreaterThan(0);
  });

  it("signs the next list when its authority is meant by its fingerprint", async () => {
    const own = (await ask("addresses", {})).authorities.find(({ isFormer }) => isFormer)!;
    expect(own.authority).toMatch(/^sha256:/);
    expect(await ask("crl", { authority: own.authority! })).toMatchObject({ publishedName: "corp-ca", number: 4 });
    await ask("crl-save", { authority: own.authority!, listDays: 21 });
    const after = await ask("crl", { authority: own.authority! });
    expect(new Date(after.nextUpdate).getTime() - time.now).toBeGreaterThan(20 * day);
    await console_.refusal("file.not-found", "crl", { authority: `sha256:${"0".repeat(64)}` });
  });

  it("under a passphrase asks for its own one, and no other opens it", async () => {
    const [first, second] = ["the first passphrase", "the second passphrase"];
    await ask("selfsigned", { name: "safe-ca", subject: { CN: "Safe CA" }, key: "p-256", passphrase: first });
    await person("han", "safe-ca", first);
    await ask("renew", { name: "safe-ca", key: "new", passphrase: first, newPassphrase: second });
    const revoke = { certificate: "han", reason: "superseded", confirm: true };
    expect(await console_.refusal("key.passphrase-needed", "revoke", revoke)).toEqual({ fileName: "safe-ca.key #1" });
    await console_.refusal("key.wrong-passphrase", "revoke", { ...revoke, passphrase: second });
    const { lists } = await ask("revoke", { ...revoke, passphrase: first });
    expect(lists).toMatchObject([{ publishedName: "safe-ca", entries: 1 }]);
  });

  it("goes on under another name of its authority", async () => {
    await ask("rename", { name: "safe-ca", to: "safer-ca", confirm: true });
    await person("choi", "safer-ca", "the second passphrase");
    const own = (await ask("addresses", {})).authorities.find(({ name }) => name === "safe-ca")!;
    expect(own).toMatchObject({ basename: "safer-ca", isFormer: true });
    const signed = await ask("crl", { authority: own.authority!, passphrase: "the first passphrase" });
    expect(signed).toMatchObject({ publishedName: "safe-ca", entries: 1 });
  });
});
