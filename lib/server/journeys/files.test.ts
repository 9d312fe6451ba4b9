import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openssl, temporaryFolder } from "../../../test/support/external-tools.ts";
import { openTestConsole, type TestConsole } from "../../../test/support/console.ts";

/** What can be read, taken away and deleted, by whom, and what cannot. */

const passphrase = "nine-words-of-iron";
let console_: TestConsole;
afterAll(() => console_.close());
beforeAll(async () => {
  console_ = await openTestConsole();
  await console_.ask("selfsigned", { name: "ca", subject: { CN: "Example CA" }, key: "p-256" });
  await console_.ask("csr", {
    name: "web",
    subject: { CN: "web.example.com" },
    subjectAltNames: ["www.example.com"],
    key: "p-256",
  });
  await console_.ask("sign", { request: "web", issuer: "ca" });
  await console_.ask("csr", { name: "waiting", subject: { CN: "waiting.example.com" }, key: "p-256" });
});

describe("list", () => {
  it("list finds an identity by any of its names", async () => {
    const { generations } = await console_.ask("item", { name: "web" });
    for (const search of [
      "www.example",
      "web.crt",
      generations[0]?.serialNumber,
      generations[0]?.sha256.slice(0, 20),
      "WEB.EXAMPLE.COM",
    ]) {
      expect((await console_.ask("list", { search })).rows.map(({ basename }) => basename)).toContain("web");
    }
    expect((await console_.ask("list", { search: "nothing-like-it" })).rows).toEqual([]);
    expect((await console_.type("pki list waiting")).text).toBe(
      "User supplied certificates and keys:\nwaiting.csr\nwaiting.key",
    );
    expect((await console_.type("pki list nothing-like-it")).text).toContain("No name holds nothing-like-it");
  });

  it("item takes the name or the name of one of its files", async () => {
    expect((await console_.ask("item", { name: "web.crt" })).row.basename).toBe("web");
    expect(await console_.refusal("file.not-found", "item", { name: "wbe" })).toEqual({
      fileName: "wbe",
      nearest: "web",
    });
    expect(
      await console_.refusal("file.not-found", "restore", { name: "nothing-like-it", generation: 1, confirm: true }),
    ).toEqual({ fileName: "nothing-like-it", nearest: null });
  });

  it("list filters, pages and counts", async () => {
    expect((await console_.ask("list", { kind: "authority" })).rows.map(({ basename }) => basename)).toEqual(["ca"]);
    expect((await console_.ask("list", { status: "waiting" })).rows.map(({ basename }) => basename)).toEqual([
      "waiting",
    ]);
    const first = await console_.ask("list", { sort: "name", limit: 2 });
    expect(first.rows.map(({ basename }) => basename)).toEqual(["ca", "waiting"]);
    const second = await console_.ask("list", { sort: "name", limit: 2, cursor: first.next });
    expect(second.rows.map(({ basename }) => basename)).toEqual(["web"]);
    expect((await console_.ask("facets", {})).issuers).toContain("Example CA");
    const overview = await console_.ask("overview", {});
    expect(overview.counts).toMatchObject({ names: 3, keys: 3, requests: 2, certificates: 2, authorities: 1 });
    expect(overview.waiting.map(({ basename }) => basename)).toEqual(["waiting"]);
    expect((await console_.ask("usage", {})).services).toEqual([]);
    expect((await console_.type("pki")).text).toMatch(/^PKI usage:\n/);
  });
});

describe("download", () => {
  it("download gives public files and never a key", async () => {
    const { fileName, bytes } = await console_.ask("download", { file: "web.crt" }, "auditor");
    expect(fileName).toBe("web.crt");
    expect(Buffer.from(bytes).toString()).toMatch(
      /^-----BEGIN CERTIFICATE-----\n[\s\S]+\n-----END CERTIFICATE-----\n$/,
    );
    expect(await console_.refusal("file.is-secret", "download", { file: "web.key" })).toEqual({ fileName: "web.key" });
    expect(await console_.refusal("file.not-found", "download", { file: "wbe.crt" })).toEqual({
      fileName: "wbe.crt",
      nearest: "web.crt",
    });
    await console_.refusal("generation.not-found", "download", { file: "web.crt", generation: 7 });
  });
});

