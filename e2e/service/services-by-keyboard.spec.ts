import { expect, test } from "../support/fixtures.ts";

test("the list of services is walked by its arrows", async ({ page, name, http }) => {
  for (const place of [1, 2])
    await http.ask("service-save", {
      name: name(`arrow${place}`),
      target: "tls-server",
      inputs: { host: `arrow${place}.example.com` },
    });
  await page.goto("/services");
  await expect(page.getByRole("heading", { level: 1, name: "Services" })).toBeVisible();
  await page.keyboard.press("ArrowDown");
  const links = page.locator("[data-list] > li > div:first-child > a");
  await expect(links.nth(0)).toBeFocused();
  await page.keyboard.press("ArrowDown");
  await expect(links.nth(1)).toBeFocused();
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/services\/.+/);
});
