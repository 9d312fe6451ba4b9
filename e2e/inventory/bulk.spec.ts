import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { unzipSync } from "fflate";
import { expect, test } from "../support/fixtures.ts";
import { run } from "../support/judge.ts";
import type { Page } from "@playwright/test";

test.use({ role: "operator" });

const bar = (page: Page) => page.getByRole("toolbar", { name: "Actions for the selected names" });
const table = (page: Page) => page.getByRole("table", { name: "Files" });
/** Selects the rows of this page, and all others that match. */
async function selectAll(page: Page, total: number): Promise<void> {
  await page.getByRole("checkbox", { name: "Select all names of this page" }).check();
  if (total > 25)
    await bar(page)
      .getByRole("button", { name: `Select all ${total} names that match` })
      .click();
  await expect(bar(page).getByText(`${total} selected`)).toBeVisible();
}

test("labels and archives several hundred names across pages, each with its result", async ({ page, name, httpAs }) => {
  test.setTimeout(180_000);
  const http = httpAs("operator");
  const stem = name("bulk");
  const names = Array.from({ length: 240 }, (_, index) => `${stem}-${String(index).padStart(3, "0")}`);
  for (let start = 0; start < names.length; start += 8)
    await Promise.all(
      names
        .slice(start, start + 8)
        .map((each) => http.ask("csr", { name: each, subject: { CN: `${each}.example.com` }, key: "p-256" })),
    );

  await page.goto(`/files?q=${stem}`);
  await selectAll(page, 240);
  await bar(page).getByRole("button", { name: "Label", exact: true }).click();
  const dialog = page.getByRole("dialog", { name: "Label 240 names" });
  await expect(dialog.getByRole("rowheader")).toHaveCount(240);
  await dialog.getByLabel("Labels to give, between commas").fill(`${stem} set, on call`);
  await dialog.getByRole("button", { name: "Label 240" }).click();
  await expect(dialog.getByText("240 done, 0 not done, 0 left out")).toBeVisible({ timeout: 60_000 });
  await expect(dialog.getByRole("row", { name: names[239] })).toContainText(`${stem} set`);
  await dialog.getByRole("button", { name: "Close" }).last().click();
  await expect(table(page).getByText("on call").first()).toBeVisible();

  // The label is a filter, and the filtered list a view of one's own.
  await page.goto(`/files?label=${encodeURIComponent(`${stem} set`)}`);
  await expect(page.getByText("240 names found")).toBeVisible();
  await page.getByRole("button", { name: "Save this view" }).click();
  await page.getByLabel("Name of the view").fill("My set");
  await page.getByRole("button", { name: "Save", exact: true }).click();
  const tabs = page.getByRole("navigation", { name: "Views of the list" });
  await expect(tabs.getByRole("link", { name: "My set" })).toHaveAttribute("aria-current", "page");

  await selectAll(page, 240);
  await bar(page).getByRole("button", { name: "Archive" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Archive 240" }).click();
  await expect(page.getByText("240 done, 0 not done, 0 left out")).toBeVisible({ timeout: 60_000 });
  await page.getByRole("dialog").getByRole("button", { name: "Close" }).last().click();
  await expect(page.getByText("No name matches", { exact: true })).toBeVisible();
  await expect(page.getByText(/hidden/)).toBeVisible();
  await page.getByRole("link", { name: "Show them" }).click();
  await expect(page.getByText("240 names found")).toBeVisible();
  await page.goto(`/files?show=archived&q=${stem}-00`);
  await selectAll(page, 10);
  await bar(page).getByRole("button", { name: "Take back" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Take back 10" }).click();
  await expect(page.getByText("10 done, 0 not done, 0 left out")).toBeVisible();
  await page.getByRole("dialog").getByRole("button", { name: "Close" }).last().click();
  await page.goto(`/files?q=${stem}-00`);
  await expect(page.getByText("10 names found")).toBeVisible();

  await tabs.getByRole("link", { name: "My set" }).click();
  await page.getByRole("button", { name: "Remove the view My set" }).click();
  await expect(tabs.getByRole("link", { name: "My set" })).toHaveCount(0);
});

test("exports, verifies, renews and deletes what is selected", async ({ page, name, httpAs }) => {
  test.setTimeout(120_000);
  const http = httpAs("operator");
  const [stem, ca] = [name("many"), name("manyca")];
  await http.ask("selfsigned", { name: ca, subject: { CN: `${ca} Root` }, key: "p-256" });
  const names = ["a", "b", "c"].map((letter) => `${stem}-${letter}`);
  for (const each of names) {
    await http.ask("csr", { name: each, subject: { CN: `${each}.example.com` }, key: "p-256" });
    await http.ask("sign", { request: each, issuer: ca });
  }
  await http.ask("csr", { name: `${stem}-d`, subject: { CN: "d.example.com" }, key: "p-256" });

  await page.goto(`/files?q=${stem}-`);
  await selectAll(page, 4);
  await bar(page).getByRole("button", { name: "Export" }).click();
  const dialog = page.getByRole("dialog", { name: "Export 4 names" });
  await expect(dialog.getByRole("row", { name: `${stem}-d` })).toContainText("Left out: no certificate");
  const passphrase = "copper-lantern-84-oak";
  await dialog.getByLabel("Passphrase of all files").fill(passphrase);
  const download = page.waitForEvent("download");
  await dialog.getByRole("button", { name: "Export 3" }).click();
  await expect(dialog.getByText("3 done, 0 not done, 1 left out")).toBeVisible({ timeout: 60_000 });
  const path = test.info().outputPath("certificates.zip");
  await (await download).saveAs(path);
  const entries = unzipSync(new Uint8Array(readFileSync(path)));
  expect(Object.keys(entries).toSorted()).toEqual(names.map((each) => `${each}.p12`));
  for (const [fileName, bytes] of Object.entries(entries)) {
    const file = join(test.info().outputDir, fileName);
    writeFileSync(file, bytes);
    const text = run("openssl", ["pkcs12", "-in", file, "-passin", `pass:${passphrase}`, "-nodes"]);
    expect(text).toContain("BEGIN PRIVATE KEY");
    expect(text.match(/BEGIN CERTIFICATE/g)?.length).toBeGreaterThanOrEqual(1);
    expect(run("keytool", ["-list", "-storetype", "PKCS12", "-keystore", file, "-storepass", passphrase])).toContain(
      "PrivateKeyEntry",
    );
  }
  await dialog.getByRole("button", { name: "Close" }).last().click();

  await bar(page).getByRole("button", { name: "Verify" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Verify 3" }).click();
  await expect(page.getByText("3 done, 0 not done, 1 left out")).toBeVisible();
  await expect(page.getByRole("dialog").getByText("Trusted", { exact: true })).toHaveCount(3);
  await page.getByRole("dialog").getByRole("button", { name: "Close" }).last().click();

  await bar(page).getByRole("button", { name: "Renew" }).click();
  await expect(page.getByRole("dialog").getByText(`A new certificate by ${ca}`)).toHaveCount(3);
  await page.getByRole("dialog").getByRole("button", { name: "Renew 3" }).click();
  await expect(page.getByText("3 done, 0 not done, 1 left out")).toBeVisible({ timeout: 60_000 });
  await page.getByRole("dialog").getByRole("button", { name: "Close" }).last().click();
  const { generations } = await http.ask<{ generations: unknown[] }>("item", { name: names[0]! });
  expect(generations).toHaveLength(2);

  await selectAll(page, 4);
  await bar(page).getByRole("button", { name: "Delete" }).click();
  const deletion = page.getByRole("dialog", { name: "Delete 4 names" });
  await expect(deletion.getByRole("button", { name: "Delete 4" })).toBeDisabled();
  await expect(deletion.getByRole("row", { name: `${stem}-d` })).toContainText("waits for its certificate since");
  // Nothing that stays would miss them: nothing has to be agreed to.
  await expect(deletion.getByRole("checkbox")).toHaveCount(0);
  await deletion.getByLabel("Type 4 to confirm").fill("4");
  await deletion.getByRole("button", { name: "Delete 4" }).click();
  await expect(deletion.getByText("4 done, 0 not done, 0 left out")).toBeVisible({ timeout: 30_000 });
  await deletion.getByRole("button", { name: "Close" }).last().click();
  await expect(page.getByText("No name matches", { exact: true })).toBeVisible();
});

test("client certificates of a batch are one row that opens, and archive together", async ({ page, name, httpAs }) => {
  test.setTimeout(120_000);
  const http = httpAs("operator");
  const [ca, title] = [name("batchca"), name("folded")];
  await http.ask("selfsigned", { name: ca, subject: { CN: `${ca} Root` }, key: "p-256" });
  const { batch } = await http.ask<{ batch: string }>("client-batch", {
    issuer: ca,
    title,
    template: { subject: { CN: "{name}" }, days: 90, key: "p-256" },
    rows: Array.from({ length: 6 }, (_, index) => ({ name: `${title} ${index}` })),
  });
  await expect
    .poll(async () => (await http.ask<{ state: string }>("batch-status", { batch })).state, { timeout: 60_000 })
    .toBe("done");
  // By the newest: other tests of this console have their own names.
  await page.goto("/files?sort=created");
  await page.getByRole("link", { name: `Open the 6 names of ${title}` }).click();
  await expect(page).toHaveURL(new RegExp(`batch=${batch}`));
  await expect(table(page).getByRole("row")).toHaveCount(7);
  await page.goto("/files?sort=created");
  await page.getByRole("checkbox", { name: `Select ${title}`, exact: true }).check();
  await bar(page).getByRole("button", { name: "Archive" }).click();
  await page.getByRole("dialog", { name: "Archive 6 names" }).getByRole("button", { name: "Archive 6" }).click();
  await expect(page.getByText("6 done, 0 not done, 0 left out")).toBeVisible();
  await page.getByRole("dialog").getByRole("button", { name: "Close" }).last().click();
  await expect(page.getByRole("link", { name: `Open the 6 names of ${title}` })).toHaveCount(0);
});

test("labels and a note are written on the page of a name, which is archived and taken back there", async ({
  page,
  name,
  httpAs,
}) => {
  const http = httpAs("operator");
  const stem = name("noted");
  await http.ask("csr", { name: stem, subject: { CN: `${stem}.example.com` }, key: "p-256" });
  await page.goto(`/files/${stem}`);
  const card = page.getByRole("region", { name: "Labels and note" });
  await card.getByRole("button", { name: "Change" }).click();
  await card.getByLabel("Labels").fill(`${stem} label, night`);
  await card.getByLabel("Note").fill("Asked for by the UC team");
  await card.getByRole("button", { name: "Save" }).click();
  await expect(card.getByText("Asked for by the UC team")).toBeVisible();
  await expect(card.getByRole("listitem")).toHaveText(["night", `${stem} label`]);
  await card.getByRole("button", { name: "Archive" }).click();
  await expect(card.getByText("Archived: lists leave this name out.")).toBeVisible();
  await card.getByRole("button", { name: "Take back from the archive" }).click();
  await expect(card.getByRole("button", { name: "Archive", exact: true })).toBeVisible();
});

test("what something would miss is left out of a deletion, with what it is, until a person agrees", async ({
  page,
  name,
  http,
}) => {
  const [stem, gate] = [name("miss"), name("gate")];
  const [ca, lone] = [`${stem}-ca`, `${stem}-lone`];
  await http.ask("selfsigned", { name: ca, subject: { CN: `${stem} Root` }, key: "p-256" });
  await http.ask("csr", { name: lone, subject: { CN: "lone.example.com" }, key: "p-256" });
  await http.ask("sign", { request: lone, issuer: ca });
  await http.ask("service-save", {
    name: gate,
    target: "mutual-tls",
    inputs: { host: "gate.example.com", clientAuthorities: [`${ca}.crt`] },
  });
  await page.goto(`/files?q=${stem}-`);
  await selectAll(page, 2);
  await bar(page).getByRole("button", { name: "Delete" }).click();
  const deletion = page.getByRole("dialog", { name: "Delete 2 names" });
  await expect(deletion.getByRole("row", { name: ca })).toContainText(`used by ${gate}`);
  await expect(deletion.getByRole("row", { name: ca })).toContainText("Left out unless you tick the box above");
  await expect(deletion.getByRole("button", { name: "Delete 1" })).toBeVisible();
  await deletion.getByLabel("Also those that something here would miss").check();
  await deletion.getByLabel("Type 2 to confirm").fill("2");
  await deletion.getByRole("button", { name: "Delete 2" }).click();
  await expect(deletion.getByText("2 done, 0 not done, 0 left out")).toBeVisible({ timeout: 30_000 });
});
