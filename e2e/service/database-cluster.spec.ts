import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { chooseDownload, makeAuthority, makeRequest, signRequest } from "../support/acts.ts";
import { expect, test } from "../support/fixtures.ts";
import { accepts, describe, publicKeyOf, run } from "../support/judge.ts";

/**
 * The job of the appliance's manual, whole: an authority, two requests, both signed, looked at, matched, taken away.
 */

test.use({ role: "administrator" });
const passphrase = "nine-words-of-iron";

/** What every way of making them has to have made. */
function judge(folder: string, [ca, server, client]: readonly [string, string, string]): void {
  const path = (fileName: string) => join(folder, fileName);
  for (const [stem, purpose] of [
    [server, "sslserver"],
    [client, "sslclient"],
  ] as const) {
    expect(
      run("openssl", [
        "verify",
        "-x509_strict",
        "-purpose",
        purpose,
        "-CAfile",
        path(`${ca}.crt`),
        path(`${stem}.crt`),
      ]),
    ).toContain("OK");
    expect(run("openssl", ["rsa", "-in", path(`${stem}.key`), "-check", "-noout"])).toContain("RSA key ok");
    expect(publicKeyOf("pkey", path(`${stem}.key`))).toBe(publicKeyOf("x509", path(`${stem}.crt`)));
  }
  expect(accepts("openssl", ["verify", "-CAfile", path(`${client}.crt`), path(`${server}.crt`)])).toBe(false);
  expect(describe(path(`${server}.crt`), "-ext", "subjectAltName")).toMatch(
    /DNS:cmscore1\.example\.com, DNS:cmscore2\.example\.com, DNS:cmscore3\.example\.com/,
  );
  expect(describe(path(`${client}.crt`), "-subject")).toContain("CN = postgres");
}

test("by the pages", async ({ page, name, takeAway, folder }) => {
  const [ca, server, client] = [name("dbca"), name("dbserver"), name("dbclient")];
  await makeAuthority(page, { name: ca, cn: "tplab.local" });
  await makeRequest(page, {
    name: server,
    cn: "cmscore1.example.com",
    names: "cmscore2.example.com,cmscore3.example.com",
  });
  const request = await takeAway(() => page.getByRole("link", { name: `Download ${server}.csr` }).click());
  run("openssl", ["req", "-in", request.path, "-verify", "-noout"]);
  await makeRequest(page, { name: client, cn: "postgres" });
  await signRequest(page, server, ca);
  await signRequest(page, client, ca);

  await page.goto(`/files/${server}`);
  await expect(
    page
      .getByText(
        /^TLS server and client certificate for cmscore1\.example\.com, 2 more names, .*issued by tplab\.local\./,
      )
      .first(),
  ).toBeVisible();
  await page.goto(`/match?key=${server}.key&certificate=${server}.crt`);
  await expect(
    page.getByRole("status").filter({ hasText: `${server}.key and ${server}.crt belong together` }),
  ).toBeVisible();
  await page.goto(`/verify?file=${server}.crt&bundle=${ca}.crt`);
  await expect(page.getByRole("status").filter({ hasText: /^Trusted/ })).toBeVisible();

  for (const stem of [server, client]) {
    await page.goto(`/files/${stem}`);
    const dialog = await chooseDownload(page, "Private key, in clear");
    await dialog.getByRole("checkbox").check();
    await takeAway(() => dialog.getByRole("button", { name: `Download ${stem}.key` }).click());
    await dialog.getByRole("button", { name: "Done" }).click();
    await takeAway(() => page.getByRole("link", { name: `Download ${stem}.crt` }).click());
  }
  await page.goto(`/files/${ca}`);
  await takeAway(() => page.getByRole("link", { name: `Download ${ca}.crt` }).click());
  judge(folder, [ca, server, client]);

  await page.goto(`/files/${server}`);
  const p12 = await chooseDownload(page, "PKCS#12");
  await p12.getByRole("textbox", { name: "Passphrase for the file" }).fill(passphrase);
  const identity = await takeAway(() => p12.getByRole("button", { name: `Download ${server}.p12` }).click());
  expect(
    run("openssl", ["pkcs12", "-in", identity.path, "-passin", `pass:${passphrase}`, "-nokeys"]).match(
      /BEGIN CERTIFICATE/g,
    ),
  ).toHaveLength(2);
  expect(run("keytool", ["-list", "-keystore", identity.path, "-storepass", passphrase])).toContain("PrivateKeyEntry");
  const chain = await chooseDownload(page, "Full chain, PEM");
  const pem = await takeAway(() => chain.getByRole("button", { name: `Download ${server}-chain.pem` }).click());
  expect(run("certtool", ["--verify-chain", "--infile", pem.path])).toContain("Verified");
  const zip = await chooseDownload(page, "Everything, zip");
  await zip.getByRole("textbox", { name: "Passphrase for the file" }).fill(passphrase);
  const all = await takeAway(() => zip.getByRole("button", { name: `Download ${server}.zip` }).click());
  expect(run("unzip", ["-Z1", all.path]).trim().split("\n").toSorted()).toEqual([
    "README.txt",
    ...["-chain.pem", ".crt", ".csr", ".der", ".jwk", ".key", ".p12", ".p7b", ".pub"].map(
      (ending) => `${server}${ending}`,
    ),
  ]);
});

