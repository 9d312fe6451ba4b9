import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, verify } from "node:crypto";
import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openTestConsole, type TestConsole } from "../../../test/support/console.ts";
import { run, temporaryFolder } from "../../../test/support/external-tools.ts";
import { providers, stopTestServer } from "../../../test/support/migrated-database.ts";
import { answerTo, openPackage, signWhole } from "../../../test/support/offline-side.ts";
import { writePem } from "../../pki/asn1/pem.ts";
import { readCertificate } from "../../pki/x509/certificate.ts";

/** An authority whose key is elsewhere signs what the console lays out, and nothing else comes back in. */

const folder = temporaryFolder();
afterAll(() => folder.remove());
afterAll(stopTestServer);

describe.each(providers)("an authority whose key is not here, on %s", (provider) => {
  let console_: TestConsole;
  let rootKey: KeyObject;
  const ask: TestConsole["ask"] = (...words) => console_.ask(...words);
  const refusal: TestConsole["refusal"] = (...words) => console_.refusal(...words);

  beforeAll(async () => {
    console_ = await openTestConsole(provider);
    const key = folder.path(`root-${provider}.key`);
    const certificate = folder.path(`root-${provider}.crt`);
    run("openssl", ["ecparam", "-name", "secp384r1", "-genkey", "-noout", "-out", key]);
    run("openssl", [
      ...[
        "req",
        "-x509",
        "-new",
        "-key",
        key,
        "-sha384",
        "-days",
        "3650",
        "-subj",
        "/C=KR/O=Example/CN=Example Root R2",
      ],
      ...[
        "-addext",
        "basicConstraints=critical,CA:TRUE",
        "-addext",
        "keyUsage=critical,keyCertSign,cRLSign",
        "-out",
        certificate,
      ],
    ]);
    rootKey = createPrivateKey(readFileSync(key));
    await ask("upload", { files: [{ name: "root-r2.crt", bytes: readFileSync(certificate) }] });
    await ask("csr", { name: "devices-1", subject: { CN: "Devices CA 1" }, key: "p-256" });
  });
  afterAll(() => console_.close());

  const rootFile = () => folder.path(`root-${provider}.crt`);
  async function request(name = "devices-1", more: object = {}) {
    const asked = { authority: "root-r2", request: name, profile: "sub-ca", days: 1825, ...more };
    return ask("offline-request", asked);
  }

  it("gets a package that the console signed, with what is to be signed and how it reads", async () => {
    const asked = await request();
    const opened = openPackage(asked.package);
    expect(asked).toMatchObject({ kind: "certificate", subject: "Devices CA 1", packageName: "devices-1.request" });
    expect(asked.groups).toHaveLength(16);
    expect(asked.groups.join("").toLowerCase()).toBe(opened.sha256);
    const { file, body } = opened;
    const bytes = Buffer.from(file.body, "base64");
    const key = createPublicKey({ key: Buffer.from(file.key, "base64"), format: "der", type: "spki" });
    expect(verify("sha256", bytes, key, Buffer.from(file.signature, "base64"))).toBe(true);
    expect(body).toMatchObject({
      kind: "certificate",
      asked: { isAuthority: true, pathLength: 0, serialNumber: asked.serial },
    });
    expect(body.words.en[0]).toContain("makes Devices CA 1 an authority");
    expect(body.words.ko[0]).toContain("Devices CA 1");
    // The package is the same when it is fetched again, and a second one has the same key.
    const again = await ask("offline-package", { id: asked.id });
    expect(Buffer.compare(again.bytes, asked.package)).toBe(0);
    const second = openPackage((await ask("offline-request", { authority: "root-r2", list: true })).package);
    expect(second.file.key).toBe(file.key);
    for (const { id } of (await ask("offline-list", {})).rows) await ask("offline-withdraw", { id, confirm: true });
  });

  it("becomes the certificate of the waiting name, and OpenSSL takes it below the root", async () => {
    const asked = await request();
    expect((await ask("offline-list", {})).rows).toMatchObject([{ id: asked.id, state: "out", name: "devices-1" }]);
    const answer = answerTo(openPackage(asked.package), rootKey);
    const stored = await ask("offline-answer", { bytes: answer });
    expect(stored).toMatchObject({ fileName: "devices-1.crt", name: "devices-1", serial: asked.serial });
    const leaf = folder.write(`devices-${provider}.pem`, stored.pem);
    expect(run("openssl", ["verify", "-x509_strict", "-CAfile", rootFile(), leaf])).toMatch(/OK/);
    expect((await ask("item", { name: "devices-1" })).row.status).not.toBe("waiting");
    expect((await ask("offline-list", {})).rows).toEqual([]);
    expect((await ask("offline-list", { state: "answered" })).rows).toMatchObject([
      { id: asked.id, endedBy: "test administrator" },
    ]);
    await refusal("offline.ended", "offline-answer", { bytes: answer });
  });

  it("is paired as a bare certificate, PEM or DER, and the next one of the name is a generation", async () => {
    await refusal("sign.already-certified", "offline-request", {
      authority: "root-r2",
      request: "devices-1",
      profile: "sub-ca",
    });
    const asked = await request("devices-1", { confirm: true });
    const der = signWhole(openPackage(asked.package).tbs, rootKey);
    const stored = await ask("offline-answer", { bytes: Buffer.from(writePem("CERTIFICATE", der)) });
    expect(stored).toMatchObject({ id: asked.id, fileName: "devices-1.crt" });
    expect((await ask("item", { name: "devices-1" })).generations.map(({ number }) => number)).toHaveLength(2);
  });

  it("is refused field by field when another certificate was signed", async () => {
    const [one, two] = [
      await request("devices-1", { confirm: true }),
      await request("devices-1", { confirm: true, pathLength: 0, days: 30 }),
    ];
    const [first, second] = [openPackage(one.package), openPackage(two.package)];
    const mixed = answerTo(first, rootKey, signWhole(second.tbs, rootKey));
    const { differences } = await refusal("offline.answer-differs", "offline-answer", { bytes: mixed });
    expect(differences.map(({ field }) => field)).toEqual(expect.arrayContaining(["serial", "notAfter"]));
    expect(differences.find(({ field }) => field === "serial")?.answered).not.toBe("");
    await refusal("offline.answer-of-another", "offline-answer", { bytes: answerTo(first, rootKey), id: two.id });
    const stranger = generateKeyPairSync("ec", { namedCurve: "P-384" }).privateKey;
    await refusal("offline.signature-invalid", "offline-answer", { bytes: answerTo(first, stranger) });
    await refusal("offline.package-changed", "offline-answer", {
      bytes: answerTo({ ...first, sha256: "0".repeat(64) }, rootKey),
    });
    await refusal("offline.not-an-answer", "offline-answer", { bytes: one.package });
    const elsewhere = readCertificate(readPemFile(rootFile()));
    await refusal("offline.answer-unpaired", "offline-answer", { bytes: Buffer.from(elsewhere.der) });
    for (const { id } of (await ask("offline-list", {})).rows) {
      await refusal("confirmation.required", "offline-withdraw", { id });
      await ask("offline-withdraw", { id, confirm: true });
    }
    await refusal("offline.ended", "offline-answer", { bytes: answerTo(first, rootKey) });
  });

  it("revokes: the list goes out and comes back, and OpenSSL refuses what it names", async () => {
    const empty = openPackage((await ask("offline-request", { authority: "root-r2", list: true })).package);
    await ask("offline-answer", { bytes: answerTo(empty, rootKey) });
    const published = async () => (await console_.console.published({ kind: "list", name: "root-r2", form: "der" }))!;
    const verifyWith = async () => {
      const list = folder.write(`list-${provider}.pem`, writePem("X509 CRL", (await published()).bytes));
      const leaf = folder.path(`devices-${provider}.pem`);
      try {
        return run("openssl", ["verify", "-x509_strict", "-crl_check", "-CAfile", rootFile(), "-CRLfile", list, leaf]);
      } catch (error) {
        return String((error as { stderr?: string }).stderr);
      }
    };
    expect(await verifyWith()).toMatch(/OK/);
    const first = (await ask("item", { name: "devices-1" })).generations.at(-1)!;
    const done = await ask("revoke", { certificate: `sha256:${first.sha256}`, reason: "superseded", confirm: true });
    expect(done.lists).toMatchObject([{ issuer: "root-r2", number: null, isOffline: true }]);
    const asked = await ask("offline-request", { authority: "root-r2", list: true });
    const opened = openPackage(asked.package);
    expect(opened.body).toMatchObject({ kind: "revocation-list", asked: { entries: 1, number: asked.number } });
    const later = await ask("offline-request", { authority: "root-r2", list: true });
    expect(later.number).toBe((asked.number ?? 0) + 1);
    const stored = await ask("offline-answer", { bytes: answerTo(opened, rootKey) });
    expect(stored).toMatchObject({ kind: "revocation-list", entries: 1, publishedName: "root-r2" });
    expect(await verifyWith()).toMatch(/certificate revoked/);
    // A list that was overtaken is not taken: its number is below the newest one.
    const last = await ask("offline-request", { authority: "root-r2", list: true });
    await ask("offline-answer", { bytes: answerTo(openPackage(last.package), rootKey) });
    expect(
      await refusal("offline.list-overtaken", "offline-answer", {
        bytes: answerTo(openPackage(later.package), rootKey),
      }),
    ).toEqual({
      number: later.number,
      newest: last.number,
    });
  });

  it("is not asked for what can be signed here, and not with a key that no page signs with", async () => {
    await ask("selfsigned", { name: "here", subject: { CN: "Here" }, key: "p-256" });
    await refusal("offline.key-is-here", "offline-request", {
      authority: "here",
      request: "devices-1",
      profile: "sub-ca",
    });
    await refusal("offline.unknown", "offline-package", { id: crypto.randomUUID() });
    expect((await console_.type("pki offline-list state:all")).text).toMatch(/Devices CA 1, asked of root-r2\.crt/);
    expect((await console_.type("pki offline-request root-r2 list:yes")).text).toMatch(/^SUCCESS/);
    const [out] = (await ask("offline-list", { authority: "root-r2" })).rows;
    expect((await console_.type(`pki offline-withdraw ${out!.id} confirm:yes`)).text).toMatch(/^SUCCESS/);
    const [key, certificate] = ["key", "crt"].map((ending) => folder.path(`ed448-${provider}.${ending}`));
    run("openssl", [
      "req",
      "-x509",
      "-newkey",
      "ed448",
      "-nodes",
      "-keyout",
      key!,
      "-out",
      certificate!,
      "-subj",
      "/CN=Ed448 Root",
    ]);
    await ask("upload", { files: [{ name: "ed448.crt", bytes: readFileSync(certificate!) }] });
    expect(await refusal("offline.key-unsupported", "offline-request", { authority: "ed448", list: true })).toEqual({
      authority: "CN=Ed448 Root",
      label: "Ed448",
    });
  });
});

function readPemFile(path: string): Uint8Array {
  return Buffer.from(readFileSync(path, "utf8").replace(/-----[^-]+-----|\s/g, ""), "base64");
}
