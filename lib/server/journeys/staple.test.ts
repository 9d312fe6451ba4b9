import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openTestConsole, type TestConsole } from "../../../test/support/console.ts";
import { temporaryFolder } from "../../../test/support/external-tools.ts";
import { freePort, type Started } from "../../../test/support/programs.ts";
import { startNginx } from "../../../test/support/service-programs.ts";

/** The OCSP answer of a certificate as a file, which nginx staples in its first handshake. */

const folder = temporaryFolder();
const run = promisify(execFile);
let console_: TestConsole;
const running: Started[] = [];
const ask: TestConsole["ask"] = (...words) => console_.ask(...words);
const passphrase = "a long passphrase";

beforeAll(async () => {
  console_ = await openTestConsole();
  await ask("selfsigned", { name: "ca", subject: { CN: "CA" }, key: "p-256" });
  await ask("selfsigned", { name: "locked-ca", subject: { CN: "Locked CA" }, key: "p-256", passphrase });
  await issue("web", "ca");
  await issue("guarded", "locked-ca");
  folder.write("ca.crt", (await ask("download", { file: "ca.crt" })).bytes);
});
afterAll(async () => {
  for (const program of running) await program.stop();
  await console_.close();
  folder.remove();
});

async function issue(name: string, issuer: string): Promise<void> {
  const names = [`${name}.example.com`];
  await ask("csr", { name, subject: { CN: names[0]! }, subjectAltNames: names, key: "p-256" });
  await ask("sign", { request: name, issuer, profile: "server", ...(issuer === "ca" ? {} : { passphrase }) });
  folder.write(`${name}.key`, (await ask("export", { name, format: "key-pem", unencrypted: true })).bytes);
  folder.write(`${name}.crt`, (await ask("download", { file: `${name}.crt` })).bytes);
}

async function stapled(name: string): Promise<string> {
  const place = temporaryFolder();
  const port = await freePort();
  const block = `server { listen 443 ssl; ssl_certificate ${folder.path(`${name}.crt`)}; ssl_certificate_key ${folder.path(`${name}.key`)};
    ssl_stapling on; ssl_stapling_file ${folder.path(`${name}.ocsp`)}; return 204; }`;
  running.push(await startNginx(place.path(""), block, { from: 443, port }));
  const child = run("openssl", [
    "s_client",
    "-connect",
    `127.0.0.1:${port}`,
    "-status",
    "-CAfile",
    folder.path("ca.crt"),
  ]);
  child.child.stdin?.end();
  return (await child).stdout;
}

describe("the staple file", () => {
  it("is not there before the authority has a responder, and the refusal says what makes one", async () => {
    expect(await console_.refusal("revocation.no-responder", "staple", { certificate: "web" })).toEqual({
      authority: "ca",
    });
    expect((await ask("item", { name: "web" })).hasStaple).toBe(false);
    await console_.refusal("revocation.self-signed", "staple", { certificate: "ca" });
  });

  it("is what nginx sends in its first handshake, good and then revoked", async () => {
    await ask("crl", { authority: "ca" });
    expect((await ask("item", { name: "web" })).hasStaple).toBe(true);
    const good = await ask("staple", { certificate: "web.crt" });
    expect(good).toMatchObject({ fileName: "web.ocsp", mediaType: "application/ocsp-response", status: "good" });
    folder.write("web.ocsp", good.bytes);
    expect(await stapled("web")).toMatch(/OCSP Response Status: successful[\s\S]*Cert Status: good/);
    await ask("revoke", { certificate: "web", reason: "superseded", confirm: true });
    // What was answered before is given out for a second at most.
    await expect
      .poll(async () => (await ask("staple", { certificate: "web" })).status, { timeout: 5000 })
      .toBe("revoked");
    folder.write("web.ocsp", (await ask("staple", { certificate: "web" })).bytes);
    expect(await stapled("web")).toMatch(/Cert Status: revoked/);
  });

  it("is verified by OpenSSL against the authority, by the CertID of the certificate", async () => {
    const words = [
      "ocsp",
      "-respin",
      folder.path("web.ocsp"),
      "-issuer",
      folder.path("ca.crt"),
      "-cert",
      folder.path("web.crt"),
    ];
    const { stdout, stderr } = await run("openssl", [...words, "-CAfile", folder.path("ca.crt")]);
    expect(stderr).toContain("Response verify OK");
    expect(stdout).toMatch(/web\.crt: revoked/);
  });

  it("needs no passphrase of a locked authority once its responder is made", async () => {
    await console_.refusal("revocation.no-responder", "staple", { certificate: "guarded" });
    await ask("crl", { authority: "locked-ca", passphrase });
    expect((await ask("staple", { certificate: "guarded" }, "auditor")).status).toBe("good");
  });

  it("is told by a typed line", async () => {
    const { text } = await console_.type("pki staple guarded");
    expect(text).toMatch(/^SUCCESS: guarded\.ocsp would say good until /);
  });
});
