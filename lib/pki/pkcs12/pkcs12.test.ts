import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { octets, openssl, run, temporaryFolder } from "../../../test/support/external-tools.ts";
import { writePkcs12ByPkijs } from "../../../test/support/pkijs.ts";
import { type Element, readElement, Tag } from "../asn1/der.ts";
import { encode, writeExplicit, writeInteger, writeOid, writeSequence } from "../asn1/der-write.ts";
import { readPem } from "../asn1/pem.ts";
import { readPkcs12Outline } from "./parts.ts";
import { writePkcs12 } from "./write.ts";
import { readPrivateKey } from "../files/read-key.ts";
import { readPkcs12 } from "../files/read-pkcs12.ts";

const folder = temporaryFolder();
const passphrase = "Zürich 열쇠";
const at = (name: string): string => folder.path(name);
let leaf: Uint8Array;
let ca: Uint8Array;
let keyOf: Record<"rsa" | "ec" | "ed", Uint8Array>;

function makeIdentity(kind: string, words: string): void {
  openssl(`genpkey ${words} -out ${at(`${kind}.key`)}`);
  openssl(`req -new -key ${at(`${kind}.key`)} -subj /CN=${kind}.example -out ${at(`${kind}.csr`)}`);
  openssl(
    `x509 -req -in ${at(`${kind}.csr`)} -CA ${at("ca.crt")} -CAkey ${at("ca.key")} -CAcreateserial -days 30 -out ${at(`${kind}.crt`)}`,
  );
}
const derOf = (name: string): Uint8Array => readPem(Buffer.from(folder.read(name)).toString()).blocks[0]!.bytes;

beforeAll(() => {
  openssl(`req -x509 -newkey rsa:2048 -nodes -keyout ${at("ca.key")} -subj /CN=TestCA -days 60 -out ${at("ca.crt")}`);
  makeIdentity("rsa", "-algorithm RSA -pkeyopt rsa_keygen_bits:2048");
  makeIdentity("ec", "-algorithm EC -pkeyopt ec_paramgen_curve:P-256");
  makeIdentity("ed", "-algorithm ED25519");
  leaf = derOf("rsa.crt");
  ca = derOf("ca.crt");
  keyOf = {
    rsa: readPrivateKey(folder.read("rsa.key")).pkcs8,
    ec: readPrivateKey(folder.read("ec.key")).pkcs8,
    ed: readPrivateKey(folder.read("ed.key")).pkcs8,
  };
});
afterAll(() => folder.remove());

function opensslExport(...words: string[]): Uint8Array {
  return octets("openssl", [
    "pkcs12",
    "-export",
    "-inkey",
    at("rsa.key"),
    "-in",
    at("rsa.crt"),
    "-certfile",
    at("ca.crt"),
    "-name",
    "my 이름",
    "-passout",
    `pass:${passphrase}`,
    ...words,
  ]);
}

