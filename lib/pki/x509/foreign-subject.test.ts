import { describe, expect, it } from "vitest";
import { writeForeignRequest } from "../../../test/support/foreign-request.ts";
import { encode, writeSequence } from "../asn1/der-write.ts";
import { Tag } from "../asn1/der.ts";
import { Oid } from "../asn1/oid.ts";
import { isFailure } from "../failure.ts";
import { readRequest } from "./csr.ts";
import { requireForeignSubject } from "./foreign-subject.ts";
import { type Name, readNameBytes } from "./name.ts";

function verdict(name: Name): unknown {
  try {
    requireForeignSubject(name);
  } catch (error) {
    if (isFailure(error)) return { code: error.code, ...error.facts };
    throw error;
  }
  return "accepted";
}
const subject = (type: string, value: string) =>
  verdict(readRequest(writeForeignRequest({ subject: [[type, value]] })).subject);

describe("requireForeignSubject refuses what csr refuses", () => {
  it("a NUL, a control and a character that turns text are refused at their place", () => {
    expect(subject(Oid.commonName, "bank.example\0.evil.example")).toEqual({
      code: "subject.bad-character",
      attribute: "CN",
      character: "U+0000",
      position: 13,
    });
    for (const character of ["\u0007", "\u009f", "\u202e", "\u2028", "\u200f"])
      expect(subject(Oid.organizationName, `A${character}`)).toMatchObject({
        code: "subject.bad-character",
        position: 2,
      });
  });
  it("the upper bounds are those of RFC 5280, also of attributes that we do not write", () => {
    expect(subject(Oid.commonName, "a".repeat(64))).toBe("accepted");
    expect(subject(Oid.commonName, "a".repeat(65))).toEqual({
      code: "subject.value-too-long",
      attribute: "CN",
      length: 65,
      limit: 64,
    });
    expect(subject(Oid.title, "t".repeat(65))).toMatchObject({ code: "subject.value-too-long", attribute: "title" });
    expect(subject(Oid.streetAddress, "s".repeat(300))).toBe("accepted");
  });
  it("a country that is none and a value that is empty are refused", () => {
    expect(subject(Oid.countryName, "UK")).toEqual({ code: "subject.country-unknown", value: "UK", suggestion: "GB" });
    expect(subject(Oid.organizationalUnitName, " ")).toEqual({ code: "subject.value-empty", attribute: "OU" });
    expect(verdict(readNameBytes(writeSequence(encode(Tag.set))))).toMatchObject({ code: "subject.value-empty" });
  });
  it("a subject of several attributes that are right is accepted", () => {
    const name = readRequest(
      writeForeignRequest({
        subject: [
          [Oid.countryName, "KR"],
          [Oid.organizationName, "주식회사 예"],
          [Oid.commonName, "db01"],
        ],
      }),
    ).subject;
    expect(verdict(name)).toBe("accepted");
  });
});
