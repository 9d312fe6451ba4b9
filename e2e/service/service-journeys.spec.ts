import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createServer } from "node:http";
import type { Locator, Page } from "@playwright/test";
import { startPostgres } from "../../test/support/postgres.ts";
import { attempt, freePort, listens, programPath, start, unpack, type Started } from "../../test/support/programs.ts";
import { startNginx, useCertificates } from "../../test/support/service-programs.ts";
import { field } from "../support/acts.ts";
import { expect, test } from "../support/fixtures.ts";
import type { Http } from "../support/http.ts";
import { run } from "../support/judge.ts";

/**
 * What the four how-tos are for, whole: a service described, checked, rehearsed and taken away as a pack, and then a
 * handshake between the very programs with the files of the pack.
 */

test.use({ role: "administrator" });

const passphrase = "nine-words-of-iron";
const running: Started[] = [];
test.afterEach(async () => {
  for (const program of running.splice(0)) await program.stop();
});

interface Wanted {
  readonly CN: string;
  readonly profile: "server" | "client";
  readonly issuer: string;
  readonly more?: object;
}

async function makeIdentity(http: Http, name: string, { CN, profile, issuer, more = {} }: Wanted): Promise<string> {
  await http.ask("csr", { name, subject: { CN }, ...(profile === "server" ? { subjectAltNames: [CN] } : {}), ...more });
  await http.ask("sign", { request: name, issuer, profile });
  return name;
}

const makeRoot = async (http: Http, name: string): Promise<string> => (
  await http.ask("selfsigned", { name, subject: { CN: `${name} CA` }, key: "p-256" }),
  name
);

/**
 * The form of a new service: its name, single names and values by the id of their field, and lists that are added to.
 */
async function describeService(
  page: Page,
  target: string,
  service: string,
  values: Readonly<Record<string, string>>,
  lists: Readonly<Record<string, string>> = {},
): Promise<void> {
  await page.goto(`/services/new?target=${target}`);
  await page.getByRole("textbox", { name: "Name", exact: true }).fill(service);
  for (const [id, value] of Object.entries(values)) {
    const control = field(page, id);
    if (await control.evaluate((element) => element.tagName === "SELECT")) await control.selectOption(value);
    else await control.fill(value);
  }
  for (const [id, value] of Object.entries(lists)) {
    await field(page, id).fill(value);
    // The innermost element with both: the field's own line.
    const add = page.getByRole("button", { name: "Add", exact: true });
    await page
      .locator("div")
      .filter({ has: field(page, id) })
      .filter({ has: add })
      .last()
      .getByRole("button", { name: "Add", exact: true })
      .click();
  }
  await save(page, service);
}

