import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "./support/fixtures.ts";
import { run, strangersKey, writeFiles } from "./support/judge.ts";

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
  expect(order.indexOf(`${soon} ends`)).toBeLessThan(order.indexOf(`${waits} waits for its certificate`));
  await expect(page.getByRole("region", { name: "The coming year" }).first()).toBeVisible();

  const figure = page.getByRole("region", { name: "Inventory" }).getByRole("link", { name: /Authorities$/ });
  await expect(figure).toContainText(/^\d+/);
  await figure.click();
  await expect(page).toHaveURL(/kind=authority/);
  await expect(page.getByText(/^\d+ names? found$/)).toBeVisible();

  await page.goto("/");
  await attention
    .locator("[data-kind=locked]", { hasText: `${locked} is still locked` })
    .getByRole("link", { name: "Unlock" })
    .click();
  await expect(page.getByRole("combobox", { name: "Locked key" })).toHaveValue(`${locked}.key`);
});
