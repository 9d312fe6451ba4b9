import { expect, test } from "../support/fixtures.ts";

test("an older generation can be made the live one again", async ({ page, name, http }) => {
  const [ca, stem] = [name("ca"), name("gen")];
  await http.ask("selfsigned", { name: ca, subject: { CN: `${ca} Root` }, key: "p-256" });
  await http.ask("csr", { name: stem, subject: { CN: "gen.example.com" }, key: "p-256" });
  await http.ask("sign", { request: stem, issuer: ca, days: 10 });
  const first = await (await http.get(`${stem}.crt`)).text();
  await http.ask("sign", { request: stem, issuer: ca, days: 20, confirm: true });

  await page.goto(`/files/${stem}`);
  await page.getByRole("button", { name: "Restore generation 1" }).click();
  const dialog = page.getByRole("alertdialog", { name: "Make generation 1 the live one?" });
  await expect(dialog).toContainText(`The file ${stem}.crt then has the content of generation 1`);
  await dialog.getByRole("button", { name: "Keep the live one" }).click();
  expect(await (await http.get(`${stem}.crt`)).text()).not.toBe(first);
  await page.getByRole("button", { name: "Restore generation 1" }).click();
  await dialog.getByRole("button", { name: "Restore generation 1" }).click();
  await expect(page.getByText("Generation 1 is live.", { exact: true })).toBeVisible();
  await expect(page.getByRole("button", { name: "Restore generation 2" })).toBeVisible();
  expect(await (await http.get(`${stem}.crt`)).text()).toBe(first);
  expect(await http.refused("restore", { name: stem, generation: 9, confirm: true })).toMatchObject({
    code: "generation.not-found",
    message: `${stem} has no generation 9.`,
  });
});
