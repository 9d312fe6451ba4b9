import { readFileSync } from "node:fs";
import { make, type Made } from "../../test/support/authority.ts";
import { writePem } from "../../lib/pki/asn1/pem.ts";
import { chooseDownload } from "../support/acts.ts";
import { expect, test } from "../support/fixtures.ts";

const day = 86_400_000;
const pemOf = (made: Made): string => writePem("CERTIFICATE", made.der);

/** A certificate below an authority that two roots certify, the older of them ended. */
async function twoWays(put: (fileName: string, content: string) => Promise<Response>, name: (stem: string) => string) {
  const [oldName, rootName, stem] = [name("Old Root"), name("New Root"), name("web")];
  const old = make({
    subject: { CN: oldName },
    isCa: true,
    notBefore: new Date(Date.now() - 900 * day),
    notAfter: new Date(Date.now() - day),
  });
  const root = make({ subject: { CN: rootName }, isCa: true });
  const crossed = make({ subject: {}, like: root, issuer: old, isCa: true });
  const issuing = make({ subject: { CN: name("Issuing") }, issuer: root, isCa: true });
  const web = make({ subject: { CN: name("web.example.com") }, issuer: issuing });
  for (const [fileName, made] of [
    [name("old"), old],
    [name("root"), root],
    [name("cross"), crossed],
    [name("issuing"), issuing],
    [stem, web],
  ] as const)
    expect((await put(`${fileName}.crt`, pemOf(made))).ok).toBe(true);
  return {
    stem,
    oldName,
    rootName,
    now: [web, issuing, root],
    other: [web, issuing, crossed, old],
  };
}

test("a person sees which root a chain leads to, and takes the other way", async ({ page, name, http, takeAway }) => {
  const { stem, oldName, rootName, now, other } = await twoWays(http.put, name);
  await page.goto(`/bundle?file=${stem}.crt`);
  const card = page.getByRole("article");
  await expect(card).toContainText(`The chain leads to the root CN=${rootName}.`);
  await expect(card).toContainText(`Another way leads to CN=${oldName} (4 certificates).`);
  await expect(card).toContainText("It does not hold");
  const first = await takeAway(() => page.getByRole("button", { name: /^Download / }).click());
  expect(readFileSync(first.path, "utf8")).toBe(now.map(pemOf).join(""));

  await card.getByRole("button", { name: `Take the way to ${oldName}` }).click();
  await expect(card).toContainText(`The chain leads to the root CN=${oldName}.`);
  await expect(page.getByRole("textbox", { name: "Root" })).toHaveValue(oldName);
  const second = await takeAway(() => page.getByRole("button", { name: /^Download / }).click());
  expect(readFileSync(second.path, "utf8")).toBe(other.map(pemOf).join(""));

  await page.goto(`/files/${stem}`);
  const chain = page.getByRole("region", { name: "Chain" });
  await expect(chain.getByRole("link", { name: rootName })).toBeVisible();
  await chain.getByRole("link", { name: `Show the way to ${oldName}` }).click();
  await expect(chain.getByRole("link", { name: oldName })).toBeVisible();

  await page.goto(`/files/${stem}`);
  const dialog = await chooseDownload(page, "Full chain, PEM");
  await dialog
    .getByRole("combobox", { name: "The chain ends in" })
    .selectOption({ label: `CN=${oldName}, does not hold now` });
  const taken = await takeAway(() => dialog.getByRole("button", { name: `Download ${stem}-chain.pem` }).click());
  expect(readFileSync(taken.path, "utf8")).toBe(other.map(pemOf).join(""));
});

test("verify is asked to be strict, and refuses what it noted before", async ({ page, name, http, httpAs }) => {
  const root = make({ subject: { CN: name("Strict Root") }, isCa: true });
  const leaf = make({
    subject: { CN: name("strict.example.com") },
    issuer: root,
    extensions: [{ oid: "2.5.29.54", critical: true, value: Uint8Array.of(2, 1, 0) }],
  });
  const stem = name("strict");
  // What an administrator brings is trusted; what an operator brings is only stored.
  await httpAs("administrator").put(`${name("strict-root")}.crt`, pemOf(root));
  await http.put(`${stem}.crt`, pemOf(leaf));
  await page.goto(`/verify?file=${stem}.crt`);
  await page.getByRole("button", { name: "Verify", exact: true }).click();
  await expect(page.getByRole("status").filter({ hasText: /^Trusted/ })).toBeVisible();
  await page.getByRole("combobox", { name: "Rules" }).selectOption("strict");
  await page.getByRole("button", { name: "Verify", exact: true }).click();
  await expect(page.getByRole("status").filter({ hasText: /^Not trusted/ })).toBeVisible();
});
