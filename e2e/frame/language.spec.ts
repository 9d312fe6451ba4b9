import { expect, test } from "../support/fixtures.ts";

test("the console speaks Korean from the click on, refusals included, and remembers it", async ({ page, name }) => {
  await page.goto("/request");
  await page.getByRole("button", { name: "Change the language to Korean" }).click();
  await expect(page.locator("html")).toHaveAttribute("lang", "ko");
  const navigation = page.getByRole("navigation", { name: "주 메뉴" });
  for (const word of ["개요", "파일", "인증서 서명 요청", "터미널", "설정"])
    // Behind some of them is a number.
    await expect(navigation.getByRole("link").filter({ has: page.getByText(word, { exact: true }) })).toBeVisible();
  await page.locator("#name").fill(`${name("ko")}.x`);
  await page.locator("#cn").fill("ko.example.com");
  await page.getByRole("main").locator("form button[type=submit]").click();
  await expect(page.locator("#name")).toHaveAttribute("aria-invalid", "true");
  await expect(page.locator("#name")).toHaveAccessibleDescription(/[가-힣]+.*(니다|세요)\./);
  // The language of the person is the language of the terminal; the appliance's own words stay.
  await page.goto("/terminal");
  await page.locator("#line").fill("pki lsit");
  await page.locator("#line").press("Enter");
  await expect(page.getByRole("log")).toContainText(/FAILURE: .*[가-힣]/);

  await page.reload();
  await expect(page.locator("html")).toHaveAttribute("lang", "ko");
  await page.getByRole("button", { name: "언어를 영어로 변경" }).click();
  await expect(page.locator("html")).toHaveAttribute("lang", "en");
});

test("no English sentence is left on a Korean page", async ({ page, context, baseURL }) => {
  await context.addCookies([{ name: "locale", value: "ko", url: baseURL! }]);
  for (const path of [
    "/",
    "/files",
    "/request",
    "/selfsigned",
    "/sign",
    "/inspect",
    "/match",
    "/verify",
    "/unlock",
    "/pkcs12-to-ssh",
    "/settings",
  ]) {
    await page.goto(path);
    for (const text of await page.getByRole("main").getByRole("heading").allInnerTexts())
      expect([path, text]).toEqual([path, expect.stringMatching(/[가-힣]|^[a-z0-9-]+( .*)?$|PKCS/)]);
    await expect(page).toHaveTitle(/[가-힣]/);
  }
});

test("the theme is chosen once and stays", async ({ page }) => {
  await page.emulateMedia({ colorScheme: "light" });
  await page.goto("/");
  const ground = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const light = await ground();
  await page.getByRole("button", { name: "Change between light and dark" }).click();
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
  const dark = await ground();
  expect(dark).not.toBe(light);
  await page.reload();
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
  expect(await ground()).toBe(dark);
  await page.goto("/settings");
  await expect(page.getByRole("radio", { name: "Dark" })).toBeChecked();
  await page.getByRole("radio", { name: "As the system" }).check();
  await expect(page.locator("html")).not.toHaveAttribute("data-theme");
  expect(await ground()).toBe(light);
});
