import type { Page } from "@playwright/test";
import { expect, test } from "../support/fixtures.ts";

async function openDelete(page: Page, name: string) {
  await page.goto(`/files/${name}`);
  await page.getByRole("button", { name: `More actions for ${name}` }).click();
  await page.getByRole("menuitem", { name: "Delete" }).click();
  return page.getByRole("alertdialog", { name: `Delete ${name}?` });
}

test("deletes a name after it was typed, and names what depends on it first", async ({ page, name, http }) => {
  const [ca, leaf, service] = [name("ca"), name("leaf"), name("gate")];
  await http.ask("selfsigned", { name: ca, subject: { CN: `${ca} Root` }, key: "p-256" });
  await http.ask("csr", { name: leaf, subject: { CN: "leaf.example.com" }, key: "p-256" });
  await http.ask("sign", { request: leaf, issuer: ca });

  await http.ask("service-save", {
    name: service,
    target: "mutual-tls",
    inputs: { host: "gate.example.com", clientAuthorities: [`${ca}.crt`] },
  });
  await page.goto(`/files?q=${ca}`);
  await expect(page.getByRole("row").filter({ has: page.getByRole("link", { name: ca, exact: true }) })).toContainText(
    service,
  );

  const dialog = await openDelete(page, ca);
  await expect(dialog).toContainText(`${ca}.crt`);
  await expect(dialog.getByRole("button", { name: "Keep", exact: true })).toBeFocused();
  // Said with the question, before anything was tried.
  await expect(dialog.getByText(`This service stops working without it: ${service}.`)).toBeVisible();
  await expect(
    dialog.getByText(`It issued the certificate of ${leaf}, which would stand without its issuer.`),
  ).toBeVisible();
  await dialog.getByRole("button", { name: "Delete anyway" }).click();
  await expect(dialog.getByRole("textbox", { name: `Type ${ca} to confirm` })).toBeFocused();
  await dialog.getByRole("textbox").fill(ca);
  await dialog.getByRole("button", { name: "Delete anyway" }).click();
  await expect(page).toHaveURL(/\/files$/);
  expect((await http.get(`${ca}.crt`)).status).toBe(404);
  expect((await http.refused("item", { name: ca })).code).toBe("file.not-found");
});

test("what an authority here issued can be hidden; Keep keeps", async ({ page, name, http }) => {
  const [ca, leaf] = [name("ca"), name("leaf")];
  await http.ask("selfsigned", { name: ca, subject: { CN: `${ca} Root` }, key: "p-256" });
  await http.ask("csr", { name: leaf, subject: { CN: "leaf.example.com" }, key: "p-256" });
  await http.ask("sign", { request: leaf, issuer: ca });

  let dialog = await openDelete(page, leaf);
  await dialog.getByRole("button", { name: "Keep", exact: true }).click();
  await expect(dialog).toBeHidden();
  expect((await http.get(`${leaf}.crt`)).status).toBe(200);
  dialog = await openDelete(page, leaf);
  await dialog.getByRole("textbox").fill(leaf);
  await dialog.getByRole("button", { name: "Delete", exact: true }).click();
  await expect(page).toHaveURL(/\/files$/);
  expect((await http.get(`${leaf}.crt`)).status).toBe(404);
});

test("what came to depend on it while the question stood is asked about again", async ({ page, name, http }) => {
  const [ca, leaf, chain] = [name("ca"), name("leaf"), name("chain")];
  await http.ask("selfsigned", { name: ca, subject: { CN: `${ca} Root` }, key: "p-256" });
  await http.ask("csr", { name: leaf, subject: { CN: "leaf.example.com" }, key: "p-256" });
  await http.ask("sign", { request: leaf, issuer: ca });
  const dialog = await openDelete(page, leaf);
  await dialog.getByRole("textbox").fill(leaf);
  const act = dialog.getByRole("button", { name: "Delete", exact: true });
  await expect(act).toBeEnabled();
  await expect(dialog.getByText("Looking for what uses it")).toHaveCount(0);
  await http.ask("bundle", { files: [`${leaf}.crt`], kind: "full-chain", store: `${chain}.pem` });
  await act.click();
  await expect(dialog.getByRole("alert").filter({ hasText: "In the meantime" })).toContainText(`${chain}.pem`);
  await dialog.getByRole("button", { name: "Keep", exact: true }).click();
  expect((await http.get(`${leaf}.crt`)).status).toBe(200);
});

test("nothing is gone before what depends on it was named", async ({ page, name, http }) => {
  const [ca, leaf, chain] = [name("ca"), name("leaf"), name("chain")];
  await http.ask("selfsigned", { name: ca, subject: { CN: `${ca} Root` }, key: "p-256" });
  await http.ask("csr", { name: leaf, subject: { CN: "leaf.example.com" }, key: "p-256" });
  await http.ask("sign", { request: leaf, issuer: ca });
  await http.ask("bundle", { files: [`${leaf}.crt`], kind: "full-chain", store: `${chain}.pem` });

  const dialog = await openDelete(page, leaf);
  await dialog.getByRole("textbox").fill(leaf);
  await expect(dialog.getByText(`This bundle holds its certificate: ${chain}.pem.`)).toBeVisible();
  await expect(dialog.getByRole("button", { name: "Delete", exact: true })).toHaveCount(0);
  await dialog.getByRole("button", { name: "Keep", exact: true }).click();
  await expect(dialog).toBeHidden();
  const { files } = await http.ask<{ files: { fileName: string }[] }>("item", { name: leaf });
  expect(files.map(({ fileName }) => fileName).toSorted()).toEqual([`${leaf}.crt`, `${leaf}.csr`, `${leaf}.key`]);
});
