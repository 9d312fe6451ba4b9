import { readFileSync } from "node:fs";
import { join } from "node:path";
import { addFiles, chooseDownload, chooseFile } from "../support/acts.ts";
import { expect, test } from "../support/fixtures.ts";
import { run } from "../support/judge.ts";

const files = [
  "ca.mattermost.key",
  "ca.mattermost.crt",
  "mmuser-mattermost.key",
  "mmuser-mattermost.csr",
  "mmuser-mattermost.crt",
];

test("the files of the Mattermost how-to: taken in, looked at, unlocked, matched, given back as PKCS#12", async ({
  page,
  takeAway,
}) => {
  await page.goto("/files");
  const dialog = await addFiles(
    page,
    files.map((name) => ({ name, buffer: readFileSync(join(process.cwd(), "testdata/mattermost", name)) })),
  );
  const results = dialog.getByRole("list", { name: "What became of each file" }).getByRole("listitem");
  for (const [index, name] of files.entries()) await expect(results.nth(index)).toContainText(`Stored as ${name}`);
  await expect(results.nth(4)).toContainText(/issued by ca\.mattermost\.crt/);
  await dialog.getByRole("button", { name: "Done" }).click();

  await page.goto("/files/mmuser-mattermost");
  await expect(page.getByText("Its private key is here, locked with a passphrase.").first()).toBeVisible();
  const findings = page.getByRole("main").getByRole("listitem");
  for (const weak of [/1024/, /version 1|\bv1\b/i])
    await expect(findings.filter({ hasText: weak }).first()).toBeVisible();
  await page.getByRole("link", { name: "Unlock the key" }).click();
  await page.getByRole("textbox", { name: "Passphrase" }).fill("mmuser-passphrase");
  await page.getByRole("button", { name: "Unlock the key" }).click();
  await expect(page.getByRole("status").filter({ hasText: "mmuser-mattermost.key is unlocked" })).toContainText(
    "mmuser-mattermost.crt",
  );

  await page.goto("/match");
  await chooseFile(page, "Key", "mmuser-mattermost.key");
  await chooseFile(page, "Certificate or request", "mmuser-mattermost.crt");
  await page.getByRole("button", { name: "Compare" }).click();
  await expect(
    page.getByRole("status").filter({ hasText: "mmuser-mattermost.key and mmuser-mattermost.crt belong together" }),
  ).toBeVisible();

  await page.goto("/files/mmuser-mattermost");
  const download = await chooseDownload(page, "PKCS#12");
  await download.getByRole("textbox", { name: "Passphrase for the file" }).fill("for-the-browser");
  const p12 = await takeAway(() => download.getByRole("button", { name: "Download mmuser-mattermost.p12" }).click());
  expect(
    run("openssl", ["pkcs12", "-in", p12.path, "-passin", "pass:for-the-browser", "-nokeys"]).match(
      /BEGIN CERTIFICATE/g,
    ),
  ).toHaveLength(2);
  expect(run("keytool", ["-list", "-keystore", p12.path, "-storepass", "for-the-browser"])).toContain(
    "PrivateKeyEntry",
  );
});
