import AxeBuilder from "@axe-core/playwright";
import { expect, test } from "../support/fixtures.ts";

/** The palette and the keys that work on every page. */

test("the palette finds names, services and actions, the very name first, and what was looked at last", async ({
  page,
  name,
  http,
}) => {
  const stem = name("palette");
  await http.ask("csr", { name: stem, subject: { CN: `${stem}.example.com` }, key: "p-256" });
  await http.ask("service-save", {
    name: `${stem} web`,
    target: "tls-server",
    inputs: { host: `${stem}.example.com` },
  });
  await page.goto("/");
  await page.keyboard.press("Control+k");
  const palette = page.getByRole("dialog", { name: "Search and commands" });
  await expect(palette.getByRole("combobox")).toBeFocused();
  await page.keyboard.type(stem);
  await expect(palette.getByRole("group", { name: "Files" }).getByRole("option", { name: stem })).toHaveAttribute(
    "aria-selected",
    "true",
  );
  await expect(palette.getByRole("group", { name: "Services" }).getByRole("option")).toHaveText(/ web/);
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(new RegExp(`/files/${stem}$`));
  await expect(page.getByRole("heading", { level: 1 })).toContainText(stem);
  await page.waitForTimeout(1700);

  await page.keyboard.press("Control+k");
  await expect(palette.getByRole("group", { name: "Looked at last" }).getByRole("option").first()).toContainText(stem);
  await expect(palette.getByRole("combobox")).toBeFocused();
  await page.keyboard.type("diff");
  await expect(palette.getByRole("option", { name: "Compare two certificates" })).toHaveAttribute(
    "aria-selected",
    "true",
  );
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/compare$/);
});

test("arrows and letters go along the list from anywhere on the page, and ? says which keys there are", async ({
  page,
  name,
  http,
}) => {
  const stem = name("row");
  for (const each of ["one", "two"])
    await http.ask("csr", { name: `${stem}-${each}`, subject: { CN: `${each}.example.com` }, key: "p-256" });
  await page.goto(`/files?q=${stem}&sort=name`);
  await page.keyboard.press("j");
  await expect(page.getByRole("link", { name: `${stem}-one`, exact: true })).toBeFocused();
  await page.keyboard.press("j");
  await expect(page.getByRole("link", { name: `${stem}-two`, exact: true })).toBeFocused();
  await page.keyboard.press("ArrowUp");
  await expect(page.getByRole("link", { name: `${stem}-one`, exact: true })).toBeFocused();
  await page.keyboard.press("x");
  await expect(page.getByRole("checkbox", { name: new RegExp(`${stem}-one`) })).toBeChecked();
  await page.keyboard.press("?");
  await expect(page.getByRole("dialog", { name: "Keyboard shortcuts" })).toBeVisible();
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
  await page.keyboard.press("Escape");
  await expect(page.getByRole("link", { name: `${stem}-one`, exact: true })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(new RegExp(`/files/${stem}-one$`));
});

test("a line of a log that is pasted says what it means, and leads to the step that mends it", async ({
  page,
  name,
  http,
}) => {
  const service = `${name("meetings")} log`;
  await http.ask("service-save", {
    name: service,
    target: "cisco-meeting-server",
    inputs: { release: "2.9", nodes: [{ fqdn: "cms1.example.com", services: ["call-bridge", "recorder"] }] },
  });
  await page.goto("/");
  await page.keyboard.press("Control+k");
  const palette = page.getByRole("dialog", { name: "Search and commands" });
  await palette.getByRole("combobox").fill("10:11:12 call 27: No recording device found");
  const said = palette.getByRole("group", { name: "What a log says" });
  const option = said.getByRole("option").filter({ hasText: service });
  await expect(option).toContainText("recorder trust holds the certificate of every Call Bridge");
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
  await option.click();
  await expect(page).toHaveURL(/message=No\+recording\+device\+found#troubles$/);
  const first = page.getByRole("region", { name: "When a log says" }).getByRole("listitem").first();
  await expect(first).toContainText("No recording device found");
  await first.getByRole("link", { name: "Steps on cms1: Apply" }).click();
  await expect(page.locator("#phase-apply")).toContainText("recorder trust recorder-trust.crt");
});
