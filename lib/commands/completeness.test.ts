import { existsSync, readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { usageTexts as englishUsage } from "../i18n/en/terminal/usage.ts";
import { usageTexts as koreanUsage } from "../i18n/ko/terminal/usage.ts";
import { typed } from "../shell/grammar.ts";
import { commands } from "./index.ts";
import { places } from "../../test/support/command-pages.ts";

/** "One more command" is done when everything that belongs to it is on disk. */

const root = fileURLToPath(new URL("../../", import.meta.url));

function sources(folder: string, endings: RegExp): { path: string; text: string }[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
    .filter((path) => endings.test(path))
    .map((path) => ({ path, text: readFileSync(join(root, folder, path), "utf8") }));
}

const pages = sources("app", /\.tsx?$/).filter(({ path }) => !path.startsWith("api/"));
const specs = sources("e2e", /\.spec\.ts$/);
const files = readdirSync(join(root, "lib/commands"), { recursive: true, encoding: "utf8" });
const journeys = sources("lib/server/journeys", /\.test\.ts$/);

describe.each(commands.map((command) => [command.name, command] as const))("%s", (name, command) => {
  const place = places[name];

  it("has a page that uses it", () => {
    expect(existsSync(join(root, "app/(console)", place.page, "page.tsx"))).toBe(true);
    expect(
      pages.filter(
        ({ text }) => text.includes(`"${name}"`) || (place.page === "terminal" && text.includes("answerTypedLine")),
      ).length,
    ).toBeGreaterThan(0);
  });

  it("has a browser journey", () => {
    const address = new RegExp(`["'\`]/${place.page}["'\`/?$]`);
    const walks = specs.filter(({ text }) => address.test(text) && text.toLowerCase().includes(place.act ?? ""));
    expect(walks.length).toBeGreaterThan(0);
  });

  it("has a test that runs it on a real database", () => {
    expect(journeys.filter(({ text }) => text.includes(`"${name}"`)).length).toBeGreaterThan(0);
  });

  it("has a file of its own", () => {
    expect(files.filter((path) => !/^(parts|ports)\//.test(path) && basename(path) === `${name}.ts`)).toHaveLength(1);
  });

  it("keeps its secrets out of the audit log", () => {
    for (const secret of command.secrets)
      expect(command.audit.toString()).not.toMatch(new RegExp(`: ${secret}\\b(?! !==)`));
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

it("has a name once", () => {
  const names = commands.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
});
