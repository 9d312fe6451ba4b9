import { afterAll, beforeAll, expect, it } from "vitest";
import { openTestConsole, type TestConsole } from "../../../test/support/console.ts";
import { temporaryFolder } from "../../../test/support/external-tools.ts";
import { drawFrom, mutate } from "../../../test/support/mutants/mutate.ts";
import { makeMutantSources, type MutantSources } from "../../../test/support/mutants/sources.ts";
import { writePem } from "../../pki/asn1/pem.ts";
import { isFailure } from "../../pki/failure.ts";
import type { CommandName } from "../../commands/index.ts";

/** Files with a fault in their structure, through the gate: each command answers, or refuses by a code that is not `internal`. */

const folder = temporaryFolder();
let console_: TestConsole;
let sources: MutantSources;
beforeAll(async () => {
  sources = makeMutantSources(folder);
  console_ = await openTestConsole();
  const [ca, root] = sources.chain.issuers.map(({ der }) => writePem("CERTIFICATE", der));
  await console_.ask("upload", {
    files: [
      { name: "root.crt", text: root },
      { name: "ca.crt", text: ca },
    ],
  });
});
afterAll(async () => {
  await console_.close();
  folder.remove();
});

let answered = 0;

const refusalOf = async (command: CommandName, input: unknown): Promise<string> => {
  try {
    await console_.ask(command, input);
    answered++;
    return "";
  } catch (error) {
    if (isFailure(error)) return "";
    const [, code = "no code"] = /"code":"([^"]+)"/.exec(String(error)) ?? [];
    return ["internal", "no code", "input.malformed"].includes(code) ? `${command}: ${String(error)}` : "";
  }
};

it("no command ends with an internal error for a mutant", async () => {
  const draw = drawFrom(20261130);
  const leaf = writePem("CERTIFICATE", sources.chain.leaf.der);
  const faults: string[] = [];
  const count = 160;
  for (let number = 0; number < count; number++) {
    const bytes = mutate(sources.ders[number % sources.ders.length]!, draw);
    const base64 = Buffer.from(bytes).toString("base64");
    const found = await Promise.all([
      refusalOf("inspect", { bytes, passphrase: sources.passphrase }),
      refusalOf("import-review", { files: [{ name: `m${number}.p7b`, bytes }] }),
      refusalOf("verify", { bytes, revocation: "if-present" }),
      refusalOf("verify", { text: leaf, bundle: base64 }),
      refusalOf("bundle", { files: [{ name: `m${number}.pem`, bytes }] }),
      refusalOf("upload", { files: [{ name: `m${number}.crt`, bytes }] }),
    ]);
    faults.push(...found.filter(Boolean).map((fault) => `${fault}\n${base64}`));
  }
  expect(faults).toEqual([]);
  expect(answered).toBeGreaterThan(count);
  // what was stored of them is listed and shown
  const { rows } = await console_.ask("list", { limit: 100 });
  for (const { basename } of rows) expect(await refusalOf("item", { name: basename })).toBe("");
});
