import { commonNameField, fillPair, makeRequest, nameField } from "../support/acts.ts";
import { expect, expectBeside, summaryOf, test } from "../support/fixtures.ts";
import { run } from "../support/judge.ts";

const act = "Make key and request";

test("makes a key and a request that OpenSSL verifies, with names of every kind", async ({ page, name, takeAway }) => {
  const stem = name("csr");
  await page.goto("/request");
  await fillPair(page, {
    name: stem,
    cn: `${stem}.example.com`,
    more: { "Organisation O": "Example, Inc.", "Locality L": "Seocho-gu", "Country C": "KR" },
    names: "bücher.example, 192.0.2.7, 2001:db8::7, ops@example.com, https://example.com/x, UPN:oh@example.com",
  });
  const typed = page.getByRole("region", { name: "CMS" });
  await expect(typed).toContainText(`pki csr ${stem} CN:${stem}.example.com`);
  await expect(typed).toContainText('O:"Example, Inc."');
  await page.getByRole("button", { name: act }).click();
  const done = page.getByRole("status").filter({ hasText: `${stem}.key and ${stem}.csr are made` });
  await expect(done).toContainText(`${stem}.example.com was added to the names.`);

  const { fileName, path } = await takeAway(() => page.getByRole("link", { name: `Download ${stem}.csr` }).click());
  expect(fileName).toBe(`${stem}.csr`);
  expect(run("openssl", ["req", "-in", path, "-verify", "-noout", "-subject", "-nameopt", "RFC2253"])).toContain(
    `CN=${stem}.example.com,O=Example\\, Inc.,L=Seocho-gu,C=KR`,
  );
  const text = run("openssl", ["req", "-in", path, "-noout", "-text"]);
  for (const wanted of [
    `DNS:${stem}.example.com`,
    "DNS:xn--bcher-kva.example",
    "IP Address:192.0.2.7",
    "IP Address:2001:DB8:0:0:0:0:0:7",
    "email:ops@example.com",
    "URI:https://example.com/x",
    "othername",
    "Public-Key: (2048 bit)",
  ]) {
    expect(text).toContain(wanted);
  }
  expect(run("certtool", ["--crq-info", "--infile", path])).toContain("Self signature: verified");
});

test("makes the kind of key that is chosen", async ({ page, name, http, takeAway }) => {
  const stem = name("ed");
  await page.goto("/request");
  await fillPair(page, { name: stem, cn: `${stem}.example.com` });
  await page.getByRole("button", { name: "More kinds of key" }).click();
  await page.getByRole("radio", { name: "Ed25519" }).check();
  await expect(page.getByRole("heading", { name: "What this makes" }).locator("..")).toContainText(
    "Ed25519, sealed in the vault",
  );
  await page.getByRole("button", { name: act }).click();
  const { path } = await takeAway(() => page.getByRole("link", { name: `Download ${stem}.csr` }).click());
  expect(run("openssl", ["req", "-in", path, "-verify", "-noout", "-text"])).toContain("ED25519 Public-Key");
  expect((await http.ask<{ row: { basename: string } }>("item", { name: stem })).row.basename).toBe(stem);
});

test("says beside the field what is wrong, and keeps what was typed", async ({ page, name }) => {
  const stem = name("bad");
  await page.goto("/request");
  await fillPair(page, {
    name: `${stem}.x`,
    cn: `${stem}.example.com`,
    more: { "Country C": "UK", "Unit OU": "Voice" },
  });
  await page.getByRole("checkbox", { name: /Put the key under a passphrase/ }).check();
  await page.getByRole("textbox", { name: "New passphrase", exact: true }).fill("walnut-breeze-copper");
  await page.getByRole("button", { name: act }).click();
  await expect(summaryOf(page)).toBeFocused();
  // Everything at once: what the form sees by itself, and what the command says.
  await expect(summaryOf(page)).toContainText("3 things to correct");
  await expect(summaryOf(page).getByRole("link")).toHaveCount(3);
  await expectBeside(
    nameField(page),
    /holds "\." at position \d+\. Letters, digits, hyphen and underscore are allowed/,
  );
  await expectBeside(page.locator("#repeated-passphrase"), /./);
  await expect(page.locator("#new-passphrase")).not.toHaveAttribute("aria-invalid");
  await page.getByRole("checkbox", { name: /Put the key under a passphrase/ }).uncheck();

  await expectBeside(
    page.getByRole("textbox", { name: "Country C" }),
    /C:UK is not a country code of ISO 3166\. Did you mean GB\?/,
  );
  await summaryOf(page)
    .getByRole("link", { name: /^Country/ })
    .click();
  await expect(page.getByRole("textbox", { name: "Country C" })).toBeFocused();
  await expect(page.getByRole("textbox", { name: "Unit OU" })).toHaveValue("Voice");

  await page.getByRole("textbox", { name: "Country C" }).fill("GB");
  await commonNameField(page).fill("");
  await page.getByRole("button", { name: act }).click();
  await expectBeside(commonNameField(page), /./);

  const names = page.getByRole("textbox", { name: /^More names/ });
  await names.fill("good.example.com, bad..example.com");
  await names.press("Enter");
  await expectBeside(names, /bad\.\.example\.com: /);
  await page.getByRole("button", { name: "Remove bad..example.com" }).click();
  await expect(names).not.toHaveAttribute("aria-invalid");
});

