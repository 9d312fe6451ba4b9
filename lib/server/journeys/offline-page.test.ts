import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { fileURLToPath, pathToFileURL } from "node:url";
import { type Browser, chromium, type Page } from "@playwright/test";
import { afterAll, beforeAll, expect, it } from "vitest";
import { openTestConsole, type TestConsole } from "../../../test/support/console.ts";
import { run, temporaryFolder } from "../../../test/support/external-tools.ts";
import { findChromium } from "../../../scripts/tools.mjs";
import { buildOfflinePage } from "../../../scripts/offline-page.mjs";

/** The page that signs from disk, in Chromium: the console's package goes in, and its answer comes back and holds. */

const folder = temporaryFolder();
let console_: TestConsole;
let browser: Browser;
let page: Page;
let address: string;
const loaded: string[] = [];

beforeAll(async () => {
  console_ = await openTestConsole();
  await console_.ask("csr", { name: "devices-1", subject: { CN: "Devices CA 1" }, key: "p-256" });
  address = pathToFileURL(await buildOfflinePage()).href;
  browser = await chromium.launch({ executablePath: findChromium() });
}, 60_000);
afterAll(async () => {
  await browser.close();
  await console_.close();
  folder.remove();
});

it("the page that a console hands out is the one that was built, under its hash", async () => {
  const handed = await console_.ask("offline-page", {});
  const built = readFileSync(fileURLToPath(address));
  expect(Buffer.from(handed.bytes).equals(built)).toBe(true);
  expect(handed.sha256).toBe(createHash("sha256").update(built).digest("hex"));
});

const kinds: readonly (readonly [name: string, key: readonly string[], more: readonly string[], passphrase: string])[] =
  [
    ["p384", ["-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-384"], ["-sha384"], ""],
    ["p256", ["-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256"], [], "two halves of one"],
    ["p521", ["-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-521"], ["-sha512"], ""],
    ["rsa", ["-algorithm", "RSA", "-pkeyopt", "rsa_keygen_bits:2048"], [], "correct horse battery"],
    [
      "pss",
      ["-algorithm", "RSA", "-pkeyopt", "rsa_keygen_bits:2048"],
      ["-sha256", "-sigopt", "rsa_padding_mode:pss", "-sigopt", "rsa_pss_saltlen:32"],
      "",
    ],
    ["psskey", ["-algorithm", "RSA-PSS", "-pkeyopt", "rsa_keygen_bits:2048"], ["-sha256"], ""],
    ["ed25519", ["-algorithm", "ed25519"], [], ""],
  ];

/** A root that OpenSSL made; its certificate is uploaded and its key stays in the folder. */
async function makeRoot([name, key, more, passphrase]: (typeof kinds)[number]): Promise<void> {
  const [clear, certificate] = [folder.path(`${name}.clear`), folder.path(`${name}.crt`)];
  run("openssl", ["genpkey", ...key, "-out", clear]);
  run("openssl", [
    "req",
    "-x509",
    "-new",
    "-key",
    clear,
    ...more,
    "-days",
    "3650",
    "-subj",
    `/O=Example/CN=Root ${name}`,
    "-addext",
    "keyUsage=critical,keyCertSign,cRLSign",
    "-out",
    certificate,
  ]);
  run(
    "openssl",
    passphrase === ""
      ? ["pkey", "-in", clear, "-out", folder.path(`${name}.key`)]
      : [
          "pkcs8",
          "-topk8",
          "-v2",
          "aes-256-cbc",
          "-passout",
          `pass:${passphrase}`,
          "-in",
          clear,
          "-out",
          folder.path(`${name}.key`),
        ],
  );
  await console_.ask("upload", { files: [{ name: `${name}.crt`, bytes: readFileSync(certificate) }] });
}

async function open(fileName: string, bytes: Uint8Array): Promise<void> {
  await page?.close();
  page = await browser.newPage({ locale: "en-US" });
  page.on("request", (request) => loaded.push(request.url()));
  await page.goto(address);
  await page.setInputFiles("#package", { name: fileName, mimeType: "application/json", buffer: Buffer.from(bytes) });
}

