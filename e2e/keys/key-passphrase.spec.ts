import { readFileSync } from "node:fs";
import { join } from "node:path";
import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { chooseFile, fillPair } from "../support/acts.ts";
import { expect, test } from "../support/fixtures.ts";
import { run } from "../support/judge.ts";

const passphrase = "walnut breeze copper 7";

/** An authority whose key lies under a passphrase, made on the page. */
async function makeLockedAuthority(page: Page, stem: string): Promise<void> {
  await page.goto("/selfsigned");
  await fillPair(page, { name: stem, cn: `${stem} CA` });
  await page.getByRole("radio", { name: "ECDSA P-256" }).check();
  await page.getByRole("checkbox", { name: "Put the key under a passphrase" }).check();
  await page.getByRole("textbox", { name: "New passphrase", exact: true }).fill(passphrase);
  await page.getByRole("textbox", { name: "The new passphrase again" }).fill("something else");
  await page.getByRole("button", { name: "Make key and certificate" }).click();
  await expect(page.getByRole("alert").filter({ hasText: "The two are not the same." })).toBeVisible();
  await page.getByRole("textbox", { name: "The new passphrase again" }).fill(passphrase);
  await page.getByRole("button", { name: "Make key and certificate" }).click();
  await expect(page.getByText("It can sign now.")).toBeVisible();
  // What was typed has left the page.
  await expect(page.getByRole("textbox", { name: "New passphrase", exact: true })).toHaveCount(0);
}

