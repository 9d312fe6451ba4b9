import { describe, expect, it } from "vitest";
import { commands } from "../commands/index.ts";
import { completeLine } from "./complete.ts";

const complete = (line: string) => completeLine(line, commands);

describe("completion", () => {
  it("completion offers commands", () => {
    expect(complete("")).toMatchObject({ kind: "words", options: ["pki", "help"] });
    expect(complete("pki s")).toEqual({ kind: "words", start: 4, options: ["selfsigned", "sign", "staple"] });
    expect(complete("pki help m")).toMatchObject({ options: ["match"] });
  });

  it("completion asks for files of the kind that the word wants", () => {
    expect(complete("pki match db")).toEqual({ kind: "files", start: 10, prefix: "db", endings: [".key"] });
    expect(complete("pki sign dbserver ")).toMatchObject({
      kind: "files",
      prefix: "",
      endings: [".crt", ".cer", ".pem"],
    });
    expect(complete("pki inspect ")).toMatchObject({ kind: "files", endings: [] });
  });

  it("completion offers attributes that are not given yet, and the values of those that have a list", () => {
    expect(complete("pki csr dbserver CN:a ")).toMatchObject({
      options: expect.not.arrayContaining(["CN:"]) as unknown,
    });
    expect(complete("pki csr dbserver sub")).toMatchObject({ options: ["subjectAltName:"] });
    expect(complete("pki csr dbserver key:p")).toMatchObject({ options: ["key:p-256", "key:p-384", "key:p-521"] });
  });

  it("completion offers nothing inside of a quote and after the last word", () => {
    expect(complete('pki csr a O:"Exa')).toEqual({ kind: "none" });
    expect(complete("pki unlock a.key ")).toEqual({ kind: "none" });
    expect(complete("rm ")).toEqual({ kind: "none" });
  });
});
