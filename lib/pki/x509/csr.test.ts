import "reflect-metadata";
import { createPrivateKey, webcrypto } from "node:crypto";
import { Pkcs10CertificateRequestGenerator, SubjectAlternativeNameExtension } from "@peculiar/x509";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { octets, openssl, run, temporaryFolder } from "../../../test/support/external-tools.ts";
import { peerKey, readRequestByPkijs, writeRequestByPkijs } from "../../../test/support/pkijs.ts";
import { subjectAltNames } from "./certificate.ts";
import { readRequest, requestSignatureVerdict, writeRequest } from "./csr.ts";
import { encode, writeBitString, writeExplicit, writeInteger, writeOid, writeSequence } from "../asn1/der-write.ts";
import { parseGeneralNameText } from "./general-name-text.ts";
import { formatGeneralName } from "./general-name.ts";
import { formatName } from "./name.ts";
import { Oid } from "../asn1/oid.ts";
import { writePem } from "../asn1/pem.ts";
import { signerOf } from "../keys/signer.ts";

const folder = temporaryFolder();
const at = (name: string): string => folder.path(name);
afterAll(() => folder.remove());
const keys: Record<string, string> = {
  rsa: "-algorithm RSA -pkeyopt rsa_keygen_bits:2048",
  "rsa-3072": "-algorithm RSA -pkeyopt rsa_keygen_bits:3072",
  "p-256": "-algorithm EC -pkeyopt ec_paramgen_curve:P-256",
  "p-384": "-algorithm EC -pkeyopt ec_paramgen_curve:P-384",
  "p-521": "-algorithm EC -pkeyopt ec_paramgen_curve:P-521",
  ed25519: "-algorithm ED25519",
};
beforeAll(() => {
  for (const [name, words] of Object.entries(keys)) openssl(`genpkey ${words} -out ${at(name)}`);
});
const signer = (name: string) => signerOf(createPrivateKey(Buffer.from(folder.read(name))));
const hex = (bytes: Uint8Array | ArrayBuffer): string => Buffer.from(bytes as Uint8Array).toString("hex");

const subject = {
  C: "KR",
  ST: "서울",
  L: "Jongno-gu",
  O: "Acme",
  OU: ["Voice", "Core"],
  CN: "db01.acme.example",
  emailAddress: "pki@acme.example",
};
const words = "/C=KR/ST=서울/L=Jongno-gu/O=Acme/OU=Voice/OU=Core/CN=db01.acme.example/emailAddress=pki@acme.example";
const names = [
  "db01.acme.example",
  "*.acme.example",
  "10.20.1.5",
  "2001:db8::5",
  "pki@acme.example",
  "https://acme.example/x",
  "UPN:jin@acme.example",
  "RID:1.2.3.4",
];
const extension =
  "subjectAltName=DNS:db01.acme.example,DNS:*.acme.example,IP:10.20.1.5,IP:2001:db8::5,email:pki@acme.example,URI:https://acme.example/x,otherName:1.3.6.1.4.1.311.20.2.3;UTF8:jin@acme.example,RID:1.2.3.4";

describe("writeRequest writes byte by byte what openssl req writes", () => {
  const theirs = (key: string, ...more: string[]): Uint8Array =>
    octets("openssl", ["req", "-new", "-utf8", "-key", at(key), "-subj", words, "-outform", "DER", ...more]);
  it.each(["rsa", "rsa-3072", "ed25519"])("a request of %s is the same, signature included", (key) => {
    expect(hex(writeRequest(subject, [], signer(key)))).toBe(hex(theirs(key)));
    expect(hex(writeRequest(subject, names.map(parseGeneralNameText), signer(key)))).toBe(
      hex(theirs(key, "-addext", extension)),
    );
  });
  it.each(["p-256", "p-384", "p-521"])("a request of %s is the same but for its random signature", (key) => {
    const ours = readRequest(writeRequest(subject, names.map(parseGeneralNameText), signer(key)));
    expect(hex(ours.info)).toBe(hex(readRequest(theirs(key, "-addext", extension)).info));
  });
});