async function signAs(name: string, passphrase: string): Promise<Uint8Array> {
  await page.getByLabel("The person at the console reads the same sixteen groups").check();
  await page.setInputFiles("#key", folder.path(`${name}.key`));
  if (passphrase !== "") await page.getByLabel("Passphrase").fill(passphrase);
  await page.getByRole("button", { name: /^Sign as/ }).click();
  const [download] = await Promise.all([page.waitForEvent("download"), page.locator("#save").click()]);
  return readFileSync(await download.path());
}

it.each(kinds)(
  "signs with a key of the kind %s, and OpenSSL takes what it signed",
  async (...kind) => {
    const [name, , , passphrase] = kind;
    await makeRoot(kind);
    const asked = await console_.ask("offline-request", {
      authority: name,
      request: "devices-1",
      profile: "sub-ca",
      days: 365,
      confirm: true,
    });
    await open(asked.packageName, asked.package);
    expect(await page.locator("ol.voice li").allTextContents()).toEqual(asked.groups);
    await expect(page.getByText("another reader than the console").textContent()).resolves.toMatch(
      /All 11 fields agree/,
    );
    const stored = await console_.ask("offline-answer", { bytes: await signAs(name, passphrase) });
    const leaf = folder.write(`${name}.leaf`, stored.pem);
    expect(run("openssl", ["verify", "-x509_strict", "-CAfile", folder.path(`${name}.crt`), leaf])).toMatch(/OK/);
    expect(loaded.filter((url) => !url.startsWith("file:") && !url.startsWith("blob:"))).toEqual([]);
  },
  60_000,
);

it("signs a revocation list, and OpenSSL verifies it by the authority", async () => {
  const asked = await console_.ask("offline-request", { authority: "p384", list: true });
  await open(asked.packageName, asked.package);
  await console_.ask("offline-answer", { bytes: await signAs("p384", "") });
  const list = (await console_.console.published({ kind: "list", name: "p384", form: "pem" }))!;
  const said = run("openssl", [
    "crl",
    "-noout",
    "-verify",
    "-CAfile",
    folder.path("p384.crt"),
    "-in",
    folder.write("list.pem", list.bytes),
  ]);
  expect(said).toBe("");
}, 60_000);

it("shows nothing of a package that was changed on the way, and signs with no foreign key", async () => {
  const asked = await console_.ask("offline-request", {
    authority: "p256",
    request: "devices-1",
    profile: "sub-ca",
    confirm: true,
  });
  const file = JSON.parse(Buffer.from(asked.package).toString("utf8")) as { body: string };
  const body = Buffer.from(file.body, "base64").toString("utf8").replace("Devices CA 1", "Devices CA 7");
  await open("changed.request", Buffer.from(JSON.stringify({ ...file, body: Buffer.from(body).toString("base64") })));
  await expect(page.getByRole("alert").textContent()).resolves.toMatch(/was changed after the console made it/);
  expect(await page.locator("ol.voice").count()).toBe(0);
  await open(asked.packageName, asked.package);
  expect(await page.getByRole("button", { name: /^Sign as/ }).isDisabled()).toBe(true);
  await page.getByLabel("The person at the console reads the same sixteen groups").check();
  run("openssl", [
    "genpkey",
    "-algorithm",
    "EC",
    "-pkeyopt",
    "ec_paramgen_curve:P-256",
    "-out",
    folder.path("foreign.key"),
  ]);
  await page.setInputFiles("#key", folder.path("foreign.key"));
  await page.getByRole("button", { name: /^Sign as/ }).click();
  await expect(page.getByRole("alert").textContent()).resolves.toMatch(/not the one of the authority/);
  await page.setInputFiles("#key", folder.path("p256.key"));
  await page.getByLabel("Passphrase").fill("wrong");
  await page.getByRole("button", { name: /^Sign as/ }).click();
  await expect(page.getByRole("alert").textContent()).resolves.toMatch(/does not open this key/);
}, 60_000);
