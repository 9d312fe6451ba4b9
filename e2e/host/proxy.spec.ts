import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { request as ask } from "node:https";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { freePort, type Started } from "../../test/support/programs.ts";
import { startNginx } from "../../test/support/service-programs.ts";
import { people, port } from "../support/console.ts";
import { expect, test } from "../support/fixtures.ts";
import { refusedStart, startOwnConsole, stopOwnConsoles, type OwnConsole } from "../support/own-console.ts";

/** The block of docs/proxy.md in a real nginx, in front of a real console that other machines could reach. */

test.use({ role: "nobody", ignoreHTTPSErrors: true });
const running: Started[] = [];
test.afterEach(async () => {
  await Promise.all(running.splice(0).map((nginx) => nginx.stop()));
  await stopOwnConsoles();
});

/** The address that the proxy has as a client of the console; a person's browser has 127.0.0.1. */
const proxyAddress = "127.0.0.9";

interface Front {
  readonly own: OwnConsole;
  readonly address: string;
}

async function front(folder: string): Promise<Front> {
  const own = await startOwnConsole({
    folder,
    port: port + 4,
    variables: { HOST: "0.0.0.0", TRUSTED_PROXY: proxyAddress },
  });
  execFileSync(
    "openssl",
    [
      "req",
      "-x509",
      "-newkey",
      "ec",
      "-pkeyopt",
      "ec_paramgen_curve:P-256",
      "-nodes",
      "-days",
      "2",
      "-subj",
      "/CN=localhost",
    ].concat([
      "-addext",
      "subjectAltName=DNS:localhost",
      "-keyout",
      join(folder, "tls.key"),
      "-out",
      join(folder, "tls.crt"),
    ]),
    { stdio: "ignore" },
  );
  const [, block = ""] = /```nginx\n([\s\S]*?)```/.exec(readFileSync("docs/proxy.md", "utf8")) ?? [];
  // Of the block, what is of this machine alone is changed; the proxy speaks from an address of its own.
  const adapted = block
    .replaceAll("pki.example.com;", "localhost;")
    .replace(/\/etc\/ssl\/pki\.example\.com/g, join(folder, "tls"))
    .replace("server 127.0.0.1:3000;", `server 127.0.0.1:${own.port};`)
    .replace("location / {", `location / {\n proxy_bind ${proxyAddress};`);
  expect(adapted).not.toContain("example.com");
  const tls = await freePort();
  running.push(await startNginx(folder, adapted, { from: 443, port: tls }));
  return { own, address: `https://localhost:${tls}` };
}

test("a person signs in through the proxy, with a Secure cookie, and is sent back to where they wanted to go", async ({
  page,
  context,
  folder,
}) => {
  const { own, address } = await front(folder);
  await page.goto(`${address}/files?q=db`);
  await expect(page).toHaveURL(`${address}/sign-in?next=%2Ffiles%3Fq%3Ddb`);
  await page.getByLabel("E-mail").fill(people.administrator.email);
  await page.getByRole("textbox", { name: "Password" }).fill(people.administrator.password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page).toHaveURL(`${address}/files?q=db`);
  const session = (await context.cookies()).find(({ name }) => name.endsWith("session_token"));
  expect(session).toMatchObject({ name: "__Secure-chainsmith.session_token", secure: true, httpOnly: true });
  const answer = await page.goto(`${address}/`);
  expect(answer?.headers()["strict-transport-security"]).toBe("max-age=31536000");
  expect(signInAddresses(own)).toEqual(["127.0.0.1"]);

  // A form of a page: 18 MB through the proxy to a server action.
  await page.goto(`${address}/inspect`);
  await page
    .locator('input[type="file"]')
    .first()
    .setInputFiles({ name: "large.pem", mimeType: "text/plain", buffer: Buffer.from(largePem(18)) });
  // It was read wholly: what a certificate may have is said, not what a request may have.
  await expect(page.getByRole("main").getByRole("alert")).toContainText("bytes; the limit is 1048576");
});

/** Whom the audit log names as the client of each sign-in. */
function signInAddresses({ dataDir }: OwnConsole): unknown[] {
  const database = new DatabaseSync(join(dataDir, "chainsmith.db"), { readOnly: true });
  const rows = database.prepare(`SELECT "address" FROM "AuditEvent" WHERE "command" = 'sign-in'`).all();
  database.close();
  return rows.map(({ address }) => address);
}

function largePem(megabytes: number): string {
  const line = `${"A".repeat(64)}\n`;
  return `-----BEGIN CERTIFICATE-----\n${line.repeat(Math.ceil((megabytes * 1024 * 1024) / line.length))}-----END CERTIFICATE-----\n`;
}

