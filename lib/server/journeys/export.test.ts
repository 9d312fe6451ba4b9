import { createHash } from "node:crypto";
import { unzipSync } from "fflate";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openssl, run, temporaryFolder } from "../../../test/support/external-tools.ts";
import type { InputOf } from "../../commands/index.ts";
import { openTestConsole, type TestConsole } from "../../../test/support/console.ts";

/** Every format of `export` through the gate, judged by the programs that are to open it. */

const folder = temporaryFolder();
const passphrase = "nine-words-of-iron";
let console_: TestConsole;

type Choice = Omit<InputOf<"export">, "name">;
const take = async (choice: Choice, name = "web") => {
  const answer = await console_.ask("export", { name, ...choice });
  return { ...answer, path: folder.write(answer.fileName, answer.bytes), text: Buffer.from(answer.bytes).toString() };
};
const blocks = (text: string): string[] => [...text.matchAll(/-----BEGIN ([^-]+)-----/g)].map(([, label]) => label!);
const publicKey = (): string => openssl(`x509 -in ${folder.path("web.crt")} -noout -pubkey`);

beforeAll(async () => {
  console_ = await openTestConsole();
  await console_.ask("selfsigned", { name: "root", subject: { CN: "Export Root" }, key: "p-256" });
  await console_.ask("csr", { name: "middle", subject: { CN: "Export Issuer" }, key: "p-256" });
  await console_.ask("sign", { request: "middle", issuer: "root", profile: "sub-ca" });
  await console_.ask("csr", {
    name: "web",
    subject: { CN: "web.example.com", O: '예제 "주식회사"' },
    subjectAltNames: ["web.example.com"],
    key: "rsa-2048",
  });
  await console_.ask("sign", { request: "web", issuer: "middle", profile: "server-client" });
  await console_.ask("csr", { name: "edge", subject: { CN: "edge.example.com" }, key: "ed25519" });
  await console_.ask("sign", { request: "edge", issuer: "middle" });
  await take({ format: "certificate-pem" });
}, 60_000);
afterAll(async () => {
  await console_.close();
  folder.remove();
});

