import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Locator, Page } from "@playwright/test";
import { chooseFile } from "../support/acts.ts";
import { expect, summaryOf, test } from "../support/fixtures.ts";
import type { Http } from "../support/http.ts";
import { accepts, run, strangersCertificate } from "../support/judge.ts";

const card = (page: Page): Locator => page.getByRole("article");
const nodes = (page: Page): Locator =>
  card(page)
    .getByRole("list")
    .first()
    .getByRole("listitem")
    .filter({ hasText: /ends \d/ });

/** root → sub → leaf in the inventory, and their PEM. */
async function chainOf(httpAs: (role: "administrator") => Http, [root, sub, leaf]: readonly [string, string, string]) {
  const http = httpAs("administrator");
  await http.ask("selfsigned", { name: root, subject: { CN: `${root} CA` }, key: "p-256" });
  await http.ask("csr", { name: sub, subject: { CN: `${sub} CA` }, key: "p-256" });
  await http.ask("sign", { request: sub, issuer: root, profile: "sub-ca" });
  await http.ask("csr", { name: leaf, subject: { CN: `${leaf}.example.com` }, key: "p-256" });
  await http.ask("sign", { request: leaf, issuer: sub });
  return {
    rootPem: await (await http.get(`${root}.crt`)).text(),
    subPem: await (await http.get(`${sub}.crt`)).text(),
    leafPem: await (await http.get(`${leaf}.crt`)).text(),
  };
}

async function giveFiles(page: Page, files: readonly { name: string; buffer: Buffer }[]): Promise<void> {
  const [chooser] = await Promise.all([
    page.waitForEvent("filechooser"),
    page.getByRole("button", { name: "Choose files" }).click(),
  ]);
  await chooser.setFiles(files.map((file) => ({ mimeType: "application/octet-stream", ...file })));
}

test("a mess goes in, what OpenSSL verifies comes out, and the key stays behind", async ({
  page,
  name,
  httpAs,
  folder,
  takeAway,
}) => {
  const names = [name("root"), name("sub"), name("leaf")] as const;
  const { rootPem, leafPem } = await chainOf(httpAs, names);
  const key = readFileSync("testdata/keys/pkcs8.key", "utf8");
  const stranger = strangersCertificate(folder, name("Stranger"));
  await page.goto("/bundle");
  await page.getByRole("textbox", { name: "Or paste it" }).fill(`# 루트\n${rootPem}\uFEFF${leafPem}${leafPem}`);
  await giveFiles(page, [
    { name: "키와 그 밖의 것.pem", buffer: Buffer.from(`${key.slice(key.indexOf("-----BEGIN"))}\n`) },
    { name: "stranger.crt", buffer: readFileSync(stranger.certificate) },
  ]);
  await page.getByRole("button", { name: "Make the bundle" }).click();
  await expect(nodes(page)).toHaveCount(3);
  await expect(nodes(page).nth(0)).toContainText(`${names[2]}.example.com`);
  await expect(nodes(page).nth(1)).toContainText("from the inventory");
  await expect(nodes(page).nth(2)).toContainText("Root");
  const said = card(page).getByRole("list", { name: "What was met and done" });
  await expect(said).toContainText("There is a private key in line 1 of 키와 그 밖의 것.pem. It was left out");
  for (const sentence of [
    "was there 2 times",
    "belongs to no chain here",
    "was missing and was taken from the inventory",
    "byte order mark in the middle",
    "a line of other text",
  ])
    await expect(said).toContainText(sentence);

  const bundle = await takeAway(() => page.getByRole("button", { name: /^Download / }).click());
  expect(bundle.fileName).toBe(`${names[2]}.example.com-fullchain.pem`);
  const text = readFileSync(bundle.path, "utf8");
  expect(text).not.toContain("KEY");
  expect(text.match(/-----BEGIN/g)).toHaveLength(3);
  const root = join(folder, "root.crt");
  run("openssl", ["x509", "-out", root], { input: rootPem });
  expect(accepts("openssl", ["verify", "-x509_strict", "-CAfile", root, "-untrusted", bundle.path, bundle.path])).toBe(
    true,
  );
});

