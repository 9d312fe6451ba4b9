import { fillPair, makeAuthority, nameField } from "../support/acts.ts";
import { expect, expectBeside, test } from "../support/fixtures.ts";
import { accepts, describe, run } from "../support/judge.ts";

const act = "Make key and certificate";

test("makes an authority that strangers take as one", async ({ page, name, takeAway }) => {
  const stem = name("ca");
  await makeAuthority(page, { name: stem, cn: "Example Root", more: { "Organisation O": "Example" } });
  await expect(page.getByText("It can sign now.")).toBeVisible();
  await page.getByRole("link", { name: `Open ${stem}` }).click();
  await expect(page.getByRole("heading", { name: stem, level: 1 })).toBeVisible();
  const { path } = await takeAway(() => page.getByRole("link", { name: `Download ${stem}.crt` }).click());

  expect(run("openssl", ["verify", "-x509_strict", "-check_ss_sig", "-CAfile", path, path])).toContain("OK");
  expect(describe(path, "-ext", "basicConstraints,keyUsage,subjectKeyIdentifier")).toMatch(
    /Basic Constraints: critical\s+CA:TRUE[\s\S]*Key Usage: critical\s+Certificate Sign, CRL Sign/,
  );
  expect(describe(path, "-subject", "-issuer", "-nameopt", "RFC2253")).toBe(
    "subject=CN=Example Root,O=Example\nissuer=CN=Example Root,O=Example\n",
  );
  expect(run("certtool", ["-i", "--infile", path])).toContain("Certificate Authority (CA): TRUE");
  expect(run("keytool", ["-printcert", "-file", path])).toContain("CA:true");
});

test("makes a certificate for a test server, for as many days as are asked", async ({ page, name, takeAway }) => {
  const stem = name("server");
  await page.goto("/selfsigned");
  await page.getByRole("radio", { name: "Test server" }).check();
  await fillPair(page, { name: stem, cn: "test.example.com", names: "192.0.2.80, alt.example.com" });
  await page.getByRole("textbox", { name: "Days" }).fill("30");
  await page.getByRole("radio", { name: "ECDSA P-256" }).check();
  await expect(page.getByRole("region", { name: "OpenSSL" })).toContainText("-days 30");
  await page.getByRole("button", { name: act }).click();
  await page.getByRole("link", { name: `Open ${stem}` }).click();
  const { path } = await takeAway(() => page.getByRole("link", { name: `Download ${stem}.crt` }).click());

  expect(describe(path, "-ext", "basicConstraints,extendedKeyUsage,subjectAltName")).toMatch(
    /TLS Web Server Authentication[\s\S]*DNS:test\.example\.com, IP Address:192\.0\.2\.80, DNS:alt\.example\.com/,
  );
  expect(describe(path, "-ext", "basicConstraints")).not.toContain("CA:TRUE");
  for (const host of ["test.example.com", "alt.example.com"])
    expect(describe(path, "-checkhost", host)).toContain("does match");
  const ends = Date.parse(describe(path, "-enddate").replace("notAfter=", ""));
  expect(Math.round((ends - Date.now()) / 86_400_000)).toBe(30);
  expect(accepts("openssl", ["verify", "-purpose", "sslserver", "-CAfile", path, path])).toBe(true);
});

test("refuses a lifetime and a name that cannot be, beside their fields", async ({ page, name, http }) => {
  const stem = name("no");
  await http.ask("csr", { name: stem, subject: { CN: "there.example.com" }, key: "p-256" });
  await page.goto("/selfsigned");
  await fillPair(page, { name: name("free"), cn: "x.example.com" });
  const days = page.getByRole("textbox", { name: "Days" });
  await days.fill("0");
  await page.getByRole("button", { name: act }).click();
  await expectBeside(days, /0 days is not a possible lifetime/);
  await days.fill("10");
  await nameField(page).fill(stem);
  await page.getByRole("button", { name: act }).click();
  await expectBeside(nameField(page), new RegExp(`The name ${stem} is in use`));
  await expect(days).toHaveValue("10");
});
