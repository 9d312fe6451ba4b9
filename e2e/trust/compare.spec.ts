import { readFileSync } from "node:fs";
import { expect, test } from "../support/fixtures.ts";

/** Two certificates or requests side by side; and the list as a table for a spreadsheet. */

test("a stored request beside the certificate that was pasted, and two stored ones by their address", async ({
  page,
  name,
  http,
}) => {
  const stem = name("pair");
  await http.ask("selfsigned", { name: `${stem}-ca`, subject: { CN: `${stem} CA` }, key: "p-256" });
  await http.ask("csr", {
    name: stem,
    subject: { CN: `${stem}.example.com` },
    subjectAltNames: ["www.example.com"],
    key: "p-256",
  });
  await http.ask("sign", { request: stem, issuer: `${stem}-ca`, subjectAltNames: ["shop.example.com"] });
  await page.goto(`/compare?first=${stem}.csr`);
  const download = await page.request.get(`/download?file=${stem}.crt`);
  await page.getByRole("button", { name: "Paste text: Second" }).click();
  await page.getByRole("textbox", { name: /Second/ }).fill(await download.text());
  await page.getByRole("button", { name: "Take it" }).click();
  await page.getByRole("button", { name: "Compare", exact: true }).click();
  await expect(page.getByRole("status").filter({ hasText: "fields are not the same" })).toBeVisible();
  const table = page.getByRole("table", { name: "Not the same" });
  await expect(table.getByRole("rowheader", { name: /Subject Alternative Name differs/ })).toBeVisible();
  await expect(table.locator("mark")).toHaveText(["DNS: www.example.com", "DNS: shop.example.com"]);
  await expect(table.getByRole("rowheader", { name: /^SHA-256 of the public key/ })).toHaveCount(0);

  await page.goto(`/compare?first=${stem}.crt&second=${stem}.crt`);
  await expect(page.getByRole("status").filter({ hasText: /^All \d+ fields are the same/ })).toBeVisible();
  await page.goto(`/compare?first=${stem}.key&second=${stem}.crt`);
  await expect(page.getByRole("alert").filter({ hasText: `${stem}.key is a private key` })).toBeVisible();
});

test("the list as it is narrowed, as a table for a spreadsheet", async ({ page, name, http, takeAway }) => {
  const stem = name("table");
  await http.ask("csr", { name: stem, subject: { CN: `=${stem}.example.com` }, key: "p-256" });
  await page.goto(`/files?q=${stem}`);
  const { fileName, path } = await takeAway(() => page.getByRole("link", { name: "CSV" }).click());
  expect(fileName).toMatch(/^inventory-.*\.csv$/);
  const lines = readFileSync(path, "utf8").trim().split("\r\n");
  expect(lines).toHaveLength(2);
  expect(lines[1]).toContain(`${stem},'=${stem}.example.com`);
});
