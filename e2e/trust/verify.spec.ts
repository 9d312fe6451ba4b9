import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { contextPrimitive } from "../../lib/pki/asn1/der.ts";
import { encode, writeSequence } from "../../lib/pki/asn1/der-write.ts";
import { Oid } from "../../lib/pki/asn1/oid.ts";
import { writePem } from "../../lib/pki/asn1/pem.ts";
import { make, makeCrl, type Made } from "../../test/support/authority.ts";
import { makeOcsp } from "../../test/support/ocsp.ts";
import { chooseFile } from "../support/acts.ts";
import { expect, test } from "../support/fixtures.ts";
import type { Http } from "../support/http.ts";
import { accepts, run, strangersCertificate } from "../support/judge.ts";

test.use({ role: "auditor" });

test("trusts what OpenSSL trusts, along an intermediate, and draws the path", async ({
  page,
  name,
  httpAs,
  folder,
}) => {
  const http = httpAs("administrator");
  const [root, sub, leaf] = [name("root"), name("sub"), name("leaf")];
  await http.ask("selfsigned", { name: root, subject: { CN: `${root} CA` }, key: "p-256" });
  await http.ask("csr", { name: sub, subject: { CN: `${sub} CA` }, key: "p-256" });
  await http.ask("sign", { request: sub, issuer: root, profile: "sub-ca" });
  await http.ask("csr", {
    name: leaf,
    subject: { CN: "leaf.example.com" },
    subjectAltNames: ["leaf.example.com"],
    key: "p-256",
  });
  await http.ask("sign", { request: leaf, issuer: sub });

  await page.goto("/verify");
  await chooseFile(page, "Certificate", `${leaf}.crt`);
  await chooseFile(page, "Against", `${sub}.crt`);
  await chooseFile(page, "Root", `${root}.crt`);
  await page.getByRole("button", { name: "Verify" }).click();
  await expect(page.getByRole("status").filter({ hasText: /^Trusted/ })).toBeVisible();
  const path = page.getByRole("region", { name: "Path 1" });
  await expect(path.getByRole("listitem").filter({ hasText: `${sub} CA` })).toContainText("Intermediate");
  await expect(path.getByRole("listitem").filter({ hasText: `${root} CA` })).toContainText("Root");

  const files: Record<string, string> = {};
  for (const stem of [root, sub, leaf]) {
    files[stem] = join(folder, `${stem}.crt`);
    run("openssl", ["x509", "-out", files[stem]], { input: await (await http.get(`${stem}.crt`)).text() });
  }
  expect(
    accepts("openssl", ["verify", "-x509_strict", "-CAfile", files[root]!, "-untrusted", files[sub]!, files[leaf]!]),
  ).toBe(true);

  // Against the inventory revocation is asked about; without a list the answer is no yes.
  await page.goto(`/verify?file=${leaf}.crt`);
  await expect(page.getByRole("row", { name: /^Revocation/ })).toContainText("not known: no list at hand");

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
  await expect(page.getByRole("combobox", { name: "Certificate", exact: true })).toHaveAccessibleDescription(
    /^This is needed\. A stored name/,
  );
  await page.goto("/verify?file=nothing-here.crt");
  await expect(page.getByRole("main").getByRole("alert")).toContainText("There is no file nothing-here.crt");
  await page.goto(`/verify?file=${request}.csr`);
  await expect(page.getByRole("main").getByRole("alert")).toContainText(
    `${request}.csr is a certificate signing request`,
  );
});

/** leaf ← sub ← root, made here, and a bundle in the wrong order. */
async function makeChain({
  name,
  httpAs,
}: {
  name: (stem: string) => string;
  httpAs: (role: "administrator") => Http;
}) {
  const http = httpAs("administrator");
  const [root, sub, leaf] = [name("vroot"), name("vsub"), name("vleaf")];
  await http.ask("selfsigned", { name: root, subject: { CN: `${root} CA` }, key: "p-256" });
  await http.ask("csr", { name: sub, subject: { CN: `${sub} CA` }, key: "p-256" });
  await http.ask("sign", { request: sub, issuer: root, profile: "sub-ca" });
  await http.ask("csr", {
    name: leaf,
    subject: { CN: `${leaf}.example.com` },
    subjectAltNames: [`${leaf}.example.com`, "192.0.2.77"],
    key: "p-256",
  });
  await http.ask("sign", { request: leaf, issuer: sub, profile: "server" });
  const pem = async (stem: string): Promise<string> => (await http.get(`${stem}.crt`)).text();
  return { http, root, sub, leaf, pem };
}

