import AxeBuilder from "@axe-core/playwright";
import { expect, test } from "../support/fixtures.ts";
import { run } from "../support/judge.ts";

test("the list of keys says what uses each, and leads to it by keyboard", async ({ page, name, http }) => {
  const stem = name("keyring");
  const [ca, web, lone, gate] = [`${stem}-ca`, `${stem}-web`, `${stem}-lone`, name("front")];
  await http.ask("selfsigned", { name: ca, subject: { CN: `${stem} Root` }, key: "p-256" });
  await http.ask("csr", { name: web, subject: { CN: "web.example.com" }, key: "p-256" });
  await http.ask("sign", { request: web, issuer: ca });
  await http.ask("service-save", {
    name: gate,
    target: "tls-server",
    inputs: { host: "web.example.com", identity: web },
  });
  await http.ask("upload", {
    files: [{ name: `${lone}.key`, text: run("openssl", ["genpkey", "-algorithm", "ed25519"]) }],
  });

  await page.goto("/");
  await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Private keys" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Private keys" })).toBeVisible();
  await page.getByRole("searchbox", { name: "Part of a name" }).fill(stem);
  await page.getByRole("button", { name: "Find" }).click();
  const row = (file: string) =>
    page.getByRole("row").filter({ has: page.getByRole("link", { name: file, exact: true }) });
  await expect(row(`${web}.key`).first()).toContainText(gate);
  await expect(row(`${ca}.key`).first()).toContainText("Issued 1 certificate");
  await expect(row(`${lone}.key`)).toContainText("Nothing here uses it");
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);

  await page.getByRole("link", { name: "Not used" }).click();
  await expect(row(`${web}.key`)).toHaveCount(0);
  await page.keyboard.press("j");
  await expect(page.getByRole("link", { name: `${lone}.key`, exact: true })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(new RegExp(`/files/${lone}$`));
});