describe("pkcs12", () => {
  const info = (path: string): string =>
    run("sh", ["-c", `openssl pkcs12 -info -noout -in '${path}' -passin 'pass:${passphrase}' 2>&1`]);

  it("the profile of a PKCS#12 follows the receiver, or is the one that was named", async () => {
    const modern = /PBES2, PBKDF2, AES-256-CBC, Iteration 100000, PRF hmacWithSHA256/;
    const compatible = /pbeWithSHA1And3-KeyTripleDES-CBC, Iteration 10000/;
    const cases = [
      [{}, modern],
      [{ profile: "modern" }, modern],
      [{ profile: "compatible" }, compatible],
      [{ receiver: "windows" }, modern],
      [{ receiver: "windows-old" }, compatible],
      [{ receiver: "unknown" }, compatible],
    ] as const;
    for (const [choice, words] of cases)
      expect(info((await take({ format: "pkcs12", passphrase, ...choice })).path)).toMatch(words);
    await console_.refusal("input.malformed", "export", {
      name: "web",
      format: "pkcs12",
      passphrase,
      receiver: "java",
      profile: "modern",
    });
    await console_.refusal("input.malformed", "export", {
      name: "web",
      format: "pkcs12",
      passphrase,
      profile: "legacy",
    });
  });
  it("a PKCS#12 carries the chain with or without its root, and the alias", async () => {
    const count = (path: string): number =>
      openssl(`pkcs12 -in ${path} -passin pass:${passphrase} -nokeys`).match(/BEGIN CERTIFICATE/g)!.length;
    expect(count((await take({ format: "pkcs12", passphrase })).path)).toBe(3);
    expect(count((await take({ format: "pkcs12", passphrase, root: false })).path)).toBe(2);
    const { path } = await take({ format: "pkcs12", passphrase, alias: "웹 'one'" });
    expect(run("keytool", ["-list", "-keystore", path, "-storepass", passphrase])).toContain("웹 'one'");
    await console_.refusal("input.malformed", "export", { name: "web", format: "pkcs12", passphrase, alias: "a\nb" });
  });
  it("a receipt of the very bytes is given when it is asked for", async () => {
    const { receipt, path, bytes } = await take({
      format: "pkcs12",
      passphrase: "암호 여덟글자",
      receiver: "java",
      receipt: true,
    });
    expect(receipt).toMatchObject({
      octets: bytes.length,
      sha256: createHash("sha256").update(bytes).digest("hex"),
      isProven: true,
    });
    expect(receipt?.pkcs12).toMatchObject({
      friendlyName: "web",
      isComplete: true,
      concerns: ["passphrase-not-ascii"],
    });
    expect(
      receipt?.pkcs12?.certificates.map(({ subject, isCurrent }) => [/CN=([^,]+)/.exec(subject)?.[1], isCurrent]),
    ).toEqual([
      ["web.example.com", true],
      ["Export Issuer", true],
      ["Export Root", true],
    ]);
    expect(receipt?.pkcs12?.structure.join("\n")).toBe(
      run("sh", ["-c", `openssl pkcs12 -info -noout -in '${path}' -passin 'pass:암호 여덟글자' 2>&1`]).trim(),
    );
    expect(JSON.stringify(receipt)).not.toContain("암호");
    expect((await take({ format: "pkcs12", passphrase, root: false, receipt: true })).receipt?.pkcs12?.isComplete).toBe(
      false,
    );
  });
  it("a PKCS#12 without a passphrase or with a certificate of another key is refused", async () => {
    await console_.refusal("passphrase.required", "export", { name: "web", format: "pkcs12", passphrase: "" });
    expect(
      await console_.refusal("export.not-in-clear", "export", { name: "web", format: "pkcs12", unencrypted: true }),
    ).toEqual({ format: "pkcs12" });
    await console_.refusal("export.unencrypted-not-chosen", "export", { name: "web", format: "pkcs12" });
    await console_.ask("upload", { files: [{ name: "odd.key", text: openssl("genpkey -algorithm ED25519") }] });
    const other = openssl(
      `req -x509 -newkey ed25519 -nodes -keyout ${folder.path("other.key")} -subj /CN=other -days 3`,
    );
    await console_.ask("upload", { files: [{ name: "odd.crt", text: other }] });
    await console_.ask("authority-rights", { name: "odd", exportKey: [{ role: "administrator" }] });
    expect(
      await console_.refusal("export.key-mismatch", "export", { name: "odd", format: "pkcs12", passphrase }),
    ).toEqual({ keyFile: "odd.key", certificateFile: "odd.crt" });
  });
});

describe("keys", () => {
  it("a key leaves as encrypted PKCS#8, PEM and DER, at 600,000 rounds", async () => {
    const { path } = await take({ format: "key-pem", passphrase });
    expect(openssl(`pkey -in ${path} -passin pass:${passphrase} -pubout`)).toBe(publicKey());
    const der = await take({ format: "key-der", passphrase });
    expect(der.fileName).toBe("web-key.der");
    expect(openssl(`asn1parse -inform DER -in ${der.path}`)).toMatch(
      /PBES2[\s\S]*PBKDF2[\s\S]*0927C0[\s\S]*hmacWithSHA256[\s\S]*aes-256-cbc/,
    );
    expect(openssl(`pkey -inform DER -in ${der.path} -passin pass:${passphrase} -pubout`)).toBe(publicKey());
    const clear = await take({ format: "key-der", unencrypted: true });
    expect(openssl(`pkey -inform DER -in ${clear.path} -pubout`)).toBe(publicKey());
  });
  it("a key leaves as traditional PEM under AES-256, and under DES3 when it is asked for", async () => {
    const aes = await take({ format: "key-traditional-pem", passphrase });
    expect(aes.text).toContain("DEK-Info: AES-256-CBC");
    const des = await take({ format: "key-traditional-pem", passphrase, cipher: "des-ede3-cbc" });
    expect(des.text).toContain("DEK-Info: DES-EDE3-CBC");
    for (const { path } of [aes, des])
      expect(openssl(`rsa -in ${path} -passin pass:${passphrase} -pubout`)).toBe(publicKey());
    expect((await take({ format: "key-traditional-pem", unencrypted: true })).text).toMatch(
      /^-----BEGIN RSA PRIVATE KEY-----\n[A-Z]/i,
    );
    await console_.refusal("input.malformed", "export", {
      name: "web",
      format: "key-traditional-pem",
      passphrase,
      cipher: "aes-256-gcm",
    });
    expect(
      await console_.refusal("export.no-traditional-form", "export", {
        name: "edge",
        format: "key-traditional-pem",
        passphrase,
      }),
    ).toEqual({ algorithm: "ed25519" });
  });
  it("a key in clear leaves only for roles that may, whatever the form", async () => {
    for (const format of ["key-der", "key-traditional-pem", "key-and-chain-pem", "jwk-private"] as const) {
      expect(
        await console_.refusal("actor.forbidden", "export", { name: "web", format, unencrypted: true }, "operator"),
      ).toMatchObject({ permission: "key.export-clear" });
      expect(
        await console_.refusal("actor.forbidden", "export", { name: "web", format, passphrase }, "auditor"),
      ).toMatchObject({ role: "auditor" });
    }
    await console_.refusal("export.only-in-clear", "export", { name: "web", format: "jwk-private", passphrase });
    await console_.refusal("export.only-in-clear", "export", {
      name: "web",
      format: "key-and-chain-pem",
      service: "cms",
      passphrase,
    });
  });
});

