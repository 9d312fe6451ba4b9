import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { octets, openssl, run, temporaryFolder } from "../../../test/support/external-tools.ts";
import { startWork } from "../../../test/support/work.ts";
import type { UnsupportedFormat } from "../asn1/element.ts";
import { isFailure } from "../failure.ts";
import { readPem } from "../asn1/pem.ts";
import { writeJwk, writePrivateJwk } from "./jwk.ts";
import { recogniseFile } from "./recognise.ts";

const folder = temporaryFolder();
const at = (name: string): string => folder.path(name);
const text = (name: string): string => Buffer.from(folder.read(name)).toString();
const kinds = (content: string | Uint8Array): string[] =>
  recogniseFile(typeof content === "string" ? Buffer.from(content) : content).elements.map(({ kind }) => kind);

beforeAll(() => {
  openssl(`req -x509 -newkey rsa:2048 -nodes -keyout ${at("key")} -subj /CN=a -days 9 -out ${at("crt")}`);
  openssl(`req -new -key ${at("key")} -subj /CN=a -out ${at("csr")}`);
  openssl(`rsa -in ${at("key")} -pubout -out ${at("pub")}`);
  openssl(`x509 -in ${at("crt")} -trustout -addtrust serverAuth -setalias Nick -out ${at("trusted")}`);
});
afterAll(() => folder.remove());

describe("recogniseFile tells each kind by its content", () => {
  const cases: Record<string, [line: string, kind: string]> = {
    "PKCS#1 public key": ["rsa -RSAPublicKey_out", "public-key"],
    "PKCS#1 key": ["rsa -traditional", "key"],
    "locked PKCS#8": ["pkcs8 -topk8 -passout pass:x", "locked-key"],
    "traditional locked": ["rsa -traditional -aes256 -passout pass:x", "locked-key"],
  };
  it.each(Object.entries(cases))("%s is recognised", (_, [line, kind]) => {
    expect(kinds(openssl(`${line} -in ${at("key")}`))).toEqual([kind]);
  });
  it("certificates, requests and public keys are recognised in PEM and DER", () => {
    for (const [name, kind, tool] of [
      ["crt", "certificate", "x509"],
      ["csr", "csr", "req"],
    ] as const) {
      expect(kinds(text(name))).toEqual([kind]);
      expect(kinds(octets("openssl", [tool, "-in", at(name), "-outform", "DER"]))).toEqual([kind]);
    }
    expect(kinds(text("pub"))).toEqual(["public-key"]);
  });
  it("parameters are recognised", () => {
    expect(kinds(openssl("dhparam -dsaparam 1024"))).toEqual(["parameters"]);
    expect(recogniseFile(octets("openssl", ["dsaparam", "-outform", "DER", "1024"])).elements[0]).toMatchObject({
      kind: "parameters",
      detail: "dsa",
    });
    expect(kinds(openssl("ecparam -name secp384r1"))).toEqual(["parameters"]);
    expect(kinds(openssl("ecparam -name secp384r1 -param_enc explicit"))).toEqual(["parameters"]);
    expect(kinds(openssl("ecparam -genkey -name prime256v1"))).toEqual(["parameters", "key"]);
  }, 120_000);
  it("OCSP, CMS, a zip archive and a Java keystore are recognised", () => {
    openssl(`ocsp -issuer ${at("crt")} -serial 1 -reqout ${at("req.ocsp")}`);
    expect(kinds(folder.read("req.ocsp"))).toEqual(["ocsp-request"]);
    expect(kinds(octets("openssl", ["cms", "-data_create", "-outform", "DER"], Buffer.from("x")))).toEqual(["cms"]);
    expect(recogniseFile(Buffer.from("504b0304140000000800", "hex")).form).toBe("zip");
    run("keytool", [
      "-genkeypair",
      "-alias",
      "a",
      "-keyalg",
      "EC",
      "-dname",
      "CN=a",
      "-storetype",
      "JKS",
      "-keystore",
      at("jks"),
      "-storepass",
      "changeit",
      "-keypass",
      "changeit",
    ]);
    expect(kinds(folder.read("jks"))).toEqual(["keystore"]);
  });
});