test("kinds: without the root, without the leaf, PKCS#7", async ({ page, name, httpAs, takeAway }) => {
  const names = [name("root"), name("sub"), name("leaf")] as const;
  const { subPem, rootPem, leafPem } = await chainOf(httpAs, names);
  await page.goto("/bundle");
  await chooseFile(page, "From the inventory", `${names[2]}.crt`);
  await page.getByRole("button", { name: "Add", exact: true }).click();
  await expect(page.getByRole("list", { name: "What goes in" })).toContainText(`${names[2]}.crt in the inventory`);
  const made = async (kind: string) => {
    await page.getByRole("radio", { name: kind }).check();
    await page.getByRole("button", { name: "Make the bundle" }).click();
    return takeAway(() => page.getByRole("button", { name: /^Download / }).click());
  };
  expect(readFileSync((await made("Chain without root")).path, "utf8")).toBe(leafPem + subPem);
  await expect(card(page)).toContainText("Root left out on purpose");
  await page.getByRole("radio", { name: "CA bundle" }).check();
  await page.getByRole("button", { name: "Make the bundle" }).click();
  await expect(
    page.getByRole("button", { name: "Download", exact: false }).filter({ hasText: "-ca.pem" }),
  ).toBeVisible();
  expect(
    readFileSync(
      (await takeAway(() => page.getByRole("button", { name: /^Download .*-ca\.pem$/ }).click())).path,
      "utf8",
    ),
  ).toBe(subPem + rootPem);
  await page.getByRole("radio", { name: "PKCS#7" }).check();
  await page.getByRole("button", { name: "Make the bundle" }).click();
  const p7b = await takeAway(() => page.getByRole("button", { name: /^Download .*\.p7b$/ }).click());
  expect(
    run("openssl", ["pkcs7", "-inform", "DER", "-in", p7b.path, "-print_certs", "-noout"]).match(/subject=/g),
  ).toHaveLength(3);
});

test("anchors are put in order by hand, and the file follows", async ({ page, name, http, takeAway }) => {
  const [old, fresh] = [name("old"), name("new")];
  for (const each of [old, fresh])
    await http.ask("selfsigned", { name: each, subject: { CN: `${each} Root` }, key: "p-256" });
  const [oldPem, freshPem] = [
    await (await http.get(`${old}.crt`)).text(),
    await (await http.get(`${fresh}.crt`)).text(),
  ];
  await page.goto(`/bundle?file=${old}.crt&file=${fresh}.crt&kind=anchors`);
  await expect(nodes(page)).toHaveText([new RegExp(old), new RegExp(fresh)]);
  await expect(card(page).getByRole("button", { name: `Move ${old} Root up: it is the first already` })).toBeVisible();
  await card(page)
    .getByRole("button", { name: `Move ${fresh} Root up` })
    .press("Enter");
  await expect(nodes(page)).toHaveText([new RegExp(fresh), new RegExp(old)]);
  const bundle = await takeAway(() => page.getByRole("button", { name: "Download anchors.crt" }).click());
  expect(readFileSync(bundle.path, "utf8")).toBe(freshPem + oldPem);
  await card(page).getByRole("textbox", { name: "Keep it in the inventory" }).fill(`${fresh}-anchors.crt`);
  await card(page).getByRole("button", { name: "Store" }).click();
  await expect(card(page).getByText(`Stored as ${fresh}-anchors.crt`)).toBeVisible();
  expect(await (await http.get(`${fresh}-anchors.crt`)).text()).toBe(freshPem + oldPem);
});