async function expectAccessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).withTags(["wcag2a", "wcag2aa", "wcag22aa"]).analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`)).toEqual([]);
}

test("an authority under its own passphrase asks for it at each signature, or is kept open and locked again", async ({
  page,
  name,
  http,
}) => {
  const stem = name("own");
  await makeLockedAuthority(page, stem);
  for (const each of ["a", "b", "c"])
    await http.ask("csr", { name: `${stem}-${each}`, subject: { CN: `${each}.example.com` }, key: "p-256" });

  await page.goto(`/sign?request=${stem}-a.csr&issuer=${stem}.crt`);
  await page.getByRole("button", { name: `Sign ${stem}-a` }).click();
  const dialog = page.getByRole("dialog", { name: `Passphrase of ${stem}.key` });
  const field = dialog.getByRole("textbox", { name: "Passphrase of the key" });
  await expect(field).toBeFocused();
  await expect(field).toHaveAttribute("type", "password");
  await expectAccessible(page);
  await field.fill("not that one");
  await field.press("Enter");
  await expect(dialog.getByText(/The passphrase does not open this private key/)).toBeVisible();
  await expect(field).toHaveValue("");
  await field.fill(passphrase);
  await dialog.getByRole("checkbox", { name: /Keep it unlocked for 15 minutes/ }).check();
  await dialog.getByRole("button", { name: "Use the key" }).click();
  await expect(page.getByRole("status").filter({ hasText: `${stem}-a.crt is signed` })).toBeVisible();
  await expect(dialog).toHaveCount(0);

  await page.goto(`/sign?request=${stem}-b.csr&issuer=${stem}.crt`);
  await page.getByRole("button", { name: `Sign ${stem}-b` }).click();
  await expect(page.getByRole("status").filter({ hasText: `${stem}-b.crt is signed` })).toBeVisible();

  await page.goto(`/files/${stem}`);
  const strip = page.getByRole("region", { name: "Passphrase of the key" });
  await expect(strip).toContainText(`${stem}.key is unlocked for your session.`);
  await expect(strip).toContainText(/1[45] minutes left/);
  await strip.getByRole("button", { name: "Lock now" }).click();
  await expect(strip).toContainText("Each use of it asks for the passphrase.");
  await expectAccessible(page);

  await page.goto(`/sign?request=${stem}-c.csr&issuer=${stem}.crt`);
  await page.getByRole("button", { name: `Sign ${stem}-c` }).click();
  await dialog.getByRole("button", { name: "Cancel" }).click();
  await expect(page.getByRole("alert").filter({ hasText: "lies under a passphrase of its own" })).toBeVisible();
  expect(page.url()).not.toContain("walnut");
});

test("a key that OpenSSL locked with -des3 signs as it is, its passphrase is changed and taken away", async ({
  page,
  name,
  http,
  folder,
}) => {
  const stem = name("des3");
  const [key, certificate] = [join(folder, "ca.key"), join(folder, "ca.crt")];
  run("openssl", ["genrsa", "-des3", "-traditional", "-passout", "pass:mmuser-passphrase", "-out", key, "2048"]);
  run("openssl", [
    ...["req", "-x509", "-new", "-key", key, "-passin", "pass:mmuser-passphrase", "-days", "30"],
    ...["-subj", `/CN=${stem}`, "-addext", "keyUsage=critical,keyCertSign,cRLSign", "-out", certificate],
  ]);
  await http.put(`${stem}.key`, readFileSync(key));
  await http.put(`${stem}.crt`, readFileSync(certificate));
  await http.ask("csr", { name: `${stem}-user`, subject: { CN: "user.example.com" }, key: "p-256" });
  await page.goto(`/sign?request=${stem}-user.csr&issuer=${stem}.crt`);
  await page.getByRole("button", { name: `Sign ${stem}-user` }).click();
  const dialog = page.getByRole("dialog", { name: `Passphrase of ${stem}.key` });
  await dialog.getByRole("textbox", { name: "Passphrase of the key" }).fill("mmuser-passphrase");
  await dialog.getByRole("button", { name: "Use the key" }).click();
  await expect(page.getByRole("status").filter({ hasText: `${stem}-user.crt is signed` })).toBeVisible();

  await page.goto(`/files/${stem}`);
  await page.getByRole("link", { name: "Change or remove the passphrase" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Passphrase of a key");
  await page.getByRole("textbox", { name: "Present passphrase" }).fill("wrong");
  await page.getByRole("textbox", { name: "New passphrase", exact: true }).fill(passphrase);
  await page.getByRole("textbox", { name: "The new passphrase again" }).fill(passphrase);
  await page.getByRole("button", { name: "Put under the passphrase" }).click();
  await expect(page.getByRole("alert").filter({ hasText: "The passphrase does not open" })).toBeVisible();
  await page.getByRole("textbox", { name: "Present passphrase" }).fill("mmuser-passphrase");
  await page.getByRole("button", { name: "Put under the passphrase" }).click();
  await expect(page.getByRole("status").filter({ hasText: `${stem}.key lies under its own` })).toBeVisible();

  await page.getByRole("radio", { name: /Take the passphrase away/ }).check();
  await page.getByRole("textbox", { name: "Present passphrase" }).fill(passphrase);
  await page.getByRole("button", { name: "Take the passphrase away" }).click();
  await expect(page.getByRole("status").filter({ hasText: "no passphrase of its own any more" })).toBeVisible();
  await page.goto(`/files/${stem}`);
  await expect(page.getByRole("region", { name: "Passphrase of the key" })).toHaveCount(0);
});

test("the terminal asks twice for a new passphrase, and once for each signature", async ({ page, name }) => {
  const stem = name("typed");
  await page.goto("/terminal");
  const log = page.getByRole("log", { name: "Terminal output" });
  const line = page.getByRole("combobox", { name: "Command line" });
  const secret = page.locator("#line[type=password]");
  await line.fill(`pki selfsigned ${stem} CN:${stem} key:p-256 lock:yes`);
  await line.press("Enter");
  await expect(secret).toHaveAccessibleName("New passphrase:");
  await secret.fill(passphrase);
  await secret.press("Enter");
  await expect(secret).toHaveAccessibleName("Once more:");
  await secret.fill("another");
  await secret.press("Enter");
  await expect(log).toContainText("The two were not the same.");
  for (const _ of [1, 2]) {
    await secret.fill(passphrase);
    await secret.press("Enter");
    await expect(secret).toHaveValue("");
  }
  await expect(log).toContainText(`${stem}.crt`);
  await line.fill(`pki csr ${stem}-web CN:web.example.com key:p-256`);
  await line.press("Enter");
  await expect(log).toContainText(`${stem}-web.csr`);
  await line.fill(`pki sign ${stem}-web ${stem}`);
  await line.press("Enter");
  await expect(secret).toHaveAccessibleName("Passphrase:");
  await secret.fill(passphrase);
  await secret.press("Enter");
  await expect(log).toContainText(`${stem}-web.crt`);
  await expect(log).not.toContainText(passphrase);
});

test("a batch asks for the passphrase of its authority when it begins", async ({ page, name }) => {
  const stem = name("batch");
  await makeLockedAuthority(page, stem);
  await page.goto("/batches/new");
  await chooseFile(page, "Authority", `${stem}.crt`);
  await page.locator("textarea").first().fill(`name,email\nAda,${stem}@example.com\n`);
  await page.getByLabel("Name of the batch").fill(`${stem} people`);
  await page.getByRole("button", { name: "Issue 1 certificate" }).click();
  const dialog = page.getByRole("dialog", { name: `Passphrase of ${stem}.key` });
  await dialog.getByRole("textbox", { name: "Passphrase of the key" }).fill(passphrase);
  await dialog.getByRole("button", { name: "Use the key" }).click();
  await expect(page.getByRole("heading", { name: `${stem} people`, level: 1 })).toBeVisible();
  await expect(page.getByText("1 certificate issued")).toBeVisible({ timeout: 60_000 });
});

test("in Korean a key is kept open for the session from its own page", async ({
  page,
  name,
  http,
  context,
  baseURL,
}) => {
  const stem = name("korean");
  await http.ask("selfsigned", { name: stem, subject: { CN: "한국 CA" }, key: "p-256", passphrase });
  await context.addCookies([{ name: "locale", value: "ko", url: baseURL! }]);
  await page.goto(`/files/${stem}`);
  const strip = page.getByRole("region", { name: "키 암호" });
  await expect(strip).toContainText("쓸 때마다 암호를 묻습니다");
  await strip.getByRole("button", { name: "15분 동안 열기" }).click();
  const dialog = page.getByRole("dialog", { name: `${stem}.key의 암호` });
  await dialog.getByRole("textbox", { name: "키 암호" }).fill(passphrase);
  await dialog.getByRole("button", { name: "키 열기" }).click();
  await expect(strip).toContainText(/15분 남음|14분 남음/);
});

test("many certificates of an authority under a passphrase are renewed, and the passphrase is asked for once", async ({
  page,
  name,
  http,
}) => {
  const stem = name("bulk");
  await makeLockedAuthority(page, stem);
  for (const each of ["a", "b"]) {
    await http.ask("csr", { name: `${stem}-${each}`, subject: { CN: `${each}.example.com` }, key: "p-256" });
    await http.ask("sign", { request: `${stem}-${each}`, issuer: stem, passphrase });
  }
  await page.goto(`/files?q=${stem}-`);
  for (const each of ["a", "b"]) await page.getByRole("checkbox", { name: `Select ${stem}-${each}` }).check();
  await page.getByRole("button", { name: "Renew", exact: true }).click();
  await page.getByRole("button", { name: "Renew 2", exact: true }).click();
  const question = page.getByRole("dialog", { name: `Passphrase of ${stem}.key` });
  await question.getByRole("textbox", { name: "Passphrase of the key" }).fill(passphrase);
  await question.getByRole("button", { name: "Use the key" }).click();
  await expect(page.getByText("2 done", { exact: false })).toBeVisible();
  await expect(question).toHaveCount(0);
  for (const each of ["a", "b"])
    expect(JSON.stringify(await http.ask("item", { name: `${stem}-${each}` }))).toContain('"number":2');
});
