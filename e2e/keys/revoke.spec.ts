import { join } from "node:path";
import { writeFileSync } from "node:fs";
import AxeBuilder from "@axe-core/playwright";
import { address } from "../support/console.ts";
import { expect, test } from "../support/fixtures.ts";
import type { Http } from "../support/http.ts";
import { run } from "../support/judge.ts";

/** A certificate is taken back, as a person does it; OpenSSL reads the list from where everybody can. */

async function person(http: Http, name: string, issuer: string): Promise<void> {
  await http.ask("csr", { name, subject: { CN: `${name} Kang` }, key: "p-256" });
  await http.ask("sign", { request: name, issuer, profile: "client" });
}

/** What OpenSSL says by the list at its public address. */
async function verdict(http: Http, ca: string, name: string, folder: string): Promise<string> {
  const file = async (fileName: string) => {
    const path = join(folder, fileName);
    writeFileSync(path, await (await http.get(fileName)).text());
    return path;
  };
  const list = join(folder, "list.pem");
  writeFileSync(list, await (await fetch(`${address}/crl/${ca}.pem`)).text());
  const words = ["verify", "-x509_strict", "-crl_check_all", "-CAfile", await file(`${ca}.crt`), "-CRLfile", list];
  try {
    return run("openssl", [...words, await file(`${name}.crt`)]);
  } catch (error) {
    return String((error as { stderr?: unknown }).stderr ?? error);
  }
}

