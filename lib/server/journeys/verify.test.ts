import type { KeyObject } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { make, type Made, makeCrl, newKey } from "../../../test/support/authority.ts";
import { sha256Hex } from "../../pki/x509/certificate.ts";
import { contextPrimitive } from "../../pki/asn1/der.ts";
import { encode, writeSequence } from "../../pki/asn1/der-write.ts";
import { Oid } from "../../pki/asn1/oid.ts";
import { keyIdentifier } from "../../pki/keys/public-key.ts";
import { writePem } from "../../pki/asn1/pem.ts";
import { makeOcsp, type OcspAnswerPlan } from "../../../test/support/ocsp.ts";
import { openTestConsole, type TestConsole } from "../../../test/support/console.ts";

/** A question of trust on every surface: what a person gives, what comes back, and what to do about a no. */

const root = make({ subject: { CN: "Verify Root" }, isCa: true });
const issuing = make({ subject: { CN: "Verify Issuing" }, issuer: root, isCa: true });
const server = make({
  subject: { CN: "host.verify.example" },
  issuer: issuing,
  purposes: [Oid.serverAuth],
  names: [
    { kind: "dns", value: "host.verify.example" },
    { kind: "ip", value: "192.0.2.9" },
  ],
});
const orphan = make({
  subject: { CN: "orphan.verify.example" },
  issuer: make({ subject: { CN: "Elsewhere" }, isCa: true }),
});
const other = make({ subject: { CN: "Verify Issuing" }, issuer: root, isCa: true });
const pem = (...all: readonly Made[]): string => all.map(({ der }) => writePem("CERTIFICATE", der)).join("");

let console_: TestConsole;
afterAll(() => console_.close());
beforeAll(async () => {
  console_ = await openTestConsole();
  const upload = (fileName: string, text: string) => console_.ask("upload", { files: [{ name: fileName, text }] });
  await upload("vroot.crt", pem(root));
  await upload("vissuing.crt", pem(issuing));
  await upload("vhost.crt", pem(server));
});

const codes = (fixes: readonly { readonly code: string }[]): string[] => fixes.map(({ code }) => code);

describe("verify takes", () => {
  it("PEM with several certificates, base64 of DER as text and as bytes, several bundles and a fingerprint are taken", async () => {
    const base64 = Buffer.from(server.der).toString("base64");
    expect(await console_.ask("verify", { text: pem(server, issuing), anchors: "vroot.crt" })).toMatchObject({
      trusted: true,
      subject: "CN=host.verify.example",
      fileName: null,
    });
    expect((await console_.ask("verify", { text: base64, bundle: ["vissuing.crt", pem(root)] })).trusted).toBe(true);
    expect((await console_.ask("verify", { bytes: server.der, bundle: "vissuing", anchors: ["vroot"] })).trusted).toBe(
      true,
    );
    const { paths } = await console_.ask("verify", { file: "vhost" });
    expect(paths[0]!.certificates.map(({ origin }) => origin)).toEqual(["target", "inventory", "anchor"]);
    const named = paths[0]!.certificates.map(({ sha256 }) => `sha256:${sha256}`) as [string, string, string];
    expect(await console_.ask("verify", { file: named[0], bundle: named[1], anchors: named[2] })).toMatchObject({
      trusted: true,
      fileName: "vhost.crt",
      anchorsFrom: "anchors",
    });
    await console_.refusal("file.not-found", "verify", { file: `sha256:${"0".repeat(64)}` });
    const several = await console_.refusal("input.several", "verify", {
      file: "no-leaf.crt",
      bundle: ["vroot.crt", "no-bundle.crt"],
      anchors: "no-anchor.crt",
    });
    expect(several.faults.map(({ params }) => params)).toMatchObject([
      { fileName: "no-leaf.crt" },
      { fileName: "no-bundle.crt" },
      { fileName: "no-anchor.crt" },
    ]);
    await console_.refusal("input.malformed", "verify", { file: "vhost.crt", bytes: server.der });
    await console_.refusal("input.malformed", "verify", { file: "vhost.crt", at: "yesterday" });
    await console_.refusal("file.unrecognised", "verify", { text: "hello\nthere" });
  });

  it("a name is taken by its kind, and an instant as a day", async () => {
    for (const [name, trusted] of [
      ["host.verify.example", true],
      ["192.0.2.9", true],
      ["192.0.2.10", false],
      ["who@verify.example", false],
    ] as const) {
      expect([name, (await console_.ask("verify", { file: "vhost.crt", name })).trusted]).toEqual([name, trusted]);
    }
    expect((await console_.ask("verify", { file: "vhost.crt", at: "2099-01-01" })).findings[0]).toMatchObject({
      code: "path.expired",
    });
  });

  it("the web profile is applied only when it is asked for", async () => {
    expect((await console_.ask("verify", { file: "vhost.crt", purpose: "server" })).trusted).toBe(true);
    const plain = make({ subject: { CN: "plain.verify.example" }, issuer: issuing });
    const web = await console_.ask("verify", { text: pem(plain), profile: "web" });
    expect(web.findings[0]).toMatchObject({ code: "path.web.name-missing" });
    expect((await console_.ask("verify", { text: pem(plain) })).trusted).toBe(true);
  });
});

