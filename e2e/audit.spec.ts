import { expect, test } from "./support/fixtures.ts";

test.use({ role: "auditor" });

test("shows who did what, and how it ended", async ({ page, name, httpAs }) => {
  const stem = name("logged");
  await httpAs("operator").ask("csr", { name: stem, subject: { CN: "logged.example.com" }, key: "p-256" });
  expect((await httpAs("auditor").refused("csr", { name: `${stem}-no`, subject: { CN: "no.example.com" } })).code).toBe(
    "actor.forbidden",
  );
  await httpAs("operator").refused("csr", { name: stem, subject: { CN: "again.example.com" } });

  await page.goto("/activity");
  await page.getByRole("searchbox", { name: "Search the activity" }).fill(stem);
  await expect(page).toHaveURL(new RegExp(`q=${stem}`));
  const rows = page.getByRole("table", { name: "Activity" }).getByRole("row");
  await expect(rows.filter({ hasText: "name.in-use" })).toContainText("e2e operator");
  await expect(rows.filter({ hasText: "Done" })).toContainText(`name ${stem}`);
  await expect(rows.filter({ hasText: "Done" })).toContainText("HTTP");
  await page.getByRole("combobox", { name: "Outcome" }).selectOption({ label: "Done" });
  await expect(rows).toHaveCount(2);
  await page.goto("/activity?outcome=refused");
  await expect(
    rows.filter({ hasText: "e2e auditor" }).filter({ hasText: "csr" }).filter({ hasText: "actor.forbidden" }).first(),
  ).toBeVisible();
  await page.goto("/activity?q=nothing-of-the-kind");
  await expect(page.getByText("Nothing in the log matches", { exact: true })).toBeVisible();
});

test.describe("an operator", () => {
  test.use({ role: "operator" });

  test("is told that the log is not for them", async ({ page }) => {
    await page.goto("/activity");
    await expect(page.getByRole("main").getByRole("alert")).toContainText("The role operator may not do this");
    await expect(page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Activity" })).toHaveCount(0);
  });
});
