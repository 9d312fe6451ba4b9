import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { unzipSync } from "fflate";
import type { Page } from "@playwright/test";
import { commonNameField, nameField } from "../support/acts.ts";
import { countClicks } from "../support/click-count.ts";
import { people, port } from "../support/console.ts";
import { expect, test } from "../support/fixtures.ts";
import { run } from "../support/judge.ts";
import { startOwnConsole, stopOwnConsoles } from "../support/own-console.ts";

test.afterEach(stopOwnConsoles);

/** An authority that knows nothing of this console: a root, and an intermediate whose database `openssl ca` keeps. */
function outsideAuthority(folder: string, name: string): void {
  const at = { cwd: folder };
  run("openssl", ["ecparam", "-name", "prime256v1", "-genkey", "-noout", "-out", "root.key"], at);
  run("openssl", ["ecparam", "-name", "prime256v1", "-genkey", "-noout", "-out", "issuing.key"], at);
  const authority = [
    "-addext",
    "basicConstraints=critical,CA:TRUE",
    "-addext",
    "keyUsage=critical,keyCertSign,cRLSign",
  ];
  run(
    "openssl",
    ["req", "-x509", "-key", "root.key", "-subj", `/CN=${name} Root`, "-days", "900", "-out", "root.crt"],
    at,
  );
  run(
    "openssl",
    ["req", "-new", "-key", "issuing.key", "-subj", `/CN=${name} Issuing`, ...authority, "-out", "i.csr"],
    at,
  );
  run(
    "openssl",
    [
      ...["x509", "-req", "-in", "i.csr", "-CA", "root.crt", "-CAkey", "root.key", "-days", "800"],
      ...["-copy_extensions", "copy", "-out", "issuing.crt"],
    ],
    at,
  );
  writeFileSync(join(folder, "index.txt"), "");
  writeFileSync(
    join(folder, "ca.cnf"),
    [
      "[ca]\ndefault_ca = issuing\n[issuing]\ndatabase = index.txt\nrand_serial = yes\nnew_certs_dir = .",
      "certificate = issuing.crt\nprivate_key = issuing.key\ndefault_md = sha256\ndefault_days = 397\npolicy = any",
      "copy_extensions = copy\nx509_extensions = leaf\n[any]\ncommonName = supplied\norganizationName = optional",
      "countryName = optional\n[leaf]\nbasicConstraints = CA:FALSE\nextendedKeyUsage = serverAuth\n",
    ].join("\n"),
  );
}

/** What an outside authority sends back: certificate and issuers in one PKCS#7. */
function answerOf(folder: string, request: string): Buffer {
  const at = { cwd: folder };
  run("openssl", ["ca", "-config", "ca.cnf", "-batch", "-notext", "-in", request, "-out", "leaf.crt"], at);
  run(
    "openssl",
    [
      ...["crl2pkcs7", "-nocrl", "-certfile", "leaf.crt", "-certfile", "issuing.crt", "-certfile", "root.crt"],
      ...["-out", "certnew.p7b"],
    ],
    at,
  );
  return readFileSync(join(folder, "certnew.p7b"));
}

/** The hand lets a file go over the page. */
async function drop(page: Page, content: Buffer, fileName: string): Promise<void> {
  const held = await page.evaluateHandle(
    ([text, name]) => {
      const transfer = new DataTransfer();
      transfer.items.add(new File([text!], name!));
      return transfer;
    },
    [content.toString("utf8"), fileName],
  );
  await page.getByRole("main").dispatchEvent("dragover", { dataTransfer: held });
  await expect(page.getByText("Let go to bring in 1 file")).toBeVisible();
  await page.getByRole("main").dispatchEvent("drop", { dataTransfer: held });
}

