import { readFileSync } from "node:fs";
import { join } from "node:path";
import { chooseFile } from "../support/acts.ts";
import { expect, expectBeside, test } from "../support/fixtures.ts";
import { publicKeyOf, run, strangersKey } from "../support/judge.ts";

const passphrase = "walnut seven, 여덟";

/** One key in every lock that OpenSSL still makes. */
const locks: Readonly<Record<string, (key: string, out: string) => string[]>> = {
  "PKCS#8, PBES2 with AES": (key, out) => [
    "pkcs8",
    "-topk8",
    "-in",
    key,
    "-v2",
    "aes-256-cbc",
    "-passout",
    `pass:${passphrase}`,
    "-out",
    out,
  ],
  "PKCS#8, scrypt": (key, out) => [
    "pkcs8",
    "-topk8",
    "-in",
    key,
    "-scrypt",
    "-passout",
    `pass:${passphrase}`,
    "-out",
    out,
  ],
  "PKCS#8, PBES1 with triple DES, DER": (key, out) => [
    "pkcs8",
    "-topk8",
    "-in",
    key,
    "-v1",
    "PBE-SHA1-3DES",
    "-passout",
    `pass:${passphrase}`,
    "-outform",
    "DER",
    "-out",
    out,
  ],
  "SEC1 with Proc-Type": (key, out) => ["ec", "-in", key, "-aes256", "-passout", `pass:${passphrase}`, "-out", out],
};

for (const [label, lock] of Object.entries(locks)) {
  test(`opens ${label}; the stored key can then be used`, async ({ page, name, http, httpAs, folder }) => {
    const stem = name("locked");
    const key = strangersKey(join(folder, "clear.key"));
    const locked = join(folder, "locked.key");
    run("openssl", lock(key, locked));
    expect((await http.put(`${stem}.key`, readFileSync(locked))).status).toBeLessThan(300);

    await page.goto("/unlock");
    await chooseFile(page, "Locked key", `${stem}.key`);
    const field = page.getByRole("textbox", { name: "Passphrase" });
    await expect(field).toHaveAttribute("type", "password");
    await field.fill("not that one");
    await page.getByRole("button", { name: "Unlock the key" }).click();
    await expectBeside(field, /The passphrase does not open this private key/);
    await field.fill(passphrase);
    await page.getByRole("button", { name: "Unlock the key" }).click();
    await expect(page.getByRole("status").filter({ hasText: `${stem}.key is unlocked` })).toContainText(
      "No certificate or request here has its public key.",
    );
    await expect(field).toHaveCount(0);

    const taken = join(folder, "taken.key");
    run("openssl", ["pkey", "-out", taken], {
      input: await httpAs("administrator").take({ name: stem, format: "key-pem", unencrypted: true }),
    });
    expect(publicKeyOf("pkey", taken)).toBe(publicKeyOf("pkey", key));
  });
}

test("tells a lock that it does not know from a wrong passphrase, and asks for what is missing", async ({
  page,
  name,
  http,
  folder,
}) => {
  const stem = name("unknown");
  const key = strangersKey(join(folder, "clear.key"));
  run("openssl", [
    "pkcs8",
    "-topk8",
    "-in",
    key,
    "-v1",
    "PBE-SHA1-3DES",
    "-passout",
    "pass:walnut-seven",
    "-outform",
    "DER",
    "-out",
    join(folder, "unknown.der"),
  ]);
  // The object identifier of the scheme, 1.2.840.113549.1.12.1.3, with a last number that nobody has given away.
  const bytes = readFileSync(join(folder, "unknown.der"));
  bytes[bytes.indexOf("2a864886f70d010c0103", "hex") + 9] = 7;
  await http.put(`${stem}.key`, bytes);
  await page.goto(`/unlock?key=${stem}.key`);
  await page.getByRole("button", { name: "Unlock the key" }).click();
  const field = page.getByRole("textbox", { name: "Passphrase" });
  await expectBeside(field, /^This is needed\./);
  await field.fill("walnut-seven");
  await page.getByRole("button", { name: "Unlock the key" }).click();
  await expectBeside(
    page.getByRole("combobox", { name: "Locked key" }),
    /is locked with .*, which is not supported here/,
  );

  const request = name("plain");
  await http.ask("csr", { name: request, subject: { CN: "plain.example.com" }, key: "p-256" });
  await page.goto(`/unlock?key=${request}.csr`);
  await field.fill("walnut-seven");
  await page.getByRole("button", { name: "Unlock the key" }).click();
  await expectBeside(
    page.getByRole("combobox", { name: "Locked key" }),
    /is a certificate signing request; this takes/,
  );
});