test("a stored bundle says when its leaf was renewed, and one click rebuilds it", async ({
  page,
  name,
  http,
  httpAs,
}) => {
  const names = [name("root"), name("sub"), name("leaf")] as const;
  const [root, sub, leaf] = names;
  const { subPem } = await chainOf(httpAs, names);
  const stored = `${leaf}-chain`;
  await page.goto(`/bundle?file=${leaf}.crt&kind=chain`);
  await card(page).getByRole("textbox", { name: "Keep it in the inventory" }).fill(`${stored}.pem`);
  await card(page).getByRole("button", { name: "Store" }).click();
  await card(page)
    .getByRole("link", { name: `Open ${stored}.pem` })
    .click();
  const members = page.getByRole("region", { name: "Members" });
  await expect(members).toContainText("Up to date");
  await expect(members).toContainText("Made here as Chain without root");

  await http.ask("sign", { request: leaf, issuer: sub, days: 700, confirm: true });
  await page.goto("/");
  // It works today: what is merely not finished is folded.
  await page.getByText(/^Works today, not finished: \d+$/).click();
  await page.getByRole("link", { name: `${stored}.pem holds a certificate that was replaced` }).click();
  await expect(members).toContainText("This bundle is out of date");
  await expect(members.getByRole("listitem").filter({ hasText: "Replaced" })).toContainText(`${leaf}.crt, which ends`);
  await members.getByRole("button", { name: "Rebuild" }).click();
  const dialog = page.getByRole("alertdialog");
  await expect(dialog).toContainText("The one before is kept and can be restored");
  await dialog.getByRole("button", { name: `Rebuild ${stored}.pem` }).click();
  await expect(members).toContainText("Up to date");
  expect(await (await http.get(`${stored}.pem`)).text()).toBe((await (await http.get(`${leaf}.crt`)).text()) + subPem);

  const generations = page.getByRole("region", { name: "Generations" });
  await generations.getByRole("button", { name: "Restore generation 1" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Restore generation 1" }).click();
  await expect(members).toContainText("This bundle is out of date");
  // The name in the files page holds the bundle among the others of the authority.
  await page.goto(`/files?q=${stored}`);
  await expect(page.getByRole("link", { name: stored, exact: true })).toBeVisible();
  expect(root).toBeTruthy();
});

test("inspect says what is wrong with the order, and the repaired bundle is taken or kept", async ({
  page,
  name,
  http,
  httpAs,
  takeAway,
}) => {
  const names = [name("root"), name("sub"), name("leaf")] as const;
  const { rootPem, subPem, leafPem } = await chainOf(httpAs, names);
  await page.goto("/inspect");
  await page.getByRole("textbox", { name: "Or paste it" }).fill(rootPem + leafPem + subPem + leafPem);
  await page.getByRole("button", { name: "Inspect" }).first().click();
  const order = page.getByRole("list", { name: "Order" });
  await expect(order).toContainText("The order is root, leaf, intermediate. It should be: 2, 3, 1");
  await expect(order).toContainText("is there 2 times, at 2, 4");
  const bundle = await takeAway(() => page.getByRole("button", { name: /^Download .*-fullchain\.pem$/ }).click());
  expect(readFileSync(bundle.path, "utf8")).toBe(leafPem + subPem + rootPem);
  await card(page).getByRole("textbox", { name: "Keep it in the inventory" }).fill(`${names[2]}-fixed.pem`);
  await card(page).getByRole("button", { name: "Store" }).click();
  await expect(card(page).getByText(`Stored as ${names[2]}-fixed.pem`)).toBeVisible();

  // An upload in the wrong order is put right where it is.
  const wrong = name("wrong");
  await http.put(`${wrong}.pem`, `${rootPem}${subPem}${leafPem}`);
  await page.goto(`/files/${wrong}`);
  const members = page.getByRole("region", { name: "Members" });
  await expect(members).toContainText("This bundle can be put right");
  await expect(members).toContainText("Does not follow");
  await members.getByRole("button", { name: "Rebuild" }).click();
  await page
    .getByRole("alertdialog")
    .getByRole("button", { name: `Rebuild ${wrong}.pem` })
    .click();
  await expect(members).toContainText("Up to date");
  expect(await (await http.get(`${wrong}.pem`)).text()).toBe(leafPem + subPem + rootPem);
});

test("refuses nothing, something that is no certificate, and a name in use", async ({ page, name, http }) => {
  const root = name("root");
  await http.ask("selfsigned", { name: root, subject: { CN: `${root} CA` }, key: "p-256" });
  await page.goto("/bundle");
  await page.getByRole("button", { name: "Make the bundle" }).click();
  await expect(page.getByRole("textbox", { name: "Or paste it" })).toHaveAccessibleDescription(
    /Give at least one certificate/,
  );
  await page.getByRole("textbox", { name: "Or paste it" }).fill("hello");
  await page.getByRole("button", { name: "Make the bundle" }).click();
  await expect(summaryOf(page)).toBeVisible();
  await page.goto(`/bundle?file=${root}.crt`);
  await card(page).getByRole("textbox", { name: "Keep it in the inventory" }).fill(`${root}.crt`);
  await card(page).getByRole("button", { name: "Store" }).click();
  await expect(card(page).getByRole("textbox", { name: "Keep it in the inventory" })).toHaveAccessibleDescription(
    new RegExp(`The name ${root}.crt is in use`),
  );
});

test.describe("an auditor", () => {
  test.use({ role: "auditor" });

  test("makes a bundle and keeps none", async ({ page, name, httpAs }) => {
    const root = name("root");
    await httpAs("operator").ask("selfsigned", { name: root, subject: { CN: `${root} CA` }, key: "p-256" });
    await page.goto(`/bundle?file=${root}.crt`);
    await expect(page.getByRole("button", { name: /^Download / })).toBeVisible();
    await expect(page.getByRole("textbox", { name: "Keep it in the inventory" })).toHaveCount(0);
  });
});
