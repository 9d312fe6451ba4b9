import { expect, test } from "../support/fixtures.ts";

test("describes a web server, mends what preflight says, and marks a step off", async ({ page, name, http }) => {
  const [ca, www, service] = [name("ca"), name("www"), name("service")];
  // A host of its own: what other journeys have stored would be offered for one that they share.
  const host = `${www}.example.com`;
  await http.ask("selfsigned", { name: ca, subject: { CN: `${ca} Root` }, key: "p-256" });

  await page.goto("/services/new?target=tls-server");
  await page.getByRole("textbox", { name: "Name", exact: true }).fill(service);
  await page.getByRole("textbox", { name: /^Host name/ }).fill(host);
  await page.getByRole("combobox", { name: /^Identity/ }).fill(www);
  // What is typed is checked before anything is saved.
  await page.getByRole("button", { name: "Check without saving" }).click();
  const checked = page.getByRole("status").filter({ hasText: /\d+ of \d+ pass/ });
  await expect(checked).toContainText(`Nothing is stored under ${www}.`);
  await page.getByRole("button", { name: "Save and check" }).click();

  // Nothing is stored under that name: the button opens the form of pki csr with the names in it.
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(service);
  await expect(page.getByText(`Nothing is stored under ${www}.`)).toBeVisible();
  await page.getByRole("link", { name: `Make the request ${www}` }).click();
  await expect(page.getByRole("textbox", { name: /^Common name/ })).toHaveValue(host);
  await page.getByRole("button", { name: "Make key and request" }).click();
  await expect(
    page
      .getByRole("status")
      .filter({ hasText: `${www}.csr` })
      .first(),
  ).toBeVisible();
  await page.getByRole("link", { name: `Back to ${service}` }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(service);
  await http.ask("sign", { request: www, issuer: ca, profile: "server" });

  await page.goto(`/services/${service}`);
  await expect(page.getByText(/^Ready(, with remarks)?$/)).toBeVisible();
  const tick = page.getByRole("checkbox", { name: /^Done: Copy to the machine/ });
  await tick.check();
  // Whose word it is, and when; the keyboard stays on the box, and the next step is the one with the mark.
  await expect(page.getByRole("listitem").filter({ has: tick })).toContainText(/@example\.com, \d+ \w+ 20/);
  await expect(tick).toBeFocused();
  await page.reload();
  // What stood open stands open again: it has the next step, or the address says so.
  await expect(tick).toBeChecked();

  await page.goto("/services");
  await expect(page.getByRole("link", { name: service })).toBeVisible();
  await page.getByRole("link", { name: www, exact: true }).click();
  await expect(page.getByRole("region", { name: "Used by" }).getByRole("link", { name: service })).toBeVisible();
});

test("shows two generations side by side, and goes back to the one before", async ({ page, name, http }) => {
  const [ca, www, service] = [name("ca"), name("www"), name("service")];
  await http.ask("selfsigned", { name: ca, subject: { CN: `${ca} Root` }, key: "p-256" });
  await http.ask("csr", {
    name: www,
    subject: { CN: "shop.example.com" },
    subjectAltNames: ["shop.example.com"],
    key: "p-256",
  });
  for (const days of [90, 365])
    await http.ask("sign", { request: www, issuer: ca, profile: "server", days, confirm: true });
  await http.ask("service-save", {
    name: service,
    target: "tls-server",
    inputs: { host: "shop.example.com", identity: www },
  });

  await page.goto(`/renew?certificate=${www}&made=2`);
  await expect(page.getByRole("row", { name: /^Valid until/ })).toContainText("Changes");
  await expect(page.getByText("The key stays the same, so the pack holds no key.")).toBeVisible();
  await page.getByRole("button", { name: "Undo" }).click();
  const question = page.getByRole("alertdialog", { name: "Make generation 1 the live one again?" });
  await question.getByRole("button", { name: "Undo" }).click();
  await expect(page).toHaveURL(new RegExp(`/files/${www}$`));
  await expect(page.getByRole("button", { name: "Restore generation 2" })).toBeVisible();

  await page.goto(`/services/${service}`);
  await page.getByRole("button", { name: "More actions" }).click();
  await page.getByRole("menuitem", { name: "Remove" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Remove" }).click();
  await expect(page).toHaveURL(/\/services$/);
  await expect(page.getByRole("link", { name: service })).toHaveCount(0);
});

test("one click chooses what was made, and trusts whom the clients come from; the earlier of two pages is not saved over", async ({
  page,
  name,
  http,
}) => {
  const [ca, api, caller] = [name("ca"), name("api"), name("caller")];
  await http.ask("selfsigned", { name: ca, subject: { CN: `${ca} Root` }, key: "p-256" });
  await http.ask("csr", { name: caller, subject: { CN: caller }, key: "p-256" });
  await http.ask("sign", { request: caller, issuer: ca, profile: "client" });
  await http.ask("service-save", {
    name: api,
    target: "mutual-tls",
    inputs: { host: `${api}.example.com`, clients: [caller] },
  });

  await page.goto(`/services/${api}`);
  await page.getByRole("link", { name: `Make the request ${api}` }).click();
  await page.getByRole("button", { name: "Make key and request" }).click();
  await expect(
    page
      .getByRole("status")
      .filter({ hasText: `${api}.csr` })
      .first(),
  ).toBeVisible();
  await page.goto(`/services/${api}`);
  await page.getByRole("button", { name: `Use ${api}` }).click();
  await expect(page.getByText(`${api} has no certificate yet`)).toBeVisible();
  await page
    .getByRole("button", { name: `Add ${ca}.crt` })
    .first()
    .press("Enter");
  await expect(page.getByRole("heading", { name: "What is missing" })).toBeFocused();
  await expect(page.getByRole("button", { name: `Add ${ca}.crt` })).toHaveCount(0);
  await http.ask("sign", { request: api, issuer: ca, profile: "server" });
  await http.ask("crl", { authority: ca });

  await page.goto(`/services/${api}/edit`);
  await http.ask("service-mark-step", { service: api, step: "copy", done: true });
  await http.ask("service-save", {
    name: api,
    previous: api,
    target: "mutual-tls",
    inputs: {
      host: `${api}.example.com`,
      server: api,
      clients: [caller],
      clientAuthorities: [`${ca}.crt`],
      port: 8443,
    },
  });
  await page.getByRole("button", { name: "Save and check" }).click();
  await expect(page.getByText(`Somebody has changed ${api} since this page was opened.`)).toBeVisible();
  expect(await http.ask("service", { service: api })).toMatchObject({
    inputs: { port: 8443 },
    plan: { verdict: "pass" },
  });
});

test("describes a Meeting Server cluster of three machines by its form", async ({ page, name }) => {
  const service = name("cms");
  await page.goto("/services");
  await page.getByRole("link", { name: "Describe a service" }).first().click();
  await page.getByRole("link", { name: "Cisco Meeting Server" }).click();
  await page.getByRole("textbox", { name: "Name", exact: true }).fill(service);
  for (const [index, host] of ["cms1", "cms2", "cms3"].entries()) {
    if (index > 0) await page.getByRole("button", { name: "Add a machine" }).click();
    await page.getByRole("textbox", { name: `FQDN, row ${index + 1}` }).fill(`${host}.example.com`);
    await page
      .getByRole("combobox", { name: `Database, row ${index + 1}` })
      .selectOption(index === 0 ? "primary" : "replica");
  }
  await page.getByRole("textbox", { name: /^Cluster name/ }).fill("cms.example.com");
  // What it needs is told while it is filled in, and who shares it.
  const needs = page.getByRole("region", { name: "What it needs" });
  await expect(needs.getByRole("listitem").filter({ hasText: "callbridge" })).toContainText(
    "Call Bridge of cms1, cms2, cms3. CN cms.example.com, 3 more names",
  );
  await expect(needs.getByRole("listitem")).toHaveCount(6);
  await page.getByRole("checkbox", { name: "Web Bridge on cms3" }).check();
  await expect(needs.getByRole("listitem").filter({ hasText: "c2w" })).toContainText("To make");
  // Two that cannot share a port: said at the cell, below the boxes and on top, and mended by one click.
  await page.getByRole("textbox", { name: "Web Admin port" }).fill("443");
  await expect(page.getByRole("checkbox", { name: "Web Admin on cms3" })).toHaveAttribute("aria-invalid", "true");
  const clash = page.getByRole("status").filter({ hasText: "cms3: Web Admin and Web Bridge cannot share port 443." });
  await clash.getByRole("button", { name: "Use 445 for “Web Admin port”" }).click();
  await expect(clash).toHaveCount(0);
  await expect(page.getByRole("textbox", { name: "Web Admin port" })).toHaveValue("445");
  await page.getByRole("button", { name: "Save and check" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(service);
  const lines = (of: RegExp): Promise<string[]> =>
    page.getByRole("region", { name: of, includeHidden: true }).allTextContents();
  // Another test may have taken the plain names: the plan then has the next ones.
  expect(await lines(/^Make the key and the request callbridge/)).toEqual([
    expect.stringMatching(
      /^pki csr callbridge\S* CN:cms\.example\.com subjectAltName:cms1\.example\.com,cms2\.example\.com,cms3\.example\.com$/,
    ),
  ]);
  // What comes later in a long phase is folded, and comes when it is asked for.
  await page
    .locator("#phase-make summary")
    .filter({ hasText: /^\d+ more steps$/ })
    .click();
  await expect(
    page.getByRole("region", { name: /^On the primary: one certificate for all/, includeHidden: true }),
  ).toHaveCount(1);
  expect(await lines(/^On the primary: one certificate for all/)).toEqual([
    expect.stringMatching(
      /^pki csr dbserver\S* CN:cms1\.example\.com subjectAltName:cms2\.example\.com,cms3\.example\.com$/,
    ),
  ]);
});