it("a request is byte by byte what @peculiar/x509 writes", async () => {
  const privateKey = createPrivateKey(Buffer.from(folder.read("rsa")));
  const algorithm = { name: "RSASSA-PKCS1-v1_5", hash: "SHA-256" };
  const pkcs8 = privateKey.export({ format: "der", type: "pkcs8" });
  const pair = {
    privateKey: await webcrypto.subtle.importKey("pkcs8", pkcs8, algorithm, true, ["sign"]),
    publicKey: await webcrypto.subtle.importKey("spki", Buffer.from(signer("rsa").spki), algorithm, true, ["verify"]),
  };
  const theirs = await Pkcs10CertificateRequestGenerator.create(
    {
      name: [
        { C: [{ printableString: "KR" }] },
        { ST: [{ utf8String: "서울" }] },
        { L: [{ utf8String: "Jongno-gu" }] },
        { O: [{ utf8String: "Acme" }] },
        { OU: [{ utf8String: "Voice" }] },
        { OU: [{ utf8String: "Core" }] },
        { CN: [{ utf8String: "db01.acme.example" }] },
        { E: [{ ia5String: "pki@acme.example" }] },
      ] as never,
      keys: pair as never,
      signingAlgorithm: algorithm,
      extensions: [
        new SubjectAlternativeNameExtension([
          { type: "dns", value: "db01.acme.example" },
          { type: "ip", value: "10.20.1.5" },
          { type: "ip", value: "2001:db8::5" },
          { type: "email", value: "pki@acme.example" },
          { type: "url", value: "https://acme.example/x" },
          { type: "upn", value: "진@acme.example" },
        ]),
      ],
    },
    webcrypto as never,
  );
  const same = [
    "db01.acme.example",
    "10.20.1.5",
    "2001:db8::5",
    "pki@acme.example",
    "https://acme.example/x",
    "UPN:진@acme.example",
  ];
  expect(hex(writeRequest(subject, same.map(parseGeneralNameText), signer("rsa")))).toBe(hex(theirs.rawData));
});

describe.each(Object.keys(keys))("writeRequest with a %s key", (key) => {
  it("openssl and certtool check the signature", () => {
    const pem = writePem("CERTIFICATE REQUEST", writeRequest(subject, names.map(parseGeneralNameText), signer(key)));
    const file = folder.write("csr", pem);
    expect(run("sh", ["-c", `openssl req -verify -noout -in ${file} 2>&1`])).toMatch(/verify OK/);
    expect(run("certtool", ["--crq-info", "--infile", file])).toContain("Self signature: verified");
  });
});

describe("readRequest", () => {
  it("a request that was written is read back", () => {
    const request = readRequest(writeRequest(subject, names.map(parseGeneralNameText), signer("rsa")));
    expect(formatName(request.subject)).toBe(
      "emailAddress=pki@acme.example, CN=db01.acme.example, OU=Core, OU=Voice, O=Acme, L=Jongno-gu, ST=서울, C=KR",
    );
    expect(subjectAltNames(request).map(formatGeneralName)).toEqual([
      "DNS:db01.acme.example",
      "DNS:*.acme.example",
      "IP:10.20.1.5",
      "IP:2001:db8::5",
      "email:pki@acme.example",
      "URI:https://acme.example/x",
      "UPN:jin@acme.example",
      "RID:1.2.3.4",
    ]);
    expect(requestSignatureVerdict(request)).toBe("valid");
  });
  it("a request that was changed after it was signed is told", () => {
    const der = writeRequest(subject, [], signer("rsa")).slice();
    const offset = Buffer.from(der).indexOf("db01");
    der[offset] = "x".charCodeAt(0);
    const request = readRequest(der);
    expect(formatName(request.subject)).toContain("CN=xb01");
    expect(requestSignatureVerdict(request)).toBe("invalid");
  });
  it("other attributes and Microsoft's form of the extensions are read", () => {
    folder.write(
      "cnf",
      "[req]\ndistinguished_name=d\nprompt=no\nattributes=a\n[d]\nCN=x\n[a]\nchallengePassword=secret12\nunstructuredName=y\n",
    );
    const request = readRequest(
      octets("openssl", ["req", "-new", "-key", at("rsa"), "-config", at("cnf"), "-outform", "DER"]),
    );
    expect(request.attributes.map(({ type }) => type)).toContain(Oid.challengePassword);
    const wrapped = encode(
      0x31,
      writeSequence(writeSequence(writeOid(Oid.keyUsage), encode(4, Uint8Array.of(3, 2, 5, 0xa0)))),
    );
    const info = writeSequence(
      writeInteger(0),
      writeSequence(),
      request.spki,
      writeExplicit(0, writeSequence(writeOid(Oid.microsoftExtensionRequest), wrapped)),
    );
    const read = readRequest(writeSequence(info, request.signatureAlgorithm, writeBitString(Uint8Array.of(1))));
    expect(read.extensions.map(({ oid }) => oid)).toEqual([Oid.keyUsage]);
    expect(requestSignatureVerdict(read)).toBe("invalid");
  });
  it("a request without the attributes field is read", () => {
    const { spki, signatureAlgorithm } = readRequest(writeRequest(subject, [], signer("rsa")));
    const info = writeSequence(writeInteger(0), writeSequence(), spki);
    expect(readRequest(writeSequence(info, signatureAlgorithm, writeBitString(Uint8Array.of(1)))).attributes).toEqual(
      [],
    );
  });
  it("a certificate and bytes after the end are refused, another version is told", () => {
    const der = writeRequest(subject, [], signer("ed25519"));
    expect(() => readRequest(Uint8Array.of(...der, 0))).toThrow("der.malformed");
    expect(() =>
      readRequest(octets("openssl", ["req", "-x509", "-key", at("rsa"), "-subj", "/CN=x", "-outform", "DER"])),
    ).toThrow("der.malformed");
    const { spki, signatureAlgorithm } = readRequest(der);
    const third = readRequest(
      writeSequence(
        writeSequence(writeInteger(2), writeSequence(), spki),
        signatureAlgorithm,
        writeBitString(Uint8Array.of(1)),
      ),
    );
    expect([third.version, readRequest(der).version]).toEqual([3, 1]);
  });
});

