import { X509Certificate } from "node:crypto";
import { openssl } from "../../../test/support/external-tools.ts";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openTestConsole, type TestConsole } from "../../../test/support/console.ts";

/** Every refusal of csr, selfsigned and sign, and that nothing was made by it. */

let console_: TestConsole;
afterAll(() => console_.close());
beforeAll(async () => {
  console_ = await openTestConsole();
  await console_.ask("selfsigned", { name: "ca", subject: { CN: "Example CA" }, key: "p-256" });
});

const fileNames = async (): Promise<readonly string[]> =>
  (await console_.ask("complete", { prefix: "", limit: 100 })).fileNames;

describe("a refusal", () => {
  it("tells every fault of a request at once, in the order of the form, and makes nothing", async () => {
    const before = await fileNames();
    const { faults } = await console_.refusal("input.several", "csr", {
      name: "db server",
      subject: { CN: " ", O: "x".repeat(65), C: "UK" },
      subjectAltNames: ["good.example.com", "bad..example.com", "also bad"],
      passphrase: "q7z",
    });
    expect(faults.map(({ code, params }) => [code, params])).toMatchObject([
      ["name.malformed", { position: 3 }],
      ["subject.value-empty", { attribute: "CN" }],
      ["subject.value-too-long", { attribute: "O" }],
      ["subject.country-unknown", { suggestion: "GB" }],
      ["san.malformed", { item: "bad..example.com" }],
      ["san.malformed", { item: "also bad" }],
      ["passphrase.too-short", {}],
    ]);
    expect(JSON.stringify(faults)).not.toContain("q7z");
    expect(await fileNames()).toEqual(before);
  });

  it("tells every fault of a self-signed certificate and of a signature at once", async () => {
    const made = await console_.refusal("input.several", "selfsigned", {
      name: "ca",
      subject: { CN: "Again", C: "UK" },
      days: 0,
      profile: "server",
      pathLength: 1,
    });
    expect(made.faults.map(({ code }) => code)).toEqual([
      "name.in-use",
      "subject.country-unknown",
      "sign.days-out-of-range",
      "sign.path-length-of-no-authority",
    ]);
    const signed = await console_.refusal("input.several", "sign", {
      request: "absent.csr",
      issuer: "nowhere.crt",
      days: 0,
      subjectAltNames: ["bad..example.com"],
    });
    expect(signed.faults.map(({ code }) => code)).toEqual([
      "file.not-found",
      "file.not-found",
      "sign.days-out-of-range",
      "san.malformed",
    ]);
  });
});

