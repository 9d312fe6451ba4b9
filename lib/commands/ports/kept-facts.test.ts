import { describe, expect, it } from "vitest";
import { errorSamples, samplesOf } from "../../../test/support/sample-facts.ts";
import { factsOfAct, factsOfFailure, keptFacts } from "./kept-facts.ts";

const factsOf = (code: string): readonly object[] =>
  samplesOf(errorSamples).flatMap((sample) => (sample.code === code ? [sample.facts as object] : []));

describe("the facts of a failure in the log", () => {
  it("names of what is stored, numbers and kinds are kept, and come back as they were", () => {
    const facts = { fileName: "web.key", retryAfterSeconds: 30, services: ["shop"], nearest: null };
    const row = { name: "web", ...keptFacts(facts) };
    expect(factsOfFailure(row)).toEqual(facts);
    expect(factsOfAct(row)).toEqual({ name: "web" });
  });

  it("what was typed freely is left out, and then the failure is not told by its facts", () => {
    const row = keptFacts({ word: "hunter2", command: "unlock", usage: "unlock <key>", position: 3 });
    expect(JSON.stringify(row)).not.toContain("hunter2");
    expect(factsOfFailure(row)).toBeNull();
    expect(factsOfFailure({ name: "web" })).toBeNull();
  });

  it("no fact of a typed line, of a name that was typed wrongly or of a table's cell is kept", () => {
    for (const code of ["line.unknown-word", "line.extra-word", "san.malformed", "row.duplicate", "table.extra-cells"])
      for (const facts of factsOf(code)) expect(factsOfFailure(keptFacts(facts)), code).toBeNull();
  });

  it("the failures of a locked, an absent and a taken file are told whole", () => {
    for (const code of ["key.still-locked", "key.absent", "file.name-in-use", "sign.issuer-expired"])
      for (const facts of factsOf(code)) expect(factsOfFailure(keptFacts(facts)), code).toEqual(facts);
  });
});
