import { readFileSync } from "node:fs";
import { join } from "node:path";
import { chooseFile, signRequest } from "../support/acts.ts";
import { expect, expectBeside, test } from "../support/fixtures.ts";
import type { Http } from "../support/http.ts";
import { accepts, describe, run, strangersCertificate, strangersKey } from "../support/judge.ts";

async function make(
  http: Http,
  name: (stem: string) => string,
  more: Record<string, unknown> = {},
): Promise<{ ca: string; request: string }> {
  const [ca, request] = [name("ca"), name("req")];
  await http.ask("selfsigned", { name: ca, subject: { CN: `${ca} Root` }, key: "p-256", ...more });
  await http.ask("csr", {
    name: request,
    subject: { CN: "one.example.com" },
    subjectAltNames: ["two.example.com", "192.0.2.1"],
    key: "p-256",
  });
  return { ca, request };
}

test("signs with the names as they were edited, and OpenSSL trusts the certificate", async ({
  page,
  name,
  http,
  takeAway,
}) => {
  const { ca, request } = await make(http, name, { days: 40 });
  await page.goto(`/sign?request=${request}.csr&issuer=${ca}.crt`);
  await expect(page.getByText("The signature of the request holds")).toBeVisible();
  await page.getByRole("button", { name: "Remove 192.0.2.1" }).click();
  const names = page.getByRole("textbox", { name: /^Names in the certificate/ });
  await names.fill("three.example.com");
  await names.press("Enter");
  await page.getByRole("radio", { name: "Server TLS server alone" }).check();
  await expect(page.getByRole("region", { name: "CMS" })).toContainText(`pki sign ${request} ${ca}`);
  await page.getByRole("button", { name: `Sign ${request}` }).click();
  const done = page.getByRole("status").filter({ hasText: `${request}.crt is signed` });
  await expect(done).toContainText(`Issued by CN=${ca} Root`);

  const { path } = await takeAway(() => page.getByRole("link", { name: `Download ${request}.crt` }).click());
  const root = await takeAway(async () => {
    await page.goto(`/files/${ca}`);
    await page.getByRole("link", { name: `Download ${ca}.crt` }).click();
  });
  expect(run("openssl", ["verify", "-x509_strict", "-purpose", "sslserver", "-CAfile", root.path, path])).toContain(
    "OK",
  );
  expect(accepts("openssl", ["verify", "-purpose", "sslclient", "-CAfile", root.path, path])).toBe(false);
  expect(describe(path, "-ext", "subjectAltName")).toMatch(
    /DNS:one\.example\.com, DNS:two\.example\.com, DNS:three\.example\.com$/m,
  );
  // RFC 5280 §4.2.1.1: the key id of the issuer, and 128 random bits of serial number.
  const keyId = /([0-9A-F:]{59})/.exec(describe(root.path, "-ext", "subjectKeyIdentifier"))?.[1];
  expect(describe(path, "-ext", "authorityKeyIdentifier")).toContain(keyId ?? "none");
  expect(describe(path, "-serial")).toMatch(/^serial=[0-9A-F]{31,32}$/m);
  // 365 days were asked for, and the issuer has 40.
  const end = (file: string) => Date.parse(describe(file, "-enddate").slice("notAfter=".length));
  expect(end(path)).toBeLessThanOrEqual(end(root.path));
});