const yes = (page: Page) => page.getByRole("status").filter({ hasText: /^Trusted/ });
const no = (page: Page) => page.getByRole("status").filter({ hasText: /^Not trusted/ });

test("one click adds the intermediate that the inventory holds, and the address holds the question", async ({
  page,
  name,
  httpAs,
}) => {
  const { root, sub, leaf } = await makeChain({ name, httpAs });
  await page.goto(`/verify?file=${leaf}.crt&anchors=${root}.crt`);
  await expect(no(page)).toContainText(`${sub} CA`);
  await page
    .getByRole("status")
    .getByRole("button", { name: `Add ${sub}.crt` })
    .click();
  await expect(yes(page)).toBeVisible();
  await expect(page).toHaveURL(new RegExp(`file=${leaf}\\.crt&bundle=${sub}\\.crt&anchors=${root}\\.crt$`));
  await page.goBack();
  await expect(no(page)).toBeVisible();
  await expect(page.getByRole("combobox", { name: "Against", exact: true })).toHaveValue("");
});

test("for a use, a name and a time; another use and an earlier time are one click away", async ({
  page,
  name,
  httpAs,
}) => {
  const { root, sub, leaf } = await makeChain({ name, httpAs });
  await page.goto(`/verify?file=${leaf}.crt&bundle=${sub}.crt&anchors=${root}.crt`);
  await expect(yes(page)).toBeVisible();
  await page.getByRole("combobox", { name: "Purpose" }).selectOption("client");
  await page.getByRole("textbox", { name: "Name to check" }).fill("192.0.2.77");
  await page.getByRole("button", { name: "Verify", exact: true }).click();
  await expect(no(page)).toContainText("serverAuth");
  await page.getByRole("listitem").getByRole("button", { name: "Verify as TLS server" }).click();
  await expect(yes(page)).toContainText("as a TLS server, for 192.0.2.77");
  await expect(page).toHaveURL(/purpose=server&name=192\.0\.2\.77/);

  await page.getByLabel("At (UTC)").fill("2040-01-01T00:00:00");
  await page.getByRole("textbox", { name: "Name to check" }).fill("wrong.example.com");
  await page.getByRole("button", { name: "Verify", exact: true }).click();
  await expect(page.getByRole("row", { name: /^Dates/ })).toContainText("It ended on");
  await expect(page.getByRole("row", { name: /^Name RFC 9525/ })).toContainText("It is not for wrong.example.com");
  await page.getByRole("button", { name: "Verify at that time" }).first().click();
  await expect(page.getByRole("row", { name: /^Dates/ })).not.toContainText("It ended on");
  await expect(no(page)).toContainText("wrong.example.com");
});

test("a pasted text is verified and stands in no address; advice works on it too", async ({ page, name, httpAs }) => {
  const { root, sub, leaf, pem } = await makeChain({ name, httpAs });
  await page.goto("/verify");
  await page.getByRole("button", { name: "Paste text: Certificate" }).click();
  await page.getByRole("textbox", { name: "Pasted text for “Certificate”" }).fill(await pem(leaf));
  await page.getByRole("button", { name: "Take it" }).click();
  await expect(page.getByText("Pasted, 1 certificate")).toBeVisible();
  await chooseFile(page, "Root", `${root}.crt`);
  await page.getByRole("button", { name: "Verify", exact: true }).click();
  await expect(no(page)).toBeVisible();
  await page
    .getByRole("status")
    .getByRole("button", { name: `Add ${sub}.crt` })
    .click();
  await expect(yes(page)).toBeVisible();
  expect(page.url()).toMatch(/\/verify$/);
});