describe("readPkcs12 of OpenSSL's files", () => {
  const variants: Record<string, string[]> = {
    modern: [],
    "legacy with RC2-40": ["-legacy"],
    "3DES": ["-keypbe", "PBE-SHA1-3DES", "-certpbe", "PBE-SHA1-3DES", "-macalg", "SHA1"],
    "RC2-128 and RC4": ["-legacy", "-keypbe", "PBE-SHA1-RC4-128", "-certpbe", "PBE-SHA1-RC2-128"],
    "AES-128 and SHA-512": ["-keypbe", "AES-128-CBC", "-certpbe", "AES-192-CBC", "-macalg", "SHA512"],
    "SHA-384 and 50 000 rounds": ["-macalg", "SHA384", "-iter", "50000"],
    "SHA-224": ["-macalg", "SHA224"],
    "one round": ["-iter", "1", "-noiter", "-nomaciter"],
    "certificates in clear": ["-certpbe", "NONE"],
    "key in clear": ["-keypbe", "NONE"],
    "no MAC": ["-nomac"],
  };
  it.each(Object.entries(variants))("%s opens", async (_, words) => {
    const file = opensslExport(...words);
    const content = await readPkcs12(file, passphrase);
    expect(content.keys.map(({ pkcs8 }) => Buffer.from(pkcs8))).toEqual([Buffer.from(keyOf.rsa)]);
    expect(content.certificates.map(({ der }) => Buffer.from(der))).toEqual([Buffer.from(leaf), Buffer.from(ca)]);
    expect(content.certificates[0]!.friendlyName).toBe("my 이름");
    expect(content.keys[0]!.localKeyId).toEqual(content.certificates[0]!.localKeyId);
    await expect(readPkcs12(file, `${passphrase} `)).rejects.toMatchObject({ code: "pkcs12.wrong-passphrase" });
    const outline = readPkcs12Outline(file);
    expect(outline.encryption).toBe(content.encryption);
    expect(outline.isLocked).toBe(true);
  });
  it("an empty passphrase opens, and a file without keys is read", async () => {
    const file = octets("openssl", ["pkcs12", "-export", "-nokeys", "-in", at("ca.crt"), "-passout", "pass:"]);
    const content = await readPkcs12(file, "");
    expect(content.keys).toHaveLength(0);
    expect(content.certificates).toHaveLength(1);
  });
  it("a file without encryption and MAC opens with any passphrase", async () => {
    const file = opensslExport("-keypbe", "NONE", "-certpbe", "NONE", "-nomac");
    expect(readPkcs12Outline(file)).toEqual({ encryption: "none", mac: null, isLocked: false, cost: 0 });
    expect((await readPkcs12(file, "whatever")).keys).toHaveLength(1);
  });
});

describe("readPkcs12 of other programs' files", () => {
  it("files of keytool open, modern and legacy, and a secret key is passed over", async () => {
    openssl(
      `pkcs12 -export -inkey ${at("rsa.key")} -in ${at("rsa.crt")} -name a -passout pass:changeit -out ${at("in.p12")}`,
    );
    run("keytool", [
      "-importkeystore",
      "-srckeystore",
      at("in.p12"),
      "-srcstorepass",
      "changeit",
      "-destkeystore",
      at("java.p12"),
      "-deststoretype",
      "PKCS12",
      "-deststorepass",
      "changeit",
      "-noprompt",
    ]);
    run("keytool", [
      "-genseckey",
      "-alias",
      "secret",
      "-keyalg",
      "AES",
      "-keysize",
      "256",
      "-keystore",
      at("java.p12"),
      "-storepass",
      "changeit",
    ]);
    const content = await readPkcs12(folder.read("java.p12"), "changeit");
    expect(content.keys).toHaveLength(1);
    expect(content.certificates).toHaveLength(1);
    expect(content.skipped).toEqual(["secret"]);
    run("keytool", [
      "-J-Dkeystore.pkcs12.legacy",
      "-importkeystore",
      "-srckeystore",
      at("in.p12"),
      "-srcstorepass",
      "changeit",
      "-destkeystore",
      at("old.p12"),
      "-deststoretype",
      "PKCS12",
      "-deststorepass",
      "changeit",
      "-noprompt",
    ]);
    const old = await readPkcs12(folder.read("old.p12"), "changeit");
    expect(old.encryption).toContain("pbeWithSHA1And40BitRC2-CBC");
    expect(old.keys).toHaveLength(1);
  });
  it("files of certtool open", async () => {
    const made = octets("certtool", [
      "--to-p12",
      "--load-privkey",
      at("ec.key"),
      "--load-certificate",
      at("ec.crt"),
      "--p12-name",
      "ec",
      "--password",
      "word",
      "--outder",
    ]);
    const content = await readPkcs12(made, "word");
    expect(content.keys.map(({ pkcs8 }) => Buffer.from(pkcs8))).toEqual([Buffer.from(keyOf.ec)]);
  });
  it("files of NSS open", async () => {
    const db = at("nss");
    run("mkdir", [db]);
    run("certutil", ["-N", "-d", `sql:${db}`, "--empty-password"]);
    openssl(
      `pkcs12 -export -inkey ${at("rsa.key")} -in ${at("rsa.crt")} -name nick -passout pass:in -out ${at("nss-in.p12")}`,
    );
    run("pk12util", ["-i", at("nss-in.p12"), "-d", `sql:${db}`, "-W", "in"]);
    for (const words of [
      [],
      ["-c", "PKCS #12 V2 PBE With SHA-1 And 3KEY Triple DES-CBC"],
      ["-c", "AES-256-CBC", "-C", "AES-128-CBC"],
    ]) {
      run("pk12util", ["-o", at("nss-out.p12"), "-n", "nick", "-d", `sql:${db}`, "-W", passphrase, ...words]);
      const content = await readPkcs12(folder.read("nss-out.p12"), passphrase);
      expect(content.keys.map(({ pkcs8 }) => Buffer.from(pkcs8))).toEqual([Buffer.from(keyOf.rsa)]);
      expect(content.certificates[0]!.friendlyName).toBe("nick");
    }
  });
});

