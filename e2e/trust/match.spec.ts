import { createHash, createPublicKey } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { chooseFile } from "../support/acts.ts";
import { expect, expectBeside, test } from "../support/fixtures.ts";
import { publicKeyOf, run, strangersKey } from "../support/judge.ts";

test.use({ role: "auditor" });

/** SHA-256 of the SubjectPublicKeyInfo, as OpenSSL has it. */
function keyId(pem: string): string {
  return createHash("sha256")
    .update(createPublicKey(pem).export({ type: "spki", format: "der" }))
    .digest("hex");
}

test("says yes, no, and which stored key fits", async ({ page, name, httpAs, folder }) => {
  const http = httpAs("operator");
  const [one, other] = [name("one"), name("other")];
  for (const stem of [one, other])
    await http.ask("csr", { name: stem, subject: { CN: `${stem}.example.com` }, key: "p-256" });
  await page.goto("/match");
  await chooseFile(page, "Key", `${one}.key`);
  await chooseFile(page, "Certificate or request", `${one}.csr`);
  await page.getByRole("button", { name: "Compare" }).click();
  const yes = page.getByRole("status").filter({ hasText: `${one}.key and ${one}.csr belong together` });
  await expect(yes).toBeInViewport();
  await expect(page.getByRole("main").locator(":focus").filter({ has: yes })).toBeVisible();
  await expect(page.getByRole("button", { name: `Copy PEM: ${one}.csr` })).toBeVisible();
  await expect(page.getByRole("region", { name: "Next", exact: true }).getByRole("link")).toHaveText(
    "Open the request",
  );
  await expect(page).toHaveURL(new RegExp(`key=${one}\\.key&certificate=${one}\\.csr`));
  // The fingerprint that is shown is the one of the key itself.
  const path = join(folder, "one.csr");
  run("openssl", ["req", "-out", path], { input: await (await http.get(`${one}.csr`)).text() });
  const shown = (await page.getByRole("main").getByRole("definition").allInnerTexts()).map((text) =>
    text.replace(/[^0-9a-f]/gi, "").toLowerCase(),
  );
  expect(shown).toHaveLength(2);
  for (const bytes of shown) expect(bytes).toContain(keyId(publicKeyOf("req", path)));

  await page.goto(`/match?key=${other}.key&certificate=${one}.csr`);
  const no = page.getByRole("status").filter({ hasText: `${other}.key does not belong to ${one}.csr` });
  await expect(no).toContainText(`${one}.key fits it.`);
  await page.getByRole("link", { name: `Match ${one}.key` }).click();
  await expect(yes).toBeVisible();

  await page.goto(`/match?certificate=${one}.csr`);
  await expect(page.getByRole("status").filter({ hasText: `${one}.key and ${one}.csr belong together` })).toBeVisible();
});

test("says when no stored key fits, and refuses what it cannot compare", async ({ page, name, httpAs, folder }) => {
  const http = httpAs("operator");
  const [alone, locked] = [name("alone"), name("locked")];
  const key = strangersKey(join(folder, "key.pem"));
  run("openssl", ["req", "-new", "-key", key, "-subj", "/CN=alone.example.com", "-out", join(folder, "alone.csr")]);
  run("openssl", [
    "pkcs8",
    "-topk8",
    "-in",
    key,
    "-v2",
    "aes-256-cbc",
    "-passout",
    "pass:walnut-seven",
    "-out",
    join(folder, "locked.key"),
  ]);
  await http.put(`${alone}.csr`, readFileSync(join(folder, "alone.csr")));
  await http.put(`${locked}.key`, readFileSync(join(folder, "locked.key")));

  await page.goto(`/match?certificate=${alone}.csr`);
  await expect(page.getByRole("status").filter({ hasText: `No stored key fits ${alone}.csr` })).toBeVisible();
  await page.goto(`/match?key=${locked}.key&certificate=${alone}.csr`);
  await expect(page.getByRole("main").getByRole("alert")).toContainText(
    `${locked}.key is under a passphrase and was never opened here. Open it once`,
  );

  await page.goto("/match");
  await page.getByRole("button", { name: "Compare" }).click();
  await expectBeside(page.getByRole("combobox", { name: "Certificate or request" }), /^This is needed\./);
});

test("what is pasted and what is chosen is matched, and stands in no address", async ({
  page,
  name,
  httpAs,
  folder,
}) => {
  const http = httpAs("operator");
  const stem = name("given");
  await http.ask("csr", { name: stem, subject: { CN: `${stem}.example.com` }, key: "p-256" });
  const key = strangersKey(join(folder, "given.pem"));
  await page.goto(`/match?certificate=${stem}.csr`);
  await page.getByRole("button", { name: "Paste text: Key" }).click();
  await page.getByRole("textbox", { name: /Key/ }).last().fill(readFileSync(key, "utf8"));
  await page.getByRole("button", { name: "Take it" }).click();
  await page.getByRole("button", { name: "Compare" }).click();
  const no = page.getByRole("status").filter({ hasText: `The key that was given does not belong to ${stem}.csr` });
  await expect(no).toContainText(`${stem}.key fits it.`);
  await expect(page.getByText("It is not the fingerprint of the certificate")).toBeVisible();

  run("openssl", ["req", "-new", "-key", key, "-subj", "/CN=own.example.com", "-out", join(folder, "own.csr")]);
  await page.locator("#certificate").fill("");
  const [chooser] = await Promise.all([
    page.waitForEvent("filechooser"),
    page.getByRole("button", { name: "Choose a file: Certificate or request" }).click(),
  ]);
  await chooser.setFiles(join(folder, "own.csr"));
  await page.getByRole("button", { name: "Compare" }).click();
  await expect(
    page.getByRole("status").filter({ hasText: "The key that was given and own.example.com belong together" }),
  ).toBeVisible();
  expect(page.url()).not.toContain("BEGIN");
});
