import { readFileSync } from "node:fs";
import { join } from "node:path";
import { addFiles } from "../support/acts.ts";
import { address } from "../support/console.ts";
import { expect, expectBeside, test } from "../support/fixtures.ts";
import { run, strangersCertificate } from "../support/judge.ts";

/** A colleague's archive: `stem.p12` (word-1), `locked.key`, the CA's certificate and a text. */
function archiveOf(folder: string, stem: string): Buffer {
  const { key, certificate } = strangersCertificate(folder, stem);
  run("openssl", [
    "pkcs12",
    "-export",
    "-inkey",
    key,
    "-in",
    certificate,
    "-name",
    stem,
    "-passout",
    "pass:word-1",
    "-out",
    join(folder, "server.p12"),
  ]);
  run("openssl", ["ecparam", "-genkey", "-name", "prime256v1", "-noout", "-out", join(folder, "clear.key")]);
  run("openssl", [
    "pkcs8",
    "-topk8",
    "-in",
    join(folder, "clear.key"),
    "-passout",
    "pass:word-2",
    "-out",
    join(folder, "locked.key"),
  ]);
  run("sh", ["-c", "echo 'See you on Monday' > notes.txt && zip -q mail.zip server.p12 locked.key notes.txt"], {
    cwd: folder,
  });
  return readFileSync(join(folder, "mail.zip"));
}

test("a dropped archive is looked into, opened with its passphrases and stored as chosen", async ({
  page,
  name,
  http,
  folder,
}) => {
  const stem = name("review");
  const archive = archiveOf(folder, stem);
  await page.goto("/files");
  await addFiles(page, [{ name: "mail.zip", buffer: archive }]);
  await page.waitForURL(/\/import\?review=/);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Import");
  const locked = page.getByRole("region", { name: "Still locked" });
  await expect(page.getByText(/^2 things found/)).toBeFocused();
  await expect(locked).toContainText("mail.zip › server.p12");
  await expect(page.getByRole("main")).toContainText("mail.zip › notes.txt");
  // In lines, not squeezed into the width of an icon.
  const why = page.getByRole("listitem").filter({ hasText: "notes.txt" }).getByRole("paragraph");
  expect((await why.boundingBox())?.width).toBeGreaterThan(240);

  await locked.getByRole("textbox", { name: "Passphrase for all" }).fill("not this one");
  await locked.getByRole("button", { name: "Try the passphrases" }).click();
  const ofServer = locked.getByRole("textbox", { name: "Passphrase of server.p12" });
  await expectBeside(ofServer, "The passphrase does not open this PKCS#12 file.");
  await expect(ofServer).toBeFocused();
  await expect(locked.getByRole("textbox", { name: "Passphrase for all" })).toHaveValue("");
  await ofServer.fill("word-1");
  await locked.getByRole("textbox", { name: "Passphrase of locked.key" }).fill("word-2");
  await locked.getByRole("button", { name: "Try the passphrases" }).click();
  await expect(locked).toBeHidden();
  await expect(page.getByText(/^3 things found/)).toBeFocused();
  expect(page.url()).not.toContain("word");

  const table = page.getByRole("table", { name: "What was found" });
  await expect(table.getByRole("row")).toHaveCount(4);
  const certificate = table.getByRole("row").filter({ hasText: "Goes beside its key" });
  await expect(certificate).toContainText(stem);
  await expect(certificate).toContainText("New");
  await table.getByRole("checkbox", { name: "Store Private key P-256" }).first().uncheck();
  const fileName = table.getByRole("textbox", { name: `File name of ${stem}` });
  await fileName.fill(`${stem}/renamed.key`);
  await page.getByRole("button", { name: "Store 2 items" }).click();
  await expectBeside(fileName, /renamed\.key/);
  await fileName.fill(`${stem}-renamed.key`);
  await page.getByRole("button", { name: "Store 2 items" }).click();
  await expect(page.getByRole("status").filter({ hasText: "2 items are stored" })).toBeVisible();
  await page.getByRole("link", { name: `Stored as ${stem}-renamed.key` }).click();
  await expect(page.getByText("Its private key is here and matches.")).toBeVisible();
  expect((await http.get(`${stem}-renamed.crt`)).status).toBe(200);
});

test("says what is here already, stores nothing in the way of another, and forgets", async ({
  page,
  name,
  http,
  folder,
}) => {
  const stem = name("again");
  const { certificate } = strangersCertificate(folder, stem);
  await http.ask("upload", { files: [{ name: `${stem}.crt`, text: readFileSync(certificate, "utf8") }] });
  await page.goto("/import");
  const [chooser] = await Promise.all([
    page.waitForEvent("filechooser"),
    page.getByRole("button", { name: "Choose files" }).click(),
  ]);
  await chooser.setFiles([certificate]);
  await page.getByRole("button", { name: "Look inside" }).click();
  await expect(page.getByRole("table", { name: "What was found" })).toContainText(`Here as ${stem}.crt`);
  await expect(page.getByRole("button", { name: "Choose what to store" })).toBeDisabled();
  await page.goto("/import?review=somebody-elses-review");
  await expect(page.getByText("What was found is no longer kept.")).toBeVisible();
});

test("speaks Korean, by keyboard alone, on a phone", async ({ page, context, name, folder }) => {
  const stem = name("전화");
  const archive = archiveOf(folder, stem);
  await context.addCookies([{ name: "locale", value: "ko", url: address }]);
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto("/import");
  const [chooser] = await Promise.all([
    page.waitForEvent("filechooser"),
    page.getByRole("main").locator("form button").first().press("Enter"),
  ]);
  await chooser.setFiles([{ name: "메일.zip", mimeType: "application/zip", buffer: archive }]);
  await page.locator("#all").fill("word-1");
  await page.locator("#all").press("Enter");
  await page.waitForURL(/\/import\?review=/);
  await expect(page.getByRole("main").locator("tbody tr")).toHaveCount(3);
  expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(0);
});
