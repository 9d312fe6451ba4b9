import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { octets, openssl, run, temporaryFolder } from "../../../test/support/external-tools.ts";
import { readRequest } from "./csr.ts";
import { Tag } from "../asn1/der.ts";
import { encode, writeOid, writeSequence, writeSetOf } from "../asn1/der-write.ts";
import { commonNameOf, compareKeyOf, formatName, isEmptyName, readNameBytes, type Name, writeName } from "./name.ts";
import { Oid } from "../asn1/oid.ts";

const folder = temporaryFolder();
afterAll(() => folder.remove());
beforeAll(() => openssl(`genpkey -algorithm ed25519 -out ${folder.path("k")}`));

/** The name that openssl makes of its own `-subj` words. */
function opensslName(subject: string, ...words: string[]): Name {
  return readRequest(
    octets("openssl", [
      "req",
      "-new",
      "-key",
      folder.path("k"),
      "-utf8",
      "-subj",
      subject,
      "-outform",
      "DER",
      ...words,
    ]),
  ).subject;
}
const attribute = (type: string, tag: number, content: string | Uint8Array): Uint8Array =>
  writeSequence(writeOid(type), encode(tag, typeof content === "string" ? Buffer.from(content) : content));
const nameOf = (...attributes: Uint8Array[]): Name =>
  readNameBytes(writeSequence(...attributes.map((each) => writeSetOf(each))));
const cn = (tag: number, content: string | Uint8Array): Name => nameOf(attribute(Oid.commonName, tag, content));

describe("writeName", () => {
  it("a name has the octets that openssl req gives", () => {
    const ours = writeName({
      C: "KR",
      ST: "서울",
      L: "Jongno-gu",
      O: "Acme, Inc.",
      OU: ["Voice", "Core"],
      CN: "db01.acme.example",
      emailAddress: "pki@acme.example",
    });
    const theirs = opensslName(
      "/C=KR/ST=서울/L=Jongno-gu/O=Acme, Inc./OU=Voice/OU=Core/CN=db01.acme.example/emailAddress=pki@acme.example",
    );
    expect(Buffer.from(ours).toString("hex")).toBe(Buffer.from(theirs.der).toString("hex"));
  });
  it("domain components are written from the top level down", () => {
    const ours = readNameBytes(writeName({ DC: ["acme", "example"], CN: "x", UID: "u1", serialNumber: "42" }));
    expect(Buffer.from(ours.der).toString("hex")).toBe(
      Buffer.from(opensslName("/DC=example/DC=acme/CN=x/serialNumber=42/UID=u1").der).toString("hex"),
    );
    expect(formatName(ours)).toBe("UID=u1, serialNumber=42, CN=x, DC=acme, DC=example");
  });
  it("an empty name is 30 00", () => {
    expect([...writeName({})]).toEqual([0x30, 0]);
    expect(isEmptyName(readNameBytes(writeName({})))).toBe(true);
  });
});

