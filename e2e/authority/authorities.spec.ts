import AxeBuilder from "@axe-core/playwright";
import { expect, test } from "../support/fixtures.ts";
import { run } from "../support/judge.ts";

test.use({ role: "administrator" });

test("a hierarchy is made on its page: a root, an authority below it, a certificate, a new key, a cross-certificate", async ({
  page,
  name,
  http,
}) => {
  const [root, other, issuing, web] = [name("root"), name("other"), name("issuing"), name("web")];

  await page.goto("/authorities/new");
  await page.getByLabel("Name", { exact: true }).fill(root);
  await page.getByLabel("Common name").fill(`${root} Root`);
  await page.getByRole("button", { name: "Make the root" }).click();
  await expect(page.getByRole("heading", { level: 1, name: `${root} is made` })).toBeVisible();
  await page.getByRole("link", { name: `Open ${root}` }).click();
  await expect(page.getByRole("heading", { level: 2, name: `${root} Root` })).toBeVisible();
  await expect(page.getByText("Trusted here.")).toBeVisible();
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);

  await page.getByRole("link", { name: "New intermediate" }).click();
  await page.getByLabel("Name", { exact: true }).fill(issuing);
  await page.getByLabel("Common name").fill(`${issuing} CA`);
  await page.getByLabel("Only names in").fill("example.com");
  await page.getByRole("button", { name: "Make the authority" }).click();
  const alert = page.getByRole("main").getByRole("alert");
  await expect(alert).toContainText("authority.nameConstraints.permitted.0");
  await page.getByLabel("Only names in").fill("DNS:example.com\nIP:10.0.0.0/8");
  await page.getByLabel("Only for these uses").fill("serverAuth, clientAuth");
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
  await page.getByRole("button", { name: "Make the authority" }).click();
  await expect(page.getByRole("heading", { level: 1, name: `${issuing} is made` })).toBeVisible();

  await http.ask("csr", {
    name: web,
    subject: { CN: "web.example.com" },
    subjectAltNames: ["web.example.com"],
    key: "p-256",
  });
  await http.ask("sign", { request: web, issuer: issuing, profile: "server" });
  await page.getByRole("link", { name: `Open ${issuing}` }).click();
  await expect(page.getByRole("table", { name: "Issued" })).toContainText(web);
  await expect(page.getByText("DNS:example.com")).toBeVisible();
  // No authority fits below, and the page says so where it could have been made.
  await expect(page.getByRole("button", { name: "New intermediate" })).toHaveAttribute("aria-disabled", "true");
  await expect(page.getByText("No authority fits below").first()).toBeVisible();

  await page.getByRole("link", { name: "Renew", exact: true }).click();
  await page.getByRole("radio", { name: /A new key/ }).check();
  await page.getByRole("button", { name: "Renew", exact: true }).click();
  await expect(page.getByRole("heading", { level: 1, name: `${issuing} has its next generation` })).toBeVisible();
  await expect(page.getByText("These go on with the former chain")).toBeVisible();
  await expect(page.getByRole("link", { name: web })).toBeVisible();
  expect((await http.ask<{ trusted: boolean }>("verify", { file: web })).trusted).toBe(true);

  await http.ask("authority-create", { name: other, subject: { CN: `${other} Root` }, key: "p-256" });
  await page.goto(`/authorities?name=${other}`);
  await page.getByRole("link", { name: "Cross-sign" }).click();
  await page.getByRole("combobox", { name: "Certificate of the other authority" }).fill(`${issuing}.crt`);
  await page.keyboard.press("Escape");
  await page.getByLabel("Name of the new certificate").fill(`${issuing}-x`);
  await page.getByRole("button", { name: "Cross-sign" }).click();
  await expect(page.getByRole("heading", { level: 1, name: `${issuing}-x.crt is made` })).toBeVisible();
  await page.getByRole("link", { name: `Open ${issuing}-x` }).click();
  await expect(page.getByRole("row", { name: /Cross-certificate, same key/ }).first()).toBeVisible();
  const crossed = await (await http.get(`${issuing}-x.crt`)).text();
  const text = run("openssl", ["x509", "-noout", "-issuer", "-subject"], { input: crossed });
  expect(text).toContain(`${other} Root`);
  expect(text).toContain(`${issuing} CA`);
});

