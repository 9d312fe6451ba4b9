import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { octets, openssl, run, temporaryFolder } from "../../../test/support/external-tools.ts";
import { importPeerKey, readSignedDataByPkijs, writeSignedDataByPkijs } from "../../../test/support/pkijs.ts";
import { readPem, writePem } from "../asn1/pem.ts";
import { readPkcs7Certificates, readSignedData, writePkcs7 } from "./pkcs7.ts";

const folder = temporaryFolder();
const at = (name: string): string => folder.path(name);
const certificates: Uint8Array[] = [];

beforeAll(() => {
  for (const name of ["one", "two", "three"]) {
    openssl(
      `req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout ${at(`${name}.key`)} -subj /CN=${name} -days 9 -out ${at(name)}`,
    );
    certificates.push(readPem(Buffer.from(folder.read(name)).toString()).blocks[0]!.bytes);
  }
});
afterAll(() => folder.remove());
const same = (ders: readonly Uint8Array[]): Buffer[] => ders.map((der) => Buffer.from(der));

describe("readPkcs7Certificates and writePkcs7", () => {
  it.each(["PEM", "DER"])("the output of openssl crl2pkcs7 in %s is read", (form) => {
    const made = octets("openssl", [
      "crl2pkcs7",
      "-nocrl",
      "-certfile",
      at("one"),
      "-certfile",
      at("two"),
      "-outform",
      form,
    ]);
    expect(same(readPkcs7Certificates(made))).toEqual(same(certificates.slice(0, 2)));
  });
  it("the output of certtool and a signed message streamed as BER are read", () => {
    folder.write("both", Buffer.concat([folder.read("one"), folder.read("two")]));
    const made = octets("certtool", ["--p7-generate", "--load-certificate", at("both")]);
    expect(readPkcs7Certificates(made)).toHaveLength(2);
    const streamed = octets(
      "openssl",
      [
        "cms",
        "-sign",
        "-stream",
        "-indef",
        "-nodetach",
        "-binary",
        "-signer",
        at("one"),
        "-inkey",
        at("one.key"),
        "-certfile",
        at("two"),
        "-outform",
        "DER",
      ],
      Buffer.alloc(20_000, 7),
    );
    expect(streamed[1]).toBe(0x80);
    expect(same(readPkcs7Certificates(streamed)).toSorted(Buffer.compare)).toEqual(
      same(certificates.slice(0, 2)).toSorted(Buffer.compare),
    );
  });
  it("openssl, certtool and keytool read what is written, in its order", () => {
    const der = writePkcs7(certificates);
    const listed = openssl("pkcs7 -inform DER -print_certs", der);
    expect([...listed.matchAll(/^subject=CN = (\w+)/gm)].map(([, name]) => name)).toEqual(["one", "two", "three"]);
    expect(run("certtool", ["--p7-info", "--inder"], der)).toContain("Number of certificates: 3");
    folder.write("ours.p7b", writePem("PKCS7", der));
    expect(run("keytool", ["-printcert", "-file", at("ours.p7b")])).toContain("CN=three");
    expect(same(readSignedData(der).certificates)).toEqual(same(certificates));
  });
  it("a PKCS#7 without certificates is refused as such", () => {
    expect(() => readPkcs7Certificates(writePkcs7([]))).toThrow("pkcs7.no-certificates");
    const enveloped = octets(
      "openssl",
      [
        "cms",
        "-encrypt",
        "-aes128",
        "-outform",
        "DER",
        "-secretkey",
        "000102030405060708090a0b0c0d0e0f",
        "-secretkeyid",
        "01",
      ],
      Buffer.from("x"),
    );
    expect(() => readPkcs7Certificates(enveloped)).toThrow("pkcs7.no-certificates");
  });
});

describe("pkijs, which shares no code with us,", () => {
  it("reads the bag of certificates that we write, in its order and without a signer", () => {
    const read = readSignedDataByPkijs(writePkcs7([certificates[2]!, certificates[0]!, certificates[1]!]));
    expect(same(read.certificates)).toEqual(same([certificates[2]!, certificates[0]!, certificates[1]!]));
    expect(read.signers).toBe(0);
  });
  it("writes SignedData that we read: certificates, one signer, the type of what is signed", async () => {
    const pkcs8 = octets("openssl", ["pkcs8", "-topk8", "-nocrypt", "-in", at("one.key"), "-outform", "DER"]);
    const made = await writeSignedDataByPkijs(
      Buffer.from("signed"),
      [certificates[0]!, certificates[1]!],
      await importPeerKey(pkcs8, "P-256"),
    );
    const { certificates: read, signers, contentType } = readSignedData(made);
    expect(same(read).toSorted(Buffer.compare)).toEqual(same(certificates.slice(0, 2)).toSorted(Buffer.compare));
    expect([signers, contentType]).toEqual([1, "1.2.840.113549.1.7.1"]);
    expect(readPkcs7Certificates(made)).toHaveLength(2);
  });
});