describe("csr", () => {
  it.each([
    ["db server", { problem: "character", character: " ", position: 3 }],
    ["db/../x", { problem: "character", character: "/", position: 3 }],
    ["디비", { problem: "character", character: "디", position: 1 }],
    ["", { problem: "empty" }],
    ["x".repeat(65), { problem: "too-long", limit: 64 }],
  ])("refuses the name %j", async (name, facts) => {
    expect(await console_.refusal("name.malformed", "csr", { name, subject: { CN: "a.example.com" } })).toMatchObject(
      facts,
    );
  });

  it("csr refuses a name in use and says by what", async () => {
    const before = await fileNames();
    expect(
      await console_.refusal("name.in-use", "csr", { name: "ca", subject: { CN: "a.example.com" } }),
    ).toMatchObject({ name: "ca", fileNames: expect.arrayContaining(["ca.crt", "ca.key"]) as unknown });
    expect(await fileNames()).toEqual(before);
  });

  it.each([
    [{}, "subject.value-empty", { attribute: "CN" }],
    [{ CN: "  " }, "subject.value-empty", { attribute: "CN" }],
    [{ CN: "a", C: "XX" }, "subject.country-unknown", { value: "XX" }],
    [{ CN: "a", C: "kr" }, "subject.country-unknown", { value: "kr", suggestion: "KR" }],
    [{ CN: "a", O: "x".repeat(65) }, "subject.value-too-long", { attribute: "O", length: 65, limit: 64 }],
  ] as const)("refuses the subject %j", async (subject, code, facts) => {
    expect(await console_.refusal(code, "csr", { name: "refused", subject })).toMatchObject(facts);
  });

  it.each([
    ["exa mple.com", "white-space"],
    ["10.0.0.0/8", "ip-cidr"],
    ["300.1.1.1", "ip-octet"],
    ["", "empty"],
    ["a..b", "dns-empty-label"],
  ])("refuses the alternative name %j and names it", async (item, reason) => {
    expect(
      await console_.refusal("san.malformed", "csr", {
        name: "refused",
        subject: { CN: "a" },
        subjectAltNames: ["ok.example.com", item],
      }),
    ).toMatchObject({ item, reason });
  });

  it("csr leaves nothing behind of what it refused", async () => {
    expect(await fileNames()).not.toContain("refused.key");
  });

  it("csr takes every kind of name and every kind of key", async () => {
    const subjectAltNames = [
      "b.example.com",
      "192.0.2.7",
      "2001:db8::7",
      "minji@example.com",
      "https://example.com/x",
      "UPN:minji@corp.example",
      "한국.example",
    ];
    const value = await console_.ask("csr", {
      name: "kinds",
      subject: { CN: "a.example.com" },
      subjectAltNames,
      key: "p-384",
    });
    expect(value.addedCommonName).toBe(true);
    expect(value.subjectAltNames.map(({ kind }) => kind)).toEqual([
      "dns",
      "dns",
      "ip",
      "ip",
      "email",
      "uri",
      "upn",
      "dns",
    ]);
    expect(value.subjectAltNames.at(-1)?.value).toBe("xn--3e0b707e.example");
    expect(value.keyLabel).toBe("P-384");
    for (const key of ["RSA 2048", "secp384r1", "EC P-256", "Ed25519"])
      expect(
        (await console_.ask("csr", { name: `named-${key.replace(" ", "_")}`, subject: { CN: "a" }, key })).keyLabel,
      ).toMatch(/^(RSA 2048|P-384|P-256|Ed25519)$/);
    for (const key of ["rsa-3072", "p-521", "ed25519"] as const)
      expect((await console_.ask("csr", { name: `key-${key}`, subject: { CN: "a" }, key })).pem).toContain(
        "BEGIN CERTIFICATE REQUEST",
      );
  });

  it("csr leaves a common name that is no host name out of the alternative names, and says so", async () => {
    const value = await console_.ask("csr", {
      name: "nohost",
      subject: { CN: "Example Server" },
      subjectAltNames: ["a.example.com"],
      key: "p-256",
    });
    expect(value).toMatchObject({ addedCommonName: false, commonNameIsNoHost: true });
    expect(
      (await console_.type('pki csr nohost2 CN:"Example Server" subjectAltName:a.example.com key:p-256')).text,
    ).toContain("Example Server is not a host name");
  });

  it("csr never makes a host of a person's name", async () => {
    const line = 'pki csr kim CN:"홍길동" subjectAltName:email:gildong@example.com,UPN:gildong@corp.example key:p-256';
    const { text } = await console_.type(line);
    expect(text).not.toMatch(/xn--|added/);
    const asked = await console_.ask("request", { request: "kim" });
    expect(asked.subjectAltNames.map(({ kind }) => kind)).toEqual(["email", "upn"]);
    const beside = await console_.ask("csr", {
      name: "kim2",
      subject: { CN: "홍길동" },
      subjectAltNames: ["gildong@example.com", "a.example.com"],
      key: "p-256",
    });
    expect(beside.subjectAltNames.map(({ value }) => value)).toEqual(["gildong@example.com", "a.example.com"]);
    expect(beside).toMatchObject({ addedCommonName: false, commonNameIsNoHost: true });
  });

  it.each([
    ["db01.example.com", "db01.example.com"],
    ["192.0.2.7", "192.0.2.7"],
    ["한국.example", "xn--3e0b707e.example"],
    ["postgres", null],
    ["Minji Kim", null],
  ])("csr says that the host of the common name %s stands there alone, where a client would look", async (CN, host) => {
    const name = `alone-${Buffer.from(CN).toString("hex").slice(0, 20)}`;
    expect(await console_.ask("csr", { name, subject: { CN }, key: "p-256" })).toMatchObject({ hostNotListed: host });
    const { text } = await console_.type(`pki csr ${name}-2 CN:"${CN}" key:p-256`);
    expect(text.includes("subjectAltName:")).toBe(host !== null);
  });

  it("csr refuses one of two that want the same name at the same time", async () => {
    const both = await Promise.allSettled(
      [1, 2].map(() => console_.ask("csr", { name: "race", subject: { CN: "a" }, key: "p-256" })),
    );
    expect(both.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
  });

  it("csr lists unknown fields and fields of another type", async () => {
    const { issues } = await console_.refusal("input.malformed", "csr", {
      name: 7,
      subject: { CN: "a", X: "y" },
      key: 2048,
    });
    expect(issues.map(({ field, code }) => [field, code])).toEqual([
      ["name", "wrong-type"],
      ["subject", "unknown-field"],
      ["key", "wrong-type"],
    ]);
  });
});

describe("selfsigned", () => {
  it("selfsigned makes an authority unless a server is chosen", async () => {
    const server = await console_.ask("selfsigned", {
      name: "testweb",
      subject: { CN: "test.example.com" },
      profile: "server",
      days: 30,
      key: "p-256",
    });
    expect(server).toMatchObject({
      isAuthority: false,
      addedCommonName: true,
      subjectAltNames: [{ kind: "dns", value: "test.example.com" }],
    });
    const life = new Date(server.notAfter).getTime() - Date.now();
    expect(Math.round(life / 86_400_000)).toBe(30);
    expect((await console_.ask("item", { name: "ca" })).row).toMatchObject({ isAuthority: true, isSelfSigned: true });
  });

  it("selfsigned writes the path length that was asked for, on every surface", async () => {
    const { pem } = await console_.ask("selfsigned", {
      name: "root-1",
      subject: { CN: "Root 1" },
      pathLength: 1,
      key: "p-256",
    });
    expect(openssl("x509 -noout -ext basicConstraints", pem)).toContain("CA:TRUE, pathlen:1");
    await console_.type("pki selfsigned root-0 CN:Root0 pathLength:0 key:p-256");
    const { bytes } = await console_.ask("download", { file: "root-0.crt" });
    expect(openssl("x509 -noout -ext basicConstraints", bytes)).toContain("CA:TRUE, pathlen:0");
    const server = {
      name: "refused",
      subject: { CN: "a.example.com" },
      profile: "server",
      pathLength: 1,
      key: "p-256",
    };
    expect(await console_.refusal("sign.path-length-of-no-authority", "selfsigned", server)).toEqual({
      profile: "server",
    });
  });

  it("a certificate begins five minutes before its signature, and never before its issuer", async () => {
    const { pem } = await console_.ask("selfsigned", { name: "begun", subject: { CN: "Begun" }, key: "p-256" });
    const begins = new X509Certificate(pem).validFromDate.getTime();
    expect(Math.abs(begins + 300_000 - Date.now())).toBeLessThan(60_000);
    await console_.ask("csr", { name: "begins", subject: { CN: "begins.example" }, key: "p-256" });
    const signed = await console_.ask("sign", { request: "begins", issuer: "begun", days: 30 });
    const [from, to] = [new Date(signed.notBefore).getTime(), new Date(signed.notAfter).getTime()];
    expect(from).toBeGreaterThanOrEqual(begins);
    expect(Date.now() - from).toBeGreaterThan(240_000);
    expect(to - from).toBe(30 * 86_400_000);
  });

  it("selfsigned refuses days out of their range", async () => {
    expect(
      await console_.refusal("sign.days-out-of-range", "selfsigned", {
        name: "refused",
        subject: { CN: "a" },
        days: 0,
        key: "p-256",
      }),
    ).toMatchObject({ days: 0 });
  });
});

describe("sign", () => {
  beforeAll(async () => {
    await console_.ask("csr", {
      name: "web",
      subject: { CN: "web.example.com" },
      subjectAltNames: ["www.example.com"],
      key: "p-256",
    });
  });

  it("sign shows what the request asks for, before it signs", async () => {
    expect(await console_.ask("request", { request: "web" })).toMatchObject({
      fileName: "web.csr",
      commonName: "web.example.com",
      signature: "valid",
      keyLabel: "P-256",
      certifiedBy: [],
      subjectAltNames: [
        { kind: "dns", value: "web.example.com" },
        { kind: "dns", value: "www.example.com" },
      ],
    });
  });

  it("sign refuses an issuer that is no authority, and files of the wrong kind", async () => {
    expect(
      await console_.refusal("sign.issuer-not-authority", "sign", { request: "web", issuer: "testweb" }),
    ).toBeDefined();
    expect(await console_.refusal("file.wrong-kind", "sign", { request: "ca.crt", issuer: "ca" })).toEqual({
      fileName: "ca.crt",
      kind: "certificate",
      wanted: "csr",
    });
    expect(await console_.refusal("file.not-found", "sign", { request: "wbe", issuer: "ca" })).toEqual({
      fileName: "wbe.csr",
      nearest: "web",
    });
  });

  it("sign refuses an issuer whose key is not here", async () => {
    const { pem } = await console_.ask("selfsigned", { name: "gone", subject: { CN: "Gone CA" }, key: "p-256" });
    await console_.ask("remove", { file: "gone.key", confirm: true, anyway: true });
    expect(pem).toContain("BEGIN CERTIFICATE");
    expect(await console_.refusal("key.absent", "sign", { request: "web", issuer: "gone" })).toEqual({
      fileName: "gone.key",
    });
  });

  it("sign cuts the validity to the issuer's, and takes other names", async () => {
    const value = await console_.ask("sign", {
      request: "web.csr",
      issuer: "ca.crt",
      profile: "Server+Client",
      days: 36_500,
      subjectAltNames: ["only.example.com"],
    });
    expect(value.notes).toContainEqual(expect.objectContaining({ code: "validity-cut" }));
    expect(value.subjectAltNames).toEqual([
      { kind: "dns", value: "web.example.com" },
      { kind: "dns", value: "only.example.com" },
    ]);
    // Whole bytes: a first digit of 0 is one of 16 that chance gives.
    expect(value.serial).toMatch(/^(?!00)(?:[0-9A-F]{2}){14,16}$/);
  });

  it("sign asks before it certifies a key again, and keeps the old certificate as a generation", async () => {
    expect(await console_.refusal("sign.already-certified", "sign", { request: "web", issuer: "ca" })).toMatchObject({
      by: "Example CA",
      fileName: "web.crt",
    });
    const asked = await console_.type("pki sign web ca");
    expect(asked).toMatchObject({
      error: { code: "sign.already-certified" },
      text: expect.stringMatching(/\nnext: pki sign web ca confirm:yes$/) as unknown,
    });
    expect((await console_.type("pki sign web ca confirm:yes")).text).toMatch(/^SUCCESS: /);
    const { generations } = await console_.ask("item", { name: "web" });
    expect(generations).toHaveLength(2);
    const live = generations.find((row) => row.isLive);
    const old = generations.find((row) => !row.isLive);
    await console_.refusal("confirmation.required", "restore", { name: "web", generation: old?.number });
    const restored = await console_.ask("restore", { name: "web", generation: old?.number, confirm: true });
    expect(restored.generations.find((row) => row.isLive)?.sha256).toBe(old?.sha256);
    expect(restored.generations.find((row) => row.sha256 === live?.sha256)?.isLive).toBe(false);
    expect(
      await console_.refusal("generation.not-found", "restore", { name: "web", generation: 99, confirm: true }),
    ).toEqual({ name: "web", generation: 99 });
    const bytes = (await console_.ask("download", { file: "web.crt", generation: live?.number })).bytes;
    expect(Buffer.from(bytes).toString()).toContain("BEGIN CERTIFICATE");
  });

  it("sign makes a sub-authority that signs, within the path length", async () => {
    await console_.ask("csr", { name: "sub", subject: { CN: "Sub CA" }, key: "p-256" });
    await console_.ask("sign", { request: "sub", issuer: "ca", profile: "sub-ca", pathLength: 0 });
    await console_.ask("csr", { name: "leaf", subject: { CN: "leaf.example.com" }, key: "p-256" });
    await console_.ask("sign", { request: "leaf", issuer: "sub" });
    expect((await console_.ask("item", { name: "leaf" })).issuers.map(({ fileName }) => fileName)).toEqual([
      "sub.crt",
      "ca.crt",
    ]);
    expect((await console_.ask("item", { name: "sub" })).issued.map(({ basename }) => basename)).toContain("leaf");
    await console_.ask("csr", { name: "deeper", subject: { CN: "Deeper CA" }, key: "p-256" });
    expect(
      await console_.refusal("sign.path-length-used-up", "sign", {
        request: "deeper",
        issuer: "sub",
        profile: "sub-ca",
      }),
    ).toMatchObject({ pathLength: 0 });
    expect((await console_.ask("verify", { file: "leaf.crt" })).trusted).toBe(true);
    expect((await console_.ask("verify", { file: "leaf.crt", bundle: "ca.crt" })).trusted).toBe(false);
    // An intermediate in the bundle is no root: nothing in it is trusted by itself.
    expect((await console_.ask("verify", { file: "leaf.crt", bundle: "sub.crt" })).trusted).toBe(false);
    expect(
      (await console_.ask("verify", { file: "leaf.crt", bundle: "sub.crt", anchors: "ca.crt", purpose: "server" }))
        .trusted,
    ).toBe(true);
  });
});
