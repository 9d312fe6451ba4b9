import AxeBuilder from "@axe-core/playwright";
import { expect, test } from "../support/fixtures.ts";
import { run } from "../support/judge.ts";

// Operators use templates; only administrators write them.
test.use({ role: "administrator" });

test("a template of one's own is tried with a request, saved in versions, compared, and enforced when a certificate is signed", async ({
  page,
  name,
  http,
}) => {
  const [ca, web, own] = [
    name("ca"),
    name("web"),
    name("template")
      .toLowerCase()
      .replace(/[^a-z0-9-]/g, "-"),
  ];
  await http.ask("selfsigned", { name: ca, subject: { CN: `${ca} Root` }, key: "p-256" });
  await http.ask("csr", {
    name: web,
    subject: { CN: "web.example.org", L: "Pangyo" },
    subjectAltNames: ["web.example.org"],
    key: "p-256",
  });

  await page.goto("/templates");
  await expect(page.getByRole("row", { name: /^smart-card-logon / })).toContainText("Built in");
  await page.getByRole("link", { name: "server", exact: true }).click();
  await expect(page.getByRole("heading", { level: 1, name: "server" })).toBeVisible();

  const editor = page.getByRole("textbox", { name: "Rules" });
  const rules = JSON.parse(await editor.inputValue()) as Record<string, unknown>;
  const hosts = { ...rules, names: { dns: { minimum: 1, patterns: ["*.example.com"] } } };
  await editor.fill(JSON.stringify(hosts, null, 2));

  await page.getByRole("combobox", { name: "Request" }).fill(`${web}.csr`);
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Try", exact: true }).click();
  await expect(page.getByText("Would be refused; reasons: 1.")).toBeVisible();
  await expect(page.getByRole("cell", { name: "DNS:web.example.org does not fit *.example.com." })).toBeVisible();
  await expect(page.getByText("With the rules as they stand in the field.")).toBeVisible();
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);

  await page.getByRole("textbox", { name: "Name" }).fill(own);
  await page.getByRole("button", { name: "Save the template" }).click();
  await expect(page.getByRole("heading", { level: 1, name: own })).toBeVisible();
  await expect(page.getByText("dns: *.example.com, at least 1")).toBeVisible();

  await editor.fill("{");
  await page.getByRole("button", { name: "Save as version 2" }).click();
  await expect(page.getByRole("main").getByRole("alert")).toContainText("This is no JSON");
  const longer = { ...hosts, days: { byDefault: 30, maximum: 60 } };
  await editor.fill(JSON.stringify(longer));
  await page.getByRole("button", { name: "Save as version 2" }).click();
  await expect(page.getByRole("button", { name: "Save as version 3" })).toBeVisible();
  await page.getByRole("link", { name: "Compare with 1" }).click();
  await expect(page.getByText("days.byDefault")).toBeVisible();

  expect(await http.refused("sign", { request: web, issuer: ca, template: own })).toMatchObject({
    code: "template.refused",
  });
  await http.ask("csr", {
    name: `${web}2`,
    subject: { CN: "web.example.com" },
    subjectAltNames: ["web.example.com"],
    key: "p-256",
  });
  const { pem } = await http.ask("sign", { request: `${web}2`, issuer: ca, template: own });
  const [, end] = /notAfter=(.+)/.exec(run("openssl", ["x509", "-noout", "-enddate"], { input: pem as string }))!;
  const days = (Date.parse(end!) - Date.now()) / 86_400_000;
  expect(Math.round(days)).toBe(30);
});