test("an OCSP response that was pasted beside a certificate is asked, and a revoked one is refused", async ({
  page,
}) => {
  const root = make({ subject: { CN: "Answering CA" }, isCa: true });
  const leaf = make({ subject: { CN: "asked.example" }, issuer: root });
  const paste = async (field: string, text: string): Promise<void> => {
    await page.getByRole("button", { name: `Paste text: ${field}` }).click();
    await page.getByRole("textbox", { name: `Pasted text for “${field}”` }).fill(text);
    await page.getByRole("button", { name: "Take it" }).click();
  };
  const ask = async (status: "good" | "revoked", signWith?: Made): Promise<void> => {
    const answers = [{ certificate: leaf, issuer: root, status }];
    const { der } = makeOcsp({
      signer: root,
      answers,
      ...(signWith === undefined ? {} : { signWith: signWith.privateKey }),
    });
    await page.goto("/verify");
    await paste("Certificate", writePem("CERTIFICATE", leaf.der));
    await paste("Against", writePem("OCSP RESPONSE", der));
    await paste("Root", writePem("CERTIFICATE", root.der));
    await page.getByRole("button", { name: "Verify", exact: true }).click();
  };
  await ask("good");
  await expect(yes(page)).toContainText("with 1 OCSP response");
  await expect(page.getByRole("row", { name: /^Revocation/ })).toContainText("none revoked");
  await ask("revoked");
  await expect(no(page)).toContainText("Its issuer revoked it on ");
  // what another key signed is told, and clears nothing
  await ask("good", leaf);
  await expect(page.getByRole("row", { name: /^Revocation/ })).not.toContainText("none revoked");
  await page.getByText(/things worth knowing/).click();
  await expect(page.getByText("The signature of the OCSP response of CN=Answering CA is wrong.")).toBeVisible();
});

test("a dropped file is a question; one in the wrong order is told how to stand", async ({ page, name, httpAs }) => {
  const { http, root, sub, leaf, pem } = await makeChain({ name, httpAs });
  await page.goto("/verify");
  const der = Buffer.from((await pem(leaf)).replace(/-----[^-]+-----|\s/g, ""), "base64");
  const held = await page.evaluateHandle(
    (bytes) => {
      const transfer = new DataTransfer();
      transfer.items.add(new File([new Uint8Array(bytes)], "from-mail.cer"));
      return transfer;
    },
    [...der],
  );
  // The page takes files once its script runs; a drop before that is lost, as it would be for a person.
  await expect(async () => {
    await page.dispatchEvent("body", "drop", { dataTransfer: held });
    await expect(page.getByText("from-mail.cer")).toBeVisible({ timeout: 1000 });
  }).toPass();
  await page.getByRole("button", { name: "Verify", exact: true }).click();
  await expect(yes(page)).toContainText("Trusted roots: the inventory’s.");

  const mixed = `${name("mixed")}.pem`;
  await http.put(mixed, Buffer.from((await pem(leaf)) + (await pem(root)) + (await pem(sub))));
  await page.goto(`/verify?file=${mixed}&anchors=${root}.crt`);
  const advice = page.getByRole("listitem").filter({ hasText: "The file has leaf, root, intermediate" });
  await expect(advice.getByRole("link", { name: "Put in order" })).toHaveAttribute(
    "href",
    `/bundle?file=${mixed}&kind=full-chain`,
  );
});