describe("export", () => {
  it("export gives a key in clear to an administrator alone, who says so", async () => {
    await console_.refusal("export.unencrypted-not-chosen", "export", { name: "web", format: "key-pem" });
    expect(
      await console_.refusal(
        "actor.forbidden",
        "export",
        { name: "web", format: "key-pem", unencrypted: true },
        "operator",
      ),
    ).toEqual({ permission: "key.export-clear", role: "operator" });
    expect(
      await console_.refusal(
        "actor.forbidden",
        "export",
        { name: "web", format: "zip", unencrypted: true },
        "operator",
      ),
    ).toMatchObject({ permission: "key.export-clear" });
    const { bytes } = await console_.ask("export", { name: "web", format: "key-pem", unencrypted: true });
    expect(Buffer.from(bytes).toString()).toMatch(/^-----BEGIN PRIVATE KEY-----\n/);
  });

  it("export gives a key under a passphrase to an operator and not to an auditor", async () => {
    for (const format of ["key-pem", "pkcs12", "zip"]) {
      expect(
        await console_.refusal("actor.forbidden", "export", { name: "web", format, passphrase }, "auditor"),
      ).toEqual({ permission: "key.export", role: "auditor" });
      expect(
        (await console_.ask("export", { name: "web", format, passphrase }, "operator")).bytes.length,
      ).toBeGreaterThan(100);
    }
    expect((await console_.ask("export", { name: "web", format: "chain-pem" }, "auditor")).fileName).toBe(
      "web-chain.pem",
    );
  });

  it("export refuses a short passphrase, a missing certificate and a missing name", async () => {
    expect(
      await console_.refusal("passphrase.too-short", "export", { name: "web", format: "pkcs12", passphrase: "abc" }),
    ).toEqual({ length: 3, minimum: 4 });
    expect(
      await console_.refusal("export.no-certificate", "export", { name: "waiting", format: "pkcs12", passphrase }),
    ).toEqual({ name: "waiting" });
    await console_.refusal("file.not-found", "export", { name: "nobody", format: "zip" });
    await console_.refusal("input.malformed", "export", { name: "web", format: "key-pem", unencrypted: false });
  });
});

describe("match", () => {
  it("what is given is compared as what is stored is, and not stored", async () => {
    const { bytes } = await console_.ask("download", { file: "web.crt" });
    const certificate = new TextDecoder().decode(bytes);
    const stored = await console_.ask("match", { key: "web.key", certificate: "web.crt" });
    expect(await console_.ask("match", { key: "web.key", certificate })).toMatchObject({
      matches: true,
      certificate: null,
      keySpkiSha256: stored.keySpkiSha256,
    });
    expect(await console_.ask("match", { certificate })).toMatchObject({ matches: true, key: "web.key" });
    const key = openssl("genpkey -algorithm ed25519");
    const count = (await console_.ask("list", {})).total;
    expect(await console_.ask("match", { key, certificate })).toMatchObject({
      matches: false,
      key: null,
      isKeyGiven: true,
      fits: ["web.key"],
    });
    const publicKey = openssl("pkey -pubout", key);
    const folder = temporaryFolder();
    folder.write("given.key", key);
    const given = openssl(`req -x509 -key ${folder.path("given.key")} -subj /CN=given -days 9`);
    folder.remove();
    expect(await console_.ask("match", { key: publicKey, certificate: given })).toMatchObject({
      matches: true,
      certificateName: "given",
      fits: [],
    });
    expect(await console_.ask("match", { key, certificate: given })).toMatchObject({ matches: true });
    const locked = openssl("pkcs8 -topk8 -passout pass:walnut-seven", key);
    await console_.refusal("key.given-locked", "match", { key: locked, certificate: given });
    await console_.refusal("file.wrong-kind", "match", { key: given, certificate: given });
    await console_.refusal("file.wrong-kind", "match", { key, certificate: publicKey });
    expect((await console_.ask("list", {})).total).toBe(count);
  });

  it("match says which key fits, or that none does", async () => {
    expect(await console_.ask("match", { certificate: "web" })).toMatchObject({
      matches: true,
      key: "web.key",
      certificate: "web.crt",
    });
    const no = await console_.ask("match", { key: "ca.key", certificate: "web.csr" });
    expect(no).toMatchObject({ matches: false, fits: ["web.key"] });
    expect(no.keySpkiSha256).not.toBe(no.certificateSpkiSha256);
  });
});