interface Answer {
  readonly status: number;
  readonly body: string;
}

/** A client that reads its answer while it sends. */
function put(address: string, path: string, body: Uint8Array, headers: Record<string, string> = {}): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const sent = ask(
      `${address}${path}`,
      {
        method: "PUT",
        rejectUnauthorized: false,
        agent: false,
        headers: { ...headers, "content-length": body.length },
      },
      (answer) => {
        let text = "";
        answer.setEncoding("utf8").on("data", (chunk: string) => (text += chunk));
        answer.on("end", () => (sent.destroy(), resolve({ status: answer.statusCode ?? 0, body: text })));
      },
    );
    sent.on("error", reject);
    sent.end(body);
  });
}

test("large files pass the proxy, and what is too large or comes from a stranger is refused by the console", async ({
  folder,
}) => {
  const { own, address } = await front(folder);
  const token = execFileSync("node", ["scripts/token.mjs", "--name", "proxy", "--role", "operator"], {
    env: { ...process.env, NODE_ENV: "production", DATA_DIR: own.dataDir },
    encoding: "utf8",
  }).trim();
  const authorization = `Bearer ${token}`;
  const read = await put(address, "/api/v1/files/large.crt", Buffer.from(largePem(19)), { authorization });
  // It was read wholly, and refused for what it is.
  expect(read.status).toBe(422);
  expect(read.body).not.toContain("too-large");
  const large = await put(address, "/api/v1/files/large.crt", Buffer.alloc(25 * 1024 * 1024), { authorization });
  expect(large.status).toBe(413);
  expect(large.body).toContain('"limit":20971520');
  const stranger = await put(address, "/api/v1/files/large.crt", Buffer.alloc(28 * 1024 * 1024));
  expect(stranger.status).toBe(401);
  expect(stranger.body).toContain('"actor.unknown"');
});

test("a client that goes past the proxy, or writes its headers itself, is not believed", async ({ folder }) => {
  const { own, address } = await front(folder);
  const direct = await fetch(`${own.address}/sign-in`, {
    headers: { "x-forwarded-proto": "https", "x-forwarded-for": "10.9.9.9" },
  });
  expect(direct.headers.get("strict-transport-security")).toBeNull();
  // 30 links that are not there are too many of one address; the address that a client makes up changes nothing.
  const collect = (index: number): Promise<Answer> =>
    new Promise((resolve, reject) => {
      const sent = ask(
        `${address}/collect/file`,
        { method: "POST", rejectUnauthorized: false, agent: false, headers: { "x-forwarded-for": `10.0.0.${index}` } },
        (answer) => {
          answer.resume().on("end", () => resolve({ status: 0, body: String(answer.headers.location) }));
        },
      );
      sent.on("error", reject);
      sent.end("code=wrong");
    });
  for (let i = 0; i < 30; i += 1) expect((await collect(i)).body).toContain("link.unknown");
  expect((await collect(99)).body).toContain("rate.limited");
});

test("an address that others reach is refused without a proxy, in one sentence", async ({ folder }) => {
  const { said, code } = await refusedStart({ folder, port: port + 4, variables: { HOST: "0.0.0.0" } });
  expect(code).toBe(1);
  expect(said).toBe(
    "HOST is 0.0.0.0, where other machines would send passwords and session cookies in clear: put a proxy with HTTPS in front and name its address in TRUSTED_PROXY, or set ALLOW_HTTP=1 to do without.\n",
  );
  const own = await startOwnConsole({ folder, port: port + 4, variables: { HOST: "0.0.0.0", ALLOW_HTTP: "1" } });
  expect((await fetch(`${own.address}/api/v1/health`)).status).toBe(200);
});

for (const next of [
  "//evil.example",
  "/\\evil.example",
  "/\t/evil.example",
  "/%09/evil.example",
  "/.//evil.example",
  "https://evil.example/",
])
  test(`after signing in nobody is led to ${JSON.stringify(next)}`, async ({ page }) => {
    await page.goto(`/sign-in?${new URLSearchParams({ next }).toString()}`);
    await page.getByLabel("E-mail").fill(people.auditor.email);
    await page.getByRole("textbox", { name: "Password" }).fill(people.auditor.password);
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.waitForURL((url) => !url.pathname.startsWith("/sign-in"));
    expect(new URL(page.url()).pathname).toBe("/");
    expect(new URL(page.url()).hostname).toBe("localhost");
  });
