import { readFileSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import type { Locator, Page } from "@playwright/test";
import { Oid } from "../../lib/pki/asn1/oid.ts";
import { writePem } from "../../lib/pki/asn1/pem.ts";
import { make } from "../../test/support/authority.ts";
import { makeOcsp, ocspError } from "../../test/support/ocsp.ts";
import { chooseFile } from "../support/acts.ts";
import { expect, expectBeside, test } from "../support/fixtures.ts";
import { describe, newFolder, run, strangersCertificate } from "../support/judge.ts";

test.use({ role: "auditor" });
const stored = join(process.cwd(), "testdata");

async function give(page: Page, name: string, buffer: Buffer): Promise<Locator> {
  const [chooser] = await Promise.all([
    page.waitForEvent("filechooser"),
    page.getByRole("button", { name: "Choose a file" }).click(),
  ]);
  await chooser.setFiles({ name, mimeType: "application/octet-stream", buffer });
  return page.getByRole("region", { name: "What it is" });
}

const kinds: readonly (readonly [file: string, sentence: RegExp])[] = [
  ["chain/server.der", /^TLS server and client certificate for join\.example\.com.*, issued by Example Issuing CA/],
  ["chain/server.csr", /^Signing request for .*Its signature holds/],
  ["chain/bundle-root-first.pem", /^Bundle of \d certificates/],
  ["chain/chain.p7b", /^PKCS#7 with \d certificates/],
  ["chain/issuing.crl", /^Revocation list of /],
  ["keys/pkcs8.key", /^Private key, /],
  ["keys/locked-pbes2-aes256.key", /^Private key locked with a passphrase: PBES2.*AES-256/],
  ["keys/openssh.key.pub", /^SSH public key of the type ssh-/],
  ["pkcs12/openssl-modern.p12", /^PKCS#12 locked with a passphrase/],
];

test("says what a file is, whatever it is", async ({ page }) => {
  await page.goto("/inspect");
  for (const [file, sentence] of kinds) {
    const answer = await give(page, basename(file), readFileSync(join(stored, file)));
    await expect(answer.getByText(basename(file), { exact: true }).first()).toBeVisible();
    await expect(answer.getByRole("paragraph").filter({ hasText: sentence }).first()).toBeVisible();
  }
});

test("shows the facts and the text that OpenSSL shows", async ({ page }) => {
  const path = join(stored, "chain/server.crt");
  await page.goto("/inspect");
  await page.getByRole("textbox", { name: "Or paste it" }).fill(readFileSync(path, "utf8"));
  await page.getByRole("button", { name: "Inspect" }).first().click();
  const answer = page.getByRole("region", { name: "What it is" });
  const shown = (await answer.innerText()).replace(/[\s:]/g, "").toLowerCase();
  expect(shown).toContain(
    describe(path, "-fingerprint", "-sha256").split("=")[1]!.trim().replaceAll(":", "").toLowerCase(),
  );
  expect(shown).toContain(describe(path, "-serial").split("=")[1]!.trim().toLowerCase());
  await answer.getByText("Full text", { exact: true }).click();
  for (const word of ["Subject Alternative Name", "Signature Algorithm"])
    await expect(answer.getByText(word).first()).toBeVisible();
  await answer.getByText("DER offsets", { exact: true }).click();
  // The first row of asn1parse: the whole certificate is one SEQUENCE at offset 0.
  const [, header, length] = /^\s*0:d=0\s+hl=(\d+)\s+l=\s*(\d+)/.exec(
    run("openssl", ["asn1parse", "-in", join(stored, "chain/server.der"), "-inform", "DER"]),
  )!;
  await expect(answer.getByRole("table").getByRole("row").nth(1)).toContainText(
    new RegExp(`^\\s*0\\s*0\\s*${header}\\s*${length}\\s*SEQUENCE`),
  );
});

test("shows what an archive and a key store hold, each under its name there", async ({ page }) => {
  const folder = newFolder();
  const { certificate } = strangersCertificate(folder, "inside.example.com");
  run("keytool", [
    "-importcert",
    "-noprompt",
    "-alias",
    "partner",
    "-file",
    certificate,
    "-keystore",
    join(folder, "trust.jks"),
    "-storetype",
    "JKS",
    "-storepass",
    "changeit",
  ]);
  run(
    "sh",
    [
      "-c",
      "mkdir for-you && mv stranger.crt for-you/ && echo 'See you on Monday' > notes.txt && zip -qr mail.zip for-you notes.txt trust.jks && tar czf mail.tar.gz for-you notes.txt",
    ],
    { cwd: folder },
  );
  await page.goto("/inspect");
  const zip = await give(page, "mail.zip", readFileSync(join(folder, "mail.zip")));
  const sentences = zip.getByRole("paragraph");
  await expect(sentences.filter({ hasText: /^Archive \(zip\) of 3 files\.$/ }).first()).toBeVisible();
  await expect(sentences.filter({ hasText: /^for-you\/stranger\.crt$/ }).first()).toBeVisible();
  await expect(sentences.filter({ hasText: /for inside\.example\.com/ }).first()).toBeVisible();
  await expect(sentences.filter({ hasText: /^trust\.jks › partner$/ }).first()).toBeVisible();
  await expect(zip.getByText(/Nothing in these \d+ bytes is a key/)).toBeVisible();
  const tar = await give(page, "mail.tar.gz", readFileSync(join(folder, "mail.tar.gz")));
  await expect(
    tar
      .getByRole("paragraph")
      .filter({ hasText: /^Archive \(tar\.gz\) of 2 files\.$/ })
      .first(),
  ).toBeVisible();
  const store = await give(page, "trust.jks", readFileSync(join(folder, "trust.jks")));
  await expect(
    store
      .getByRole("paragraph")
      .filter({ hasText: /^Java key store \(JKS\) with 0 private keys and 1 certificate\.$/ })
      .first(),
  ).toBeVisible();
  await expect(
    store
      .getByRole("paragraph")
      .filter({ hasText: /^partner$/ })
      .first(),
  ).toBeVisible();
});

test("opens what is locked, and tells a wrong passphrase", async ({ page }) => {
  await page.goto("/inspect");
  const answer = await give(page, "person.p12", readFileSync(join(stored, "pkcs12/openssl-modern.p12")));
  await page.getByRole("textbox", { name: "Passphrase" }).fill("change it");
  await page.getByRole("button", { name: "Open it" }).click();
  await expect(page.getByRole("main").getByRole("alert")).toContainText(
    "The passphrase does not open this PKCS#12 file.",
  );
  await page.getByRole("textbox", { name: "Passphrase" }).fill("changeit");
  await page.getByRole("button", { name: "Open it" }).click();
  await expect(answer.getByText(/^PKCS#12 with 1 private key and \d certificates?/).first()).toBeVisible();
});

test("names what is weak in the files of the Mattermost how-to", async ({ page }) => {
  await page.goto("/inspect");
  const answer = await give(page, "mmuser.crt", readFileSync(join(stored, "mattermost/mmuser-mattermost.crt")));
  await expect(answer.getByRole("heading", { name: /^Findings/ })).toBeVisible();
  const findings = answer.getByRole("listitem");
  for (const weak of [/1024/, /version 1|X\.509 v1|\bv1\b/i, /serial/i])
    await expect(findings.filter({ hasText: weak }).first()).toBeVisible();
});

test("says where a file breaks, and refuses what is empty, foreign or too large", async ({ page }) => {
  await page.goto("/inspect");
  const said = page.getByRole("main").getByRole("alert");
  await give(page, "half.der", readFileSync(join(stored, "chain/server.der")).subarray(0, 300));
  await expect(page.getByText(/breaks? at byte \d+|up to byte \d+/).first()).toBeVisible();
  await give(page, "photo.jpg", Buffer.from("GIF89a, and no certificate in it"));
  await expect(said).toContainText(/Nothing in these \d+ bytes is a key, a request, a certificate/);
  await give(page, "empty.crt", Buffer.alloc(0));
  await expect(said).toContainText("empty");
  await give(page, "large.pem", Buffer.alloc(21 * 1024 * 1024));
  await expect(said).toContainText("The file is larger than 20 MB.");
});

test("reads a stored file by its name", async ({ page, name, httpAs }) => {
  const stem = name("look");
  await httpAs("operator").ask("csr", {
    name: stem,
    subject: { CN: "look.example.com" },
    subjectAltNames: ["second.example.com"],
    key: "p-256",
  });
  await page.goto("/inspect");
  await page.getByRole("complementary").getByRole("button", { name: "Inspect" }).click();
  await expectBeside(page.getByRole("combobox", { name: "File" }), "This is needed.");
  await chooseFile(page, "File", `${stem}.csr`);
  await page.getByRole("complementary").getByRole("button", { name: "Inspect" }).click();
  await expect(
    page.getByText("Signing request for look.example.com, 1 more name, key P-256. Its signature holds."),
  ).toBeVisible();
});

test("shows what is odd about a certificate, and what can be shown of a broken one", async ({ page }) => {
  const der = readFileSync(join(stored, "chain/server.der"));
  const at = der.indexOf(Buffer.of(0x17, 0x0d));
  await page.goto("/inspect");
  const odd = Buffer.from(der);
  odd[at + 6] = 0x33; // a month beyond the twelfth
  odd[at + 5] = 0x39;
  const shown = await give(page, "odd.der", odd);
  await expect(shown.getByText(/is a date of a day or a time that there is not/).first()).toBeVisible();
  await expect(shown.getByRole("listitem").filter({ hasText: "RFC 5280 §4.1.2.5" }).first()).toBeVisible();
  const broken = Buffer.from(der);
  broken[at + 4] = 0x78; // no digit
  const fields = await give(page, "broken.der", broken);
  await expect(fields.getByText(/the date is not one that X\.509 allows/).first()).toBeVisible();
  await fields.getByText("Full text", { exact: true }).click();
  await expect(fields.getByText("Subject Alternative Name").first()).toBeVisible();
});

/** An authority that no other journey has, and its list with one entry. */
function authorityWithList(subject: string): { certificate: string; list: string; serial: string } {
  const folder = newFolder();
  const at = (file: string): string => join(folder, file);
  const serial = "7A0102030405060708";
  writeFileSync(at("index.txt"), `R\t351231235959Z\t261101000000Z,keyCompromise\t${serial}\tunknown\t/CN=x\n`);
  writeFileSync(at("number"), "07\n");
  writeFileSync(
    at("cnf"),
    `[ca]\ndefault_ca=d\n[d]\ndatabase=${at("index.txt")}\ncrlnumber=${at("number")}\ndefault_md=sha256\ndefault_crl_days=30\ncrl_extensions=e\n[e]\nauthorityKeyIdentifier=keyid\n`,
  );
  const key = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-keyout", at("key")];
  run("openssl", ["req", "-x509", ...key, "-subj", `/CN=${subject}`, "-days", "300", "-out", at("crt")]);
  run("openssl", ["ca", "-config", at("cnf"), "-gencrl", "-keyfile", at("key"), "-cert", at("crt"), "-out", at("crl")]);
  return { certificate: readFileSync(at("crt"), "utf8"), list: readFileSync(at("crl"), "utf8"), serial };
}

test("says who signed a revocation list, and looks a serial number up in it", async ({ page, name, httpAs }) => {
  const stem = name("list");
  const { certificate, list, serial } = authorityWithList(`${stem} authority`);
  await httpAs("operator").ask("upload", {
    files: [
      { name: `${stem}-ca.crt`, text: certificate },
      { name: `${stem}.crl`, text: list },
    ],
  });
  await page.goto(`/inspect?file=${stem}.crl`);
  await expect(page.getByText(`Its signature was made by ${stem}-ca.crt (CN=${stem} authority).`)).toBeVisible();
  const field = page.getByRole("textbox", { name: "Serial number to look up in the list" });
  await field.fill(serial.toLowerCase().replace(/(..)(?=.)/g, "$1:"));
  await page.getByRole("button", { name: "Look it up" }).click();
  await expect(page.getByText(new RegExp(`^The serial number ${serial} is on the list: revoked on `))).toBeVisible();
  await field.fill("0BADC0DE");
  await page.getByRole("button", { name: "Look it up" }).click();
  await expect(page.getByText("The serial number 0BADC0DE is not on the list.")).toBeVisible();
  await page.goto("/inspect");
  const given = await give(page, "authority.crl", Buffer.from(list));
  await expect(given.getByRole("cell", { name: serial })).toBeVisible();
  await page.getByRole("textbox", { name: "Serial number to look up in the list" }).fill(serial);
  await page.getByRole("button", { name: "Look it up" }).click();
  await expect(given.getByText(new RegExp(`^The serial number ${serial} is on the list`))).toBeVisible();
});

test("reads OCSP requests and responses, with each answer", async ({ page, folder }) => {
  const at = (name: string): string => join(folder, name);
  const root = make({ subject: { CN: "Answering CA" }, isCa: true });
  const leaf = make({ subject: { CN: "asked.example" }, issuer: root });
  const responder = make({ subject: { CN: "Responder" }, issuer: root, purposes: [Oid.ocspSigning] });
  const answers = [
    { certificate: leaf, issuer: root },
    { certificate: responder, issuer: root, status: "revoked", reason: 4 },
  ] as const;
  await page.goto("/inspect");
  const one = makeOcsp({ signer: responder, answers: answers.slice(0, 1) }).der;
  const given = await give(page, "staple.der", Buffer.from(one));
  await expect(
    page.getByText(/^OCSP response: the certificate with the serial number .* is good, valid until /).first(),
  ).toBeVisible();
  await expect(given.getByRole("row", { name: /^good / })).toBeVisible();
  await expect(given.getByText("CN=Responder").first()).toBeVisible();
  await page.goto("/inspect");
  const two = await give(
    page,
    "answers.pem",
    Buffer.from(writePem("OCSP RESPONSE", makeOcsp({ signer: root, answers }).der)),
  );
  await expect(two.getByRole("row", { name: /^revoked .*superseded/ })).toBeVisible();
  await page.goto("/inspect");
  await give(page, "error.der", Buffer.from(ocspError(6)));
  await expect(page.getByText("OCSP response without an answer: unauthorized.").first()).toBeVisible();
  await page.goto("/inspect");
  writeFileSync(at("ca.pem"), writePem("CERTIFICATE", root.der));
  run("openssl", ["ocsp", "-issuer", at("ca.pem"), "-sha256", "-serial", "0xC0FFEE", "-reqout", at("request.der")]);
  const request = await give(page, "request.der", readFileSync(at("request.der")));
  await expect(page.getByText("OCSP request about 1 certificate.").first()).toBeVisible();
  await expect(request.getByRole("cell", { name: /^C0FFEE/ })).toBeVisible();
});