/** The same element in BER: lengths indefinite, octet strings in two pieces. */
function berOf(element: Element): Uint8Array {
  if (element.tag === Tag.octetString && element.length > 40) {
    const half = element.length >> 1;
    return encodeIndefinite(0x24, [
      encode(Tag.octetString, element.content.subarray(0, half)),
      encode(Tag.octetString, element.content.subarray(half)),
    ]);
  }
  return element.isConstructed ? encodeIndefinite(element.tag, element.children().map(berOf)) : element.bytes;
}
const encodeIndefinite = (tag: number, parts: Uint8Array[]): Uint8Array =>
  Buffer.concat([Buffer.from([tag, 0x80]), ...parts, Buffer.alloc(2)]);

describe("readPkcs12 of rare forms", () => {
  it("BER with indefinite lengths and strings in pieces is read", async () => {
    for (const words of [[], ["-legacy"], ["-nomac"]]) {
      const file = opensslExport(...words);
      const ber = berOf(readElement(file));
      expect(ber[1]).toBe(0x80);
      const content = await readPkcs12(ber, passphrase);
      expect(content.keys.map(({ pkcs8 }) => Buffer.from(pkcs8))).toEqual([Buffer.from(keyOf.rsa)]);
      expect(content.certificates).toHaveLength(2);
    }
  });
  it("safe contents inside safe contents, a CRL and a secret beside them are read", async () => {
    const bagOf = (n: number, value: Uint8Array): Uint8Array =>
      writeSequence(writeOid(`1.2.840.113549.1.12.10.1.${n}`), writeExplicit(0, value));
    const nested = bagOf(6, writeSequence(bagOf(6, writeSequence(bagOf(1, keyOf.ec)))));
    const other = writeSequence(
      writeOid("1.2.840.113549.1.9.23.1"),
      writeExplicit(0, encode(Tag.octetString, Uint8Array.of(0x30, 0))),
    );
    const data = (octetsOfData: Uint8Array): Uint8Array =>
      writeSequence(writeOid("1.2.840.113549.1.7.1"), writeExplicit(0, encode(Tag.octetString, octetsOfData)));
    const pfx = writeSequence(
      writeInteger(3),
      data(writeSequence(data(writeSequence(nested, bagOf(4, other), bagOf(5, other))))),
    );
    const content = await readPkcs12(pfx, "");
    expect(content).toMatchObject({ encryption: "none", mac: null, skipped: ["secret"] });
    expect(content.crls.map((crl) => [...crl])).toEqual([[0x30, 0]]);
    expect(content.keys.map(({ pkcs8 }) => Buffer.from(pkcs8))).toEqual([Buffer.from(keyOf.ec)]);
  });
  it("a passphrase that is nothing at all (GnuTLS --null-password) opens", async () => {
    const made = octets("certtool", [
      "--to-p12",
      "--load-privkey",
      at("ec.key"),
      "--load-certificate",
      at("ec.crt"),
      "--p12-name",
      "ec",
      "--null-password",
      "--pkcs-cipher",
      "3des",
      "--outder",
    ]);
    expect((await readPkcs12(made, "")).keys).toHaveLength(1);
  });
  it("UTF-8 octets taken for Latin-1, as OpenSSL before 1.1.0 spelled passphrases, open", async () => {
    const old = Buffer.from("Zürich", "utf8").toString("latin1");
    const file = await writePkcs12({
      key: keyOf.ec,
      certificates: [derOf("ec.crt")],
      friendlyName: null,
      passphrase: old,
      profile: "compatible",
      random: (n) => randomBytes(n),
    });
    expect((await readPkcs12(file, "Zürich")).keys).toHaveLength(1);
  });
});

