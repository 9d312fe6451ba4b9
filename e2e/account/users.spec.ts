import { people } from "../support/console.ts";
import { expect, expectBeside, test } from "../support/fixtures.ts";

test.use({ role: "administrator" });

test("adds a person, who signs in; changes, resets, disables and enables them", async ({ page, name, browser }) => {
  const email = `${name("person")}@example.com`;
  const [first, second] = ["marble-otter-lemon-12", "copper-violin-fern-93"];
  await page.goto("/settings/users");
  const form = page.getByRole("region", { name: "Add a user" });
  await form.getByRole("textbox", { name: "Name" }).fill("Min Jung");
  await form.getByRole("textbox", { name: "E-mail" }).fill(people.operator.email);
  await form.getByRole("textbox", { name: "First password" }).fill("short");
  await form.getByRole("button", { name: "Add a user" }).click();
  await expectBeside(form.getByRole("textbox", { name: "First password" }), /at least 10/);
  await form.getByRole("textbox", { name: "First password" }).fill(first);
  await form.getByRole("button", { name: "Add a user" }).click();
  await expectBeside(
    form.getByRole("textbox", { name: "E-mail" }),
    `There is already a user ${people.operator.email}.`,
  );
  await form.getByRole("textbox", { name: "E-mail" }).fill(email);
  await form.getByRole("radio", { name: /^Auditor/ }).check();
  await form.getByRole("button", { name: "Add a user" }).click();
  await expect(page.getByText(`${email} can sign in now.`, { exact: true })).toBeVisible();

  const context = await browser.newContext({ storageState: { cookies: [], origins: [] } });
  const theirs = await context.newPage();
  async function signIn(password: string): Promise<void> {
    await theirs.goto("/sign-in");
    await theirs.getByRole("textbox", { name: "E-mail" }).fill(email);
    await theirs.getByRole("textbox", { name: "Password" }).fill(password);
    await theirs.getByRole("button", { name: "Sign in" }).click();
  }
  await signIn("not-the-password");
  await expect(
    theirs.getByText("The e-mail address and the password do not belong together, or the account is disabled."),
  ).toBeVisible();
  await signIn(first);
  await expect(theirs.getByRole("heading", { level: 1 })).toBeVisible();
  await theirs.getByRole("button", { name: `Account menu for ${email}` }).click();
  await expect(theirs.getByRole("menu")).toContainText("Auditor");
  await theirs.getByRole("menuitem", { name: "Sign out" }).click();
  await expect(theirs).toHaveURL(/\/sign-in/);

  const row = page.getByRole("table", { name: "Users" }).getByRole("row").filter({ hasText: email });
  await row.getByRole("combobox", { name: `Role of ${email}` }).selectOption("operator");
  await expect(page.getByText(`${email} was changed.`, { exact: true })).toBeVisible();
  await row.getByRole("button", { name: `New password for ${email}` }).click();
  const dialog = page.getByRole("dialog", { name: `New password for ${email}` });
  await dialog.getByRole("textbox", { name: "New password" }).fill(second);
  await dialog.getByRole("button", { name: "Set the password" }).click();
  await expect(dialog).toBeHidden();
  await signIn(second);
  await expect(
    theirs.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Sign", exact: true }),
  ).toBeVisible();

  await row.getByRole("button", { name: `Disable ${email}` }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Disable" }).click();
  await expect(row).toContainText("Disabled");
  await theirs.goto("/files");
  await expect(theirs).toHaveURL(/\/sign-in/);
  await row.getByRole("button", { name: `Enable ${email}` }).click();
  await expect(row).toContainText("Active");
  await context.close();
});

test("the last administrator stays one", async ({ page }) => {
  await page.goto("/settings/users");
  await page.getByRole("combobox", { name: `Role of ${people.administrator.email}` }).selectOption("auditor");
  await expect(page.getByRole("main").getByRole("alert")).toContainText(
    `${people.administrator.email} is the last administrator. Make another one first.`,
  );
});
