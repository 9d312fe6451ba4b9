import { readdirSync } from "node:fs";
import { basename } from "node:path";
import type { z } from "zod";
import { describe, expect, it } from "vitest";
import { auditedFields } from "../../test/support/audited-fields.ts";
import { markedInputs, marksIn, passwordFields } from "../../test/support/marked-inputs.ts";
import { usageTexts as englishUsage } from "../i18n/en/terminal/usage.ts";
import { usageTexts as koreanUsage } from "../i18n/ko/terminal/usage.ts";
import { typed } from "../shell/grammar.ts";
import { commands, type CommandName } from "./index.ts";
import { acts } from "./ports/acts.ts";

/**
 * "One more command" is done when everything that belongs to it is there. That a journey runs it on a database and that
 * a page runs it is found out by running them: scripts/commands-run.ts.
 */

/** Facts of rows that are not written by the gate: those of each person of a batch, of a script on the host. */
const loggedElsewhere: Partial<Record<CommandName, readonly string[]>> = {
  "client-batch": ["name", "batch"],
  "token-revoke": ["token"],
};

const files = readdirSync(import.meta.dirname, { recursive: true, encoding: "utf8" });

describe.each(commands.map((command) => [command.name, command] as const))("the command %s", (name, command) => {
  const input = command.input as z.ZodType;
  const marked = markedInputs(input);
  const audit = command.audit as (input: unknown) => object;

  it("has a file of its own", () => {
    expect(files.filter((path) => !/^(parts|ports)\//.test(path) && basename(path) === `${name}.ts`)).toHaveLength(1);
  });

  it("writes the text of no other field into the audit log than the list of audited fields allows", () => {
    expect(marksIn(JSON.stringify(marked.map((each) => audit(each))))).toEqual(auditedFields[name]);
  });

  it("lists each field with a password as a secret, and writes none of them into the audit log", () => {
    expect(passwordFields(input)).toEqual(command.secrets);
    const given = marksIn(JSON.stringify(marked)).map((path) => path.split(".")[0]);
    expect(given).toEqual(expect.arrayContaining([...command.secrets]));
    const logged = marksIn(JSON.stringify(marked.map((each) => audit(each)))).map((path) => path.split(".")[0]);
    expect(logged.filter((field) => command.secrets.includes(field!))).toEqual([]);
  });

  it("has a sentence in the activity that names no other fact than the audit log has of it", () => {
    const logged = marked.flatMap((each) => Object.keys(audit(each)));
    const named = Object.keys(acts[name].facts).filter((fact) => !(loggedElsewhere[name] ?? []).includes(fact));
    expect(logged).toEqual(expect.arrayContaining(named));
  });

  if (command.positional !== undefined)
    it("has a typed form, and help in both languages", () => {
      expect(typed[name]?.words.length).toBe(command.positional?.length);
      expect(typed[name]?.completes.length).toBe(command.positional?.length);
      expect(englishUsage).toHaveProperty(name);
      expect(koreanUsage).toHaveProperty(name);
    });

  if (command.effect === "replace" || command.effect === "destroy")
    it("asks for a confirmation", () => {
      const parsed = command.input.safeParse({ confirm: "yes" });
      expect(parsed.error?.issues.some(({ path, code }) => path[0] === "confirm" && code === "invalid_type")).toBe(
        true,
      );
    });
});

it("the registry holds each name of a command once", () => {
  const names = commands.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
});
