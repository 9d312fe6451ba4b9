import { afterAll, beforeAll, expect, it } from "vitest";
import { openTestConsole, type TestConsole } from "../../../test/support/console.ts";
import { temporaryFolder } from "../../../test/support/external-tools.ts";
import { attempt, freePort, type Started } from "../../../test/support/programs.ts";
import { startNginx } from "../../../test/support/service-programs.ts";
import { readCrl } from "../../pki/x509/crl.ts";

/** nginx refuses a client by the lists of every level that are published here, and lets the other one in. */

const folder = temporaryFolder();
let console_: TestConsole;
let nginx: Started | undefined;
let port: number;
const ask: TestConsole["ask"] = (...words) => console_.ask(...words);
const levels = (name: string) => console_.console.published({ kind: "list", name, form: "levels" });

beforeAll(async () => {
  console_ = await openTestConsole();
  await ask("selfsigned", { name: "corp-root", subject: { CN: "Corp Root" }, key: "p-256" });
  await ask("csr", { name: "people-ca", subject: { CN: "People CA" }, key: "p-256" });
  await ask("sign", { request: "people-ca", issuer: "corp-root", profile: "sub-ca" });
  const leaves = { web: "server", lost: "client", kept: "client" };
  for (const [name, profile] of Object.entries(leaves)) {
    await ask("csr", { name, subject: { CN: name }, key: "p-256" });
    await ask("sign", { request: name, issuer: "people-ca", profile });
    const key = await ask("export", { name, format: "key-pem", unencrypted: true });
    folder.write(`${name}.key`, key.bytes);
    folder.write(`${name}.crt`, (await ask("download", { file: `${name}.crt` })).bytes);
  }
  const authorities = await Promise.all(["people-ca.crt", "corp-root.crt"].map((file) => ask("download", { file })));
  folder.write("authorities.pem", authorities.map(({ bytes }) => Buffer.from(bytes).toString("latin1")).join(""));
});
afterAll(async () => {
  await nginx?.stop();
  await console_.close();
  folder.remove();
});

async function serve(): Promise<void> {
  port = await freePort();
  const at = (name: string) => folder.path(name);
  const block = `server { listen 443 ssl; ssl_certificate ${at("web.crt")}; ssl_certificate_key ${at("web.key")};
    ssl_client_certificate ${at("authorities.pem")}; ssl_verify_client on; ssl_verify_depth 3; ssl_crl ${at("levels.pem")};
    location / { return 200 "come in"; } }`;
  nginx = await startNginx(folder.path(""), block, { from: 443, port });
}

async function visit(name: string): Promise<string> {
  const files = ["--cert", folder.path(`${name}.crt`), "--key", folder.path(`${name}.key`)];
  return (await attempt("curl", ["-sk", ...files, `https://127.0.0.1:${port}/`])).text;
}

/** The lists in the file that nginx reads, and their sizes. */
async function takeLists(): Promise<number[]> {
  const { bytes } = (await levels("people-ca"))!;
  folder.write("levels.pem", bytes);
  const blocks = Buffer.from(bytes).toString("latin1").split("-----END X509 CRL-----").slice(0, -1);
  return blocks.map((each) => readCrl(Buffer.from(each.replace(/-----[^-]+-----|\s/g, ""), "base64")).size);
}

it("has no list of all levels until each level has one", async () => {
  expect(await levels("people-ca")).toBeNull();
  await ask("crl", { authority: "people-ca" });
  expect(await levels("people-ca")).toBeNull();
  await ask("crl", { authority: "corp-root" });
  expect(await takeLists()).toEqual([0, 0]);
  await serve();
  expect([await visit("lost"), await visit("kept")]).toEqual(["come in", "come in"]);
  await nginx?.stop();
});

it("refuses the client that was revoked and lets the other in", async () => {
  await ask("revoke", { certificate: "lost", reason: "keyCompromise", confirm: true });
  expect(await takeLists()).toEqual([1, 0]);
  await serve();
  expect(await visit("kept")).toBe("come in");
  expect(await visit("lost")).toMatch(/400 Bad Request[\s\S]*SSL certificate error/);
});
