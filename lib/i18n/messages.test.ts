import { describe, expect, it } from "vitest";
import { bundleNotes as englishBundles, orderFindings as englishOrders } from "./en/sentences/bundle.ts";
import { errors as englishErrors } from "./en/errors/errors.ts";
import { findings as englishFindings } from "./en/sentences/findings.ts";
import { inputIssues as englishIssues } from "./en/sentences/input-issues.ts";
import { notes as englishNotes } from "./en/sentences/notes.ts";
import { pathFindings as englishPath, pathFixes as englishFixes } from "./en/sentences/path.ts";
import { bundleNotes as koreanBundles, orderFindings as koreanOrders } from "./ko/sentences/bundle.ts";
import { errors as koreanErrors } from "./ko/errors/errors.ts";
import { findings as koreanFindings } from "./ko/sentences/findings.ts";
import { inputIssues as koreanIssues } from "./ko/sentences/input-issues.ts";
import { notes as koreanNotes } from "./ko/sentences/notes.ts";
import { pathFindings as koreanPath, pathFixes as koreanFixes } from "./ko/sentences/path.ts";

type Messages = Readonly<Record<string, (facts: never) => string>>;

/** Facts of any name: the words around them are what is read here. */
const factsOf = (code: string) =>
  new Proxy(
    {},
    {
      get: (_, name) => {
        if (name === "problem")
          return code === "der.malformed"
            ? "truncated"
            : code === "export.unproven"
              ? "mac"
              : code.startsWith("path.")
                ? "2027-01-02"
                : "empty";
        if (name === "reason" && code === "san.malformed") return "ip-cidr";
        if (name === "reason" && code === "reissue") return "names";
        if (name === "found" && code === "bundle.text-line-ends") return "crlf";
        if (
          name === "leaves" ||
          (/^(order|bundle)\./.test(code) && (name === "found" || name === "wanted" || name === "positions"))
        )
          return ["leaf", "root"];
        if (name === "issues") return [{ field: "subject.C", code: "required", params: {} }];
        if (name === "scope") return "attributes";
        if (name === "services") return ["www", "database"];
        if (name === "fileNames" || name === "dependents" || name === "columns") return ["a.key", "a.crt"];
        return name === "days" || name === "count" ? 3 : "2027-01-02";
      },
    },
  ) as never;

const sets: readonly (readonly [string, Messages, Messages])[] = [
  ["errors", englishErrors as Messages, koreanErrors as Messages],
  ["findings", englishFindings as Messages, koreanFindings as Messages],
  ["notes", englishNotes as Messages, koreanNotes as Messages],
  ["findings of a path", englishPath as Messages, koreanPath as Messages],
  ["fixes of a path", englishFixes as Messages, koreanFixes as Messages],
  ["notes of a bundle", englishBundles as Messages, koreanBundles as Messages],
  ["findings about an order", englishOrders as Messages, koreanOrders as Messages],
  ["issues of input", englishIssues, koreanIssues],
];

describe.each(sets)("%s", (_, english, korean) => {
  it("are the same in both languages", () => {
    expect(Object.keys(korean)).toEqual(Object.keys(english));
  });

  it.each(Object.keys(english))("%s is a sentence in both languages", (code) => {
    const inEnglish = english[code]!(factsOf(code));
    const inKorean = korean[code]!(factsOf(code));
    expect(inEnglish).toMatch(/[.:]$|[.]/);
    expect(inEnglish).not.toMatch(/!|undefined|\bNaN\b|\b(oops|please|sorry|successfully)\b/i);
    expect(inKorean).toMatch(/[가-힣]/);
    expect(inKorean).toMatch(/(다|오)[.:(]/);
    expect(inKorean).not.toMatch(/!|undefined|\bNaN\b|(해요|세요|에요)/);
  });
});