describe("formatName", () => {
  it("the most specific part comes first", () => {
    expect(formatName(opensslName("/C=KR/O=Acme/CN=db01"))).toBe("CN=db01, O=Acme, C=KR");
  });
  it.each([
    ["a,b", "a\\,b"],
    ['say "x"', 'say \\"x\\"'],
    ["a+b", "a\\+b"],
    ["a;b<c>d", "a\\;b\\<c\\>d"],
    ["back\\slash", "back\\\\slash"],
    ["#1", "\\#1"],
    [" lead", "\\ lead"],
    ["trail ", "trail\\ "],
    [" ", "\\ "],
    ["a#b", "a#b"],
    ["Zoë 한국", "Zoë 한국"],
    ["a\u0000b", "a\\00b"],
    ["a\nb", "a\\0Ab"],
    ["a\u202eb", "a\\E2\\80\\AEb"],
  ])("escapes %j as RFC 4514 wants", (value, escaped) => {
    expect(formatName(cn(Tag.utf8String, value))).toBe(`CN=${escaped}`);
  });
  it("awkward values are shown as openssl -nameopt RFC2253 does", () => {
    for (const value of ["a,b+c", '"q"', "x;y<z>", " s "]) {
      folder.write(
        "c",
        octets("openssl", [
          "req",
          "-x509",
          "-key",
          folder.path("k"),
          "-multivalue-rdn",
          "-subj",
          `/CN=${value.replace("+", "\\+")}`,
          "-outform",
          "DER",
        ]),
      );
      const theirs = run("openssl", [
        "x509",
        "-in",
        folder.path("c"),
        "-inform",
        "DER",
        "-noout",
        "-subject",
        "-nameopt",
        "RFC2253",
      ]);
      expect(theirs.replace(/\n$/, "")).toBe(`subject=${formatName(cn(Tag.utf8String, value))}`);
    }
  });
  it("several values of one RDN and types without an abbreviation are shown", () => {
    const both = readNameBytes(
      writeSequence(
        writeSetOf(
          attribute(Oid.commonName, Tag.utf8String, "x"),
          attribute(Oid.organizationalUnitName, Tag.utf8String, "y"),
        ),
      ),
    );
    expect(formatName(both)).toBe("CN=x+OU=y");
    expect(formatName(nameOf(attribute("1.2.3.4", Tag.utf8String, "v")))).toBe("1.2.3.4=v");
    expect(formatName(nameOf(attribute("1.2.3.4", Tag.octetString, Uint8Array.of(1, 2))))).toMatch(/^1\.2\.3\.4=#/);
  });
  it("a value that breaks its string type stays readable and is told", () => {
    const name = cn(Tag.printableString, "a@b*");
    expect(commonNameOf(name)).toBe("a@b*");
    expect(name.rdns[0]![0]!.isMalformed).toBe(true);
    expect(commonNameOf(cn(Tag.utf8String, Uint8Array.of(0xe9)))).toBe("é");
  });
  it("an empty RDN is not shown, and the name is not taken for an empty one", () => {
    const name = readNameBytes(
      writeSequence(encode(Tag.set), writeSetOf(attribute(Oid.commonName, Tag.utf8String, "x"))),
    );
    expect(formatName(name)).toBe("CN=x");
    expect(compareKeyOf(name)).not.toBe(compareKeyOf(cn(Tag.utf8String, "x")));
  });
  it("the last CN is the common name", () => {
    expect(commonNameOf(opensslName("/CN=general/CN=specific"))).toBe("specific");
    expect(commonNameOf(opensslName("/O=x"))).toBeNull();
  });
});

describe("compareKeyOf compares names (RFC 5280 §7.1)", () => {
  const key = (tag: number, value: string | Uint8Array): string => compareKeyOf(cn(tag, value));
  it("case, string type and runs of white space do not matter", () => {
    const base = key(Tag.utf8String, "Acme Root CA");
    expect(key(Tag.printableString, "ACME root ca")).toBe(base);
    expect(key(Tag.utf8String, "  Acme   Root\u00a0CA ")).toBe(base);
    expect(key(Tag.bmpString, Buffer.from("Acme Root CA", "utf16le").swap16())).toBe(base);
    expect(key(Tag.utf8String, "Acme Root CB")).not.toBe(base);
    expect(key(Tag.utf8String, "AcmeRootCA")).not.toBe(base);
  });
  it("composed and decomposed letters are the same", () => {
    expect(key(Tag.utf8String, "Zo\u00eb")).toBe(key(Tag.utf8String, "Zoe\u0308"));
  });
  it("different structures are different names", () => {
    const apart = [
      opensslName("/CN=a/O=b"),
      opensslName("/O=b/CN=a"),
      opensslName("/CN=a;2.5.4.10=t1:b"),
      opensslName("/CN=a+O=b", "-multivalue-rdn"),
      opensslName("/CN=ab"),
    ].map(compareKeyOf);
    expect(new Set(apart).size).toBe(apart.length);
  });
  it("malformed text is not the same as text", () => {
    expect(key(Tag.printableString, "a@b")).not.toBe(key(Tag.utf8String, "a@b"));
  });
});

it.each([
  ["an RDN that is no SET", writeSequence(writeSequence())],
  ["no SEQUENCE", encode(Tag.set)],
  ["an attribute without a value", writeSequence(encode(Tag.set, writeSequence(writeOid("2.5.4.3"))))],
])("refuses %s", (_, der) => {
  expect(() => readNameBytes(der)).toThrow("der.malformed");
});
