import { readFileSync } from "node:fs";
import { join } from "node:path";
import { chooseFile } from "./acts.ts";
import { expect, expectBeside, test } from "./fixtures.ts";
import { accepts, run, strangersCertificate } from "./judge.ts";

test.use({ role: "auditor" });

test("trusts what OpenSSL trusts, along an intermediate, and draws the path", async ({ page, name, httpAs, folder }) => {
  const http = httpAs("operator");
  const [root, sub, leaf] = [name("root"), name("sub"), name("leaf")];
  await http.ask("selfsigned", { name: root, subject: { CN: `${root} CA` }, key: "p-256" });
  await http.ask("csr", { name: sub, subject: { CN: `${sub} CA` }, key: "p-256" });
  await http.ask("sign", { request: sub, issuer: root, profile: "sub-ca" });
  await http.ask("csr", { name: leaf, subject: { CN: "leaf.example.com" }, subjectAltNames: ["leaf.example.com"], key: "p-256" });
  await http.ask("sign", { request: leaf, issuer: sub });

  await page.goto("/verify");
  await chooseFile(page, "Certificate", `${leaf}.crt`);
  await chooseFile(page, "Against", `${sub}.crt`);
  await chooseFile(page, "Root", `${root}.crt`);
  await page.getByRole("button", { name: "Verify" }).click();
  await expect(page.getByRole("status").filter({ hasText: /^Trusted/ })).toBeVisible();
  const path = page.getByRole("region", { name: "Candidate paths" });
  await expect(path.getByRole("listitem").filter({ hasText: `${sub} CA` })).toContainText("Intermediate");
  await expect(path.getByRole("listitem").filter({ hasText: `${root} CA` })).toContainText("Root");

  const files: Record<string, string> = {};
  for (const stem of [root, sub, leaf]) {
    files[stem] = join(folder, `${stem}.crt`);
    run("openssl", ["x509", "-out", files[stem]], { input: await (await http.get(`${stem}.crt`)).text() });
  }
  expect(accepts("openssl", ["verify", "-x509_strict", "-CAfile", files[root]!, "-untrusted", files[sub]!, files[leaf]!])).toBe(true);

  // The intermediate alone anchors nothing for OpenSSL, and nothing here.
  const stranger = strangersCertificate(folder, name("Stranger CA"));
  const strange = name("strange");
  await http.put(`${strange}.crt`, readFileSync(stranger.certificate));
  await page.goto(`/verify?file=${leaf}.crt&bundle=${strange}.crt`);
  await expect(page.getByRole("status").filter({ hasText: /^Not trusted/ })).toBeVisible();
  await expect(page.getByRole("heading", { name: "Why" })).toBeVisible();
  expect(accepts("openssl", ["verify", "-CAfile", stranger.certificate, files[leaf]!])).toBe(false);
});

test("refuses what is not there or is no certificate", async ({ page, name, httpAs }) => {
  const request = name("only");
  await httpAs("operator").ask("csr", { name: request, subject: { CN: "only.example.com" }, key: "p-256" });
  await page.goto("/verify");
  await page.getByRole("button", { name: "Verify" }).click();
  await expectBeside(page.getByRole("combobox", { name: "Certificate", exact: true }), "This is needed.");
  await page.goto("/verify?file=nothing-here.crt");
  await expect(page.getByRole("main").getByRole("alert")).toContainText("There is no file nothing-here.crt");
  await page.goto(`/verify?file=${request}.csr`);
  await expect(page.getByRole("main").getByRole("alert")).toContainText(`${request}.csr is a certificate signing request`);
});