describe("recogniseFile reads mixtures and labels", () => {
  it("a bundle with a key in the middle and text around it is read whole", () => {
    const file = recogniseFile(
      Buffer.from(`hello\n${text("crt")}\nsubject=x\n${text("key")}${text("crt")}${text("csr")}bye`),
    );
    expect(file.elements.map(({ kind }) => kind)).toEqual(["certificate", "key", "certificate", "csr"]);
    expect(file.elements.map(({ line }) => line)[0]).toBe(2);
    expect(file.notes).toEqual([{ code: "text.other", params: {} }]);
  });
  it("a label that does not fit the content does not decide", () => {
    const [element] = recogniseFile(Buffer.from(text("key").replaceAll("PRIVATE KEY", "CERTIFICATE"))).elements;
    expect(element).toMatchObject({
      kind: "key",
      notes: [{ code: "pem.label-differs", params: { label: "CERTIFICATE", actual: "key" } }],
    });
  });
  it("old labels and the trust settings of OpenSSL are read", () => {
    expect(
      recogniseFile(Buffer.from(text("csr").replaceAll("CERTIFICATE REQUEST", "NEW CERTIFICATE REQUEST"))).elements[0]!
        .notes,
    ).toEqual([
      { code: "pem.legacy-label", params: { label: "NEW CERTIFICATE REQUEST", usual: "CERTIFICATE REQUEST" } },
    ]);
    expect(recogniseFile(folder.read("trusted")).elements[0]).toMatchObject({
      kind: "certificate",
      notes: [{ code: "trusted.settings", params: { trusted: "serverAuth", rejected: "", alias: "Nick" } }],
    });
  });
  it("one broken block leaves the others readable", () => {
    const file = recogniseFile(Buffer.from(text("crt") + text("csr").replace("MII", "M!I") + text("key")));
    expect(file.elements.map(({ kind }) => kind)).toEqual(["certificate", "key"]);
    expect(file.notes[0]).toMatchObject({ code: "pem.broken-block", params: { label: "CERTIFICATE REQUEST" } });
  });
  it("octets behind a DER certificate are noted and cut off", () => {
    const der = octets("openssl", ["x509", "-in", at("crt"), "-outform", "DER"]);
    const [element] = recogniseFile(Buffer.concat([der, Buffer.from([0, 0, 0])])).elements;
    expect(element!.notes).toEqual([{ code: "der.trailing-bytes", params: { offset: der.length, count: 3 } }]);
    expect(Buffer.from(element!.bytes)).toEqual(Buffer.from(der));
  });
});

