import { readFileSync } from "node:fs";
import { afterAll, describe, expect, test } from "vitest";
import { make, type Made } from "../../../test/support/authority.ts";
import { octets, openssl, run, temporaryFolder } from "../../../test/support/external-tools.ts";
import { buildBundles } from "./bundle.ts";
import { readBundleSource } from "./source.ts";
import { writePem } from "../asn1/pem.ts";
import { writePkcs7 } from "../files/pkcs7.ts";

const folder = temporaryFolder();
afterAll(folder.remove);

const root = make({ subject: { CN: "Source Root" }, isCa: true });
const issuing = make({ subject: { CN: "Source CA" }, issuer: root, isCa: true });
const leaf = make({ subject: { CN: "source.example" }, issuer: issuing });
const pem = ({ der }: Made): string => writePem("CERTIFICATE", der);
const whole = pem(leaf) + pem(issuing) + pem(root);
const key = leaf.privateKey.export({ type: "pkcs8", format: "pem" }) as string;
const locked = leaf.privateKey.export({
  type: "pkcs8",
  format: "pem",
  cipher: "aes-256-cbc",
  passphrase: "word",
}) as string;

async function read(content: string | Uint8Array, fileName = "mail.txt") {
  const source = await readBundleSource(
    typeof content === "string" ? new TextEncoder().encode(content) : content,
    fileName,
  );
  const [bundle] =
    source.certificates.length === 0
      ? []
      : buildBundles({ certificates: source.certificates, kind: "full-chain", at: new Date() });
  return {
    codes: source.notes.map(({ code }) => code),
    notes: source.notes,
    pem: bundle?.pem ?? "",
    count: source.certificates.length,
  };
}

describe("readBundleSource reads untidy text into the same bundle, and says what was untidy", () => {
  test.each([
    ["nothing wrong", whole, []],
    ["CRLF", whole.replaceAll("\n", "\r\n"), ["bundle.text-line-ends"]],
    ["CR alone", whole.replaceAll("\n", "\r"), ["bundle.text-line-ends"]],
    [
      "CRLF in one block only",
      pem(leaf).replaceAll("\n", "\r\n") + pem(issuing) + pem(root),
      ["bundle.text-line-ends"],
    ],
    ["a byte order mark at the start", `\uFEFF${whole}`, ["bundle.text-mark"]],
    ["byte order marks in the middle", `${pem(leaf)}\uFEFF${pem(issuing)}\uFEFF${pem(root)}`, ["bundle.text-mark"]],
    ["indentation", whole.replace(/^/gm, "    "), ["bundle.text-indented"]],
    [
      "blocks without a line break between them",
      pem(leaf).trimEnd() + pem(issuing).trimEnd() + pem(root),
      ["bundle.text-glued"],
    ],
    [
      "bag attributes",
      `Bag Attributes\n    friendlyName: web\n    localKeyID: 01 02\nKey Attributes: <No Attributes>\nsubject=CN = source.example\nissuer=CN = Source CA\n${whole}`,
      ["bundle.text-attributes"],
    ],
    [
      "what s_client prints",
      ` 0 s:CN = source.example\n   i:CN = Source CA\n${pem(leaf)} 1 s:CN = Source CA\n   i:CN = Source Root\n${pem(issuing)}${pem(root)}`,
      ["bundle.text-attributes"],
    ],
    [
      "Korean comments",
      `# 서버 인증서\n${pem(leaf)}# 중간 인증서\n${pem(issuing)}${pem(root)}`,
      ["bundle.text-comments"],
    ],
    ["a key in the middle", pem(leaf) + key + pem(issuing) + pem(root), ["bundle.key-left-out"]],
    ["a locked key in the middle", pem(leaf) + locked + pem(issuing) + pem(root), ["bundle.key-left-out"]],
    [
      "OpenSSL's own key of old",
      pem(leaf) + openssl("ec -aes128 -passout pass:word", key) + pem(issuing) + pem(root),
      ["bundle.key-left-out"],
    ],
    [
      "PKCS#7 inside of PEM",
      pem(leaf) + writePem("PKCS7", writePkcs7([root.der, issuing.der])),
      ["bundle.from-container"],
    ],
    [
      "TRUSTED CERTIFICATE",
      pem(leaf) + pem(issuing) + openssl("x509 -trustout -addtrust serverAuth -setalias root", pem(root)),
      ["bundle.trust-settings"],
    ],
    [
      "a broken block",
      `${pem(leaf)}-----BEGIN CERTIFICATE-----\nMIIB*\n-----END CERTIFICATE-----\n${pem(issuing)}${pem(root)}`,
      ["bundle.broken-block"],
    ],
    [
      "a block cut short",
      `${pem(leaf)}${pem(issuing)}${pem(root)}-----BEGIN CERTIFICATE-----\nMIIB`,
      ["bundle.broken-block"],
    ],
    [
      "a certificate that is none",
      `${writePem("CERTIFICATE", Uint8Array.of(0x30, 3, 2, 1, 1))}${whole}`,
      ["bundle.unreadable"],
    ],
    [
      "a request",
      pem(leaf) + readFileSync("testdata/chain/server.csr", "utf8").replace(/[^-]*$/, "\n") + pem(issuing) + pem(root),
      ["bundle.other-left-out"],
    ],
  ])("%s", async (_, text, codes) => {
    const found = await read(text);
    expect(found.pem).toBe(whole);
    expect(found.codes.filter((code) => code !== "bundle.text-comments" || codes.includes(code))).toEqual(codes);
    expect(found.pem).not.toContain("KEY");
  });

  test("UTF-16 as the editor of Windows saves it is read", async () => {
    const { pem: made, codes } = await read(Buffer.from(`\uFEFF${whole}`, "utf16le"));
    expect(made).toBe(whole);
    expect(codes).toContain("bundle.text-utf16");
  });

  test("a note says its line", async () => {
    const { notes } = await read(`# two\n\n${key}${whole}`);
    expect(notes).toContainEqual({
      code: "bundle.key-left-out",
      params: { fileName: "mail.txt", line: 3, isLocked: false },
    });
  });
});