test("several paths are lines that open, in Korean too", async ({ page, name, httpAs, context }) => {
  const roots = ["one", "two", "three"].map((stem) => make({ subject: { CN: name(stem) }, isCa: true }));
  const issuing = make({ subject: { CN: name("issuing") }, issuer: roots[0]!, isCa: true, pathLength: 0 });
  const crossed = roots.slice(1).map((issuer) =>
    make({
      subject: {},
      like: issuing,
      issuer,
      isCa: true,
      ...(issuer === roots[2] ? { notAfter: new Date(Date.now() - 3 * 86_400_000) } : {}),
    }),
  );
  // Short-lived, so that no receiver has anything against it.
  const leaf = make({
    subject: { CN: "crossed.example.com" },
    issuer: issuing,
    notAfter: new Date(Date.now() + 90 * 86_400_000),
  });
  const [target, bundle] = [`${name("crossed")}.crt`, `${name("crosses")}.pem`];
  const pem = (...all: readonly Made[]) => all.map(({ der }) => writePem("CERTIFICATE", der)).join("");
  const http = httpAs("administrator");
  await http.put(target, pem(leaf));
  await http.put(bundle, pem(issuing, ...crossed, ...roots));

  await page.goto(`/verify?file=${target}&bundle=${bundle}`);
  await expect(page.getByRole("status").filter({ hasText: "Trusted, by 2 paths of 3" })).toBeVisible();
  await expect(page.getByRole("region", { name: "Path 1" })).toBeVisible();
  await expect(page.getByRole("region", { name: "Path 3" })).toBeHidden();
  await expect(page.getByRole("columnheader", { name: "Path 3" })).toBeVisible();
  const third = page.getByText("Path 3 · Not trusted");
  await expect(page.locator("summary").filter({ has: third })).toContainText("3 days before the instant of the check");
  await third.click();
  await expect(page.getByRole("region", { name: "Path 3" })).toContainText("It ended on");

  await context.addCookies([{ name: "locale", value: "ko", url: page.url() }]);
  await page.goto(`/verify?file=${target}&name=x.example.com`);
  await expect(page.getByRole("heading", { name: "후보 경로" })).toBeVisible();
  await expect(page.getByRole("heading", { name: "다음 단계" })).toBeVisible();
  await expect(page.getByRole("status").filter({ hasText: /^신뢰되지 않음/ })).toContainText("x.example.com");
});

test("what only a person has is one click to its place: a root, an issuer, a list, the root that came along", async ({
  page,
  name,
  httpAs,
}) => {
  const [rootName, stem] = [name("own root"), name("own")];
  const root = make({ subject: { CN: rootName }, isCa: true });
  const leaf = make({ subject: { CN: "own.example.com" }, issuer: root });
  const pem = (made: Made): string => writePem("CERTIFICATE", made.der);
  const advice = (text: string) => page.getByRole("listitem").filter({ hasText: text }).getByRole("button");
  await httpAs("operator").put(`${stem}.crt`, pem(leaf));
  await page.goto(`/verify?file=${stem}.crt`);
  await advice("at least one certificate that you trust").click();
  await expect(page.getByRole("combobox", { name: "Root", exact: true })).toBeFocused();
  await advice(`the certificate of CN=${rootName}`).click();
  await expect(page.getByRole("combobox", { name: "Against", exact: true })).toBeFocused();

  await page.goto("/verify");
  await page.getByRole("button", { name: "Paste text: Certificate" }).click();
  await page.getByRole("textbox", { name: "Pasted text for “Certificate”" }).fill(pem(leaf) + pem(root));
  await page.getByRole("button", { name: "Take it" }).click();
  await page.getByRole("button", { name: "Verify", exact: true }).click();
  await page.getByRole("listitem").getByRole("button", { name: "Verify with it as root" }).click();
  await expect(yes(page)).toBeVisible();
  await page.getByRole("combobox", { name: "Revocation" }).selectOption("require");
  await page.getByRole("button", { name: "Verify", exact: true }).click();
  await advice("Give the current revocation list").click();
  await expect(page.getByRole("combobox", { name: "Against", exact: true })).toBeFocused();
  const [chooser] = await Promise.all([
    page.waitForEvent("filechooser"),
    page.getByRole("button", { name: "Choose a file: Against" }).click(),
  ]);
  await chooser.setFiles({
    name: "mine.crl",
    mimeType: "",
    buffer: Buffer.from(makeCrl({ issuer: root, revoked: [{ serial: leaf.certificate.serialNumber }] }).der),
  });
  await expect(page.getByText("mine.crl")).toBeVisible();
  await page.getByRole("button", { name: "Verify", exact: true }).click();
  await expect(no(page)).toContainText("Its issuer revoked it");
});