test("a lost certificate is revoked from its page in two clicks, and its list says so to everybody", async ({
  page,
  name,
  http,
  folder,
}) => {
  const [ca, lost, kept, service] = [name("people"), name("lost"), name("kept"), name("portal")];
  await http.ask("selfsigned", { name: ca, subject: { CN: `${ca} CA` }, key: "p-256" });
  await person(http, lost, ca);
  await person(http, kept, ca);
  await http.ask("service-save", {
    name: service,
    target: "mutual-tls",
    inputs: { host: "portal.example.com", server: kept, clients: [lost], clientAuthorities: [ca] },
  });
  await page.goto(`/files/${lost}`);
  await page.getByRole("button", { name: `More actions for ${lost}` }).click();
  await page.getByRole("menuitem", { name: "Revoke" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(`Revoke ${lost}`);
  await expect(page.getByRole("region", { name: "What goes down" })).toContainText(service);
  await expect(page.getByText(`List 1 of ${ca} CA will say it.`)).toBeVisible();
  await expect(page.getByRole("radio", { name: /Key compromised/ })).toBeChecked();
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
  await page.getByLabel("Unsafe since").fill("2026-01-02T03:04");
  await page.getByRole("button", { name: "Revoke", exact: true }).click();
  await expect(page.getByText(`${lost} is revoked`)).toBeVisible();
  await expect(page.getByText(new RegExp(`List 1 of ${ca} CA says it: 1 entry`))).toBeVisible();
  await expect(page.getByRole("button", { name: "Revoke", exact: true })).toHaveCount(0);
  expect(await verdict(http, ca, lost, folder)).toContain("certificate revoked");
  expect(await verdict(http, ca, kept, folder)).toMatch(/: OK\n$/);
  const answer = await fetch(`${address}/crl/${ca}.crl`);
  expect(answer.headers.get("content-type")).toBe("application/pkix-crl");
  expect((await fetch(`${address}/ca/${ca}.crt`)).headers.get("content-type")).toBe("application/pkix-cert");

  await page.goto(`/files?q=${lost}`);
  await expect(page.getByRole("row", { name: new RegExp(lost) })).toContainText("Revoked");
  await page.goto(`/files/${lost}`);
  await expect(page.getByText(/^Revoked on .*key compromised/)).toBeVisible();
});

test("a certificate on hold is released again", async ({ page, name, http, folder }) => {
  const [ca, held] = [name("hold"), name("held")];
  await http.ask("selfsigned", { name: ca, subject: { CN: `${ca} CA` }, key: "p-256" });
  await person(http, held, ca);
  await page.goto(`/revoke?certificate=${held}`);
  await page.getByRole("radio", { name: /On hold/ }).check();
  await page.getByRole("button", { name: "Put on hold" }).click();
  await expect(page.getByText(`${held} is on hold`)).toBeVisible();
  expect(await verdict(http, ca, held, folder)).toContain("certificate revoked");
  await page.getByRole("button", { name: "Release" }).click();
  await expect(page.getByText(`${held} is on hold no more.`, { exact: true })).toBeVisible();
  expect(await verdict(http, ca, held, folder)).toMatch(/: OK\n$/);
});

test("several are revoked at once from the list, and the passphrase of their authority is asked for", async ({
  page,
  name,
  http,
}) => {
  const ca = name("guarded");
  const passphrase = "a long passphrase";
  await http.ask("selfsigned", { name: ca, subject: { CN: `${ca} CA` }, key: "p-256", passphrase });
  const people = [`${ca}-one`, `${ca}-two`];
  for (const each of people) {
    await http.ask("csr", { name: each, subject: { CN: each }, key: "p-256" });
    await http.ask("sign", { request: each, issuer: ca, profile: "client", passphrase });
  }
  await page.goto(`/files?q=${ca}-`);
  for (const each of people)
    await page
      .getByRole("row", { name: new RegExp(each) })
      .getByRole("checkbox")
      .check();
  await page.getByRole("toolbar").getByRole("button", { name: "Revoke" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Revoke 2 certificates");
  await page.getByRole("radio", { name: /Left or moved/ }).check();
  await page.getByRole("button", { name: "Revoke", exact: true }).click();
  await page.getByRole("textbox", { name: "Passphrase of the key" }).fill(passphrase);
  await page.getByRole("button", { name: "Use the key" }).click();
  for (const each of people) await expect(page.getByText(`${each} is revoked`)).toBeVisible();
});

test("an authority signs its list on demand from its page", async ({ page, name, http }) => {
  const ca = name("lists");
  await http.ask("selfsigned", { name: ca, subject: { CN: `${ca} CA` }, key: "p-256" });
  await page.goto(`/files/${ca}`);
  const lists = page.getByRole("region", { name: "Revocation list" });
  await lists.getByRole("button", { name: "Sign the next list" }).click();
  await expect(lists.getByText("List 1, 0 entries")).toBeVisible();
  expect((await fetch(`${address}/crl/${ca}.crl`)).status).toBe(200);
});

test("a certificate is revoked and issued anew in one step, and the service that uses it is named", async ({
  page,
  name,
  http,
}) => {
  const [ca, web, service] = [name("again"), name("web"), name("site")];
  await http.ask("selfsigned", { name: ca, subject: { CN: `${ca} CA` }, key: "p-256" });
  await http.ask("csr", {
    name: web,
    subject: { CN: "site.example.com" },
    subjectAltNames: ["site.example.com"],
    key: "p-256",
  });
  await http.ask("sign", { request: web, issuer: ca, profile: "server" });
  await http.ask("service-save", {
    name: service,
    target: "tls-server",
    inputs: { host: "site.example.com", identity: web },
  });
  await page.goto(`/revoke?certificate=${web}`);
  await page.getByRole("checkbox", { name: /Issue a new one in the same step/ }).check();
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
  await page.getByRole("button", { name: "Revoke and issue anew" }).click();
  await expect(page.getByText(`${web} is issued anew, generation 2`)).toBeVisible();
  await page.getByRole("link", { name: service }).first().click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(service);
});

test.describe("an administrator", () => {
  test.use({ role: "administrator" });

  test("an authority is revoked with everything below it, in one act", async ({ page, name, httpAs }) => {
    const http = httpAs("administrator");
    const root = name("tree");
    const [ca, ...people] = [`${root}-ca`, `${root}-one`, `${root}-two`];
    await http.ask("selfsigned", { name: root, subject: { CN: `${root} Root` }, key: "p-256" });
    await http.ask("csr", { name: ca, subject: { CN: `${ca} CA` }, key: "p-256" });
    await http.ask("sign", { request: ca, issuer: root, profile: "sub-ca" });
    for (const each of people) await person(http, each, ca);
    await page.goto(`/revoke?certificate=${ca}`);
    await expect(page.getByRole("region", { name: "What goes down" })).toContainText(people[0]!);
    await page.getByRole("radio", { name: /And all 2 below it/ }).check();
    expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
    await page.getByRole("button", { name: "Revoke all" }).click();
    await expect(page.getByText("3 certificates are revoked")).toBeVisible();
    await expect(page.getByText(`${ca} is revoked`)).toBeVisible();
    await page.goto(`/files?q=${root}-`);
    for (const each of people) await expect(page.getByRole("row", { name: new RegExp(each) })).toContainText("Revoked");
  });
});

test("what OCSP says of a certificate is a download of its page, for a server that staples it", async ({
  page,
  name,
  http,
  folder,
}) => {
  const [ca, web] = [name("answers"), name("stapled")];
  await http.ask("selfsigned", { name: ca, subject: { CN: `${ca} CA` }, key: "p-256" });
  await person(http, web, ca);
  await http.ask("crl", { authority: ca });
  await page.goto(`/files/${web}`);
  await page.getByRole("button", { name: `More actions for ${web}` }).click();
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("menuitem", { name: "OCSP answer, for stapling" }).click(),
  ]);
  expect(download.suggestedFilename()).toBe(`${web}.ocsp`);
  const path = join(folder, "answer.ocsp");
  await download.saveAs(path);
  expect(run("openssl", ["ocsp", "-respin", path, "-noverify", "-text"])).toContain("Cert Status: good");
});