test("a request goes to an outside authority, its answer is dropped and the bundle downloaded, in eight clicks", async ({
  page,
  name,
  folder,
  takeAway,
}) => {
  const stem = name("web");
  outsideAuthority(folder, stem);
  const clicks = await countClicks(page);
  await page.goto("/");
  await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Signing request" }).click();
  await nameField(page).fill(stem);
  await commonNameField(page).fill(`${stem}.example.com`);
  await page.getByRole("button", { name: "Make key and request" }).click();
  const request = await takeAway(() => page.getByRole("link", { name: `Download ${stem}.csr` }).click());

  await drop(page, answerOf(folder, request.path), "certnew.p7b");
  // The counter sees no file come from another window: the pull and the drop of it are one.
  const pulls = 1;
  const dialog = page.getByRole("dialog", { name: "Add files" });
  await expect(dialog.getByRole("listitem").first()).toContainText(`${stem}.crt`);
  await dialog.getByRole("link", { name: `Make the bundle of ${stem}.crt` }).click();
  const bundle = await takeAway(() => page.getByRole("button", { name: /^Download .*fullchain\.pem$/ }).click());
  await expect.poll(clicks).toBeGreaterThanOrEqual(5);
  expect(clicks() + pulls).toBeLessThanOrEqual(8);

  const at = { cwd: folder };
  const subjects = run("openssl", ["storeutl", "-certs", "-noout", "-text", bundle.path])
    .split("\n")
    .filter((line) => /^\s+Subject: /.test(line));
  expect(subjects.map((line) => line.trim())).toEqual([
    `Subject: CN=${stem}.example.com`,
    `Subject: CN=${stem} Issuing`,
    `Subject: CN=${stem} Root`,
  ]);
  expect(run("openssl", ["verify", "-CAfile", "root.crt", "-untrusted", bundle.path, "leaf.crt"], at)).toContain("OK");
});

test.describe("with one authority", () => {
  test.use({ storageState: { cookies: [], origins: [] } });

  test("thirty people of a CSV file have their client certificates and passphrases in six clicks", async ({
    page,
    name,
    folder,
    takeAway,
  }) => {
    test.setTimeout(240_000);
    const own = await startOwnConsole({ folder, port: port + 8 });
    const { email, password } = people.administrator;
    await page.goto(`${own.address}/sign-in`);
    await page.getByRole("textbox", { name: "E-mail" }).fill(email);
    await page.getByRole("textbox", { name: "Password" }).fill(password);
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Self-signed" }).click();
    await nameField(page).fill("staff");
    await commonNameField(page).fill("Staff CA");
    await page.getByRole("button", { name: "Make key and certificate" }).click();
    await expect(page.getByText("It can sign now.")).toBeVisible();
    const table = join(folder, "people.csv");
    const stem = name("person");
    const persons = Array.from({ length: 30 }, (_, index) => `Person ${index + 1}`);
    writeFileSync(
      table,
      ["name,e-mail", ...persons.map((each, index) => `${each},${stem}.${index}@example.com`)].join("\n"),
    );

    const clicks = await countClicks(page);
    await page.goto(own.address);
    await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Client certificates" }).click();
    const [chooser] = await Promise.all([
      page.waitForEvent("filechooser"),
      page.getByRole("button", { name: "From a CSV file" }).click(),
    ]);
    await chooser.setFiles(table);
    await expect(page.getByText("30 ready")).toBeVisible();
    await page.getByRole("button", { name: "Issue 30 certificates" }).click();
    await expect(page.getByRole("heading", { name: "Hand out" })).toBeVisible({ timeout: 120_000 });
    const zip = await takeAway(() => page.getByRole("button", { name: "Download the zip" }).click());
    await page.getByRole("button", { name: "Show the passphrase sheet" }).click();
    await page.getByRole("button", { name: "Show them once" }).click();
    const rows = page.getByRole("region", { name: /^Passphrase sheet/ }).getByRole("row");
    await expect(rows).toHaveCount(31);
    await expect.poll(clicks).toBeGreaterThanOrEqual(5);
    expect(clicks()).toBeLessThanOrEqual(6);

    const entries = unzipSync(readFileSync(zip.path));
    expect(Object.keys(entries)).toHaveLength(30);
    const last = rows.filter({ hasText: "Person 30" });
    const passphrase = await last.getByRole("cell").last().innerText();
    writeFileSync(join(folder, "last.p12"), entries["Person 30.p12"]!);
    expect(
      run("openssl", ["pkcs12", "-in", join(folder, "last.p12"), "-passin", `pass:${passphrase}`, "-nokeys"]),
    ).toContain("Person 30");
  });
});
