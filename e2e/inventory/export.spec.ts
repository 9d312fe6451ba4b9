import { readFileSync } from "node:fs";
import { chooseDownload } from "../support/acts.ts";
import { expect, test } from "../support/fixtures.ts";
import type { Http } from "../support/http.ts";
import { describe, publicKeyOf, run } from "../support/judge.ts";

const passphrase = "nine words of iron, 아홉";
const ascii = "nine-words-of-iron";

async function identity(http: Http, name: (stem: string) => string): Promise<{ ca: string; stem: string }> {
  const [ca, stem] = [name("ca"), name("id")];
  await http.ask("selfsigned", { name: ca, subject: { CN: `${ca} Root` }, key: "p-256" });
  await http.ask("csr", { name: stem, subject: { CN: "id.example.com" }, subjectAltNames: ["id.example.com"] });
  await http.ask("sign", { request: stem, issuer: ca });
  return { ca, stem };
}

test("certificate, chain and DER are what OpenSSL and certtool read", async ({ page, name, http, takeAway }) => {
  const { stem } = await identity(http, name);
  await page.goto(`/files/${stem}`);
  let dialog = await chooseDownload(page, "Certificate, PEM");
  const certificate = await takeAway(() => dialog.getByRole("button", { name: `Download ${stem}.crt` }).click());
  expect(certificate.fileName).toBe(`${stem}.crt`);
  expect(readFileSync(certificate.path, "utf8")).toMatch(
    /^-----BEGIN CERTIFICATE-----\n[\s\S]*\n-----END CERTIFICATE-----\n$/,
  );
  expect(describe(certificate.path, "-subject")).toContain("id.example.com");
  await expect(dialog).toBeHidden();

  dialog = await chooseDownload(page, "Full chain, PEM");
  const chain = await takeAway(() => dialog.getByRole("button", { name: `Download ${stem}-chain.pem` }).click());
  // Exactly one newline between the blocks and at the end: the appliance takes nothing else.
  expect(readFileSync(chain.path, "utf8")).toMatch(
    /^(-----BEGIN CERTIFICATE-----\n[A-Za-z0-9+/=\n]+\n-----END CERTIFICATE-----\n){2}$/,
  );
  expect(run("certtool", ["--verify-chain", "--infile", chain.path])).toContain("Verified");

  dialog = await chooseDownload(page, "Certificate, DER");
  const der = await takeAway(() => dialog.getByRole("button", { name: `Download ${stem}.der` }).click());
  expect(run("openssl", ["x509", "-inform", "DER", "-in", der.path, "-noout", "-fingerprint"])).toBe(
    describe(certificate.path, "-fingerprint"),
  );

  dialog = await chooseDownload(page, "Signing request");
  const request = await takeAway(() => dialog.getByRole("button", { name: `Download ${stem}.csr` }).click());
  expect(publicKeyOf("req", request.path)).toBe(publicKeyOf("x509", certificate.path));
});

