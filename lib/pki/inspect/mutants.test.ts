import { afterAll, beforeAll, expect, it } from "vitest";
import { temporaryFolder } from "../../../test/support/external-tools.ts";
import { runMutants } from "../../../test/support/mutants/run.ts";
import { makeMutantSources, type MutantSources } from "../../../test/support/mutants/sources.ts";

const folder = temporaryFolder();
let sources: MutantSources;
beforeAll(() => {
  sources = makeMutantSources(folder);
});
afterAll(() => folder.remove());

it("the files that the mutants are made of are read without a failure", async () => {
  const { inspect } = await import("./inspect.ts");
  for (const der of sources.ders) {
    const { elements } = await inspect(der, { now: new Date(), passphrase: sources.passphrase }).catch(async () =>
      inspect(der, { now: new Date() }),
    );
    expect(elements.map(({ failure }) => failure)).toEqual([null]);
    expect(JSON.stringify(elements.map(({ text }) => text))).not.toContain("not readable");
  }
});

// `npm run mutants` makes many more, with another seed each time
it("inspect, the review of an import, bundle and verify answer 5,000 mutants or refuse them by a code", async () => {
  const crashed = await runMutants(sources, { seed: 20261130, count: 5000 });
  expect(crashed.map(({ surface, message, base64 }) => `${surface}: ${message}\n${base64}`)).toEqual([]);
});