async function save(page: Page, service: string): Promise<void> {
  await page.getByRole("button", { name: "Save and check" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(service);
}

const verdict = (page: Page): Locator => page.getByText(/^Ready(, with remarks)?$/);

/** The tab with the button, its transcript, and the pack with its keys as the service reads them. */
async function rehearseAndTake(
  page: Page,
  takeAway: (act: () => Promise<unknown>) => Promise<{ readonly path: string }>,
  knows: string,
  options: { readonly forPeople?: boolean } = {},
): Promise<string> {
  await page.getByRole("navigation", { name: "Parts of the service" }).getByRole("link", { name: "Rehearsal" }).click();
  await page.getByRole("button", { name: "Rehearse" }).click();
  await expect(page.getByRole("status").filter({ hasText: "Every handshake went as expected" })).toBeVisible();
  const transcript = page
    .getByRole("group")
    .filter({ hasText: `The service takes the client for ${knows}` })
    .first();
  await transcript.locator("summary").first().press("Enter");
  await expect(transcript).toContainText("a question went over the connection and the answer came back");
  await page.getByRole("button", { name: "Get the pack" }).click();
  const dialog = page.getByRole("dialog", { name: "Pack" });
  await dialog.getByRole("radio", { name: /^In clear/ }).check();
  await dialog.getByRole("checkbox").check();
  if (options.forPeople === true)
    await dialog.getByRole("textbox", { name: "Passphrase of the .p12 files" }).fill(passphrase);
  const { path } = await takeAway(() => dialog.getByRole("button", { name: /^Download .+\.zip$/ }).click());
  const folder = path.replace(/\.zip$/, "");
  unpack(readFileSync(path), folder);
  return folder;
}

/** curl as a client that knows the root, at a name that is this machine. */
function curlTo(host: string, port: number, root: string) {
  return (...words: string[]) =>
    attempt("curl", [
      "-sS",
      "--cacert",
      root,
      "--resolve",
      `${host}:${port}:127.0.0.1`,
      ...words,
      "-w",
      " %{http_code}",
      `https://${host}:${port}/`,
    ]);
}

async function fileHere(http: Http, fileName: string, folder: string): Promise<string> {
  const path = join(folder, fileName);
  writeFileSync(path, new Uint8Array(await (await http.get(fileName)).arrayBuffer()));
  return path;
}

test("Meeting Server: a database cluster by its own lines, and PostgreSQL lets in CN=postgres alone", async ({
  page,
  name,
  http,
  takeAway,
}) => {
  const [service, ca, server, client] = [name("meetings"), name("dbca"), name("dbserver"), name("dbclient")];
  await page.goto("/services/new?target=cisco-meeting-server");
  await page.getByRole("textbox", { name: "Name", exact: true }).fill(service);
  const machines = [
    ["cmscore1.example.com", "primary"],
    ["cmscore2.example.com", "replica"],
    ["cmsedge1.example.com", "connect"],
  ] as const;
  for (const [index, [fqdn, part]] of machines.entries()) {
    if (index > 0) await page.getByRole("button", { name: "Add a machine" }).click();
    await field(page, `nodes\\.${index}\\.fqdn`).fill(fqdn);
    await field(page, `nodes\\.${index}\\.database`).selectOption(part);
    for (const each of ["Web Admin", "Call Bridge"])
      await page.getByRole("checkbox", { name: `${each} on ${fqdn.split(".")[0]!}`, exact: true }).uncheck();
  }
  for (const [index, [slot, identity]] of (
    [
      ["database-server", server],
      ["database-client", client],
    ] as const
  ).entries()) {
    await page.getByRole("button", { name: "Add a row" }).last().click();
    await field(page, `identities\\.${index}\\.service`).selectOption(slot);
    await field(page, `identities\\.${index}\\.identity`).fill(identity);
  }
  await field(page, "databaseAuthority").fill(ca);
  await field(page, "databaseAuthorityName").fill("tplab.local");
  await save(page, service);
  await expect(page.getByText(`Nothing is stored under ${server}.`)).toBeVisible();

  // The plan's own lines, typed as they stand there.
  const { plan } = await http.ask<{ plan: { steps: { lines: string[] }[] } }>("service", { service });
  const making = plan.steps.flatMap(({ lines }) => lines).filter((line) => /^pki (selfsigned|csr|sign) /.test(line));
  expect(making).toEqual([
    `pki selfsigned ${ca} CN:tplab.local`,
    `pki csr ${server} CN:cmscore1.example.com subjectAltName:cmscore2.example.com`,
    `pki csr ${client} CN:postgres`,
    `pki sign ${server} ${ca}`,
    `pki sign ${client} ${ca}`,
  ]);
  for (const line of making) expect((await http.line(line)).status).toBe(200);
  await page.reload();
  await expect(verdict(page)).toBeVisible();
  const pack = await rehearseAndTake(page, takeAway, "postgres");

  const database = await startPostgres({ isOwn: true });
  try {
    await useCertificates(database.url, join(pack, "cmscore1"), {
      key: `${server}.key`,
      certificate: `${server}.crt`,
      authority: `${ca}.crt`,
    });
    const connect = (node: string, key: string, certificate: string) =>
      attempt(programPath("psql"), [
        "-XAt",
        "-c",
        "SELECT current_user, client_dn FROM pg_stat_ssl WHERE pid = pg_backend_pid()",
        `host=127.0.0.1 port=${new URL(database.url).port} user=postgres dbname=postgres sslmode=verify-ca sslrootcert=${join(pack, node, `${ca}.crt`)} sslkey=${join(pack, node, key)} sslcert=${join(pack, node, certificate)}`,
      ]);
    expect(await connect("cmsedge1", `${client}.key`, `${client}.crt`)).toEqual({
      code: 0,
      text: "postgres|/CN=postgres\n",
    });
    expect((await connect("cmscore1", `${server}.key`, `${server}.crt`)).text).toContain(
      'certificate authentication failed for user "postgres"',
    );
    expect((await connect("cmsedge1", "none.key", "none.crt")).text).toContain(
      "connection requires a valid client certificate",
    );
  } finally {
    await database.stop();
  }
});

test("Mattermost: nginx with the generated block lets the person's .p12 in, and nobody without", async ({
  page,
  name,
  http,
  takeAway,
  folder,
}) => {
  const host = "example.mattermost.com";
  const [service, root] = [name("chat"), await makeRoot(http, name("root"))];
  const server = await makeIdentity(http, name("mattermost"), { CN: host, profile: "server", issuer: root });
  const user = await makeIdentity(http, name("mmuser"), {
    CN: "mmuser",
    profile: "client",
    issuer: root,
    more: { subject: { CN: "mmuser", emailAddress: "mmuser@mattermost.com" } },
  });
  const backend = createServer((request, response) =>
    response.end(`Mattermost sees ${String(request.headers["x-ssl-client-cert-subject-dn"])}`),
  );
  const behind = await freePort();
  backend.listen(behind, "127.0.0.1");
  // Where the pack will lie on this machine: it is called like the service.
  const place = join(folder, service);
  await describeService(
    page,
    "mattermost-nginx",
    service,
    { host, server, backend: `127.0.0.1:${behind}`, folder: place, nginx: "older" },
    { clientAuthorities: `${root}.crt`, users: user },
  );
  await expect(verdict(page)).toBeVisible();
  await page.getByRole("region", { name: "Settings" }).locator("summary").first().click();
  await expect(page.getByText("ssl_verify_client on;").first()).toBeVisible();
  const pack = await rehearseAndTake(page, takeAway, "emailAddress=mmuser@mattermost.com,CN=mmuser", {
    forPeople: true,
  });
  expect(pack).toBe(place);

  const port = await freePort();
  running.push(await startNginx(pack, readFileSync(join(pack, "mattermost.nginx.conf"), "utf8"), { from: 443, port }));
  const curl = curlTo(host, port, await fileHere(http, `${root}.crt`, folder));
  const p12 = join(pack, "users", `${user}-mattermost.p12`);
  expect((await curl("--cert-type", "P12", "--cert", `${p12}:${passphrase}`)).text).toBe(
    "Mattermost sees emailAddress=mmuser@mattermost.com,CN=mmuser 200",
  );
  expect((await curl()).text).toMatch(/No required SSL certificate was sent[\s\S]* 400$/);
  backend.close();
});

test("Tableau: a server at OpenSSL's level 2 lets in the analyst by UPN, and no small key", async ({
  page,
  name,
  http,
  takeAway,
  folder,
}) => {
  const host = "tableau.example.com";
  const [service, root] = [name("reports"), await makeRoot(http, name("root"))];
  const server = await makeIdentity(http, name("tableau"), { CN: host, profile: "server", issuer: root });
  const upn = [{ kind: "upn", value: "analyst@example.com" }];
  const client = await makeIdentity(http, name("analyst"), {
    CN: "Analyst",
    profile: "client",
    issuer: root,
    more: { subjectAltNames: upn },
  });
  await describeService(
    page,
    "tableau-server",
    service,
    { host, server },
    { clientAuthorities: `${root}.crt`, clients: client },
  );
  await expect(verdict(page)).toBeVisible();
  const pack = await rehearseAndTake(page, takeAway, "analyst@example.com");

  // Tableau 2025.3 ships OpenSSL 3 at level 2: keys below 2048 bits and SHA-1 are refused by the program itself.
  const port = await freePort();
  const words = [
    "-accept",
    `127.0.0.1:${port}`,
    "-www",
    "-Verify",
    "3",
    "-verify_return_error",
    "-cipher",
    "DEFAULT@SECLEVEL=2",
    "-cert",
    "tableau.crt",
    "-key",
    "tableau.key",
    "-CAfile",
    "tableau-ca.crt",
  ];
  running.push(start("openssl", ["s_server", ...words], pack));
  await listens(port);
  const at = (file: string) => join(folder, file);
  for (const [file, format] of [
    ["analyst.key", "key-pem"],
    ["analyst.crt", "certificate-pem"],
  ] as const)
    writeFileSync(
      at(file),
      await http.take({ name: client, format, ...(format === "key-pem" ? { unencrypted: true } : {}) }),
    );
  const curl = curlTo(host, port, await fileHere(http, `${root}.crt`, folder));
  const page_ = await curl("--key", at("analyst.key"), "--cert", at("analyst.crt"));
  expect(page_.text).toMatch(/ 200$/);
  expect(page_.text).toContain("UPN::analyst@example.com");

  await http.ask("authority-rights", { name: root, exportKey: [{ role: "administrator" }] });
  writeFileSync(at("root.key"), await http.take({ name: root, format: "key-pem", unencrypted: true }));
  run("openssl", [
    "req",
    "-newkey",
    "rsa:1024",
    "-nodes",
    "-keyout",
    at("small.key"),
    "-out",
    at("small.csr"),
    "-subj",
    "/CN=Analyst",
  ]);
  run("openssl", [
    "x509",
    "-req",
    "-in",
    at("small.csr"),
    "-CA",
    at(`${root}.crt`),
    "-CAkey",
    at("root.key"),
    "-days",
    "30",
    "-out",
    at("small.crt"),
  ]);
  expect(
    (await curl("--ciphers", "DEFAULT@SECLEVEL=0", "--key", at("small.key"), "--cert", at("small.crt"))).code,
  ).not.toBe(0);
  expect((await curl()).code).not.toBe(0);
});

test("Dialogflow: the generated Node server lets the named client in, and refuses whoever has no certificate", async ({
  page,
  name,
  http,
  takeAway,
  folder,
}) => {
  const host = "webhook.example.com";
  const [service, root] = [name("webhook"), await makeRoot(http, name("root"))];
  const server = await makeIdentity(http, name("webhook"), { CN: host, profile: "server", issuer: root });
  const client = await makeIdentity(http, name("tester"), { CN: "Google LLC", profile: "client", issuer: root });
  const port = await freePort();
  await describeService(
    page,
    "dialogflow-webhook",
    service,
    { host, server, testClient: client, port: String(port) },
    { clientAuthorities: `${root}.crt` },
  );
  await page.getByRole("region", { name: "Settings" }).locator("summary").first().click();
  await expect(page.getByText("rejectUnauthorized: true").first()).toBeVisible();
  const pack = await rehearseAndTake(page, takeAway, "Google LLC");

  const webhook = start(process.execPath, ["server.mjs"], pack);
  running.push(webhook);
  await listens(port);
  const curl = curlTo(host, port, await fileHere(http, `${root}.crt`, folder));
  expect(
    (await curl("--key", join(pack, "test/client-key.pem"), "--cert", join(pack, "test/client-crt.pem"))).text,
  ).toBe('{"fulfillmentText":"hello"} 200');
  const refused = await curl();
  expect(refused.code).not.toBe(0);
  expect(refused.text).toContain("certificate required");
  expect(webhook.said()).toContain("refused: ERR_SSL_PEER_DID_NOT_RETURN_A_CERTIFICATE");
});
