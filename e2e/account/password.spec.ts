import { expect, expectBeside, test } from "../support/fixtures.ts";

test.use({ role: "nobody" });

test("a person changes their own password: this browser stays, the other one is out", async ({
  page,
  browser,
  httpAs,
  name,
}) => {
  const email = `${name("own")}@example.com`;
  const [first, second] = ["marble-otter-lemon-12", "copper-violin-fern-93"];
  expect(
    await httpAs("administrator").ask("user-create", { email, name: "Own Person", role: "auditor", password: first }),
  ).toBeTruthy();
  const signIn = async (at: typeof page, password: string) => {
    await at.goto("/sign-in");
    await at.getByRole("textbox", { name: "E-mail" }).fill(email);
    await at.getByRole("textbox", { name: "Password" }).fill(password);
    await at.getByRole("button", { name: "Sign in" }).click();
    await expect(at.getByRole("navigation", { name: "Main" })).toBeVisible();
  };
  const elsewhere = await browser.newContext({ storageState: { cookies: [], origins: [] } });
  const other = await elsewhere.newPage();
  await signIn(other, first);
  await signIn(page, first);
  await page.goto("/settings");
  const form = page.getByRole("region", { name: "Password" });
  const [current, next] = [
    form.getByRole("textbox", { name: "Present password" }),
    form.getByRole("textbox", { name: "New password" }),
  ];
  await current.fill("not-the-password");
  await next.fill(second);
  await form.getByRole("button", { name: "Change the password" }).click();
  await expectBeside(current, "That is not your present password.");
  await current.fill(first);
  await next.fill("short");
  await form.getByRole("button", { name: "Change the password" }).click();
  await expectBeside(next, /at least 10/);
  await next.fill(second);
  await form.getByRole("button", { name: "Change the password" }).click();
  await expect(
    page.getByText("Your password is changed. Your other sessions have ended.", { exact: true }),
  ).toBeVisible();
  await page.goto("/files");
  await expect(page.getByRole("heading", { level: 1, name: "Files" })).toBeVisible();
  await other.goto("/files");
  await expect(other).toHaveURL(/\/sign-in/);
  await signIn(other, second);
  await elsewhere.close();
});