test("a key leaves under a passphrase: PKCS#8, PKCS#12 and zip", async ({ page, name, http, takeAway, folder }) => {
  const { stem } = await identity(http, name);
  await page.goto(`/files/${stem}`);
  let dialog = await chooseDownload(page, "Private key, locked");
  await dialog.getByRole("textbox", { name: "Passphrase for the file" }).fill("abc");
  await dialog.getByRole("button", { name: `Download ${stem}.key` }).click();
  await expect(dialog.locator("#file-passphrase-error")).toHaveText(/at least 4/i);
  await dialog.getByRole("textbox", { name: "Passphrase for the file" }).fill(passphrase);
  const key = await takeAway(() => dialog.getByRole("button", { name: `Download ${stem}.key` }).click());
  expect(readFileSync(key.path, "utf8")).toMatch(/^-----BEGIN ENCRYPTED PRIVATE KEY-----\n/);
  expect(run("openssl", ["rsa", "-in", key.path, "-passin", `pass:${passphrase}`, "-check", "-noout"])).toContain(
    "RSA key ok",
  );
  await expect(dialog.getByRole("status").filter({ hasText: `${stem}.key was made and opened again` })).toBeVisible();
  await expect(dialog.getByText(passphrase)).toBeVisible();

  // keytool knows no passphrase that is not ASCII.
  dialog = await chooseDownload(page, "PKCS#12");
  await dialog.getByRole("textbox", { name: "Passphrase for the file" }).fill(ascii);
  const p12 = await takeAway(() => dialog.getByRole("button", { name: `Download ${stem}.p12` }).click());
  expect(
    run("openssl", ["pkcs12", "-in", p12.path, "-passin", `pass:${ascii}`, "-nokeys"]).match(/BEGIN CERTIFICATE/g),
  ).toHaveLength(2);
  expect(run("sh", ["-c", `openssl pkcs12 -in '${p12.path}' -passin 'pass:${ascii}' -info -noout 2>&1`])).toMatch(
    /PBES2, PBKDF2, AES-256-CBC[\s\S]*sha256|sha256[\s\S]*PBES2, PBKDF2, AES-256-CBC/i,
  );
  expect(run("keytool", ["-list", "-keystore", p12.path, "-storepass", ascii])).toContain("PrivateKeyEntry");
  expect(run("sh", ["-c", `certtool --p12-info --inder --infile '${p12.path}' --password '${ascii}' 2>&1`])).toContain(
    "BEGIN CERTIFICATE",
  );
  // The receipt shows what OpenSSL would print of the very file, and its digest.
  const structure = run("sh", [
    "-c",
    `openssl pkcs12 -info -noout -in '${p12.path}' -passin 'pass:${ascii}' 2>&1`,
  ]).trim();
  await expect(dialog.getByRole("region", { name: "As openssl pkcs12 -info shows it" })).toHaveText(structure);
  await expect(dialog.getByText(run("sha256sum", [p12.path]).split(" ")[0]!)).toBeVisible();
  await dialog.getByRole("button", { name: "Done" }).click();
  await expect(dialog).toBeHidden();

  dialog = await chooseDownload(page, "Everything, zip");
  await dialog.getByRole("button", { name: "Make one" }).click();
  const field = dialog.getByRole("textbox", { name: "Passphrase for the file" });
  await expect(field).toHaveValue(/^[a-z2-9-]{24}$/);
  const made = await field.inputValue();
  const zip = await takeAway(() => dialog.getByRole("button", { name: `Download ${stem}.zip` }).click());
  run("unzip", ["-q", "-o", zip.path, "-d", folder]);
  expect(
    run("openssl", ["rsa", "-in", `${folder}/${stem}.key`, "-passin", `pass:${made}`, "-check", "-noout"]),
  ).toContain("RSA key ok");
  expect(describe(`${folder}/${stem}.crt`, "-subject")).toContain("id.example.com");
});

test.describe("an administrator", () => {
  test.use({ role: "administrator" });

  test("takes a key away in clear, after saying where it will be kept", async ({ page, name, http, takeAway }) => {
    const { stem } = await identity(http, name);
    await page.goto(`/files/${stem}`);
    const dialog = await chooseDownload(page, "Private key, in clear");
    await expect(dialog.getByText("None. Anyone who has the file has the key.")).toBeVisible();
    const act = dialog.getByRole("button", { name: `Download ${stem}.key` });
    await expect(act).toHaveAttribute("aria-disabled", "true");
    await dialog.getByRole("checkbox", { name: `I will keep ${stem}.key where only the service can read it` }).check();
    const key = await takeAway(() => act.click());
    expect(run("openssl", ["rsa", "-in", key.path, "-check", "-noout"])).toContain("RSA key ok");
    expect(readFileSync(key.path, "utf8")).toMatch(/^-----BEGIN (RSA )?PRIVATE KEY-----\n[\s\S]*[^\n]\n$/);
  });
});

