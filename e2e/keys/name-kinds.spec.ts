import AxeBuilder from "@axe-core/playwright";
import { expect, test } from "../support/fixtures.ts";

test("the kind of a name can be chosen, and a prefix still says its own", async ({ page, name, http }) => {
  const stem = name("kinds");
  await page.goto("/request");
  await page.locator("#name").fill(stem);
  await page.getByLabel("Common name").fill("Minji Kim");
  await page.getByRole("combobox", { name: "Kind", exact: true }).selectOption("UPN");
  const names = page.getByLabel("More names");
  await expect(names).toBeFocused();
  await page.keyboard.type("minji@corp.example,DNS:pc.example.com,");
  await expect(page.getByRole("button", { name: "Correct UPN:minji@corp.example" })).toBeVisible();
  await page.getByRole("combobox", { name: "Kind", exact: true }).selectOption("SID");
  await page.keyboard.type("S-1-5-21-1004336348-1177238915-682003330-512,");
  await expect(
    page.getByText("tag:microsoft.com,2022-09-14:sid:S-1-5-21-1004336348-1177238915-682003330-512"),
  ).toBeVisible();
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
  await page.getByRole("button", { name: "Make key and request" }).click();
  await expect.poll(async () => (await http.get(`${stem}.csr`)).status).toBe(200);
  expect(JSON.stringify(await http.ask("inspect", { file: `${stem}.csr` }))).toMatch(
    /minji@corp\.example.*sid:S-1-5-21-1004336348-1177238915-682003330-512/,
  );
});
