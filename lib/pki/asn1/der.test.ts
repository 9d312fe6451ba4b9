import { afterAll, describe, expect, it } from "vitest";
import { readElement, requireWellFormed, Tag } from "./der.ts";
import { readBigInteger, readBitString, readBoolean, readInteger, readOid, readString, readTime } from "./der-value.ts";
import {
  encode,
  isOid,
  writeBitString,
  writeInteger,
  writeOid,
  writeSequence,
  writeSetOf,
  writeTime,
  writeUnsigned,
  writeUtf8String,
} from "./der-write.ts";
import { run, temporaryFolder } from "../../../test/support/external-tools.ts";
import { isFailure } from "../failure.ts";

const folder = temporaryFolder();
afterAll(() => folder.remove());
const hex = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text.replaceAll(" ", ""), "hex"));
const toHex = (bytes: Uint8Array): string => Buffer.from(bytes).toString("hex");

/** `problem@offset` of what is thrown. */
function problemOf(read: () => unknown): string {
  try {
    read();
  } catch (error) {
    if (isFailure(error, "der.malformed")) return `${error.facts.problem}@${error.facts.offset}`;
    throw error;
  }
  return "read";
}

describe("readElement", () => {
  it.each([
    ["30", "truncated@0"],
    ["", "truncated@0"],
    ["3003 0101", "truncated@0"],
    ["3000 00", "trailing-bytes@2"],
    ["3080 0000", "indefinite-length@0"],
    ["308100", "long-length-not-minimal@0"],
    ["30817f", "long-length-not-minimal@0"],
    ["30820080", "long-length-not-minimal@0"],
    ["308500000000 01", "length-too-large@0"],
    ["3084ffffffff", "truncated@0"],
    ["1f8100", "unexpected-tag@0"],
  ])("refuses %s as %s", (bytes, problem) => {
    expect(problemOf(() => readElement(hex(bytes)))).toBe(problem);
  });

  it("an offset counts from the start of the whole input", () => {
    expect(problemOf(() => requireWellFormed(readElement(hex("3006 3004 0203 01"))))).toBe("truncated@0");
    expect(problemOf(() => requireWellFormed(readElement(hex("3005 3003 0203 01"))))).toBe("truncated@4");
  });

  it("nesting is refused beyond 64 levels", () => {
    let nested: Uint8Array = new Uint8Array();
    for (let i = 0; i < 80; i++) nested = writeSequence(nested);
    expect(problemOf(() => requireWellFormed(readElement(nested)))).toContain("too-deep");
  });
});

describe("INTEGER, BOOLEAN and BIT STRING", () => {
  it.each([
    ["020100", 0n],
    ["02017f", 127n],
    ["02020080", 128n],
    ["0201ff", -1n],
    ["020180", -128n],
    ["0202ff7f", -129n],
    ["0209 00ffffffffffffffff", 0xffffffffffffffffn],
  ])("reads INTEGER %s as %s and writes it back", (bytes, value) => {
    expect(readBigInteger(readElement(hex(bytes)))).toBe(value);
    expect(toHex(writeInteger(value))).toBe(bytes.replaceAll(" ", ""));
  });
  it.each(["0200", "02020001", "0202007f", "0202ff80", "0202ffff"])("INTEGER %s is refused", (bytes) => {
    expect(problemOf(() => readInteger(readElement(hex(bytes))))).toBe("bad-integer@0");
  });
  it("a magnitude is written as a positive INTEGER", () => {
    expect(toHex(writeUnsigned(hex("0000ff")))).toBe("020200ff");
    expect(toHex(writeUnsigned(hex("0000")))).toBe("020100");
    expect(toHex(writeUnsigned(hex("7f01")))).toBe("02027f01");
  });
  it.each([
    ["010100", false],
    ["0101ff", true],
  ])("reads BOOLEAN %s", (bytes, value) => {
    expect(readBoolean(readElement(hex(bytes)))).toBe(value);
  });
  it.each(["010101", "0100", "0102ffff"])("BOOLEAN %s is refused", (bytes) => {
    expect(problemOf(() => readBoolean(readElement(hex(bytes))))).toBe("bad-boolean@0");
  });
  it("unused bits of a BIT STRING have to be zero", () => {
    expect(readBitString(readElement(hex("030205a0")))).toEqual({ unusedBits: 5, bytes: hex("a0") });
    for (const bytes of ["030205a1", "0300", "03020800", "030101"]) {
      expect(problemOf(() => readBitString(readElement(hex(bytes))))).toBe("bad-bit-string@0");
    }
    expect(toHex(writeBitString(hex("a0"), 5))).toBe("030205a0");
  });
});

