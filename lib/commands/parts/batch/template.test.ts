import { describe, expect, it, test } from "vitest";
import { isFailure } from "../../error-codes.ts";
import type { Person } from "../../ports/batch.ts";
import { altNamesFor, subjectFor } from "../../../pki/x509/subject-template.ts";
import { readTemplate } from "./template.ts";

const minji: Person = {
  position: 1,
  name: "김민지",
  email: "minji@example.com",
  upn: "minji@corp.example.com",
  department: "Sales, Seoul",
};
const nobody: Person = { position: 2, name: "Jan", email: null, upn: null, department: null };
type Given = Parameters<typeof readTemplate>[0]["template"];
const template = (given: Given) => readTemplate({ template: given, profile: "modern" });
const refusal = (act: () => unknown): unknown => {
  try {
    return act();
  } catch (error) {
    if (isFailure(error)) return { code: error.code, ...error.facts };
    throw error;
  }
};

describe("a template", () => {
  it("a template has a default for everything", () => {
    expect(template(undefined)).toEqual({
      subject: { CN: "{name}" },
      subjectAltNames: ["email", "upn"],
      key: "p-256",
      days: 365,
      profile: "modern",
      iterations: null,
    });
    expect(template({ subject: {} }).subject).toEqual({ CN: "{name}" });
  });

  test.each([
    ["CN={name}, OU={department}, O=Example"],
    ["/CN={name}/OU={department}/O=Example"],
    ["cn: {name}, ou = {department}, o=Example"],
  ])("is read from %s", (pattern) => {
    expect(template(pattern).subject).toEqual({ CN: "{name}", OU: "{department}", O: "Example" });
  });

  it("a template takes an attribute twice, and a separator behind a backslash", () => {
    expect(template("CN={name}, OU=Sales, OU=Seoul, O=Example\\, Inc.").subject).toEqual({
      CN: "{name}",
      OU: ["Sales", "Seoul"],
      O: "Example, Inc.",
    });
  });

  it("a template is refused with what it does not understand", () => {
    expect(refusal(() => template("CN={name}, Room=3"))).toMatchObject({ code: "template.malformed", part: "Room=3" });
    expect(refusal(() => template({ subject: { CN: "{nmae}" } }))).toMatchObject({
      code: "template.placeholder-unknown",
      placeholder: "{nmae}",
    });
  });

  it("a template becomes one person's subject, without the attributes that are empty for them", () => {
    const pattern = template("CN={name} ({department}), OU={department}, O=Example");
    expect(subjectFor(pattern, minji)).toEqual({ CN: "김민지 (Sales, Seoul)", OU: "Sales, Seoul", O: "Example" });
    expect(subjectFor(pattern, nobody)).toEqual({ CN: "Jan ()", O: "Example" });
    expect(refusal(() => subjectFor(template("CN={department}, O=Example"), nobody))).toEqual({
      code: "subject.value-empty",
      attribute: "CN",
    });
  });

  it("a person's name is not read as a pattern", () => {
    expect(subjectFor(template("CN={name}"), { ...nobody, name: "{email}, O=Evil" })).toEqual({
      CN: "{email}, O=Evil",
    });
  });

  it("the alternative names hold what the person has and the template asks for", () => {
    expect(altNamesFor(template(undefined), minji)).toEqual([
      { kind: "email", value: "minji@example.com" },
      { kind: "upn", value: "minji@corp.example.com" },
    ]);
    expect(altNamesFor(template({ subjectAltNames: ["upn"] }), minji)).toEqual([
      { kind: "upn", value: "minji@corp.example.com" },
    ]);
    expect(altNamesFor(template(undefined), nobody)).toEqual([]);
    expect(refusal(() => altNamesFor(template(undefined), { ...minji, email: "no address" }))).toMatchObject({
      code: "san.malformed",
    });
  });
});
