import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "../support/fixtures.ts";
import { run, strangersKey, writeFiles } from "../support/judge.ts";

test("says what needs a person, in the order in which it stops working, and leads there", async ({
  page,
  name,
  http,
  folder,
}) => {
  const [over, soon, waits, locked] = [name("over"), name("soon"), name("waits"), name("locked")];
  const key = strangersKey(join(folder, "key.pem"));
  writeFiles(folder, {
    "over.cfg": `cn = ${over}.example.com\nactivation_date = "2024-01-01 00:00:00"\nexpiration_date = "2025-01-01 00:00:00"\n`,
  });
  run("certtool", [
    "--generate-self-signed",
    "--load-privkey",
    key,
    "--template",
    join(folder, "over.cfg"),
    "--outfile",
    join(folder, "over.crt"),
  ]);
  await http.put(`${over}.crt`, readFileSync(join(folder, "over.crt")));
  await http.ask("selfsigned", {
    name: soon,
    subject: { CN: `${soon}.example.com` },
    profile: "server",
    days: 1,
    key: "p-256",
  });
  await http.ask("csr", { name: waits, subject: { CN: `${waits}.example.com` }, key: "p-256" });
  run("openssl", [
    "pkcs8",
    "-topk8",
    "-in",
    strangersKey(join(folder, "other.pem")),
    "-passout",
    "pass:walnut-seven",
    "-out",
    join(folder, "locked.key"),
  ]);
  await http.put(`${locked}.key`, readFileSync(join(folder, "locked.key")));

  await page.goto("/");
  const attention = page.getByRole("region", { name: "Needs attention" });
  await expect(attention.getByRole("heading", { name: `${over} has expired` })).toBeVisible();
  await expect(attention.getByRole("heading", { name: `${soon} ends` })).toBeVisible();
  const order = await attention.getByRole("heading", { level: 3 }).allInnerTexts();
  expect(order.indexOf(`${over} has expired`)).toBeLessThan(order.indexOf(`${soon} ends`));
  // The oldest requests are told by name: which they are depends on what other journeys have left.
  const firstWaiting = order.findIndex((heading) => heading.endsWith("waits for its certificate"));
  expect(order.indexOf(`${soon} ends`)).toBeLessThan(firstWaiting);
  await expect(page.getByRole("region", { name: "The coming year" }).first()).toBeVisible();

  const figure = page.getByRole("region", { name: "Inventory" }).getByRole("link", { name: /Authorities$/ });
  await expect(figure).toContainText(/^\d+/);
  await figure.click();
  await expect(page).toHaveURL(/kind=authority/);
  await expect(page.getByText(/^\d+ names? found$/)).toBeVisible();

  await page.goto("/");
  // What only waits is folded.
  await attention.getByText(/^Works today, not finished: \d+$/).click();
  await attention
    .locator("[data-kind=locked]", { hasText: `${locked} is still locked` })
    .getByRole("link", { name: "Unlock" })
    .click();
  await expect(page.getByRole("combobox", { name: "Locked key" })).toHaveValue(`${locked}.key`);
});

test("each thing that needs a person has the act that mends it, and says for which service", async ({
  page,
  name,
  http,
}) => {
  const [ca, soon, waits, service] = [name("ca"), name("soon"), name("waits"), name("service")];
  await http.ask("selfsigned", { name: ca, subject: { CN: `${ca} Root` }, key: "p-256" });
  for (const each of [soon, waits])
    await http.ask("csr", { name: each, subject: { CN: `${each}.example.com` }, key: "p-256" });
  await http.ask("sign", { request: soon, issuer: ca, days: 3 });
  await http.ask("service-save", {
    name: service,
    target: "mutual-tls",
    inputs: { host: `${soon}.example.com`, server: soon, clientAuthorities: [`${ca}.crt`], clients: [waits] },
  });
  await page.goto("/");
  const attention = page.getByRole("region", { name: "Needs attention" });
  const ending = attention.locator("[data-kind=ending]", { hasText: `${soon} ends` });
  await expect(ending).toContainText(`${service}: connections are refused then.`);
  const waiting = attention.locator("[data-kind=waiting]", { hasText: `${waits} waits for its certificate` });
  if ((await waiting.count()) > 0) {
    await expect(waiting).toContainText(`${service} is not ready without it.`);
    await expect(waiting.getByRole("link", { name: "Sign it" })).toHaveAttribute("href", `/sign?request=${waits}.csr`);
  }
  // The numbers beside the navigation come behind the page.
  const main = page.getByRole("navigation", { name: "Main" });
  await expect(main.getByRole("link", { name: /^Overview \d+ ends? or (is|are) over$/ })).toBeVisible();
  await expect(main.getByRole("link", { name: /^Services \d+ (is|are) not ready$/ })).toBeVisible();
  await expect(main.getByRole("link", { name: /^Signing request \d+ waits? for an answer$/ })).toBeVisible();
  await expect(page.getByRole("region", { name: "Services" })).toContainText(/\d+ of \d+ are ready/);
  await expect(page.getByRole("region", { name: "Authorities" }).getByRole("table")).toBeVisible();

  // The year as a picture, and in words.
  const year = page.getByRole("region", { name: "The coming year" });
  await year.getByText("As a table").click();
  await expect(year.getByRole("row", { name: new RegExp(soon) })).toContainText("Used by a service");
  await ending.getByRole("link", { name: "Renew" }).click();
  await expect(page).toHaveURL(new RegExp(`/renew\\?certificate=${soon}$`));

  // On a phone it is a list by month, and nothing is wider than the window.
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto("/");
  await expect(page.getByRole("list", { name: "What ends, by month" })).toContainText(soon);
  expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThan(1);
});