it("names are critical when there is no subject, and one of the two is needed", () => {
  const request = readRequest(writeRequest({}, [parseGeneralNameText("db01.acme.example")], signer("ed25519")));
  expect(request.extensions).toMatchObject([{ oid: Oid.subjectAltName, critical: true }]);
  expect(() => writeRequest({}, [], signer("ed25519"))).toThrow("subject.empty");
});
it("a name that is given twice is written once", () => {
  const request = readRequest(
    writeRequest(
      subject,
      ["a.example", "A.example", "10.0.0.1", "b.example", "10.0.0.1"].map(parseGeneralNameText),
      signer("ed25519"),
    ),
  );
  expect(subjectAltNames(request).map(formatGeneralName)).toEqual(["DNS:a.example", "IP:10.0.0.1", "DNS:b.example"]);
});

describe("pkijs, which shares no code with us,", () => {
  it.each(["rsa", "rsa-3072", "p-256", "p-384", "p-521"])(
    "reads and verifies our request with a %s key",
    async (key) => {
      const wanted = ["db01.acme.example", "*.acme.example", "10.20.1.5"].map(parseGeneralNameText);
      const made = writeRequest(subject, wanted, signer(key));
      expect(await readRequestByPkijs(made)).toEqual({
        isValid: true,
        commonName: "db01.acme.example",
        dnsNames: ["db01.acme.example", "*.acme.example"],
      });
      const changed = Uint8Array.from(made);
      changed[Buffer.from(changed).indexOf("db01")] = "x".charCodeAt(0);
      expect(await readRequestByPkijs(changed)).toMatchObject({ isValid: false, commonName: "xb01.acme.example" });
    },
  );
  it.each(["P-256", "RSA-2048"] as const)("writes a request with a %s key that we read and verify", async (kind) => {
    const made = await writeRequestByPkijs("서버.example", ["one.example", "two.example"], await peerKey(kind));
    const request = readRequest(made);
    expect(formatName(request.subject)).toBe("CN=서버.example");
    expect(subjectAltNames(request).map(formatGeneralName)).toEqual(["DNS:one.example", "DNS:two.example"]);
    expect(requestSignatureVerdict(request)).toBe("valid");
    const changed = Uint8Array.from(made);
    changed[Buffer.from(changed).indexOf("one.example")] = "x".charCodeAt(0);
    expect(requestSignatureVerdict(readRequest(changed))).toBe("invalid");
  });
});
