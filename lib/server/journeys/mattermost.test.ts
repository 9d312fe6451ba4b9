import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openssl, run, temporaryFolder } from "../../../test/support/external-tools.ts";
import { openTestConsole, type TestConsole } from "../../../test/support/console.ts";

/**
 * The files of the Mattermost how-to, made with its own openssl lines: an authority's key under DES3, a user's RSA-1024
 * key under DES3, a version 1 certificate with serial number 01.
 */

const folder = temporaryFolder();
afterAll(() => folder.remove());
const secret = "otter-plinth";

let console_: TestConsole;
afterAll(() => console_.close());

function make(): void {
  const lines = [
    `genrsa -des3 -traditional -passout pass:${secret} -out ca.mattermost.key 4096`,
    `req -new -x509 -days 365 -key ca.mattermost.key -passin pass:${secret} -subj /CN=ca.mattermost -out ca.mattermost.crt`,
    `genrsa -des3 -traditional -passout pass:${secret} -out mmuser-mattermost.key 1024`,
    `req -new -key mmuser-mattermost.key -passin pass:${secret} -subj /CN=mmuser -out mmuser-mattermost.csr`,
    `x509 -req -days 365 -in mmuser-mattermost.csr -CA ca.mattermost.crt -CAkey ca.mattermost.key -passin pass:${secret} -set_serial 01 -out mmuser-mattermost.crt`,
  ];
  const file = /(?<= )[a-z.-]*mattermost\.(key|crt|csr)/g;
  for (const line of lines) openssl(line.replace(file, (name) => folder.path(name)));
}

const upload = (name: string, as = name) => ({ name: as, bytes: folder.read(name) });

beforeAll(async () => {
  make();
  console_ = await openTestConsole();
});