describe("recogniseFile refuses with what was seen and where", () => {
  it.each([
    ["", { code: "file.empty" }],
    ["hello", { code: "file.unrecognised", facts: { size: 5, recognised: "", label: "", offset: 0 } }],
    ["PuTTY-User-Key-File-3: ssh-rsa", { code: "file.unsupported", facts: { format: "putty-key", label: "" } }],
    ["-----BEGIN CERTIFICATE-----\nMIIB\n", { code: "pem.malformed", facts: { line: 1, problem: "no-end" } }],
    [
      "-----BEGIN PGP PUBLIC KEY BLOCK-----\n\nmDMEaStx\n=xNm2\n-----END PGP PUBLIC KEY BLOCK-----\n",
      { code: "file.unsupported", facts: { format: "openpgp", label: "PGP PUBLIC KEY BLOCK" } },
    ],
    [
      "x\n-----BEGIN CERTIFICATE----\nMIIB\n",
      { code: "pem.malformed", facts: { line: 2, label: "CERTIFICATE", problem: "no-end" } },
    ],
    [Buffer.from([0x30, 0x82, 0x10, 0x00, 1]), { code: "der.malformed", facts: { offset: 0, problem: "truncated" } }],
  ])("%j", (content, wanted) => {
    try {
      recogniseFile(Buffer.from(content as string));
      expect.unreachable();
    } catch (error) {
      expect(error).toMatchObject(wanted);
    }
  });
  it.each<[UnsupportedFormat, string | Buffer]>([
    ["putty-key", "PuTTY-User-Key-File-2: ssh-rsa\r\nEncryption: none\r\n"],
    ["xml", '<?xml version="1.0"?><a/>'],
    ["xml", "<!DOCTYPE html><title>Sign in</title>"],
    ["json", '{ "name": "EC" }'],
    ["smime", "Subject: hello\nContent-Type: application/pkcs7-mime; name=smime.p7m\n\nMIIB"],
    ["7z", Buffer.from("377abcaf271c0004", "hex")],
    ["rar", Buffer.from("526172211a0700cf", "hex")],
    ["xz", Buffer.from("fd377a585a000004", "hex")],
    ["bzip2", Buffer.from("425a683931415926535900", "hex")],
    ["zstd", Buffer.from("28b52ffd04000100", "hex")],
    ["cab", Buffer.from("4d53434600000000", "hex")],
    ["pdf", Buffer.from("255044462d312e370a00", "hex")],
    ["ole", Buffer.from("d0cf11e0a1b11ae1", "hex")],
    ["openpgp", Buffer.from("99010d0460a1b2c3010800c0ff", "hex")],
    ["openpgp", Buffer.from("98330460a1b2c316092b06010401da470f0101", "hex")],
    ["openpgp", Buffer.from("c6330460a1b2c316092b06010401da470f0101", "hex")],
    ["der", Buffer.from("30080201010c03616263", "hex")],
    ["spkac", "SPKAC=MIICQjCCASowggEiMA0GCSqGSIb3DQEBAQUAA4IBDwAwggEKAoIBAQC\nCN=a\n"],
    ["sst", Buffer.from("0000000043455254200000000100000000000000", "hex")],
    ["nss-db", Buffer.from("SQLite format 3\0\x10\0\x01\x01", "latin1")],
    ["nss-db", Buffer.from("00061561000000020000", "hex")],
    ["keychain", Buffer.from("6b79636800010000", "hex")],
    ["tnef", Buffer.from("789f3e220100", "hex")],
    ["image", Buffer.from("89504e470d0a1a0a0000000d", "hex")],
    ["image", Buffer.from("ffd8ffe000104a464946", "hex")],
    ["registry", "\uFEFFWindows Registry Editor Version 5.00\r\n\r\n[HKEY_CURRENT_USER\\a]\r\n"],
    [
      "ssh-com-key",
      "---- BEGIN SSH2 ENCRYPTED PRIVATE KEY ----\nP2/56wAAAi4AAAA3aWYt\n---- END SSH2 ENCRYPTED PRIVATE KEY ----\n",
    ],
    ["age", "# created: 2026-11-30\nAGE-SECRET-KEY-1QQQQ\n"],
    ["wireguard", "[Interface]\nPrivateKey = aGVsbG8=\n"],
    ["ansible-vault", "$ANSIBLE_VAULT;1.1;AES256\n6162\n"],
    ["dnssec-key", "Private-key-format: v1.3\nAlgorithm: 13 (ECDSAP256SHA256)\n"],
    ["pkcs11-uri", "pkcs11:token=card;object=key;type=private\n"],
    ["openssl-text", "Certificate:\n    Data:\n        Version: 3 (0x2)\n        Serial Number: 1\n"],
    ["remote-desktop", "screen mode id:i:2\nfull address:s:host.example\n"],
    ["jwk-secret", '{"kty":"oct","k":"aGVsbG8"}'],
  ])("a file of the format %s is known, and nothing in it is said to be broken", (format, content) => {
    try {
      recogniseFile(Buffer.from(content));
      expect.unreachable();
    } catch (error) {
      expect(error).toMatchObject({ code: "file.unsupported", facts: { format, label: "" } });
    }
  });
  it("more than 20 MB is refused", () => {
    expect(() => recogniseFile(new Uint8Array(20 * 1024 * 1024 + 1))).toThrow("file.too-large");
  });
});

describe("a block that is known and of no use here", () => {
  it.each<[UnsupportedFormat, string]>([
    ["openvpn-static", "OpenVPN Static key V1"],
    ["openvpn-static", "OpenVPN tls-crypt-v2 client key"],
    ["tpm-key", "TSS2 PRIVATE KEY"],
    ["attribute-certificate", "ATTRIBUTE CERTIFICATE"],
    ["ssh-signature", "SSH SIGNATURE"],
    ["age", "AGE ENCRYPTED FILE"],
  ])("%s is named with its label, alone and beside a certificate", (format, label) => {
    const block = `-----BEGIN ${label}-----\nMAMCAQE=\n-----END ${label}-----\n`;
    expect(() => recogniseFile(Buffer.from(block))).toThrow("file.unsupported");
    const { elements, unread, notes } = recogniseFile(Buffer.from(text("crt") + block));
    expect(elements.map(({ kind }) => kind)).toEqual(["certificate"]);
    const line = text("crt").split("\n").length;
    expect(unread).toEqual([
      { line, label, after: 1, failure: { code: "file.unsupported", facts: { format, label } } },
    ]);
    expect(notes).toEqual([{ code: "part.unsupported", params: { line, label, format } }]);
  });
});

