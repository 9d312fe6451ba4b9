import { readFile } from "node:fs/promises";
import { expect, test } from "../support/fixtures.ts";

test.use({ role: "auditor" });

test("tells in sentences who did what, and why it was refused", async ({ page, name, httpAs }) => {
  const stem = name("logged");
  await httpAs("operator").ask("csr", { name: stem, subject: { CN: "logged.example.com" }, key: "p-256" });
  expect((await httpAs("auditor").refused("csr", { name: `${stem}-no`, subject: { CN: "no.example.com" } })).code).toBe(
    "actor.forbidden",
  );
  await httpAs("operator").refused("csr", { name: stem, subject: { CN: "again.example.com" } });

  await page.goto("/activity");
  await page.getByRole("searchbox", { name: "Search the activity" }).fill(stem);
  await expect(page).toHaveURL(new RegExp(`q=${stem}`));
  const entries = page.getByRole("main").getByRole("listitem");
  await expect(entries).toHaveCount(2);
  const [failed, done] = [entries.nth(0), entries.nth(1)];
  await expect(failed).toContainText(
    `The token e2e operator could not make the request ${stem}. The name ${stem} is in use by ${stem}.csr, ${stem}.key.`,
  );
  await expect(done).toContainText(`The token e2e operator made the request ${stem} for logged.example.com.`);
  await expect(page.getByRole("region", { name: /^Today/ })).toHaveCount(1);

  // The raw command, its code and its facts are in the details alone.
  await expect(page.getByText("name.in-use")).toBeHidden();
  await failed.locator("summary").click();
  await expect(failed).toContainText("name.in-use");
  await expect(failed).toContainText(`name ${stem}, commonName again.example.com`);
  await expect(failed).toContainText("HTTP");

  await done.getByRole("link", { name: stem }).click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText(stem);
});

test("is narrowed to a person, a kind of act, an outcome and days, and taken away as CSV", async ({
  page,
  name,
  httpAs,
  takeAway,
}) => {
  const stem = name("narrow");
  await httpAs("operator").ask("csr", { name: stem, subject: { CN: "narrow.example.com" }, key: "p-256" });
  await httpAs("operator").ask("note", { name: stem, note: "for the week" });
  await page.goto(`/activity?q=${stem}`);
  const entries = page.getByRole("main").getByRole("listitem");
  await expect(entries).toHaveCount(2);
  await page.getByRole("combobox", { name: "Kind of act" }).selectOption({ label: "Keys and requests made" });
  await expect(entries).toHaveCount(1);
  await expect(entries).toContainText("made the request");
  await page.getByRole("combobox", { name: "Person or token" }).selectOption({ label: "e2e operator" });
  await page.getByRole("combobox", { name: "Outcome" }).selectOption({ label: "Done" });
  const today = new Date().toISOString().slice(0, 10);
  await page.getByLabel("From").fill(today);
  await expect(page).toHaveURL(new RegExp(`from=${today}`));
  await expect(entries).toHaveCount(1);

  const { fileName, path } = await takeAway(() => page.getByRole("link", { name: "Download as CSV" }).click());
  expect(fileName).toMatch(/^activity-\d{4}-\d\d-\d\d\.csv$/);
  const lines = (await readFile(path, "utf8")).trim().split("\r\n");
  expect(lines).toHaveLength(2);
  expect(lines[1]).toContain(`made the request ${stem} for narrow.example.com.`);

  await page.getByLabel("From").fill("2030-01-01");
  await expect(page.getByText("Nothing in the log matches", { exact: true })).toBeVisible();
  await page.getByRole("link", { name: "Clear the filters" }).click();
  await expect(page.getByRole("searchbox", { name: "Search the activity" })).toHaveValue("");
  await expect(entries.filter({ hasText: "downloaded the activity as CSV" }).first()).toBeVisible();
});

test.describe("in Korean", () => {
  test.use({ locale: "ko-KR" });

  test("the sentences have their particles", async ({ page, name, httpAs }) => {
    const stem = name("ko");
    await httpAs("operator").ask("csr", { name: `${stem}-web`, subject: { CN: "logged.example.com" }, key: "p-256" });
    await page.goto(`/activity?q=${stem}`);
    const entries = page.getByRole("main").getByRole("listitem");
    await expect(entries).toContainText(`logged.example.com의 요청 ${stem}-web을 만들었습니다.`);
  });
});

test.describe("an operator", () => {
  test.use({ role: "operator" });

  test("is told that the log is not for them", async ({ page }) => {
    await page.goto("/activity");
    await expect(page.getByRole("main").getByRole("alert")).toContainText("The role operator may not do this");
    await expect(page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Activity" })).toHaveCount(0);
  });
});