test("asks before it certifies a key again, and keeps the certificate before as a generation", async ({
  page,
  name,
  http,
}) => {
  const { ca, request } = await make(http, name);
  await signRequest(page, request, ca);
  const first = await (await http.get(`${request}.crt`)).text();
  await page.getByRole("button", { name: "Sign another" }).click();
  await chooseFile(page, "Request", `${request}.csr`);
  await page.getByRole("button", { name: `Sign ${request}` }).click();
  const question = page.getByRole("alertdialog", { name: `Sign ${request} again?` });
  await expect(question).toContainText(`already certified by ${ca} Root in ${request}.crt`);
  await question.getByRole("button", { name: "Keep what there is" }).click();
  await expect(question).toBeHidden();
  expect(await (await http.get(`${request}.crt`)).text()).toBe(first);

  await page.getByRole("button", { name: `Sign ${request}` }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Sign again" }).click();
  await expect(page.getByRole("status").filter({ hasText: `${request}.crt is signed` })).toBeVisible();
  expect(await (await http.get(`${request}.crt`)).text()).not.toBe(first);
  expect(await http.ask("item", { name: request })).toMatchObject({ generations: [{ number: 2 }, { number: 1 }] });
});

test.describe("an administrator", () => {
  test.use({ role: "administrator" });

  test("makes a sub-authority, whose path length is then used up", async ({ page, name, http, folder }) => {
    const { ca, request } = await make(http, name);
    await page.goto(`/sign?request=${request}.csr&issuer=${ca}.crt`);
    await page.getByRole("radio", { name: "Sub-authority" }).check();
    await page.getByRole("textbox", { name: "Path length" }).fill("0");
    await page.getByRole("button", { name: `Sign ${request}` }).click();
    const done = page.getByRole("status").filter({ hasText: `${request}.crt is signed` });
    await expect(done).toBeVisible();
    const path = join(folder, "sub.crt");
    run("openssl", ["x509", "-out", path], { input: await (await http.get(`${request}.crt`)).text() });
    expect(describe(path, "-ext", "basicConstraints")).toContain("CA:TRUE, pathlen:0");

    const below = name("below");
    await http.ask("csr", { name: below, subject: { CN: "Below CA" }, key: "p-256" });
    await page.goto(`/sign?request=${below}.csr&issuer=${request}.crt`);
    await page.getByRole("radio", { name: "Sub-authority" }).check();
    await page.getByRole("button", { name: `Sign ${below}` }).click();
    await expectBeside(
      page.getByRole("combobox", { name: "Authority", exact: true }),
      /has the path length 0: no authority of this kind may stand below it/,
    );
  });
});

test("refuses what may not be signed, beside the field that it speaks of", async ({ page, name, http, folder }) => {
  const { ca, request } = await make(http, name);
  await page.goto("/sign");
  await page.getByRole("button", { name: "Sign the request" }).click();
  const asked = page.getByRole("combobox", { name: "Request", exact: true });
  const issuer = page.getByRole("combobox", { name: "Authority", exact: true });
  await expectBeside(asked, "This is needed.");
  await expectBeside(issuer, /^This is needed\./);

  // A certificate that is no authority, and one whose key is elsewhere.
  const server = name("server");
  await http.ask("selfsigned", { name: server, subject: { CN: "s.example.com" }, profile: "server", key: "p-256" });
  await chooseFile(page, "Request", `${request}.csr`);
  await issuer.fill(`${server}.crt`);
  await page.getByRole("button", { name: `Sign ${request}` }).click();
  await expectBeside(issuer, /is not a certificate authority/);
  const stranger = strangersCertificate(folder, name("Stranger Root"));
  const absent = name("absent");
  await http.put(`${absent}.crt`, readFileSync(stranger.certificate));
  await issuer.fill(`${absent}.crt`);
  await page.getByRole("button", { name: `Sign ${request}` }).click();
  await expectBeside(issuer, /private key .* is not here/);
  await issuer.fill("nobody.crt");
  await page.getByRole("button", { name: `Sign ${request}` }).click();
  await expectBeside(issuer, /There is no file nobody\.crt/);

  // Days, a request whose key is too small, and one whose signature is not of its key.
  await issuer.fill(`${ca}.crt`);
  const days = page.getByRole("textbox", { name: "Days" });
  await days.fill("99999");
  await page.getByRole("button", { name: `Sign ${request}` }).click();
  await expectBeside(days, /99999 days is not a possible lifetime/);
  await days.fill("365");
  const weak = name("weak");
  run("openssl", [
    "req",
    "-new",
    "-newkey",
    "rsa:1024",
    "-nodes",
    "-keyout",
    join(folder, "weak.key"),
    "-subj",
    "/CN=weak.example.com",
    "-out",
    join(folder, "weak.csr"),
  ]);
  await http.put(`${weak}.csr`, readFileSync(join(folder, "weak.csr")));
  await asked.fill(`${weak}.csr`);
  await expect(page.getByText("weak.example.com").first()).toBeVisible();
  await page.getByRole("button", { name: `Sign ${weak}` }).click();
  await expectBeside(asked, /The key is RSA 1024, which is too weak to certify/);

  const broken = name("broken");
  run("openssl", [
    "req",
    "-new",
    "-key",
    strangersKey(join(folder, "broken.key")),
    "-subj",
    "/CN=broken.example.com",
    "-outform",
    "DER",
    "-out",
    join(folder, "broken.der"),
  ]);
  const bytes = readFileSync(join(folder, "broken.der"));
  bytes.write("c", bytes.indexOf("broken.example.com") + 8);
  await http.put(`${broken}.csr`, bytes);
  await asked.fill(`${broken}.csr`);
  await expect(page.getByText("The signature of the request does not hold")).toBeVisible();
  await page.getByRole("button", { name: `Sign ${broken}` }).click();
  await expectBeside(asked, /does not fit its public key\. Nothing is signed/);
});

test("lists what the profile does not grant, and mends the names of a request in one step", async ({
  page,
  name,
  http,
  folder,
}) => {
  const { ca } = await make(http, name);
  const request = name("foreign");
  const csr = join(folder, "foreign.csr");
  run("openssl", [
    "req",
    "-new",
    "-key",
    strangersKey(join(folder, "foreign.key")),
    "-subj",
    "/CN=db01.example.com",
    "-addext",
    "basicConstraints=critical,CA:TRUE",
    "-addext",
    "extendedKeyUsage=codeSigning",
    "-addext",
    "certificatePolicies=1.2.3.4",
    "-out",
    csr,
  ]);
  await http.put(`${request}.csr`, readFileSync(csr));
  await page.goto(`/sign?request=${request}.csr&issuer=${ca}.crt`);
  const asks = page
    .getByRole("region")
    .or(page.locator("aside section"))
    .filter({ hasText: "Not as the request asks" });
  await expect(asks).toContainText("asks for an authority (CA:TRUE); the certificate says CA:FALSE");
  await expect(asks).toContainText("asks for the use as codeSigning; the profile gives serverAuth, clientAuth");
  await expect(asks).toContainText("certificate policies 1.2.3.4");
  await page.getByRole("radio", { name: "Client TLS client alone" }).check();
  await expect(asks).toContainText("the profile gives clientAuth");
  await expect(page.getByText("db01.example.com stands in the common name alone")).toBeHidden();
  await page.getByRole("radio", { name: "Server TLS server alone" }).check();
  await expect(page.getByText("db01.example.com stands in the common name alone")).toBeVisible();
  await page.getByRole("button", { name: "Add db01.example.com" }).click();
  await expect(page.getByText("db01.example.com stands in the common name alone")).toBeHidden();
  await page.getByRole("button", { name: `Sign ${request}` }).click();
  const done = page.getByRole("status").filter({ hasText: `${request}.crt is signed` });
  await expect(done).toContainText("asks for an authority (CA:TRUE); the certificate says CA:FALSE");
  const path = join(folder, "mended.crt");
  run("openssl", ["x509", "-out", path], { input: await (await http.get(`${request}.crt`)).text() });
  expect(describe(path, "-ext", "subjectAltName")).toContain("DNS:db01.example.com");
});

test("asks before it signs with an authority that receivers would not follow", async ({ page, name, http, folder }) => {
  const { request } = await make(http, name);
  const narrow = name("narrow");
  const [key, certificate] = [join(folder, "narrow.key"), join(folder, "narrow.crt")];
  run("openssl", [
    "req",
    "-x509",
    "-new",
    "-key",
    strangersKey(key),
    "-subj",
    `/CN=${narrow}`,
    "-days",
    "400",
    "-addext",
    "extendedKeyUsage=emailProtection",
    "-out",
    certificate,
  ]);
  await http.put(`${narrow}.key`, readFileSync(key));
  await http.put(`${narrow}.crt`, readFileSync(certificate));
  await page.goto(`/sign?request=${request}.csr&issuer=${narrow}.crt`);
  await page.getByRole("button", { name: `Sign ${request}` }).click();
  const question = page.getByRole("alertdialog", { name: "Sign although receivers would refuse it?" });
  await expect(question).toContainText("may not issue for use as server");
  await question.getByRole("button", { name: "Do not sign" }).click();
  await expect(question).toBeHidden();
  await page.getByRole("button", { name: `Sign ${request}` }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Sign all the same" }).click();
  await expect(page.getByRole("status").filter({ hasText: `${request}.crt is signed` })).toBeVisible();

  // The same question for a batch, where it is asked beside the authority.
  await page.goto("/batches/new");
  await page.getByLabel("Table").fill(`name,e-mail\nMinji Kim,${narrow}@example.com\n`);
  await chooseFile(page, "Authority", `${narrow}.crt`);
  await expect(page.getByText("may not issue for use as client")).toBeVisible();
  await page.getByRole("checkbox", { name: "Sign all the same: the receivers are known to take it." }).check();
  await expect(page.getByText("may not issue for use as client")).toBeHidden();
  await page.getByRole("button", { name: "Issue 1 certificate" }).click();
  await expect(page).toHaveURL(/\/batches\/[0-9a-f]+/);
});