test("by typed lines", async ({ page, name, http, folder }) => {
  const [ca, server, client] = [name("dbca"), name("dbserver"), name("dbclient")];
  const lines: readonly (readonly [line: string, answer: string])[] = [
    [`pki selfsigned ${ca} CN:tplab.local`, `Created key file ${ca}.key and certificate ${ca}.crt`],
    [
      `pki csr ${server} CN:cmscore1.example.com subjectAltName:cmscore2.example.com,cmscore3.example.com`,
      `Created key file ${server}.key and CSR ${server}.csr`,
    ],
    [`pki csr ${client} CN:postgres`, `Created key file ${client}.key and CSR ${client}.csr`],
    [`pki sign ${server} ${ca}`, `SUCCESS: ${server}.csr signed with ${ca}.crt: ${server}.crt`],
    [`pki sign ${client} ${ca}`, `SUCCESS: ${client}.csr signed with ${ca}.crt: ${client}.crt`],
    [`pki match ${server}.key ${server}.crt`, "SUCCESS: Key and certificate pair match"],
    [`pki verify ${server}.crt ${ca}.crt`, "SUCCESS: certificate verified against CA bundle"],
    [`pki verify ${server}.crt ${client}.crt`, "FAILURE: certificate not verified against CA bundle"],
    [`pki inspect ${server}.crt`, "File contains a PEM encoded certificate"],
  ];
  await page.goto("/terminal");
  for (const [line, answer] of lines) {
    const input = page.getByRole("combobox", { name: "Command line" });
    await input.fill(line);
    await input.press("Enter");
    await expect(page.getByRole("log")).toContainText(answer);
    await expect(input).not.toHaveAttribute("aria-busy");
  }
  for (const stem of [ca, server, client])
    writeFileSync(join(folder, `${stem}.crt`), await http.take({ name: stem, format: "certificate-pem" }));
  for (const stem of [server, client])
    writeFileSync(join(folder, `${stem}.key`), await http.take({ name: stem, format: "key-pem", unencrypted: true }));
  judge(folder, [ca, server, client]);
});

test("by HTTP", async ({ name, http, folder }) => {
  const [ca, server, client] = [name("dbca"), name("dbserver"), name("dbclient")];
  await http.ask("selfsigned", { name: ca, subject: { CN: "tplab.local" } });
  await http.ask("csr", {
    name: server,
    subject: { CN: "cmscore1.example.com" },
    subjectAltNames: ["cmscore2.example.com", "cmscore3.example.com"],
  });
  await http.ask("csr", { name: client, subject: { CN: "postgres" } });
  for (const request of [server, client]) await http.ask("sign", { request, issuer: ca });
  expect(await http.ask("match", { key: `${server}.key`, certificate: `${server}.crt` })).toMatchObject({
    matches: true,
  });
  expect(await http.ask("verify", { file: `${server}.crt`, bundle: `${ca}.crt` })).toMatchObject({ trusted: true });
  expect((await http.line(`pki match ${client}.key ${server}.crt`)).text).toMatch(
    /^FAILURE: Key and certificate do not match/,
  );
  for (const stem of [ca, server, client])
    writeFileSync(join(folder, `${stem}.crt`), new Uint8Array(await (await http.get(`${stem}.crt`)).arrayBuffer()));
  for (const stem of [server, client])
    writeFileSync(join(folder, `${stem}.key`), await http.take({ name: stem, format: "key-pem", unencrypted: true }));
  judge(folder, [ca, server, client]);
});