test("what an authority issued is found by a part of its name, and the tree folds into a picker on a phone", async ({
  page,
  name,
  http,
}) => {
  const [ca, one, two] = [name("ca"), name("first"), name("second")];
  await http.ask("authority-create", { name: ca, subject: { CN: `${ca} Root` }, key: "p-256" });
  for (const each of [one, two]) {
    await http.ask("csr", { name: each, subject: { CN: `${each}.example.com` }, key: "p-256" });
    await http.ask("sign", { request: each, issuer: ca, profile: "server" });
  }
  await page.goto(`/authorities?name=${ca}`);
  await page.getByRole("searchbox", { name: "Name, serial number, person" }).fill(one);
  await page.getByRole("button", { name: "Search", exact: true }).click();
  const issued = page.getByRole("table", { name: "Issued" });
  await expect(issued.getByRole("row")).toHaveCount(2);
  await expect(issued).toContainText(one);
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto(`/authorities?name=${ca}`);
  const picker = page.locator("summary").filter({ hasText: `${ca} Root` });
  await expect(picker).toBeVisible();
  await picker.click();
  await expect(page.getByRole("table", { name: "Authorities as a tree" }).filter({ visible: true })).toContainText(
    `${ca} Root`,
  );
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
});

test("a root that comes in is asked about, marked on its page, and the rights of an authority are changed in a form", async ({
  page,
  name,
  http,
}) => {
  const [root, own] = [name("partner"), name("own")];
  const pem = run("openssl", [
    "req",
    "-x509",
    "-newkey",
    "ec",
    "-pkeyopt",
    "ec_paramgen_curve:P-256",
    "-nodes",
    "-keyout",
    "/dev/null",
    "-subj",
    `/CN=${root} Root`,
    "-days",
    "365",
  ]);
  await page.goto("/files");
  await page.getByRole("button", { name: "Add files" }).first().click();
  await page.getByRole("dialog").getByRole("textbox").first().fill(pem);
  await page.getByRole("dialog").getByLabel("Name", { exact: false }).last().fill(`${root}.crt`);
  await page
    .getByRole("dialog")
    .getByRole("button", { name: /pasted|Take|Store|Add/i })
    .last()
    .click();
  await expect(page.getByText(`${root} Root is self-signed. Is it trusted here?`)).toBeVisible();
  await page.getByRole("link", { name: `Say whether ${root} Root is trusted` }).click();
  await expect(page.getByText("Only stored.")).toBeVisible();
  await page.getByRole("button", { name: "Trust it", exact: true }).click();
  await expect(page.getByText("Trusted here.")).toBeVisible();
  await page.goto(`/authorities?name=${root}`);
  await page.getByRole("button", { name: "Distrust it" }).click();
  await expect(page.getByText("Distrusted.")).toBeVisible();

  await http.ask("authority-create", { name: own, subject: { CN: `${own} Root` }, key: "p-256" });
  await page.goto(`/authorities?name=${own}`);
  await page.getByRole("link", { name: "Change the rights" }).click();
  await page.getByRole("radio", { name: "Only those named here" }).first().check();
  await page.getByLabel("Signers").fill("administrator\noperator: client");
  await page.getByRole("checkbox", { name: /Its key never leaves/ }).check();
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
  await page.getByRole("button", { name: "Save the rights" }).click();
  await expect(page.getByRole("heading", { level: 1, name: `The rights on ${own} are saved` })).toBeVisible();
  await page.getByRole("link", { name: `Back to ${own}` }).click();
  await expect(page.getByText("Nobody may take its key, and this cannot be undone.")).toBeVisible();
  await expect(page.getByText("by client")).toBeVisible();
  await page.goto(`/files/${own}`);
  await expect(page.getByText(`The key of ${own} never leaves this console.`)).toBeVisible();
});