test.describe("who may write", () => {
  test.use({ role: "operator" });

  test("the generation that signed it, and the form that issues it again, are one click away", async ({
    page,
    name,
    httpAs,
  }) => {
    const { http, root, sub, leaf } = await makeChain({ name, httpAs });
    await page.goto(`/verify?file=${leaf}.crt&bundle=${sub}.crt&anchors=${root}.crt&name=other.example.com`);
    await page.getByRole("listitem").getByRole("link", { name: "Sign it again" }).click();
    await expect(page.getByRole("combobox", { name: "Request" })).toHaveValue(`${leaf}.csr`);
    await expect(page.getByRole("combobox", { name: "Authority" })).toHaveValue(`${sub}.crt`);
    await expect(page.getByRole("button", { name: "Remove other.example.com" })).toBeVisible();

    const stem = name("issuing");
    const [top, subject] = [make({ subject: { CN: name("top") }, isCa: true }), { CN: `${stem} CA` }];
    const old = make({ subject, issuer: top, isCa: true });
    const put = (fileName: string, made: Made) =>
      http.ask("upload", { files: [{ name: fileName, text: writePem("CERTIFICATE", made.der) }], replace: true });
    const [target, anchor] = [`${name("signed")}.crt`, `${stem}-top.crt`];
    await put(anchor, top);
    await put(`${stem}.crt`, old);
    await put(`${stem}.crt`, make({ subject, issuer: top, isCa: true }));
    await put(target, make({ subject: { CN: "signed.example.com" }, issuer: old }));
    await page.goto(`/verify?file=${target}&anchors=${anchor}`);
    await expect(no(page)).toBeVisible();
    await expect(page.getByRole("listitem").filter({ hasText: `generation 1 of ${stem}` })).toBeVisible();
    await page
      .getByRole("status")
      .getByRole("button", { name: `Add ${stem} (` })
      .click();
    await expect(yes(page)).toBeVisible();
  });
});

test("says which receivers refuse a chain that RFC 5280 lets through, why, and what mends it", async ({
  page,
  name,
  httpAs,
}) => {
  const { root, issuing, leaf } = await chainWithAnotherKeyId(httpAs("operator"), name);
  await page.goto(`/verify?file=${leaf}.crt&bundle=${issuing}.crt&anchors=${root}.crt&purpose=server`);
  const status = page.getByRole("status").filter({ hasText: "RFC 5280: holds." });
  await expect(status).toContainText(
    "OpenSSL, GnuTLS, NSS and Windows refuse it: it names its issuer by the key id 010203",
  );
  await expect(status).toContainText("Issue it again with the key id of its issuer alone");
  const rows = page.getByRole("table", { name: "What each receiver says" }).getByRole("row");
  await expect(rows).toHaveCount(8);
  await expect(rows.filter({ hasText: "OpenSSL" })).toContainText("Refuses it");
  await expect(rows.filter({ hasText: "OpenSSL" })).toContainText("Cisco Meeting Server, nginx");
  await expect(rows.filter({ hasText: "Caddy" })).toContainText("Takes it");
  await expect(rows.filter({ hasText: "Safari" })).toContainText("as documented");
});

/** A leaf whose authority key identifier is that of no authority, with a good intermediate and root. */
async function chainWithAnotherKeyId(http: Http, name: (stem: string) => string) {
  const [root, issuing, leaf] = [name("kroot"), name("kissuing"), name("kleaf")];
  const top = make({ subject: { CN: `${root} CA` }, isCa: true });
  const middle = make({ subject: { CN: `${issuing} CA` }, issuer: top, isCa: true });
  const below = make({
    subject: { CN: "web2.example.com" },
    issuer: middle,
    purposes: [Oid.serverAuth],
    names: [{ kind: "dns", value: "web2.example.com" }],
    notAfter: new Date(Date.now() + 90 * 86_400_000),
    extensions: [
      {
        oid: Oid.authorityKeyIdentifier,
        critical: false,
        value: writeSequence(encode(contextPrimitive(0), Uint8Array.of(1, 2, 3))),
      },
    ],
  });
  for (const [stem, made] of [
    [root, top],
    [issuing, middle],
    [leaf, below],
  ] as const)
    await http.put(`${stem}.crt`, Buffer.from(writePem("CERTIFICATE", made.der)));
  return { root, issuing, leaf };
}
