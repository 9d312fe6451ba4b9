import { describe, expect, it } from "vitest";
import { countryCodes, isCountryCode, suggestCountry } from "./country.ts";
import { isFailure } from "../failure.ts";
import { requireSubject, type Subject } from "./subject.ts";

function refusalOf(subject: Subject): unknown {
  try {
    requireSubject(subject);
  } catch (error) {
    if (isFailure(error)) return { code: error.code, ...error.facts };
    throw error;
  }
  return "accepted";
}

describe("country codes", () => {
  it("the codes are the 249 of ISO 3166-1", () => {
    expect(countryCodes()).toHaveLength(249);
    expect(countryCodes()).toEqual([...countryCodes()].sort());
    // Intl knows the regions of CLDR; each assigned code has a name there of its own.
    const names = new Intl.DisplayNames("en", { type: "region", fallback: "none" });
    expect(countryCodes().filter((code) => names.of(code) === undefined)).toEqual([]);
  });
  it("reserved and made-up codes are refused", () => {
    expect(["UK", "EU", "XX", "XK", "ZZ", "AN", "SU", "kr", "KOR", "K", ""].filter(isCountryCode)).toEqual([]);
    expect(["KR", "GB", "US", "DE"].every(isCountryCode)).toBe(true);
  });
  it("a code that was meant is suggested", () => {
    expect(["kr", "UK", "Korea", "qq"].map(suggestCountry)).toEqual(["KR", "GB", "KR", ""]);
  });
});

describe("requireSubject", () => {
  it("attributes come out in the order of openssl req whatever their order", () => {
    const fields = requireSubject({
      emailAddress: "a@b",
      CN: "x",
      OU: ["1", "2"],
      O: "o",
      L: "l",
      ST: "s",
      C: "KR",
      DC: ["a", "b"],
    });
    expect(fields.map(({ field, value }) => `${field}=${value}`).join(" ")).toBe(
      "DC=b DC=a C=KR ST=s L=l O=o OU=1 OU=2 CN=x emailAddress=a@b",
    );
  });
  it.each<[keyof Subject, number]>([
    ["CN", 64],
    ["O", 64],
    ["OU", 64],
    ["L", 128],
    ["ST", 128],
    ["emailAddress", 255],
    ["serialNumber", 64],
  ])("holds %s to %i characters", (field, limit) => {
    const letter = field === "emailAddress" || field === "serialNumber" ? "a" : "한";
    expect(refusalOf({ [field]: letter.repeat(limit) })).toBe("accepted");
    expect(refusalOf({ [field]: letter.repeat(limit + 1) })).toEqual({
      code: "subject.value-too-long",
      attribute: field,
      length: limit + 1,
      limit,
    });
  });
  it("a limit counts characters, not UTF-16 units", () => {
    expect(refusalOf({ CN: "😀".repeat(64) })).toBe("accepted");
  });
  it.each([
    [{ CN: "" }, "CN"],
    [{ CN: "  " }, "CN"],
    [{ CN: "x", OU: ["a", ""] }, "OU"],
  ])("refuses an empty value: %j", (subject, attribute) => {
    expect(refusalOf(subject)).toEqual({ code: "subject.value-empty", attribute });
  });
  it.each([
    ["kr", "KR"],
    ["UK", "GB"],
    ["KOR", "KR"],
    ["XX", ""],
    ["K1", ""],
    ["대한", ""],
  ])("refuses C:%s and suggests %j", (value, suggestion) => {
    const refusal = refusalOf({ C: value });
    if (value === "대한")
      expect(refusal).toEqual({ code: "subject.bad-character", attribute: "C", character: "대", position: 1 });
    else expect(refusal).toEqual({ code: "subject.country-unknown", value, suggestion });
  });
  it.each([
    [{ CN: "a\u0000b" }, "CN", "U+0000", 2],
    [{ O: "a\nb" }, "O", "U+000A", 2],
    [{ CN: "a\u202eb" }, "CN", "U+202E", 2],
    [{ emailAddress: "é@b" }, "emailAddress", "é", 1],
    [{ serialNumber: "a_b" }, "serialNumber", "_", 2],
    [{ DC: ["한국"] }, "DC", "한", 1],
    [{ CN: "a\ud800" }, "CN", "U+D800", 2],
  ])("refuses the character in %j", (subject, attribute, character, position) => {
    expect(refusalOf(subject)).toEqual({ code: "subject.bad-character", attribute, character, position });
  });
});