test("the receiver comes first, and what follows from it", async ({ page, name, http, takeAway }) => {
  const { stem } = await identity(http, name);
  await page.goto(`/files/${stem}`);
  await page.getByRole("button", { name: "Download", exact: true }).click();
  const dialog = page.getByRole("dialog", { name: "Download" });
  const receiver = dialog.getByRole("combobox", { name: "Receiver" });
  // Who does not choose gets what everybody opens.
  await expect(receiver).toHaveValue("unknown");
  await expect(dialog.getByText("3DES and SHA-1, 10,000 rounds, for key and certificates")).toBeVisible();
  await receiver.selectOption({ label: "Windows 11, 10, Server 2019 or newer" });
  await expect(dialog.getByText("AES-256, PBKDF2 with 100,000 rounds, HMAC-SHA-256")).toBeVisible();
  await receiver.selectOption({ label: "Older Java" });
  const word = dialog.getByRole("textbox", { name: "Passphrase for the file" });
  // The lists of words come when a person types, and no page is longer for them.
  const scripts: number[] = [];
  page.on("response", (response) => {
    if (response.request().resourceType() === "script") void response.body().then((body) => scripts.push(body.length));
  });
  await page.reload();
  await page.getByRole("button", { name: "Download", exact: true }).click();
  await receiver.selectOption({ label: "Older Java" });
  expect(scripts.filter((size) => size > 500_000)).toEqual([]);
  await word.fill("password");
  await expect(dialog.getByText(/^Strength: Weak, about \d+ bits$/)).toBeVisible();
  await expect(dialog.getByText("It is one of the ten passwords that are tried first.")).toBeVisible();
  expect(scripts.filter((size) => size > 500_000)).not.toEqual([]);
  await word.fill(`${stem}-1`);
  await expect(dialog.getByText("It holds a name or an address that stands on this page.")).toBeVisible();
  await word.fill("비밀번호 열두글자 그리고 더 길게 서른한 글자보다 길게 씁니다");
  await expect(dialog.getByText("This receiver takes ASCII passphrases only")).toBeVisible();
  await expect(dialog.getByText("Old dialogs cut or refuse more than 31 characters.")).toBeVisible();
  await dialog.getByRole("button", { name: "Make one" }).click();
  await expect(word).toHaveAttribute("type", "text");
  await expect(dialog.getByText("Strength: Strong, about 99 bits")).toBeVisible();
  await expect(dialog.getByText("This receiver takes ASCII passphrases only")).toHaveCount(0);
  const made = await word.inputValue();
  await dialog.getByText("Chain and name").click();
  await dialog.getByRole("checkbox", { name: /^With the root certificate/ }).uncheck();
  await dialog.getByRole("textbox", { name: "Friendly name" }).fill("사내 VPN");
  const p12 = await takeAway(() => dialog.getByRole("button", { name: `Download ${stem}.p12` }).click());
  const info = run("sh", ["-c", `openssl pkcs12 -info -nokeys -in '${p12.path}' -passin 'pass:${made}' 2>&1`]);
  expect(info.match(/BEGIN CERTIFICATE/g)).toHaveLength(1);
  expect(info).toContain("pbeWithSHA1And3-KeyTripleDES-CBC, Iteration 10000");
  expect(run("keytool", ["-list", "-keystore", p12.path, "-storepass", made])).toContain("사내 vpn");
  await expect(dialog.getByText("The chain does not reach a root in the file")).toBeVisible();
  await expect(dialog.getByText(made)).toBeVisible();
  await expect(dialog.getByRole("region", { name: "To make a Java key store (JKS) of it" })).toContainText(
    `keytool -importkeystore -srckeystore ${stem}.p12`,
  );
  // Another one starts without the passphrase of the last.
  await dialog.getByRole("button", { name: "Download another" }).click();
  await expect(word).toHaveValue("");
});