describe("key and chain in one file", () => {
  const pair = ["CERTIFICATE", "CERTIFICATE"];

  it("nginx starts with key and chain in one file, in clear and under a passphrase", async () => {
    for (const choice of [{ unencrypted: true as const }, { passphrase: "암호 nine words" }]) {
      const { path, text, fileName } = await take({ format: "key-and-chain-pem", ...choice });
      expect(fileName).toBe("web-nginx.pem");
      expect(blocks(text)).toEqual([...pair, "passphrase" in choice ? "ENCRYPTED PRIVATE KEY" : "PRIVATE KEY"]);
      const secrets =
        "passphrase" in choice ? `ssl_password_file ${folder.write("words", `${choice.passphrase}\n`)};` : "";
      const settings = `pid ${folder.path("nginx.pid")}; error_log stderr; events {} http { access_log off; server { listen 127.0.0.1:8443 ssl; ssl_certificate ${path}; ssl_certificate_key ${path}; ${secrets} } }`;
      expect(
        run("sh", ["-c", `nginx -t -p ${folder.path("")} -c ${folder.write("nginx.conf", settings)} 2>&1`]),
      ).toContain("test is successful");
    }
  });
  it("HAProxy starts with key and chain in one file", async () => {
    const { path, text } = await take({ format: "key-and-chain-pem", service: "haproxy", unencrypted: true });
    expect(blocks(text)).toEqual([...pair, "PRIVATE KEY"]);
    const settings = `defaults\n  mode http\n  timeout client 1s\n  timeout server 1s\n  timeout connect 1s\nfrontend f\n  bind 127.0.0.1:8443 ssl crt ${path}\n  default_backend b\nbackend b\n  server s 127.0.0.1:1\n`;
    expect(run("sh", ["-c", `haproxy -c -V -f ${folder.write("haproxy.cfg", settings)} 2>&1`])).toContain(
      "Configuration file is valid",
    );
  });
  it("Cisco Meeting Server gets key and chain as two files", async () => {
    const { bytes, fileName } = await take({ format: "key-and-chain-pem", service: "cms", unencrypted: true });
    expect(fileName).toBe("web-cms.zip");
    const files = unzipSync(Uint8Array.from(bytes));
    expect(Object.keys(files).sort()).toEqual(["web-fullchain.crt", "web.key"]);
    expect(blocks(Buffer.from(files["web-fullchain.crt"]!).toString())).toEqual([...pair, "CERTIFICATE"]);
    expect(blocks(Buffer.from(files["web.key"]!).toString())).toEqual(["PRIVATE KEY"]);
  });
});

