import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { expect, test } from "../support/fixtures.ts";

/**
 * Three of the services, each described, provided with a request, ticked and taken away by the keyboard alone; and what opens
 * on the way is sound in both languages.
 */

test.use({ role: "administrator" });

const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

async function expectSound(page: Page, label: string): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).withTags(tags).analyze();
  const found = violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target }) => `${label}: ${id} at ${target.join(" ")}`),
  );
  expect.soft(found).toEqual([]);
}

/** Tab until what has the focus is called so; a trap or a missing stop ends in an error. */
async function tabTo(page: Page, name: RegExp): Promise<void> {
  for (let stop = 0; stop < 300; stop += 1) {
    await page.keyboard.press("Tab");
    const focused = page.locator(":focus");
    if ((await focused.count()) === 0) continue;
    const label = await focused.evaluate((element) =>
      [
        element.getAttribute("aria-label"),
        (element as HTMLInputElement).labels?.[0]?.textContent,
        element.tagName === "INPUT" ? null : element.textContent,
      ]
        .filter((each) => each !== null && each !== undefined && each.trim() !== "")
        .at(0),
    );
    if (name.test((label ?? "").trim())) return;
  }
  throw new Error(`Tab never reached ${String(name)}`);
}

for (const { target, host } of [
  { target: "cisco-meeting-server", host: /^FQDN/ },
  { target: "mattermost-nginx", host: /^Host name/ },
  { target: "dialogflow-webhook", host: /^Host name/ },
]) {
  test(`${target}: from the form to the pack without a mouse`, async ({ page, context, name }) => {
    const service = name("keys");
    await page.goto(`/services/new?target=${target}`);
    await page.keyboard.press("Tab");
    await expect(page.getByRole("link", { name: "Skip to the content" })).toBeFocused();
    await page.keyboard.press("Enter");
    await tabTo(page, /^Name/);
    await page.keyboard.type(service);
    await tabTo(page, host);
    await page.keyboard.type(`${service}.example.com`);
    await page.keyboard.press("Escape");
    await expectSound(page, `the form of ${target}`);
    await tabTo(page, /^Save and check/);
    await page.keyboard.press("Enter");
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(service);

    // The first that is missing, and the way back.
    const mend = page.getByRole("link", { name: /^Make the request/ }).first();
    await expect(mend).toBeVisible();
    await tabTo(page, /^Make the request \S+$/);
    await page.keyboard.press("Enter");
    await expect(page.getByRole("heading", { name: "New signing request" })).toBeVisible();
    await tabTo(page, /^Make key and request/);
    await page.keyboard.press("Enter");
    await expect(page.getByRole("status").filter({ hasText: ".csr are made" })).toBeVisible();
    await tabTo(page, new RegExp(`^Back to ${service}$`));
    await page.keyboard.press("Enter");
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(service);
    await expect(page).toHaveURL(new RegExp(`/services/${service}$`));

    // A step is said to be done, and taken back.
    await tabTo(page, /^Done: /);
    await page.keyboard.press("Space");
    await expect(page.locator(":focus")).toBeChecked();
    // The word is kept before it can be taken back.
    await expect(page.locator("li[data-state=done]:has(:focus)")).toHaveCount(1);
    await page.keyboard.press("Space");
    await expect(page.locator(":focus")).not.toBeChecked();

    // A dialog takes the focus and gives it back.
    await tabTo(page, /^Get the pack/);
    await page.keyboard.press("Enter");
    const pack = page.getByRole("dialog", { name: "Pack" });
    await expect(pack).toBeVisible();
    await expectSound(page, `the pack of ${target}`);
    await page.keyboard.press("Escape");
    await expect(page.getByRole("button", { name: "Get the pack" })).toBeFocused();

    for (const locale of ["en", "ko"]) {
      await context.addCookies([{ name: "locale", value: locale, url: new URL(page.url()).origin }]);
      for (const path of ["", "/checks", "/rehearsal", "/edit", "?view=all"]) {
        await page.goto(`/services/${service}${path}`);
        await expect(page.locator("html")).toHaveAttribute("lang", locale);
        await expectSound(page, `${target}${path} ${locale}`);
      }
    }
  });
}