describe("OBJECT IDENTIFIER", () => {
  it.each([
    "2.5.29.17",
    "1.2.840.113549.1.1.11",
    "0.9.2342.19200300.100.1.25",
    "2.999.3",
    "2.16.840.1.101.3.4.3.17",
    "1.39.1",
    "2.25.329800735698586629295641978511506172918",
  ])("writes %s as openssl does, and reads it back twice", (dotted) => {
    const written = writeOid(dotted);
    run("openssl", ["asn1parse", "-genstr", `OID:${dotted}`, "-noout", "-out", folder.path("oid")]);
    expect(toHex(written)).toBe(toHex(folder.read("oid")));
    expect(readOid(readElement(written))).toBe(dotted);
    expect(readOid(readElement(written))).toBe(dotted);
  });
  it("identifiers whose hashes may meet are told apart", () => {
    const all = Array.from({ length: 3000 }, (_, i) => `1.2.${i}.${i * 131}`);
    for (const dotted of all) expect(readOid(readElement(writeOid(dotted)))).toBe(dotted);
    for (const dotted of all) expect(readOid(readElement(writeOid(dotted)))).toBe(dotted);
  });
  it.each(["0600", "060180", "06028001", "06032a8001", "060255aa"])("the encoding %s is refused", (bytes) => {
    expect(problemOf(() => readOid(readElement(hex(bytes))))).toBe("bad-oid@0");
  });
  it("isOid tells an identifier from other text", () => {
    expect(["1.2.3", "2.999", "0.39"].map(isOid)).toEqual([true, true, true]);
    expect(["1", "3.1", "1.40", "1.02", "1..2", "", "a.b"].map(isOid)).toEqual([
      false,
      false,
      false,
      false,
      false,
      false,
      false,
    ]);
  });
});

describe("UTCTime and GeneralizedTime", () => {
  const utc = (text: string): Uint8Array => encode(Tag.utcTime, Buffer.from(text));
  const general = (text: string): Uint8Array => encode(Tag.generalizedTime, Buffer.from(text));
  it.each([
    [utc("500101000000Z"), "1950-01-01T00:00:00.000Z"],
    [utc("491231235959Z"), "2049-12-31T23:59:59.000Z"],
    [general("20500101000000Z"), "2050-01-01T00:00:00.000Z"],
    [general("99991231235959Z"), "9999-12-31T23:59:59.000Z"],
    [utc("240229120000Z"), "2024-02-29T12:00:00.000Z"],
    [general("00500101000000Z"), "0050-01-01T00:00:00.000Z"],
  ])("reads %#", (bytes, iso) => {
    expect(readTime(readElement(bytes)).toISOString()).toBe(iso);
  });
  it.each([
    utc("230229000000Z"),
    utc("231301000000Z"),
    utc("230100000000Z"),
    utc("230101240000Z"),
    utc("230101006000Z"),
    utc("230101000060Z"),
    utc("2301010000Z"),
    utc("230101000000"),
    utc("230101000000+0000"),
    utc("2301010000000Z"),
    utc("23010100000 Z"),
    general("20230101000000.5Z"),
    general("230101000000Z"),
    general("20230101000000"),
    encode(Tag.utcTime),
  ])("refuses %#", (bytes) => {
    expect(problemOf(() => readTime(readElement(bytes)))).toBe("bad-time@0");
  });
  it("times are written as UTCTime through 2049 and as GeneralizedTime after", () => {
    for (const iso of [
      "1950-01-01T00:00:00.000Z",
      "2049-12-31T23:59:59.000Z",
      "2050-01-01T00:00:00.000Z",
      "9999-12-31T23:59:59.000Z",
      "1949-12-31T23:59:59.000Z",
    ]) {
      const written = writeTime(new Date(iso));
      expect(readTime(readElement(written)).toISOString()).toBe(iso);
      const isUtc = iso >= "1950" && iso < "2050";
      expect(written[0]).toBe(isUtc ? Tag.utcTime : Tag.generalizedTime);
    }
  });
});

describe("character strings", () => {
  it("a string of each type is read", () => {
    expect(readString(readElement(writeUtf8String("Zoë 한국 😀")))).toBe("Zoë 한국 😀");
    expect(readString(readElement(encode(Tag.bmpString, hex("d55cad6d"))))).toBe("한국");
    expect(readString(readElement(encode(Tag.universalString, hex("0001f600"))))).toBe("😀");
    expect(readString(readElement(encode(Tag.teletexString, hex("e9"))))).toBe("é");
  });
  it.each([
    [Tag.utf8String, "ff"],
    [Tag.printableString, "40"],
    [Tag.printableString, "2a"],
    [Tag.ia5String, "80"],
    [Tag.numericString, "41"],
    [Tag.bmpString, "00"],
    [Tag.universalString, "00110000"],
    [Tag.visibleString, "ff"],
  ])("refuses what tag %i may not hold", (tag, content) => {
    expect(problemOf(() => readString(readElement(encode(tag, hex(content)))))).toBe("bad-string@0");
  });
});

it("a SET OF is sorted by its encodings", () => {
  expect(toHex(writeSetOf(hex("0202ff00"), hex("020105"), hex("020102")))).toBe(
    "310a" + "020102" + "020105" + "0202ff00",
  );
});
it("lengths of every size are written", () => {
  for (const length of [0, 1, 127, 128, 255, 256, 65535, 65536]) {
    const element = readElement(encode(Tag.octetString, new Uint8Array(length)));
    expect(element.length).toBe(length);
  }
});