describe("the files of the Mattermost how-to", () => {
  it("the how-to's files are taken in, whatever the certificate is called, and find each other where they can", async () => {
    const files = [
      upload("ca.mattermost.key"),
      upload("ca.mattermost.crt"),
      upload("mmuser-mattermost.key"),
      upload("mmuser-mattermost.csr"),
      upload("mmuser-mattermost.crt", "from-the-mail.cer"),
    ];
    const { stored, refused } = await console_.ask("upload", { files });
    expect(refused).toEqual([]);
    expect(stored.map(({ storedAs, kind, outcome }) => [storedAs, kind, outcome])).toEqual([
      ["ca.mattermost.key", "locked-key", "stored"],
      ["ca.mattermost.crt", "certificate", "stored"],
      ["mmuser-mattermost.key", "locked-key", "stored"],
      ["mmuser-mattermost.csr", "csr", "stored"],
      ["mmuser-mattermost.crt", "certificate", "paired"],
    ]);
    expect(stored[4]).toMatchObject({
      pairedWith: ["mmuser-mattermost.csr"],
      issuers: ["ca.mattermost.crt"],
      isUnpaired: false,
    });
    expect(stored[1]).toMatchObject({ isUnpaired: true });
  });

  it("the how-to's files are recognised when they come again", async () => {
    const { stored } = await console_.ask("upload", {
      files: [upload("mmuser-mattermost.crt", "again.crt"), upload("ca.mattermost.key")],
    });
    expect(stored.map(({ outcome, storedAs }) => [outcome, storedAs])).toEqual([
      ["identical", "mmuser-mattermost.crt"],
      ["identical", "ca.mattermost.key"],
    ]);
  });

  it("an inspection names the weak key, version 1 and the serial number", async () => {
    const { inspection } = await console_.ask("inspect", { file: "mmuser-mattermost.crt" });
    const [element] = inspection.elements;
    const codes = element?.findings.map(({ code }) => code);
    expect(codes).toEqual(expect.arrayContaining(["key.rsa-small", "version.old", "serial.short"]));
    expect(element?.card).toMatchObject({
      version: 1,
      serial: expect.stringMatching(/^0?1$/) as unknown,
      key: { label: "RSA 1024" },
    });
    const printed = await console_.type("pki inspect mmuser-mattermost.crt");
    expect(printed.text).toContain("1024 bits");
    const locked = await console_.ask("inspect", { file: "mmuser-mattermost.key" });
    expect(locked.inspection.elements[0]).toMatchObject({ kind: "locked-key", card: { isSupported: true } });
    expect(JSON.stringify(locked)).not.toContain("PRIVATE KEY-----");
  });

  it("locked keys are not matched, signed with or exported without their passphrase", async () => {
    expect(
      await console_.refusal("key.still-locked", "match", {
        key: "mmuser-mattermost.key",
        certificate: "mmuser-mattermost.crt",
      }),
    ).toEqual({ fileName: "mmuser-mattermost.key" });
    await console_.ask("csr", { name: "other", subject: { CN: "other.example.com" }, key: "p-256" });
    expect(
      await console_.refusal("key.passphrase-needed", "sign", { request: "other", issuer: "ca.mattermost" }),
    ).toEqual({ fileName: "ca.mattermost.key" });
    expect(
      await console_.refusal("key.still-locked", "export", {
        name: "mmuser-mattermost",
        format: "pkcs12",
        passphrase: "nine-words-of-iron",
      }),
    ).toEqual({ fileName: "mmuser-mattermost.key" });
  });

  it("locked keys open with the passphrase, which is asked for and never in the line", async () => {
    const asked = await console_.type("pki unlock mmuser-mattermost.key");
    expect(asked).toMatchObject({ asks: "passphrase", error: { code: "line.secret-needed" } });
    await console_.refusal("key.wrong-passphrase", "unlock", { key: "mmuser-mattermost.key", passphrase: "wrong" });
    expect(await console_.ask("unlock", { key: "ca.mattermost", passphrase: secret })).toMatchObject({
      fileName: "ca.mattermost.key",
      wasLocked: true,
      keyLabel: "RSA 4096",
      pairedWith: ["ca.mattermost.crt"],
    });
    const typed = await console_.type("pki unlock mmuser-mattermost.key", secret);
    expect(typed.text).toBe(
      "SUCCESS: mmuser-mattermost.key is unlocked\nIt belongs to mmuser-mattermost.crt, mmuser-mattermost.csr.",
    );
  });

  it("unlocked keys match, and leave as a .p12 that other programs open", async () => {
    expect(
      await console_.ask("match", { key: "mmuser-mattermost.key", certificate: "mmuser-mattermost.crt" }),
    ).toMatchObject({ matches: true });
    expect(await console_.ask("match", { certificate: "mmuser-mattermost.csr" })).toMatchObject({
      matches: true,
      key: "mmuser-mattermost.key",
    });
    const passphrase = "nine-words-of-iron";
    const { fileName, bytes } = await console_.ask("export", {
      name: "mmuser-mattermost",
      format: "pkcs12",
      passphrase,
    });
    expect(fileName).toBe("mmuser-mattermost.p12");
    const p12 = folder.write(fileName, bytes);
    const listed = openssl(`pkcs12 -in ${p12} -passin pass:${passphrase} -passout pass:x`);
    expect(listed.match(/BEGIN CERTIFICATE/g)).toHaveLength(2);
    expect(run("keytool", ["-list", "-keystore", p12, "-storepass", passphrase])).toContain("mmuser-mattermost");
  });

  it("a key that is too weak gets no certificate here", async () => {
    await console_.refusal("key.too-weak", "sign", {
      request: "mmuser-mattermost",
      issuer: "ca.mattermost",
      confirm: true,
    });
  });

  it("a .p12 that is called .pub gives an OpenSSH key", async () => {
    const exported = await console_.ask("export", {
      name: "mmuser-mattermost",
      format: "pkcs12",
      passphrase: "nine-words-of-iron",
    });
    const p12 = { name: "minji.pub", bytes: exported.bytes };
    expect((await console_.ask("upload", { files: [p12] })).stored[0]).toMatchObject({
      storedAs: "minji.pub",
      kind: "pkcs12",
    });
    await console_.refusal("pkcs12.wrong-passphrase", "pkcs12-to-ssh", { username: "minji", passphrase: "wrong" });
    const { text } = await console_.type("pki pkcs12-to-ssh minji", "nine-words-of-iron");
    expect(text).toMatch(/^SUCCESS: minji\.pub\nssh-rsa AAAA\S+ minji$/);
    const { bytes } = await console_.ask("download", { file: "minji.pub" });
    expect(run("ssh-keygen", ["-l", "-f", folder.write("minji.pub", bytes)])).toMatch(/^1024 SHA256:/);
    expect(Buffer.from(bytes).toString()).toBe(
      run("ssh-keygen", [
        "-i",
        "-m",
        "PKCS8",
        "-f",
        folder.write("spki.pem", openssl(`x509 -in ${folder.path("mmuser-mattermost.crt")} -noout -pubkey`)),
      ]).trimEnd() + " minji\n",
    );
  });
});
