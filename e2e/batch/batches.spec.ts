import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { unzipSync } from "fflate";
import { chooseFile } from "../support/acts.ts";
import { address } from "../support/console.ts";
import { expect, summaryOf, test } from "../support/fixtures.ts";
import { accepts, run } from "../support/judge.ts";

/** Client certificates for many people, as an administrator and as one of the people walk it. */

const table = (stem: string) =>
  `이름;이메일;부서\n김민지;${stem}.minji@example.com;영업\n"O'Brien; Pat";${stem}.pat@example.com;Sales\n김민지;${stem}.minji@example.com;\n박서준;seojun at example;\n`;

test("a CSV with Korean names becomes a zip that OpenSSL opens with the passphrases of the sheet", async ({
  page,
  name,
  http,
  takeAway,
  folder,
}) => {
  const ca = name("staff");
  await http.ask("selfsigned", { name: ca, subject: { CN: `${ca} CA` }, key: "p-256" });
  await page.goto("/batches");
  await page.getByRole("link", { name: "New batch" }).click();
  const file = join(folder, "people.csv");
  writeFileSync(file, table(ca));
  const [chooser] = await Promise.all([
    page.waitForEvent("filechooser"),
    page.getByRole("button", { name: "Choose a CSV file" }).click(),
  ]);
  await chooser.setFiles(file);
  // The preview says what is wrong before anything is made.
  await expect(page.getByText("2 ready")).toBeVisible();
  await expect(page.getByText("2 rows cannot be issued")).toBeVisible();
  await expect(page.getByRole("row", { name: /김민지.*stands in row 1 already/ })).toBeVisible();
  await chooseFile(page, "Authority", `${ca}.crt`);
  await expect(page.getByRole("region", { name: "What the first person gets" })).toContainText("김민지.p12");
  await expect(page.getByRole("button", { name: /^Issue/ })).toBeDisabled();
  await page.getByLabel("Leave out the rows that cannot be issued").check();
  await page.getByLabel("Name of the batch").fill(`${ca} batch`);
  await page.getByRole("button", { name: "Issue 2 certificates" }).click();
  await expect(page.getByRole("heading", { name: `${ca} batch`, level: 1 })).toBeVisible();
  await expect(page.getByRole("heading", { name: "Hand out" })).toBeVisible({ timeout: 60_000 });
  await expect(page.getByText("2 certificates issued")).toBeVisible();

  const zip = await takeAway(() => page.getByRole("button", { name: "Download the zip" }).click());
  expect(zip.fileName).toBe(`${ca} batch.zip`);
  const entries = unzipSync(readFileSync(zip.path));
  expect(Object.keys(entries)).toEqual(["김민지.p12", "O'Brien; Pat.p12"]);
  await page.getByRole("button", { name: "Show the passphrase sheet" }).click();
  await page.getByRole("button", { name: "Show them once" }).click();
  const sheet = page.getByRole("region", { name: `Passphrase sheet of ${ca} batch` });
  for (const [index, person] of ["김민지", "O'Brien; Pat"].entries()) {
    const passphrase = await sheet.getByRole("row", { name: person }).getByRole("cell").last().innerText();
    const path = join(folder, `${index}.p12`);
    writeFileSync(path, entries[`${person}.p12`]!);
    expect(run("openssl", ["pkcs12", "-in", path, "-passin", `pass:${passphrase}`, "-nokeys"])).toContain(
      "BEGIN CERTIFICATE",
    );
    expect(accepts("openssl", ["pkcs12", "-in", path, "-passin", `pass:${passphrase}x`, "-nokeys"])).toBe(false);
  }
  const csv = await takeAway(() => sheet.getByRole("button", { name: "Save as CSV" }).click());
  expect(readFileSync(csv.path, "utf8")).toMatch(/^\uFEFFname,email,file,passphrase\r\n김민지,/);
  await sheet.getByRole("button", { name: /hide the sheet/ }).click();
  await expect(page.getByRole("heading", { name: "Hand out" })).toBeFocused();
  // Shown once: what is left is to make new passphrases.
  await expect(page.getByText(/Taken on .* and destroyed/)).toBeVisible();
  await page.getByRole("button", { name: "Make new passphrases" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Make new passphrases" }).click();
  await expect(page.getByRole("button", { name: "Show the passphrase sheet" })).toBeVisible({ timeout: 60_000 });
});

test("a person fetches a certificate with a link, once, without an account", async ({
  page,
  name,
  http,
  browser,
  takeAway,
}) => {
  const ca = name("links");
  await http.ask("selfsigned", { name: ca, subject: { CN: `${ca} CA` }, key: "p-256" });
  const { batch } = await http.ask<{ batch: string }>("client-batch", {
    issuer: ca,
    rows: [{ name: "박지수", email: `${ca}@example.com` }],
    iterations: 2048,
    title: ca,
  });
  await page.goto(`/batches/${batch}`);
  await page.getByRole("button", { name: "Make the links" }).click();
  // They stand above the button and are shown once.
  await expect(page.getByRole("heading", { name: `Links of ${ca}` })).toBeFocused();
  const link = await page.getByRole("region", { name: "Download links" }).getByRole("code").innerText();
  expect(link).toMatch(new RegExp(`^${address}/collect#cl_`));
  const csv = await takeAway(() => page.getByRole("button", { name: "Save as CSV" }).click());
  expect(readFileSync(csv.path, "utf8")).toBe(`\uFEFFname,email,link\r\n박지수,${ca}@example.com,${link}\r\n`);

  const stranger = await browser.newContext({ locale: "en-GB" });
  const theirs = await stranger.newPage();
  const asked: string[] = [];
  theirs.on("request", (request) => asked.push(`${request.url()} ${request.headers()["referer"] ?? ""}`));
  await theirs.goto(link);
  const [download] = await Promise.all([
    theirs.waitForEvent("download"),
    theirs.getByRole("button", { name: "Download my certificate" }).click(),
  ]);
  expect(download.suggestedFilename()).toBe("박지수.p12");
  expect(theirs.url()).toBe(`${address}/collect`);
  expect(asked.join("\n")).not.toContain("cl_");
  await theirs.goto("/install".replace(/^/, address));
  await expect(theirs.getByRole("heading", { name: "iPhone and iPad" })).toBeVisible();
  await theirs.goto(link);
  await theirs.getByRole("button", { name: "Download my certificate" }).click();
  await expect(summaryOf(theirs)).toContainText("This link was used on");
  await stranger.close();

  await page.reload();
  await expect(page.getByRole("row", { name: /박지수/ })).toContainText("used");
  await page.getByRole("button", { name: "Make the links" }).click();
  await page.getByRole("button", { name: "Revoke the links" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Revoke the links" }).click();
  await expect(page.getByText("1 link is revoked.").first()).toBeVisible();
});

test("a batch is left, cancelled, resumed and renewed", async ({ page, name, http }) => {
  const ca = name("long");
  await http.ask("selfsigned", { name: ca, subject: { CN: `${ca} CA` }, key: "p-256", days: 20 });
  const rows = Array.from({ length: 40 }, (_, index) => `${ca} ${index} <${ca}.${index}@example.com>`);
  const { batch } = await http.ask<{ batch: string }>("client-batch", {
    issuer: ca,
    rows,
    iterations: 300_000,
    title: ca,
  });
  await page.goto(`/batches/${batch}`);
  await page.getByRole("button", { name: "Cancel" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Cancel" }).click();
  await expect(page.getByText("Cancelled")).toBeVisible();
  await page.getByRole("button", { name: "Resume" }).click();
  await page.goto("/batches");
  await page.getByRole("link", { name: ca }).click();
  await expect(page.getByText("40 certificates issued")).toBeVisible({ timeout: 120_000 });
  await expect(page.getByRole("heading", { name: "Hand out" })).toBeVisible();
  await page.getByRole("button", { name: "Renew" }).click();
  await page.getByRole("button", { name: "Renew them" }).click();
  await expect(page.getByText("Renews an earlier batch")).toBeVisible();
  await expect(page.getByText("successor").first()).toBeVisible();
});
