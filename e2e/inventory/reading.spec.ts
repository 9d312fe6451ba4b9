import { readFileSync } from "node:fs";
import { join } from "node:path";
import { addFiles } from "../support/acts.ts";
import { expect, test } from "../support/fixtures.ts";
import { run, strangersCertificate } from "../support/judge.ts";

/** What people have at hand is seldom a clean file; the pages read it, and say what they did and what they left. */

const results = "What became of each file";

test("a broken block among others is named where the file is added, and the rest is called a part", async ({
  page,
  name,
  folder,
}) => {
  const stem = name("broken");
  const whole = readFileSync(strangersCertificate(folder, name("Whole")).certificate, "utf8");
  const other = readFileSync(strangersCertificate(folder, name("Other")).certificate, "utf8");
  const third = readFileSync(strangersCertificate(folder, name("Third")).certificate, "utf8");
  const file = { name: `${stem}.pem`, buffer: Buffer.from(whole + other.replace("MII", "M!I") + third) };
  const line = whole.trimEnd().split("\n").length + 1;

  await page.goto("/files");
  const dialog = await addFiles(page, [file]);
  const said = dialog.getByRole("list", { name: results }).getByRole("listitem");
  await expect(said).toContainText(`Stored as ${stem}-part.pem`);
  await expect(said).toContainText("It is a part of that file: the rest could not be read.");
  await expect(said).toContainText(`The PEM block CERTIFICATE in line ${line} holds characters that are not base64.`);
  await dialog.getByRole("button", { name: "Done" }).click();

  await page.goto("/import");
  await page.locator('input[type="file"]').setInputFiles({ ...file, mimeType: "application/x-pem-file" });
  await page.getByRole("button", { name: "Look inside" }).click();
  await page.waitForURL(/\/import\?review=/);
  await expect(page.getByRole("main")).toContainText(`in line ${line} holds characters that are not base64`);
  await expect(page.getByRole("table").getByText("It is a part of that file")).toHaveCount(2);
});

test("a mail with a certificate is read, and the page says what was undone", async ({ page, name, folder }) => {
  const certificate = readFileSync(strangersCertificate(folder, name("Mailed")).certificate);
  const mail = [
    "MIME-Version: 1.0",
    'Content-Type: multipart/mixed; boundary="b"',
    "",
    "--b",
    "Content-Type: text/plain",
    "",
    "Hello",
    "--b",
    'Content-Type: application/x-x509-ca-cert; name="answer.crt"',
    "Content-Transfer-Encoding: base64",
    "",
    certificate.toString("base64").replace(/.{76}/g, "$&\n"),
    "--b--",
    "",
  ].join("\n");
  await page.goto("/inspect");
  const [chooser] = await Promise.all([
    page.waitForEvent("filechooser"),
    page.getByRole("button", { name: "Choose a file" }).click(),
  ]);
  await chooser.setFiles({ name: "answer.eml", mimeType: "message/rfc822", buffer: Buffer.from(mail) });
  const answer = page.getByRole("region", { name: "What it is" });
  await expect(answer).toContainText("The file is a mail; what stood in it or was attached to it was taken out.");
  await expect(answer).toContainText("Mailed");

  const stem = name("mailed");
  await page.goto("/files");
  const dialog = await addFiles(page, [{ name: `${stem}.eml`, buffer: Buffer.from(mail) }]);
  const said = dialog.getByRole("list", { name: results }).getByRole("listitem");
  await expect(said).toContainText(`Stored as ${stem}.crt`);
  await expect(said).toContainText("The file is a mail");
});

test("a PKCS#12 with an empty passphrase opens when a person says that it is empty", async ({ page, name, folder }) => {
  const { key, certificate } = strangersCertificate(folder, name("Empty"));
  const path = join(folder, "empty.p12");
  run("openssl", [
    "pkcs12",
    "-export",
    "-inkey",
    key,
    "-in",
    certificate,
    "-passout",
    "pass:",
    "-iter",
    "200000",
    "-out",
    path,
  ]);
  const buffer = readFileSync(path);

  await page.goto("/inspect");
  const [chooser] = await Promise.all([
    page.waitForEvent("filechooser"),
    page.getByRole("button", { name: "Choose a file" }).click(),
  ]);
  await chooser.setFiles({ name: "empty.p12", mimeType: "application/x-pkcs12", buffer });
  await page.getByRole("checkbox", { name: "The passphrase is empty" }).check();
  await page.getByRole("button", { name: "Open it" }).click();
  await expect(page.getByRole("region", { name: "What it is" })).toContainText("Private key");

  const stem = name("empty");
  await page.goto("/files");
  await addFiles(page, [{ name: `${stem}.p12`, buffer }]);
  await page.waitForURL(/\/import\?review=/);
  await page.getByRole("checkbox", { name: "The passphrase is empty" }).check();
  await page.getByRole("button", { name: "Try the passphrases" }).click();
  await expect(page.getByRole("region", { name: "Still locked" })).toHaveCount(0);
  await expect(page.getByRole("table")).toContainText("Private key");
});
