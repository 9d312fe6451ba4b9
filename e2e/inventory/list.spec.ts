import { expect, test } from "../support/fixtures.ts";
import { run } from "../support/judge.ts";

test.use({ role: "auditor" });

test("finds names, filters, sorts and pages on the server; the address holds it all", async ({
  page,
  name,
  httpAs,
}) => {
  const http = httpAs("operator");
  const stem = name("many");
  const names = Array.from({ length: 26 }, (_, index) => `${stem}-${String(index + 1).padStart(2, "0")}`);
  for (const each of names) await http.ask("csr", { name: each, subject: { CN: `${each}.example.com` }, key: "p-256" });
  await http.ask("selfsigned", { name: `${stem}-ca`, subject: { CN: `${stem} Root` }, key: "p-384" });

  await page.goto("/files");
  await page.getByRole("searchbox", { name: "Search the files" }).fill(stem);
  await expect(page).toHaveURL(new RegExp(`q=${stem}`));
  await expect(page.getByText("27 names found")).toBeVisible();
  const table = page.getByRole("table", { name: "Files" });
  await expect(table.getByRole("row")).toHaveCount(26);
  await expect(table.getByRole("row").nth(1)).toContainText(names[0]!);
  await page.getByRole("navigation", { name: "Pages of the list" }).getByRole("link", { name: "Next" }).click();
  await expect(table.getByRole("row")).toHaveCount(3);
  await expect(table).toContainText(names[25]!);
  await page.getByRole("navigation", { name: "Pages of the list" }).getByRole("link", { name: "Previous" }).click();
  await expect(table.getByRole("row")).toHaveCount(26);

  await table.getByRole("columnheader", { name: "Name", exact: true }).getByRole("link").click();
  await expect(table.getByRole("columnheader", { name: "Name", exact: true })).toHaveAttribute(
    "aria-sort",
    "descending",
  );
  await expect(table.getByRole("row").nth(1)).toContainText(`${stem}-ca`);

  await page.getByText("Filters", { exact: true }).click();
  await page.getByLabel("Kind").selectOption("authority");
  await expect(table.getByRole("row")).toHaveCount(2);
  await expect(table.getByRole("row").nth(1)).toContainText("self-signed");
  await page.goto(page.url());
  await page.getByText("Filters", { exact: true }).click();
  // The menus of issuers and keys are filled with what there is when they open.
  await page.getByRole("search").getByRole("combobox", { name: "Key" }).selectOption("P-384");
  await expect(page).toHaveURL(/key=P-384/);
  await expect(table.getByRole("row")).toHaveCount(2);
  const address = page.url();
  await page.goto("/files");
  await page.goto(address);
  await expect(table.getByRole("row")).toHaveCount(2);
  await page.getByRole("link", { name: "Remove the filter Kind" }).click();
  await expect(page).not.toHaveURL(/kind=/);

  await page.goto(`/files?q=${stem}-nothing-of-the-kind`);
  await expect(page.getByText("No name matches", { exact: true })).toBeVisible();
  await page.getByRole("link", { name: "Show all names" }).click();
  await expect(page).toHaveURL(/\/files$/);
});

test("a name is found by serial number, fingerprint and alternative name", async ({ page, name, httpAs }) => {
  const http = httpAs("operator");
  const stem = name("needle");
  const made = await http.ask<{ serial: string }>("selfsigned", {
    name: stem,
    subject: { CN: "needle.example.com" },
    subjectAltNames: [`${stem}.hay.example.com`],
    profile: "server",
    key: "p-256",
  });
  const fingerprint = run("openssl", ["x509", "-noout", "-fingerprint", "-sha256"], {
    input: await (await http.get(`${stem}.crt`)).text(),
  })
    .split("=")[1]!
    .trim();
  for (const term of [made.serial, fingerprint, `${stem}.hay`]) {
    await page.goto(`/files?q=${encodeURIComponent(term)}`);
    await expect(page.getByText("1 name found")).toBeVisible();
    await expect(page.getByRole("table", { name: "Files" }).getByRole("link", { name: stem })).toBeVisible();
  }
});

test("an item shows its three depths and its chain", async ({ page, name, httpAs }) => {
  const http = httpAs("operator");
  const [ca, stem] = [name("ca"), name("deep")];
  await http.ask("selfsigned", { name: ca, subject: { CN: `${ca} Root` }, key: "p-256" });
  await http.ask("csr", {
    name: stem,
    subject: { CN: "deep.example.com" },
    subjectAltNames: ["also.example.com"],
    key: "p-256",
  });
  await http.ask("sign", { request: stem, issuer: ca, days: 87 });

  await page.goto(`/files/${stem}`);
  await expect(
    page
      .getByText(
        new RegExp(
          `^TLS server and client certificate for deep\\.example\\.com, 1 more name, valid 8[67] more days, issued by ${ca} Root\\.`,
        ),
      )
      .first(),
  ).toBeVisible();
  await expect(page.getByText("Its private key is here and matches.").first()).toBeVisible();
  await expect(page.getByRole("region", { name: "Chain" })).toContainText(`${ca} Root`);
  const depths = page.getByRole("navigation", { name: "Depth" });
  await depths.getByRole("link", { name: "Full text" }).click();
  await expect(page).toHaveURL(/tab=text/);
  await expect(page.getByText("Subject Alternative Name").first()).toBeVisible();
  await depths.getByRole("link", { name: "DER offsets" }).click();
  await expect(page.getByRole("row").nth(1)).toContainText("SEQUENCE");
  await depths.getByRole("link", { name: "History" }).click();
  await expect(page.getByRole("main").getByRole("listitem").filter({ hasText: "signed" }).first()).toBeVisible();
});

test.describe("a name that nobody has", () => {
  test.use({ provoked: [/status of 404/] });

  test("is said to be nowhere", async ({ page }) => {
    await page.goto("/files/nobody-has-this-name");
    await expect(page.getByRole("heading", { name: "There is nothing here", exact: true })).toBeVisible();
    await expect(page.getByRole("link", { name: "Open the list of files" })).toBeVisible();
  });
});