describe("verify by the strict profile", () => {
  it("breaches of the certificate profile are notes by default, and refused over HTTP and in a typed line", async () => {
    const constrained = make({
      subject: { CN: "bounded.verify.example" },
      issuer: issuing,
      extensions: [{ oid: Oid.inhibitAnyPolicy, critical: true, value: Uint8Array.of(2, 1, 0) }],
    });
    await console_.ask("upload", { files: [{ name: "vbounded.crt", text: pem(constrained) }] });
    const finding = { code: "path.authority-extension-in-end-entity", params: { extension: Oid.inhibitAnyPolicy } };
    expect(await console_.ask("verify", { file: "vbounded.crt" })).toMatchObject({
      trusted: true,
      findings: [{ ...finding, severity: "note" }],
    });
    expect(await console_.ask("verify", { file: "vbounded.crt", profile: "strict" })).toMatchObject({
      trusted: false,
      findings: [{ ...finding, severity: "reject" }],
    });
    expect((await console_.type("pki verify vbounded.crt profile:strict")).text).toMatch(/^FAILURE/);
    expect((await console_.type("pki verify vbounded.crt")).text).toMatch(/^SUCCESS/);
  });
});

describe("verify advises", () => {
  it("the stored intermediate that completes the path is named, and completes it", async () => {
    const no = await console_.ask("verify", { file: "vhost.crt", anchors: "vroot.crt" });
    expect(no).toMatchObject({ trusted: false, fixes: [{ code: "add-intermediate", fileName: "vissuing.crt" }] });
    expect(
      (await console_.ask("verify", { file: "vhost.crt", bundle: no.fixes[0]!.fileName, anchors: "vroot.crt" }))
        .trusted,
    ).toBe(true);
  });

  it("the order of the file, the other purpose, the other key and the root to trust are told", async () => {
    await console_.ask("upload", { files: [{ name: "vmixed.pem", text: pem(server, root, issuing) }] });
    const mixed = await console_.ask("verify", { file: "vmixed.pem", anchors: "vroot.crt" });
    expect(mixed).toMatchObject({
      trusted: true,
      fixes: [
        { code: "reorder", fileName: "vmixed.pem", params: { found: "leaf, root, intermediate", wanted: "1, 3, 2" } },
      ],
    });
    const client = await console_.ask("verify", { file: "vhost.crt", purpose: "client" });
    expect(codes(client.fixes)).toEqual(["verify-as", "reissue-for-purpose"]);
    const generation = await console_.ask("verify", {
      text: pem(orphan),
      bundle: pem(make({ subject: { CN: "Elsewhere" }, isCa: true })),
    });
    expect(generation.fixes[0]).toMatchObject({
      code: "find-generation",
      params: { subject: "CN=Elsewhere", years: String(root.certificate.notBefore.getUTCFullYear()) },
    });
    const untrusted = await console_.ask("verify", { file: "vhost.crt", bundle: "vissuing.crt", anchors: pem(other) });
    expect(untrusted.fixes.at(-1)).toMatchObject({
      code: "trust-root",
      fileName: "vroot.crt",
      params: { subject: "CN=Verify Root" },
    });
  });

  it("the generation that signed it is found, for an intermediate and for a root", async () => {
    const [oldRoot, newRoot] = [
      make({ subject: { CN: "Generation Root" }, isCa: true }),
      make({ subject: { CN: "Generation Root" }, isCa: true }),
    ];
    const old = make({ subject: { CN: "Generation Issuing" }, issuer: oldRoot, isCa: true });
    const young = make({ subject: { CN: "Generation Issuing" }, issuer: newRoot, isCa: true });
    const leaf = make({ subject: { CN: "leaf.generation.example" }, issuer: old });
    const put = (name: string, made: Made) =>
      console_.ask("upload", { files: [{ name, text: pem(made) }], replace: true });
    await put("groot.crt", newRoot);
    await put("gissuing.crt", old);
    await put("gissuing.crt", young);
    const no = await console_.ask("verify", { text: pem(leaf), anchors: pem(oldRoot) });
    const year = old.certificate.notBefore.getUTCFullYear();
    const sha256 = sha256Hex(old.der);
    expect(no).toMatchObject({
      trusted: false,
      fixes: [
        { code: "add-intermediate", fileName: `sha256:${sha256}`, former: { name: "gissuing", generation: 1, year } },
      ],
    });
    expect(
      (await console_.ask("verify", { text: pem(leaf), bundle: no.fixes[0]!.fileName!, anchors: pem(oldRoot) }))
        .trusted,
    ).toBe(true);
    expect((await console_.type(`pki verify gissuing.crt sha256:${sha256} vroot.crt`)).text).not.toContain(
      "generation 1",
    );

    // Nothing here signed it: the one at hand is told by its year, and its name is one click away.
    const stranger = make({
      subject: { CN: "lost.generation.example" },
      issuer: make({ subject: { CN: "Generation Root" }, isCa: true }),
    });
    const lost = await console_.ask("verify", { text: pem(stranger) });
    expect(lost.fixes[0]).toMatchObject({ code: "find-generation", fileName: "groot.crt", former: null });
    // The root that was replaced: not trusted by itself, and told which one it is.
    await put("groot.crt", oldRoot);
    await put("groot.crt", newRoot);
    const byRoot = await console_.ask("verify", {
      text: pem(make({ subject: { CN: "r.generation.example" }, issuer: oldRoot })),
    });
    expect(byRoot.fixes).toMatchObject([
      {
        code: "trust-root",
        fileName: `sha256:${sha256Hex(oldRoot.der)}`,
        former: { name: "groot", generation: 2, year },
      },
    ]);
  });

  it("a root that came with the question is given back as text, so that it can be trusted", async () => {
    const mine = make({ subject: { CN: "Only Here Root" }, isCa: true });
    const under = make({ subject: { CN: "under.verify.example" }, issuer: mine });
    const question = { text: pem(under, mine) };
    const no = await console_.ask("verify", question);
    expect(no).toMatchObject({ trusted: false, fixes: [{ code: "trust-root", fileName: null, text: pem(mine) }] });
    expect((await console_.ask("verify", { ...question, anchors: no.fixes[0]!.text! })).trusted).toBe(true);
    // A stored one is named instead.
    expect((await console_.ask("verify", { file: "vhost.crt", bundle: "vissuing.crt" })).fixes).toMatchObject([
      { code: "trust-root", fileName: "vroot.crt", text: null },
    ]);
  });

  it("the form that issues it again is told what it has and what was missing", async () => {
    const byName = await console_.ask("verify", { file: "vhost.crt", name: "further.verify.example" });
    expect(byName.fixes[0]).toMatchObject({
      code: "reissue-with-name",
      reissue: {
        request: null,
        issuer: "vissuing.crt",
        profile: "server",
        name: "vhost",
        commonName: "host.verify.example",
        names: ["host.verify.example", "192.0.2.9", "further.verify.example"],
      },
    });
    const byPurpose = await console_.ask("verify", { file: "vhost.crt", purpose: "client" });
    expect(byPurpose.fixes.at(-1)).toMatchObject({
      code: "reissue-for-purpose",
      reissue: { profile: "server-client", names: ["host.verify.example", "192.0.2.9"] },
    });
    await console_.ask("csr", { name: "vagain", subject: { CN: "again.verify.example" }, key: "p-256" });
    await console_.ask("selfsigned", { name: "vagain-ca", subject: { CN: "Again CA" }, key: "p-256" });
    await console_.ask("sign", { request: "vagain", issuer: "vagain-ca", profile: "server" });
    expect((await console_.ask("verify", { file: "vagain.crt", name: "x.example" })).fixes[0]).toMatchObject({
      reissue: { request: "vagain.csr", issuer: "vagain-ca.crt", names: ["again.verify.example", "x.example"] },
    });
  });

  it("a chain that RFC 5280 lets through is told of the receivers that refuse it, with both identifiers", async () => {
    const named = make({
      subject: { CN: "named.verify.example" },
      issuer: issuing,
      purposes: [Oid.serverAuth],
      names: [{ kind: "dns", value: "named.verify.example" }],
      notAfter: new Date(Date.now() + 86_400_000 * 90),
      extensions: [
        {
          oid: Oid.authorityKeyIdentifier,
          critical: false,
          value: writeSequence(encode(contextPrimitive(0), Uint8Array.of(1, 2, 3))),
        },
      ],
    });
    await console_.ask("upload", { files: [{ name: "vnamed.crt", text: pem(named) }] });
    const question = { file: "vnamed", bundle: "vissuing.crt", anchors: "vroot.crt", purpose: "server" } as const;
    const answer = await console_.ask("verify", question);
    expect(answer.trusted).toBe(true);
    const refusing = answer.receivers.filter(({ takes }) => takes === false);
    expect(refusing.map(({ receiver }) => receiver)).toEqual(["openssl", "gnutls", "nss", "windows"]);
    const own = Buffer.from(keyIdentifier(issuing.spki)).toString("hex");
    for (const { reason } of refusing)
      expect(reason).toMatchObject({ code: "receiver.key-id-differs", facts: { claimed: "010203", own } });
    const { text } = await console_.type("pki verify vnamed.crt vissuing.crt vroot.crt purpose:server");
    expect(text).toContain(
      `RFC 5280: holds. OpenSSL, GnuTLS, NSS and Windows refuse it: it names its issuer by the key id 010203, and CN=Verify Issuing has ${own}.\nnext: Issue it again with the key id`,
    );
    expect(text).toContain("\n  Go 1.19 | takes it [");
    expect(text).toContain("\n  Apple macOS 14, iOS 17 (as documented, not tried) | not known [");
  });

  it("a typed line prints the same facts, the refusal first", async () => {
    const yes = await console_.type(
      "pki verify vhost.crt vissuing.crt vroot.crt purpose:SERVER name:host.verify.example at:2026-12-31T00:00:00Z",
    );
    expect(yes.text).toMatch(
      /^SUCCESS: certificate verified against CA bundle\nRevocation: not checked, no revocation list was given\.\nRFC 5280: holds\. Apple refuses it: it is valid for \d+ days; 825 are allowed\.\nnext: Renew it\.\npath 1: trusted\n {2}CN=host\.verify\.example \([0-9a-f]{40}\)\n {2}\| ECDSA with SHA256\n {4}CN=Verify Issuing/,
    );
    const no = await console_.type("pki verify vhost.crt vissuing.crt vroot.crt name:wrong.example");
    expect(no.text).toMatch(
      /^FAILURE: certificate not verified against CA bundle\nwhy: It is not for wrong\.example; it carries host\.verify\.example\. \(RFC 9525 §6\)\nwhere: CN=host\.verify\.example\nnext: /,
    );
    expect((await console_.type("pki verify vhost.crt vroot.crt")).text).toContain("next: CN=Verify Issuing (key id ");
    expect((await console_.type("pki verify vhost.crt purpose:mail")).text).toContain("purpose");
    expect((await console_.type("pki verify vhost.crt vroot.crt colour:red")).text).toContain("colour");
  });
});