describe("verify", () => {
  it("verify says why not, and at which certificate", async () => {
    const expired = await console_.ask("verify", { file: "web.crt", bundle: "ca.crt", at: "2099-01-01T00:00:00Z" });
    expect(expired.trusted).toBe(false);
    expect(expired.findings.map(({ code }) => code)).toContain("path.expired");
    const name = await console_.ask("verify", {
      file: "web.crt",
      bundle: "ca.crt",
      purpose: "server",
      name: "other.example.com",
    });
    expect(name.findings[0]).toMatchObject({ code: "path.peer-name-mismatch", params: { name: "other.example.com" } });
    const { bytes } = await console_.ask("download", { file: "web.crt" });
    const pem = Buffer.from(bytes).toString();
    const ca = Buffer.from((await console_.ask("download", { file: "ca.crt" })).bytes).toString();
    expect((await console_.ask("verify", { text: pem, anchors: ca })).trusted).toBe(true);
    expect((await console_.ask("verify", { text: pem + ca, bundle: "ca.crt" })).trusted).toBe(true);
    expect((await console_.type("pki verify web.crt web.crt")).text).toMatch(
      /^FAILURE: certificate not verified against CA bundle\nwhy: /,
    );
    await console_.refusal("file.wrong-kind", "verify", { file: "web.csr" });
    await console_.refusal("input.malformed", "verify", { file: "web.crt", text: pem });
    await console_.refusal("input.malformed", "verify", {});
  });
});

describe("inspect", () => {
  it("inspect reads pasted text, and says what was recognised of what it cannot read", async () => {
    expect(await console_.refusal("file.unrecognised", "inspect", { text: "hello" })).toMatchObject({ size: 5 });
    expect(await console_.refusal("file.unsupported", "inspect", { text: "PuTTY-User-Key-File-3: ssh-rsa" })).toEqual({
      format: "putty-key",
      label: "",
    });
    await console_.refusal("file.empty", "inspect", { text: "" });
    await console_.refusal("input.malformed", "inspect", { bytes: "not bytes" });
    const { pem } = await console_.ask("csr", { name: "pasted", subject: { CN: "pasted.example.com" }, key: "p-256" });
    const { inspection } = await console_.ask("inspect", { text: pem });
    expect(inspection).toMatchObject({
      kind: "csr",
      elements: [{ card: { commonName: "pasted.example.com", signature: "valid" } }],
    });
    expect(JSON.stringify(await console_.ask("inspect", { file: "web.key" }))).not.toContain("BEGIN PRIVATE");
  });
});

describe("remove", () => {
  it("remove asks, names what depends on the file, and keeps what was issued", async () => {
    await console_.refusal("confirmation.required", "remove", { file: "web.crt" });
    expect(
      (await console_.refusal("file.has-dependents", "remove", { file: "ca.crt", confirm: true })).dependents.length,
    ).toBeGreaterThan(0);
    await console_.refusal("actor.forbidden", "remove", { file: "web.crt", confirm: true }, "auditor");
    expect(await console_.ask("remove", { file: "web.crt", confirm: true, anyway: true })).toMatchObject({
      fileName: "web.crt",
    });
    expect((await console_.type("pki list web")).text).not.toContain("web.crt");
    await console_.refusal("file.not-found", "remove", { file: "web.crt", confirm: true });
  });
});

describe("complete", () => {
  it("complete gives the names that begin with the prefix", async () => {
    expect((await console_.ask("complete", { prefix: "wai" })).fileNames).toEqual(["waiting.csr", "waiting.key"]);
  });
});
