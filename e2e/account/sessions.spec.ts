import type { Browser, Page } from "@playwright/test";
import { expect, test } from "../support/fixtures.ts";

test.use({ role: "administrator" });

const password = "marble-otter-lemon-12";

async function signIn(browser: Browser, email: string): Promise<Page> {
  const context = await browser.newContext({ storageState: { cookies: [], origins: [] } });
  const page = await context.newPage();
  await page.goto("/sign-in");
  await page.getByRole("textbox", { name: "E-mail" }).fill(email);
  await page.getByRole("textbox", { name: "Password" }).fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByRole("navigation", { name: "Main" })).toBeVisible();
  return page;
}

async function expectSignedOut(page: Page): Promise<void> {
  await page.goto("/files");
  await expect(page).toHaveURL(/\/sign-in/);
}

test("a person ends the session of another browser, and goes on in this one", async ({ browser, httpAs, name }) => {
  const email = `${name("two")}@example.com`;
  await httpAs("administrator").ask("user-create", { email, name: "Two Browsers", role: "operator", password });
  const [here, there, third] = [
    await signIn(browser, email),
    await signIn(browser, email),
    await signIn(browser, email),
  ];
  await here.goto("/settings");
  await here.getByRole("navigation", { name: "Settings" }).getByRole("link", { name: "Sessions" }).click();
  const own = here.getByRole("table", { name: "Your sessions" });
  await expect(own.getByRole("row")).toHaveCount(4);
  await expect(own.getByRole("row").filter({ hasText: "This browser" })).toHaveCount(1);
  await expect(here.getByRole("table", { name: "Sessions of other people" })).toHaveCount(0);
  await own
    .getByRole("button", { name: /^End the session in Chrome/ })
    .first()
    .click();
  await here.getByRole("alertdialog", { name: "End this session?" }).getByRole("button", { name: "End" }).click();
  await expect(own.getByRole("row")).toHaveCount(3);
  await here.getByRole("button", { name: "End all others" }).click();
  await here.getByRole("alertdialog").getByRole("button", { name: "End all others" }).click();
  await expect(own.getByRole("row")).toHaveCount(2);
  for (const page of [there, third]) await expectSignedOut(page);
  await here.goto("/files");
  await expect(here.getByRole("heading", { level: 1, name: "Files" })).toBeVisible();
  for (const page of [here, there, third]) await page.context().close();
});

test("an administrator sees where people are signed in, and signs one of them out", async ({
  page,
  browser,
  httpAs,
  name,
}) => {
  const email = `${name("seen")}@example.com`;
  await httpAs("administrator").ask("user-create", { email, name: "Seen Person", role: "auditor", password });
  const theirs = await signIn(browser, email);
  await page.goto("/settings/sessions");
  const row = page.getByRole("table", { name: "Sessions of other people" }).getByRole("row").filter({ hasText: email });
  await expect(row).toHaveCount(1);
  await row.getByRole("button", { name: /^End the session/ }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "End" }).click();
  await expect(row).toHaveCount(0);
  await expectSignedOut(theirs);
  await theirs.context().close();
  await page.goto(`/activity?q=session-end`);
  const entry = page.getByRole("main").getByRole("listitem").filter({ hasText: email }).first();
  await expect(entry).toContainText("ended a session of");
  await entry.getByRole("group").locator("summary").click();
  await expect(entry).toContainText(/(127\.0\.0\.1|::1)/);
});