describe("readBundleSource reads files of other programs", () => {
  test("DER, PKCS#7 of OpenSSL and bare base64 are read", async () => {
    expect(await read(leaf.der, "web.cer")).toMatchObject({ count: 1, codes: [] });
    const chain = folder.write("chain.pem", whole);
    for (const form of ["PEM", "DER"]) {
      const { count, notes } = await read(
        octets("openssl", ["crl2pkcs7", "-nocrl", "-certfile", chain, "-outform", form]),
        "web.p7b",
      );
      expect(count).toBe(3);
      expect(notes.at(-1)).toMatchObject({ code: "bundle.from-container", params: { kind: "pkcs7", certificates: 3 } });
    }
    expect((await read(Buffer.from(leaf.der).toString("base64"))).count).toBe(1);
  });

  test("PKCS#12 without a passphrase is opened and its key left there; one with a passphrase is said to be locked", async () => {
    const [keyFile, chain] = [folder.write("leaf.key", key), folder.write("chain.pem", whole)];
    const store = (...words: string[]) =>
      octets("openssl", ["pkcs12", "-export", "-inkey", keyFile, "-in", chain, ...words]);
    const open = await read(store("-passout", "pass:"), "web.p12");
    expect(open.count).toBe(3);
    expect(open.codes).toEqual(["bundle.from-container", "bundle.key-left-out"]);
    expect(await read(store("-passout", "pass:change it"), "web.p12")).toMatchObject({
      count: 0,
      codes: ["bundle.container-locked"],
    });
  });

  test("the text that certtool and keytool write around a certificate is passed over", async () => {
    const text = run("certtool", ["--certificate-info"], pem(leaf));
    expect(await read(text)).toMatchObject({ count: 1, codes: ["bundle.text-comments"] });
  });
});

describe("readBundleSource under hostile text", () => {
  test("megabytes of filler around the blocks are passed over, more than 20 MB is refused", async () => {
    const filler = "# 설명 설명 설명\r\n".repeat(700_000);
    expect((await read(filler.slice(0, 6_000_000) + whole)).pem).toBe(whole);
    expect((await read(`${" ".repeat(5_000_000)}\n${whole}${"-----END ".repeat(300_000)}`)).count).toBe(3);
    await expect(read("x".repeat(50 * 1024 * 1024))).rejects.toMatchObject({ code: "file.too-large" });
  });
});