describe("verify asks about revocation", () => {
  it("revocation is off, asked as far as there are lists, or required", async () => {
    const revoked = make({ subject: { CN: "revoked.verify.example" }, issuer: issuing });
    const question = { text: pem(revoked), bundle: "vissuing.crt", anchors: "vroot.crt" };
    expect(await console_.ask("verify", { ...question, revocation: "if-present" })).toMatchObject({
      trusted: true,
      revocationLists: 0,
    });
    expect((await console_.ask("verify", { ...question, revocation: "require" })).findings[0]).toMatchObject({
      code: "path.revocation-unknown",
    });
    const list = makeCrl({ issuer: issuing, revoked: [{ serial: revoked.certificate.serialNumber }] });
    await console_.ask("upload", { files: [{ name: "vissuing.crl", text: writePem("X509 CRL", list.der) }] });
    expect(await console_.ask("verify", question)).toMatchObject({ trusted: true, revocationLists: null });
    const no = await console_.ask("verify", { ...question, revocation: "if-present" });
    expect(no).toMatchObject({ trusted: false, revocationLists: 1 });
    expect(no.findings[0]).toMatchObject({ code: "path.revoked" });
    expect((await console_.ask("verify", { file: "vhost.crt", revocation: "if-present" })).trusted).toBe(true);
  });

  it("an OCSP response is evidence as text, beside lists, and in the typed line", async () => {
    const ca = make({ subject: { CN: "Answering CA" }, isCa: true });
    const leaf = make({ subject: { CN: "asked.verify.example" }, issuer: ca });
    const answer = (more: Partial<OcspAnswerPlan> = {}, signWith?: KeyObject): string =>
      writePem(
        "OCSP RESPONSE",
        makeOcsp({
          signer: ca,
          answers: [{ certificate: leaf, issuer: ca, ...more }],
          ...(signWith === undefined ? {} : { signWith }),
        }).der,
      );
    const question = { text: pem(leaf), anchors: pem(ca), revocation: "require" } as const;
    expect(await console_.ask("verify", { ...question, bundle: answer() })).toMatchObject({
      trusted: true,
      revocationLists: 0,
      ocspResponses: 1,
      unrelatedResponses: 0,
    });
    const revoked = await console_.ask("verify", { ...question, bundle: answer({ status: "revoked", reason: 1 }) });
    expect(revoked.findings[0]).toMatchObject({ code: "path.revoked", params: { reason: "keyCompromise" } });
    const forged = await console_.ask("verify", { ...question, bundle: answer({}, newKey()) });
    expect(forged.trusted).toBe(false);
    expect(forged.findings.map(({ code }) => code)).toContain("path.ocsp-signature-invalid");
    const list = writePem("X509 CRL", makeCrl({ issuer: ca }).der);
    expect(await console_.ask("verify", { ...question, bundle: [list, answer({ status: "unknown" })] })).toMatchObject({
      trusted: true,
      revocationLists: 1,
      ocspResponses: 1,
    });
    const stranger = make({ subject: { CN: "stranger.verify.example" }, issuer: ca });
    const elsewhere = await console_.ask("verify", {
      ...question,
      revocation: "given",
      bundle: answer({ certificate: stranger }),
    });
    expect(elsewhere).toMatchObject({ trusted: true, unrelatedResponses: 1 });
    expect(elsewhere.findings).toMatchObject([{ code: "path.revocation-unknown", severity: "note" }]);
    // a broken one is refused with its place, and an error says what it is
    await console_.refusal("part.unreadable", "verify", {
      ...question,
      bundle: writePem("OCSP RESPONSE", Uint8Array.of(0x30, 3, 0x0a, 1, 4)),
    });

    await console_.ask("upload", { files: [{ name: "asked.crt", text: pem(leaf) }] });
    await console_.ask("upload", { files: [{ name: "answering.crt", text: pem(ca) }] });
    const typed = (response: string) =>
      console_.type(`pki verify asked.crt ${response.split("\n").slice(1, -2).join("")} answering.crt`);
    expect((await typed(answer())).text).toMatch(
      /^SUCCESS: certificate verified against CA bundle\nRevocation: checked with 1 OCSP response\.\n/,
    );
    expect((await typed(answer({ status: "revoked" }))).text).toContain("Its issuer revoked it on ");
    expect((await typed(answer({ certificate: stranger }))).text).toContain(
      "one OCSP response is about none of these certificates",
    );
  });

  it("revocation is asked when a list is given, as text or by its name, and never when it is off", async () => {
    const ca = make({ subject: { CN: "Listing CA" }, isCa: true });
    const revoked = make({ subject: { CN: "gone.verify.example" }, issuer: ca });
    const list = writePem(
      "X509 CRL",
      makeCrl({ issuer: ca, revoked: [{ serial: revoked.certificate.serialNumber }] }).der,
    );
    const question = { text: pem(revoked), anchors: pem(ca) };
    expect(await console_.ask("verify", question)).toMatchObject({ trusted: true, revocationLists: null });
    expect((await console_.ask("verify", { ...question, bundle: list })).findings[0]).toMatchObject({
      code: "path.revoked",
    });
    expect(await console_.ask("verify", { ...question, bundle: list, revocation: "off" })).toMatchObject({
      trusted: true,
      revocationLists: null,
    });
    const { fixes } = await console_.ask("verify", { ...question, revocation: "require" });
    expect(fixes).toMatchObject([{ code: "give-crl", params: { subject: "CN=Listing CA" } }]);
    await console_.ask("upload", { files: [{ name: "listing.crl", text: list }] });
    expect((await console_.ask("verify", { ...question, bundle: "listing" })).findings[0]).toMatchObject({
      code: "path.revoked",
    });
    // A list alone says nothing about whom to trust: the inventory still does.
    expect(await console_.ask("verify", { file: "vhost.crt", bundle: "listing.crl" })).toMatchObject({
      trusted: true,
      anchorsFrom: "inventory",
    });
    await console_.refusal("file.wrong-kind", "verify", { file: "listing.crl" });
    await console_.refusal("file.wrong-kind", "verify", { text: list });
  });

  it("revocation is asked against the inventory as far as there are lists, by default", async () => {
    const ca = make({ subject: { CN: "Asking CA" }, isCa: true });
    const [fine, gone] = ["fine", "gone"].map((name) =>
      make({ subject: { CN: `${name}.asking.example` }, issuer: ca }),
    );
    await console_.ask("upload", {
      files: [
        { name: "asking-ca.crt", text: pem(ca) },
        { name: "asking-fine.crt", text: pem(fine!) },
        { name: "asking-gone.crt", text: pem(gone!) },
      ],
    });
    const before = await console_.ask("verify", { file: "asking-gone.crt" });
    expect(before).toMatchObject({ trusted: true, revocationLists: 0, findings: [] });
    expect((await console_.type("pki verify asking-gone.crt")).text).toContain(
      "Revocation: not checked, no revocation list",
    );
    const { der } = makeCrl({ issuer: ca, revoked: [{ serial: gone!.certificate.serialNumber }] });
    await console_.ask("upload", { files: [{ name: "asking-ca.crl", text: writePem("X509 CRL", der) }] });
    expect((await console_.ask("verify", { file: "asking-gone.crt" })).findings[0]).toMatchObject({
      code: "path.revoked",
    });
    expect((await console_.type("pki verify asking-fine.crt")).text).toMatch(
      /^SUCCESS.*\nRevocation: checked with 1 list\./,
    );
    expect(await console_.ask("verify", { file: "asking-gone.crt", revocation: "off" })).toMatchObject({
      trusted: true,
    });
  });

  it("a given list that is about none of the certificates is told", async () => {
    const stranger = makeCrl({ issuer: make({ subject: { CN: "Another CA" }, isCa: true }) });
    const bundle = ["vissuing.crt", writePem("X509 CRL", stranger.der)];
    const answer = await console_.ask("verify", { file: "vhost.crt", bundle, anchors: "vroot.crt" });
    expect(answer).toMatchObject({ trusted: true, unrelatedLists: ["CN=Another CA"] });
  });

  it("a given list that could not be used is told, also where another one answers", async () => {
    const ca = make({ subject: { CN: "Two Lists CA" }, isCa: true });
    const leaf = make({ subject: { CN: "two.lists.example" }, issuer: ca });
    const lists = [makeCrl({ issuer: ca }), makeCrl({ issuer: ca, signWith: newKey() })];
    const bundle = lists.map(({ der }) => writePem("X509 CRL", der));
    const { trusted, findings } = await console_.ask("verify", { text: pem(leaf), anchors: pem(ca), bundle });
    expect(trusted).toBe(true);
    expect(findings).toMatchObject([{ code: "path.crl-signature-invalid", severity: "note" }]);
  });

  it("the fitting list is found among many", async () => {
    const ca = make({ subject: { CN: "Last Of Many" }, isCa: true });
    const revoked = make({ subject: { CN: "last.verify.example" }, issuer: ca });
    const crowd = Array.from({ length: 230 }, (_, index) => ({
      name: `many-${String(index).padStart(3, "0")}.crl`,
      text: writePem("X509 CRL", makeCrl({ issuer: make({ subject: { CN: `Many ${index}` }, isCa: true }) }).der),
    }));
    for (let at = 0; at < crowd.length; at += 50) await console_.ask("upload", { files: crowd.slice(at, at + 50) });
    await console_.ask("upload", {
      files: [
        {
          name: "zlast.crl",
          text: writePem(
            "X509 CRL",
            makeCrl({ issuer: ca, revoked: [{ serial: revoked.certificate.serialNumber }] }).der,
          ),
        },
      ],
    });
    expect(
      (await console_.ask("verify", { text: pem(revoked), anchors: pem(ca), revocation: "if-present" })).findings[0],
    ).toMatchObject({ code: "path.revoked" });
  });
});