describe("JSON Web Keys", () => {
  it("a key, its public half, a set of them and their certificates are read as what they are", () => {
    const der = readPem(text("crt")).blocks[0]!.bytes;
    const pkcs8 = readPem(text("key")).blocks[0]!.bytes;
    const spki = readPem(text("pub")).blocks[0]!.bytes;
    const clear = writePrivateJwk(pkcs8, [der]);
    const of = (content: string) => recogniseFile(Buffer.from(content));
    expect(
      of(clear).elements.map(({ kind, bytes }) => [
        kind,
        Buffer.from(bytes).equals(Buffer.from(kind === "key" ? pkcs8 : der)),
      ]),
    ).toEqual([
      ["key", true],
      ["certificate", true],
    ]);
    expect(
      of(writeJwk(spki, [])).elements.map(({ kind, bytes }) => [kind, Buffer.from(bytes).equals(Buffer.from(spki))]),
    ).toEqual([["public-key", true]]);
    expect(kinds(writeJwk(spki, [der]))).toEqual(["certificate"]);
    const set = of(`{"keys":[${clear},{"kty":"oct","k":"aGVsbG8"},${writeJwk(spki, [])},{"kty":"EC","crv":"P-256"}]}`);
    expect(set.elements.map(({ kind }) => kind)).toEqual(["key", "certificate", "public-key"]);
    expect(set.unread.map(({ after, failure }) => [after, failure.code])).toEqual([
      [2, "file.unsupported"],
      [3, "key.damaged"],
    ]);
    expect(set.notes[0]).toEqual({ code: "wrapping.undone", params: { wrapping: "jwk-set" } });
    expect(JSON.stringify(set.notes)).not.toContain("aGVsbG8");
  });
});

describe("20 MB of text", () => {
  const block = "-----BEGIN CERTIFICATE-----\nAAAA\n";
  it.each([
    ["short words", "a b\n".repeat(5_000_000)],
    ["a block that never ends", block + "QUJD\n".repeat(3_900_000)],
    ["headers without end", `-----BEGIN X-----\n${"a: b\n".repeat(3_900_000)}-----END X-----\n`],
    ["a block of words", `-----BEGIN X-----\n${"a b ".repeat(4_900_000)}-----END X-----\n`],
    ["blocks that never end", "-----BEGIN A-----\n".repeat(1_100_000)],
    ["dashes", "-----\n".repeat(3_300_000)],
    ["SSH keys", "ssh-rsa AAAA x\n".repeat(1_300_000)],
    ["an endless line of base64", "M".repeat(20_000_000)],
    ["beginnings of DER in base64", "MIIC//8AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA \n".repeat(480_000)],
    ["beginnings of BER in base64", `${"MIAGCSqGSIb3DQEHAqCAMIAC\n".repeat(800_000)}!`],
    ["beginnings of DER in hexadecimal", "3082ffff00112233445566778899aabbccddeeff\n".repeat(480_000)],
    [
      "base64 of other text",
      `${Buffer.from("a b c d e\n".repeat(1_400_000)).toString("base64").replace(/.{76}/g, "$&\n")}!`,
    ],
    ["backslashes", "\\".repeat(20_000_000)],
    ["tags without end", "<a ".repeat(6_500_000)],
    ["escapes of a URL", "%0A".repeat(6_500_000)],
    [
      "a mail of empty parts",
      `MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n${"--b\n\nx\n".repeat(2_400_000)}`,
    ],
    ["quoted lines", `> -----BEGIN CERTIFICATE-----\n${"> abc\n".repeat(3_000_000)}`],
    ["numbers", "48,130,".repeat(2_500_000)],
  ])("%s: recognised or refused while nobody has to wait long", (_, text) => {
    const bytes = Buffer.from(text);
    const work = startWork();
    try {
      recogniseFile(bytes);
    } catch (error) {
      if (!isFailure(error)) throw error;
    }
    // Half a second on a machine of its own; what is forbidden is the ten that regular expressions took.
    expect(work()).toBeLessThan(3000);
  });
});
