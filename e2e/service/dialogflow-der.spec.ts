import { execFileSync } from "node:child_process";
import { expect, test } from "../support/fixtures.ts";

/** The files that a form of Dialogflow CX takes come from the page of the webhook. */
test("an authority of one's own is taken from the page of a webhook in DER", async ({ page, name, http }) => {
  const stem = name("df");
  await http.ask("selfsigned", { name: `${stem}-ca`, subject: { CN: `${stem} CA` }, key: "p-256" });
  await http.ask("csr", { name: stem, subject: { CN: `${stem}.example.com` }, key: "p-256" });
  await http.ask("sign", { request: stem, issuer: `${stem}-ca` });
  await http.ask("service-save", {
    name: `${stem} webhook`,
    target: "dialogflow-webhook",
    inputs: { host: `${stem}.example.com`, server: stem, customAuthorities: [`${stem}-ca`] },
  });
  await page.goto(`/services/${encodeURIComponent(`${stem} webhook`)}`);
  const link = page.getByRole("link", { name: `custom-ca/${stem}-ca.der` });
  const [download] = await Promise.all([page.waitForEvent("download"), link.click()]);
  expect(download.suggestedFilename()).toBe(`${stem}-ca.der`);
  const subject = execFileSync("openssl", [
    "x509",
    "-inform",
    "DER",
    "-in",
    await download.path(),
    "-noout",
    "-subject",
  ]);
  expect(subject.toString()).toContain(`${stem} CA`);
});