describe("forms without a key", () => {
  it("PKCS#7 leaves in PEM and DER, with the chain in order", async () => {
    const pem = await take({ format: "pkcs7-pem" });
    const printed = openssl(`pkcs7 -in ${pem.path} -print_certs -noout`);
    expect([...printed.matchAll(/^subject=.*CN = ([^,\n]+)/gm)].map(([, name]) => name)).toEqual([
      "web.example.com",
      "Export Issuer",
      "Export Root",
    ]);
    expect(run("certtool", ["--p7-info", "--infile", pem.path])).toContain("Number of certificates: 3");
    const der = await take({ format: "pkcs7-der", root: false });
    expect(run("certtool", ["--p7-info", "--inder", "--infile", der.path])).toContain("Number of certificates: 2");
    expect(run("keytool", ["-printcert", "-file", der.path])).toContain("CN=web.example.com");
  });
  it("the SSH public key, the JWK with x5c and DER leave", async () => {
    const ssh = await take({ format: "ssh-public-key" });
    expect(ssh.text).toBe(
      `${run("ssh-keygen", ["-i", "-m", "PKCS8", "-f", folder.write("spki.pem", publicKey())]).trim()} web\n`,
    );
    const jwk = JSON.parse((await take({ format: "jwk" })).text) as { n: string; x5c: string[]; d?: string };
    expect(jwk.d).toBeUndefined();
    expect(jwk.x5c).toHaveLength(2);
    const modulus = openssl(`x509 -in ${folder.path("web.crt")} -noout -modulus`)
      .trim()
      .replace("Modulus=", "");
    expect(Buffer.from(jwk.n, "base64url").toString("hex").toUpperCase()).toBe(modulus);
    const hidden = JSON.parse((await take({ format: "jwk-private", unencrypted: true })).text) as {
      n: string;
      d: string;
    };
    expect(hidden.n).toBe(jwk.n);
    expect(hidden.d.length).toBeGreaterThan(300);
    expect(
      openssl(`x509 -inform DER -in ${(await take({ format: "certificate-der" })).path} -noout -subject`),
    ).toContain("web.example.com");
    expect(JSON.parse((await take({ format: "jwk" }, "edge")).text)).toMatchObject({ kty: "OKP", crv: "Ed25519" });
  });
  it("a field that means nothing for the form is refused", async () => {
    const { issues } = await console_.refusal("input.malformed", "export", {
      name: "web",
      format: "certificate-pem",
      profile: "modern",
    });
    expect(issues).toEqual([
      { field: "profile", code: "not-for-format", params: { format: "certificate-pem", formats: "pkcs12, zip" } },
    ]);
  });
});

describe("zip", () => {
  it("a zip holds the identity in every form, and a README of each file in the person's language", async () => {
    const english = unzipSync(Uint8Array.from((await take({ format: "zip", passphrase, receiver: "unknown" })).bytes));
    expect(Object.keys(english).sort()).toEqual([
      "README.txt",
      "web-chain.pem",
      "web.crt",
      "web.csr",
      "web.der",
      "web.jwk",
      "web.key",
      "web.p12",
      "web.p7b",
      "web.pub",
    ]);
    const readme = Buffer.from(english["README.txt"]!).toString();
    for (const name of Object.keys(english)) if (name !== "README.txt") expect(readme).toContain(`\r\n${name}\r\n    `);
    expect(readme).toContain("keytool -importkeystore -srckeystore web.p12");
    expect(readme).not.toContain(passphrase);
    expect(
      openssl(`pkey -in ${folder.write("zipped.key", english["web.key"]!)} -passin pass:${passphrase} -pubout`),
    ).toBe(publicKey());
    expect(
      run("sh", [
        "-c",
        `openssl pkcs12 -info -noout -in '${folder.write("zipped.p12", english["web.p12"]!)}' -passin 'pass:${passphrase}' 2>&1`,
      ]),
    ).toContain("3-KeyTripleDES");
    const { receipt } = await take({ format: "zip", passphrase, receiver: "windows-old", receipt: true });
    expect(receipt?.pkcs12?.structure.join("\n")).toContain("pbeWithSHA1And3-KeyTripleDES-CBC, Iteration 10000");
    expect(receipt?.pkcs12?.certificates).toHaveLength(3);
    const korean = unzipSync(Uint8Array.from((await take({ format: "zip", language: "ko" })).bytes));
    expect(Object.keys(korean)).not.toContain("web.key");
    expect(Buffer.from(korean["README.txt"]!).toString()).toContain("web 인증서: 각 파일 설명");
    const clear = unzipSync(Uint8Array.from((await take({ format: "zip", unencrypted: true })).bytes));
    expect(Object.keys(clear)).not.toContain("web.p12");
    expect(Buffer.from(clear["README.txt"]!).toString()).toContain("without a passphrase");
  });
});