describe("readPkcs12 of damaged and hostile files", () => {
  it("damage is told from a wrong passphrase", async () => {
    const file = opensslExport();
    await expect(readPkcs12(file.subarray(0, file.length - 200), passphrase)).rejects.toMatchObject({
      code: "der.malformed",
    });
    const broken = Uint8Array.from(file);
    broken[30] = 0x05;
    await expect(readPkcs12(broken, passphrase)).rejects.toMatchObject({ code: "pkcs12.damaged" });
  });
  it("a count of rounds that would take minutes is refused", async () => {
    const file = opensslExport("-iter", "8000000", "-nomac");
    await expect(readPkcs12(file, passphrase)).rejects.toMatchObject({ code: "encryption.too-costly" });
  }, 240_000);
});

describe("reading what pkijs writes", () => {
  it.each([
    ["SHA-1", 128],
    ["SHA-256", 256],
    ["SHA-384", 192],
    ["SHA-512", 256],
  ] as const)("PBES2 of %s and AES-%i, a MAC of the same hash", async (hash, bits) => {
    const file = await writePkcs12ByPkijs({
      keys: [keyOf.rsa],
      certificates: [leaf, ca],
      friendlyNames: ["my 이름"],
      passphrase: "changeit",
      iterations: 2000,
      hash,
      bits,
    });
    const content = await readPkcs12(file, "changeit");
    expect(content.keys.map(({ pkcs8, friendlyName }) => [Buffer.from(pkcs8), friendlyName])).toEqual([
      [Buffer.from(keyOf.rsa), "my 이름"],
    ]);
    expect(content.certificates.map(({ der, friendlyName }) => [Buffer.from(der), friendlyName])).toEqual([
      [Buffer.from(leaf), "my 이름"],
      [Buffer.from(ca), null],
    ]);
    expect(content.keys[0]!.localKeyId).toEqual(content.certificates[0]!.localKeyId);
    expect(content.encryption).toContain(`AES-${bits}`);
    await expect(readPkcs12(file, "wrong")).rejects.toMatchObject({ code: "pkcs12.wrong-passphrase" });
  });
  it("two keys of two kinds", async () => {
    const file = await writePkcs12ByPkijs({
      keys: [keyOf.rsa, keyOf.ec],
      certificates: [leaf, derOf("ec.crt")],
      friendlyNames: ["one", "two"],
      passphrase: "changeit",
      iterations: 2000,
      hash: "SHA-256",
      bits: 256,
    });
    const { keys } = await readPkcs12(file, "changeit");
    expect(keys.map(({ friendlyName }) => friendlyName)).toEqual(["one", "two"]);
    expect(keys.map(({ pkcs8 }) => Buffer.from(pkcs8))).toEqual([keyOf.rsa, keyOf.ec].map((key) => Buffer.from(key)));
  });
});
