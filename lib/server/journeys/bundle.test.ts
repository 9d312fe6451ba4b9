import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { make } from "../../../test/support/authority.ts";
import { temporaryFolder } from "../../../test/support/external-tools.ts";
import { writePem } from "../../pki/asn1/pem.ts";
import { providers, stopTestServer } from "../../../test/support/migrated-database.ts";
import { openTestConsole, type TestConsole } from "../../../test/support/console.ts";

/** A bundle from the mess to the file, and what becomes of the stored one when its members are renewed or end. */

afterAll(stopTestServer);

describe.each(providers)("bundles on %s", (provider) => {
  let console_: TestConsole;
  const folder = temporaryFolder();
  afterAll(async () => {
    await console_.close();
    folder.remove();
  });
  const pemOf = async (file: string): Promise<string> =>
    Buffer.from((await console_.ask("download", { file })).bytes).toString();
  const issuerOf = (fileName: string, text: string) => {
    writeFileSync(folder.path(fileName), text);
    return folder.path(fileName);
  };

  beforeAll(async () => {
    console_ = await openTestConsole(provider);
    await console_.ask("selfsigned", { name: "root", subject: { CN: "Example Root" }, key: "p-256" });
    await console_.ask("csr", { name: "sub", subject: { CN: "Example Issuing CA" }, key: "p-256" });
    await console_.ask("sign", { request: "sub", issuer: "root", profile: "sub-ca" });
    await console_.ask("csr", {
      name: "web",
      subject: { CN: "web.example.com" },
      subjectAltNames: ["web.example.com"],
      key: "p-256",
    });
    await console_.ask("sign", { request: "web", issuer: "sub", days: 90 });
  });

  it("missing links are filled in, and OpenSSL verifies the bundle", async () => {
    const { bundles, stored } = await console_.ask("bundle", { files: ["web.crt"], kind: "full-chain" }, "auditor");
    expect(stored).toBeNull();
    const [bundle] = bundles;
    expect(bundle!.members.map(({ role, origin }) => `${role} ${origin}`)).toEqual([
      "leaf input",
      "intermediate inventory",
      "root inventory",
    ]);
    expect(bundle!.notes.map(({ code }) => code)).toEqual(["bundle.filled", "bundle.filled"]);
    expect(bundle!.fileName).toBe("web.example.com-fullchain.pem");
    const [file, root] = [issuerOf("full.pem", bundle!.pem), issuerOf("root.pem", await pemOf("root.crt"))];
    expect(
      execFileSync("openssl", ["verify", "-x509_strict", "-CAfile", root, "-untrusted", file, file], {
        encoding: "utf8",
      }),
    ).toBe(`${file}: OK\n`);
  });

  it("text, dropped files and stored names are taken at once, and what was met is told", async () => {
    const [web, sub, root] = [await pemOf("web.crt"), await pemOf("sub.crt"), await pemOf("root.crt")];
    const key = Buffer.from(
      (await console_.ask("export", { name: "web", format: "key-pem", unencrypted: true })).bytes,
    ).toString();
    const { bundles } = await console_.ask("bundle", {
      text: `\uFEFF${root}${key}${web}`.replaceAll("\n", "\r\n"),
      files: [{ name: "ca.cer", bytes: Buffer.from(sub) }, "root.crt", { name: "notes.docx", text: "hello" }],
      kind: "chain",
    });
    expect(bundles[0]!.pem).toBe(web + sub);
    expect(bundles[0]!.notes.map(({ code }) => code)).toEqual([
      "bundle.text-mark",
      "bundle.text-line-ends",
      "bundle.key-left-out",
      "bundle.file-unreadable",
      "bundle.duplicate",
      "bundle.root-left-out",
    ]);
    expect(JSON.stringify(bundles)).not.toContain("PRIVATE");
  });

  it("anchors keep their order, the leaf is left out, and PKCS#7 is made", async () => {
    const [web, sub, root] = [await pemOf("web.crt"), await pemOf("sub.crt"), await pemOf("root.crt")];
    expect((await console_.ask("bundle", { files: ["sub.crt", "root.crt"], kind: "anchors" })).bundles[0]!.pem).toBe(
      sub + root,
    );
    expect((await console_.ask("bundle", { files: ["root.crt", "sub.crt"], kind: "anchors" })).bundles[0]!.pem).toBe(
      root + sub,
    );
    expect((await console_.ask("bundle", { files: ["web"], kind: "ca-bundle" })).bundles[0]!.pem).toBe(sub + root);
    const [p7] = (await console_.ask("bundle", { text: web, kind: "pkcs7" })).bundles;
    writeFileSync(folder.path("web.p7b"), Buffer.from(p7!.base64!, "base64"));
    for (const [form, input] of [
      ["DER", folder.path("web.p7b")],
      ["PEM", issuerOf("web.p7c", p7!.pem)],
    ] as const) {
      const printed = execFileSync("openssl", ["pkcs7", "-inform", form, "-in", input, "-print_certs"], {
        encoding: "utf8",
      });
      expect(printed.match(/subject=.*/g)?.map((line) => line.replaceAll(" ", ""))).toEqual([
        "subject=CN=web.example.com",
        "subject=CN=ExampleIssuingCA",
        "subject=CN=ExampleRoot",
      ]);
    }
  });

  it("input that makes no bundle is refused, and a name in use is not written over", async () => {
    await console_.refusal("input.malformed", "bundle", { kind: "chain" });
    await console_.refusal("input.malformed", "bundle", { files: ["web.crt"], kind: "everything" });
    await console_.refusal("file.not-found", "bundle", { files: ["nobody.crt"] });
    await console_.refusal("file.wrong-kind", "bundle", { files: ["web.csr"] });
    await console_.refusal("file.unrecognised", "bundle", { text: "hello" });
    expect(await console_.refusal("bundle.no-certificates", "bundle", { text: await pemOf("web.csr") })).toEqual({
      found: ["csr"],
    });
    const lone = make({ subject: { CN: "lone.example" }, issuer: make({ subject: { CN: "Nobody" }, isCa: true }) });
    expect(
      await console_.refusal("bundle.empty", "bundle", { text: writePem("CERTIFICATE", lone.der), kind: "ca-bundle" }),
    ).toEqual({ kind: "ca-bundle" });
    await console_.refusal("actor.forbidden", "bundle", { files: ["web.crt"], store: "by-auditor" }, "auditor");
    expect(await console_.refusal("name.in-use", "bundle", { files: ["web.crt"], store: "web.crt" })).toEqual({
      name: "web.crt",
      fileNames: ["web.crt"],
      services: [],
    });
    await console_.refusal("file-name.malformed", "bundle", { files: ["web.crt"], store: "../web" });
    expect((await console_.ask("list", { search: "by-auditor" })).rows).toEqual([]);
  });

  it("several leaves give one bundle each, and one of them is stored", async () => {
    await console_.ask("csr", { name: "api", subject: { CN: "api.example.com" }, key: "p-256" });
    await console_.ask("sign", { request: "api", issuer: "sub" });
    const { bundles } = await console_.ask("bundle", { files: ["web.crt", "api.crt"], kind: "chain" });
    expect(bundles.map(({ leaf }) => leaf?.subject)).toEqual(["CN=api.example.com", "CN=web.example.com"]);
    expect(
      await console_.refusal("bundle.several", "bundle", {
        files: ["web.crt", "api.crt"],
        kind: "chain",
        store: "both",
      }),
    ).toMatchObject({ count: 2 });
    await console_.refusal("bundle.no-such-leaf", "bundle", { files: ["web.crt"], leaf: "0".repeat(64) });
    const { stored } = await console_.ask("bundle", {
      files: ["web.crt", "api.crt"],
      kind: "chain",
      leaf: bundles[1]!.leaf!.sha256,
      store: "web-chain.pem",
    });
    expect(stored).toEqual({ fileName: "web-chain.pem", basename: "web-chain", isNew: true });
    expect(await pemOf("web-chain.pem")).toBe(bundles[1]!.pem);
    expect((await console_.ask("bundle", { files: ["web.crt"], kind: "chain", store: "again" })).stored).toEqual({
      fileName: "web-chain.pem",
      basename: "web-chain",
      isNew: false,
    });
  });

  it("the same octets as another kind are not stored twice, and a rebuild makes the kind that was said last", async () => {
    const kindNow = async () => (await console_.ask("inspect", { file: "authorities.pem" })).kept?.madeAs;
    await console_.ask("bundle", { files: ["web.crt"], kind: "ca-bundle", store: "authorities" });
    expect(await kindNow()).toBe("ca-bundle");
    const { stored } = await console_.ask("bundle", {
      files: ["sub.crt", "root.crt"],
      kind: "anchors",
      store: "trusted",
    });
    expect(stored).toEqual({ fileName: "authorities.pem", basename: "authorities", isNew: false });
    expect(await kindNow()).toBe("anchors");
    await console_.ask("upload", { files: [{ name: "other-name.pem", text: await pemOf("authorities.pem") }] });
    expect(await kindNow()).toBe("anchors");
    await console_.ask("remove", { file: "authorities.pem", confirm: true });
  });

  it("a stored bundle knows when its leaf is renewed, and is rebuilt as the same kind", async () => {
    const before = await pemOf("web-chain.pem");
    expect((await console_.ask("inspect", { file: "web-chain.pem" })).kept).toMatchObject({
      form: "chain",
      madeAs: "chain",
      rebuilt: null,
      findings: [{ code: "order.root-missing" }],
    });
    expect(await console_.refusal("bundle.current", "rebuild", { bundle: "web-chain", confirm: true })).toEqual({
      fileName: "web-chain.pem",
    });
    expect((await console_.ask("overview", {})).bundles).toEqual([]);

    await console_.ask("sign", { request: "web", issuer: "sub", days: 200, confirm: true });
    const { kept } = await console_.ask("inspect", { file: "web-chain.pem" });
    expect(kept!.members[0]).toMatchObject({ state: "valid", replacedBy: { fileName: "web.crt" } });
    expect(kept!.members[1]).toMatchObject({ fileName: "sub.crt", replacedBy: null });
    expect(kept!.rebuilt!.members).toHaveLength(2);
    expect((await console_.ask("overview", {})).bundles).toMatchObject([
      { fileName: "web-chain.pem", kind: "replaced", member: "web.example.com" },
    ]);

    await console_.refusal("confirmation.required", "rebuild", { bundle: "web-chain" });
    await console_.refusal("actor.forbidden", "rebuild", { bundle: "web-chain", confirm: true }, "auditor");
    expect(await pemOf("web-chain.pem")).toBe(before);
    expect(await console_.ask("rebuild", { bundle: "web-chain", confirm: true })).toMatchObject({
      fileName: "web-chain.pem",
      kind: "chain",
      generation: 2,
    });
    expect(await pemOf("web-chain.pem")).toBe((await pemOf("web.crt")) + (await pemOf("sub.crt")));
    expect((await console_.ask("overview", {})).bundles).toEqual([]);
  });

  it("the generation before is kept, restored and removed", async () => {
    const rebuilt = await pemOf("web-chain.pem");
    const { fileGenerations } = await console_.ask("item", { name: "web-chain" });
    expect(fileGenerations["web-chain.pem"]!.map(({ number, isLive }) => ({ number, isLive }))).toEqual([
      { number: 2, isLive: true },
      { number: 1, isLive: false },
    ]);
    const first = Buffer.from(
      (await console_.ask("download", { file: "web-chain.pem", generation: 1 })).bytes,
    ).toString();
    expect(first).not.toBe(rebuilt);
    await console_.refusal("generation.not-found", "download", { file: "web-chain.pem", generation: 9 });
    await console_.refusal("generation.not-found", "restore", { name: "web-chain.pem", generation: 9, confirm: true });
    expect(await console_.ask("restore", { name: "web-chain.pem", generation: 1, confirm: true })).toMatchObject({
      name: "web-chain.pem",
      generations: [
        { number: 2, isLive: false },
        { number: 1, isLive: true },
      ],
    });
    expect(await pemOf("web-chain.pem")).toBe(first);
    // A number is never given twice.
    expect(await console_.ask("rebuild", { bundle: "web-chain.pem", confirm: true })).toMatchObject({ generation: 3 });
    expect(await pemOf("web-chain.pem")).toBe(rebuilt);
  });

  it("an uploaded bundle in the wrong order is put right in place", async () => {
    const [web, sub, root] = [await pemOf("web.crt"), await pemOf("sub.crt"), await pemOf("root.crt")];
    await console_.ask("upload", { files: [{ name: "fromca.pem", text: root + web + sub }] });
    const { kept } = await console_.ask("inspect", { file: "fromca.pem" });
    expect(kept).toMatchObject({ form: "full-chain", madeAs: null });
    expect(kept!.findings.map(({ code }) => code)).toEqual(["order.swapped", "order.root-contained"]);
    await console_.ask("rebuild", { bundle: "fromca.pem", confirm: true });
    expect(await pemOf("fromca.pem")).toBe(web + sub + root);
    await console_.ask("remove", { file: "fromca.pem", confirm: true });
  });

  it("a member that has ended or has not begun is told when the bundle is made", async () => {
    const day = 86_400_000;
    const root = make({ subject: { CN: "Dated Root" }, isCa: true });
    const made = (CN: string, dates: { notBefore?: Date; notAfter?: Date }) =>
      writePem("CERTIFICATE", make({ subject: { CN }, issuer: root, ...dates }).der);
    const { bundles } = await console_.ask("bundle", {
      text:
        made("a.dated.example", { notAfter: new Date(Date.now() - day) }) +
        made("b.dated.example", { notBefore: new Date(Date.now() + day) }) +
        writePem("CERTIFICATE", root.der),
    });
    expect(bundles.map(({ leaf, notes }) => [leaf?.subject, notes.map(({ code }) => code)])).toEqual([
      ["CN=a.dated.example", ["bundle.ended", "bundle.divided"]],
      ["CN=b.dated.example", ["bundle.not-yet-valid", "bundle.divided"]],
    ]);
  });

  it("an expired member is said on the first page, and by a typed line", async () => {
    const [now, day] = [Date.now(), 86_400_000];
    const old = make({ subject: { CN: "Old Root" }, isCa: true, notAfter: new Date(now - day) });
    const ending = make({ subject: { CN: "Ending Root" }, isCa: true, notAfter: new Date(now + 9 * day) });
    await console_.ask("bundle", {
      text: writePem("CERTIFICATE", old.der) + (await pemOf("root.crt")),
      kind: "anchors",
      store: "trust.crt",
    });
    await console_.ask("bundle", {
      text: writePem("CERTIFICATE", ending.der) + (await pemOf("root.crt")),
      kind: "anchors",
      store: "soon.crt",
    });
    expect((await console_.ask("overview", {})).bundles).toMatchObject([
      { fileName: "trust.crt", kind: "expired", member: "Old Root" },
      { fileName: "soon.crt", kind: "ends-soon", member: "Ending Root" },
    ]);
    expect((await console_.type("pki inspect trust.crt")).text).toMatch(/root {10}CN=Old Root, ends .* UTC, expired/);
    expect(await console_.ask("remove", { file: "trust.crt", confirm: true })).toMatchObject({ fileName: "trust.crt" });
    expect((await console_.ask("overview", {})).bundles.map(({ fileName }) => fileName)).toEqual(["soon.crt"]);
  });

  it("a bundle is made by a typed line", async () => {
    const answer = await console_.type("pki bundle web.crt sub.crt kind:Chain");
    expect(answer.text).toMatch(/^SUCCESS: chain: 2 certificates\nleaf {10}CN=web.example.com, ends /);
    expect(answer.text).toContain(await pemOf("sub.crt").then((text) => text.trimEnd()));
    expect((await console_.type("pki bundle web.crt kind:full-chain store:typed.pem")).text).toContain(
      "Stored as typed.pem",
    );
    expect((await console_.type("pki rebuild typed.pem")).text).toBe(
      "FAILURE: rebuild typed.pem needs a confirmation. Nothing was changed.\nnext: pki rebuild typed.pem confirm:yes",
    );
    expect((await console_.type("pki rebuild typed.pem confirm:yes")).text).toBe(
      "FAILURE: typed.pem is up to date: a rebuild would make the same file.",
    );
    expect((await console_.type("pki bundle")).error?.code).toBe("line.missing-word");
    await console_.ask("sign", { request: "web", issuer: "sub", days: 300, confirm: true });
    expect((await console_.type("pki inspect typed.pem")).text).toMatch(
      /Made here as full-chain\.\nleaf .*replaced by web\.crt.*[^]*next: pki rebuild typed\.pem confirm:yes/,
    );
    expect((await console_.type("pki rebuild typed.pem confirm:yes")).text).toMatch(
      /^SUCCESS: typed.pem rebuilt as generation 2/,
    );
  });

  it("inspect of a pasted file says what is wrong with its order and offers the repaired one", async () => {
    const [web, sub, root] = [await pemOf("web.crt"), await pemOf("sub.crt"), await pemOf("root.crt")];
    const wrong = (await console_.ask("inspect", { text: web + root })).given!;
    expect(wrong.findings.map(({ code }) => code)).toEqual(["order.gap", "order.root-contained"]);
    expect(wrong.repaired.map(({ pem }) => pem)).toEqual([web + sub + root]);
    expect((await console_.ask("inspect", { text: web + sub })).given).toMatchObject({ form: "chain", repaired: [] });
    expect(
      (await console_.ask("inspect", { text: (web + sub).replaceAll("\n", "\r\n") })).given!.repaired[0]!.notes.map(
        ({ code }) => code,
      ),
    ).toEqual(["bundle.text-line-ends", "bundle.filled"]);
    expect((await console_.ask("inspect", { text: web })).given).toBeNull();
  });
});
