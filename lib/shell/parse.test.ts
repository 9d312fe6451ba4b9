import { describe, expect, it } from "vitest";
import { commands } from "../commands/index.ts";
import { Failure } from "./error-codes.ts";
import { parseLine } from "./parse.ts";

const parse = (line: string) => parseLine(line, commands);

function failureOf(line: string): { code: string; facts: unknown } {
  try {
    parse(line);
  } catch (error) {
    if (error instanceof Failure) return { code: error.code, facts: error.facts };
    throw error;
  }
  return expect.unreachable(`${line} was understood`);
}

describe("a typed line", () => {
  it("a line of csr is read in any order, with quotes and a list of names", () => {
    expect(
      parse(
        'pki csr dbserver C:KR O:"Example Inc" CN:cmscore1.example.com subjectAltName:cmscore2.example.com,192.0.2.25',
      ),
    ).toEqual({
      kind: "command",
      name: "csr",
      input: {
        name: "dbserver",
        subject: { C: "KR", O: "Example Inc", CN: "cmscore1.example.com" },
        subjectAltNames: ["cmscore2.example.com", "192.0.2.25"],
      },
      secret: null,
    });
  });

  it("the lines of the manual are read as they stand, a capital Pki included", () => {
    expect(parse("Pki selfsigned dbca CN:tplab.local")).toMatchObject({
      name: "selfsigned",
      input: { name: "dbca", subject: { CN: "tplab.local" } },
    });
    expect(parse("pki sign dbserver dbca")).toMatchObject({ input: { request: "dbserver", issuer: "dbca" } });
    expect(parse("pki")).toMatchObject({ name: "usage" });
  });

  it("repeated units and name lists are collected, and other repetitions refused", () => {
    expect(parse("pki csr a CN:a OU:x OU:y subjectAltName:a,b subjectAltName:c")).toMatchObject({
      input: { subject: { OU: ["x", "y"] }, subjectAltNames: ["a", "b", "c"] },
    });
    expect(failureOf("pki csr a CN:a CN:b")).toEqual({ code: "line.repeated-attribute", facts: { attribute: "CN" } });
  });

  it("an empty item of a list is kept, so that the command can name it", () => {
    expect(parse("pki csr a CN:a subjectAltName:a,,b")).toMatchObject({ input: { subjectAltNames: ["a", "", "b"] } });
  });

  it("one word of match is taken for the certificate", () => {
    expect(parse("pki match dbserver.crt")).toMatchObject({ input: { certificate: "dbserver.crt" } });
    expect(parse("pki match a.key b.crt")).toMatchObject({ input: { key: "a.key", certificate: "b.crt" } });
  });

  it("the passphrase of unlock is asked for, and refused in the line without repeating it", () => {
    expect(parse("pki unlock tableau.key")).toMatchObject({ secret: "passphrase", input: { key: "tableau.key" } });
    for (const line of [
      "pki unlock tableau.key hunter2",
      "pki unlock tableau.key passphrase:hunter2",
      "pki inspect a.p12 hunter2",
    ]) {
      const failure = failureOf(line);
      expect(failure.code).toBe("line.secret-inline");
      expect(JSON.stringify(failure)).not.toContain("hunter2");
    }
  });

  it("unknown words are answered with the nearest", () => {
    expect(failureOf("pki sing a b")).toEqual({ code: "line.unknown-word", facts: { word: "sing", nearest: "sign" } });
    expect(failureOf("pki selfsinged a")).toMatchObject({ facts: { nearest: "selfsigned" } });
    expect(failureOf("csr dbserver")).toEqual({
      code: "line.unknown-word",
      facts: { word: "csr", nearest: "pki csr" },
    });
    expect(failureOf("pki csr a CN:a subjectAltNames:b")).toMatchObject({
      code: "line.unknown-attribute",
      facts: { nearest: "subjectAltName" },
    });
    expect(failureOf("pki toString")).toMatchObject({ code: "line.unknown-word" });
    expect(failureOf("pki csr a constructor:x")).toMatchObject({ code: "line.unknown-attribute" });
    expect(failureOf("pki csr a __proto__")).toMatchObject({ code: "line.extra-word" });
  });

  it("a word that is missing or too many is named", () => {
    expect(failureOf("pki sign dbserver")).toMatchObject({
      code: "line.missing-word",
      facts: { word: "<CA key/cert basename>" },
    });
    expect(failureOf("pki csr a CN:a O:Example Inc")).toMatchObject({
      code: "line.extra-word",
      facts: { word: "Inc" },
    });
  });

  it("a command that the appliance does otherwise has no typed line", () => {
    for (const { name, positional } of commands)
      if (positional === undefined) expect(failureOf(`pki ${name} x`).code).toBe("line.unknown-word");
  });

  it("a line of a log is one text, with and without quotes", () => {
    const text = "FAILURE: TLS port set but no certificates configured";
    for (const line of [`pki find ${text}`, `pki find "${text}"`])
      expect(parse(line)).toMatchObject({ name: "find", input: { text } });
    expect(failureOf("pki find").code).toBe("line.missing-word");
  });

  it("help is known in its forms", () => {
    expect(parse("help")).toEqual({ kind: "help", topic: null });
    expect(parse("pki help")).toEqual({ kind: "help", topic: null });
    for (const line of ["help csr", "pki help csr", "help pki csr"])
      expect(parse(line)).toEqual({ kind: "help", topic: "csr" });
    expect(failureOf("help nothing").code).toBe("line.unknown-word");
    expect(parse("   ")).toEqual({ kind: "empty" });
  });
});