for (const [width, height] of [
  [1440, 900],
  [390, 844],
] as const)
  test(`what was made stands in the place of the form, in view and in focus, at ${width} pixels`, async ({
    page,
    name,
    context,
  }) => {
    const stem = name(`seen${width}`);
    await context.grantPermissions(["clipboard-read", "clipboard-write"]);
    await page.setViewportSize({ width, height });
    await makeRequest(page, { name: stem, cn: `${stem}.example.com`, names: "192.0.2.9" });
    const title = page.getByRole("heading", { name: `${stem}.key and ${stem}.csr are made`, level: 1 });
    await expect(title).toBeFocused();
    await expect(title).toBeInViewport({ ratio: 1 });
    const next = page.getByRole("region", { name: "Next", exact: true });
    await expect(next.getByRole("link", { name: `Download ${stem}.csr` })).toBeInViewport({ ratio: 1 });
    await expect(page.getByRole("button", { name: act })).toHaveCount(0);
    await expect(page.getByRole("main")).toContainText(`CN=${stem}.example.com`);
    await expect(page.getByRole("main")).toContainText("IP 192.0.2.9");
    await next.getByRole("button", { name: "Copy PEM" }).click();
    await expect(next.getByRole("status")).toHaveText("Copied");
    const copied = await page.evaluate(() => navigator.clipboard.readText());
    expect(copied).toBe(await page.getByRole("region", { name: `Text of ${stem}.csr` }).textContent());
    expect(run("openssl", ["req", "-verify", "-noout", "-subject"], { input: copied })).toContain(
      `${stem}.example.com`,
    );

    await page.getByRole("button", { name: "Make another" }).click();
    await expect(nameField(page)).toHaveValue("");
    await expect(commonNameField(page)).toHaveValue("");
    await expect(page.getByRole("button", { name: "Remove 192.0.2.9" })).toHaveCount(0);
  });

test("the place in the navigation starts a form in which nothing of the last request is left", async ({
  page,
  name,
}) => {
  const stem = name("fresh");
  const place = page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Signing request" });
  await page.goto("/request?name=fromelsewhere&CN=from.example.com&names=a.example.com");
  await expect(nameField(page)).toHaveValue("fromelsewhere");
  await place.click();
  await expect(nameField(page)).toHaveValue("");
  await expect(page).toHaveURL(/\/request$/);
  await expect(page.getByRole("button", { name: "Remove a.example.com" })).toHaveCount(0);

  await fillPair(page, { name: stem, cn: `${stem}.example.com`, more: { "Unit OU": "Voice" } });
  await page.getByRole("button", { name: act }).click();
  await expect(page.getByRole("heading", { name: `${stem}.key and ${stem}.csr are made` })).toBeFocused();
  await place.click();
  await expect(nameField(page)).toHaveValue("");
  await expect(page.getByRole("textbox", { name: "Unit OU" })).toHaveValue("");

  await fillPair(page, { name: `${stem}.x`, cn: "typed.example.com" });
  await page.getByRole("button", { name: act }).click();
  await expect(summaryOf(page)).toBeFocused();
  await page.keyboard.press("Control+k");
  await page.keyboard.type("signing request");
  await page.getByRole("option", { name: "Signing request /request" }).click();
  await expect(nameField(page)).toHaveValue("");
  await expect(summaryOf(page)).toHaveCount(0);
});

test("never overwrites a name in use, and says what uses it", async ({ page, name, http }) => {
  const stem = name("taken");
  await makeRequest(page, { name: stem, cn: "first.example.com" });
  const before = await (await http.get(`${stem}.csr`)).text();
  await page.goto("/request");
  await fillPair(page, { name: stem, cn: "second.example.com" });
  await page.getByRole("button", { name: act }).click();
  await expectBeside(
    nameField(page),
    new RegExp(`The name ${stem} is in use by ${stem}\\.(csr|key), ${stem}\\.(csr|key)\\. Nothing was overwritten`),
  );
  expect(await (await http.get(`${stem}.csr`)).text()).toBe(before);
});

test("a pasted pki line fills the form", async ({ page, name }) => {
  const stem = name("line");
  await page.goto("/request");
  await page.getByRole("button", { name: "Fill from a line or certificate" }).click();
  const line = page.getByRole("textbox", { name: "Typed line" });
  await line.fill("pki sign a b");
  await page.getByRole("button", { name: "Fill the form" }).click();
  await expectBeside(line, /not for this form/);
  await line.fill(
    `cms> pki csr ${stem} CN:${stem}.example.com OU:"Voice Team" C:KR subjectAltName:a.example.com,192.0.2.9`,
  );
  await page.getByRole("button", { name: "Fill the form" }).click();
  await expect(nameField(page)).toHaveValue(stem);
  await expect(page.getByRole("textbox", { name: "Unit OU" })).toHaveValue("Voice Team");
  await expect(page.getByRole("button", { name: "Correct 192.0.2.9" })).toBeVisible();
});
