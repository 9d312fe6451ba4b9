import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/**
 * `npm run new-command -- revoke [folder]` lays out one more command: its file, its test, its place in the lists. What
 * only a person can write is left as a line that fails the check, so that it is not forgotten. The folder of
 * lib/commands is the noun that a name begins with (`token-revoke` → account, where the other tokens are), or the one
 * that is given.
 */

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const name = process.argv[2] ?? "";
if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(name)) {
  console.error(
    "Usage: npm run new-command -- <name>   (small letters, digits, hyphens; the word of the appliance, or a plain verb)",
  );
  process.exit(2);
}
const folders = join(root, "lib/commands");
const folder = process.argv[3] ?? folderOf(name);
if (!/^[a-z]+$/.test(folder)) {
  console.error(`Not a folder of lib/commands: ${folder}`);
  process.exit(2);
}
const identifier = name.replace(/-(.)/g, (_, letter) => letter.toUpperCase());

/** Where commands about the same noun are; a new noun has a folder of its own. @param {string} command */
function folderOf(command) {
  const [noun = command] = command.split("-");
  const neighbour = readdirSync(folders, { recursive: true, encoding: "utf8" }).find((path) =>
    basename(path).startsWith(`${noun}-`),
  );
  return neighbour === undefined ? noun : dirname(neighbour);
}

/** @param {string} path @param {string} text */
function write(path, text) {
  const file = join(root, path);
  if (existsSync(file)) {
    console.error(`${path} exists already; nothing was changed.`);
    process.exit(1);
  }
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
  console.log(`wrote  ${path}`);
}

/** @param {string} path @param {string | RegExp} before @param {string} line */
function insert(path, before, line) {
  const file = join(root, path);
  const text = readFileSync(file, "utf8");
  const at = typeof before === "string" ? text.indexOf(before) : text.search(before);
  if (at < 0) throw new Error(`${path} has changed: ${before} is not in it`);
  writeFileSync(file, text.slice(0, at) + line + text.slice(at));
  console.log(`added  ${path}`);
}

write(
  `lib/commands/${folder}/${name}.ts`,
  `import { z } from "zod";
import { command } from "../command.ts";
import * as field from "../parts/fields.ts";

/** Does what a person asks for, in one sentence that begins with a verb. */
export const ${identifier} = command({
  name: "${name}",
  effect: "read",
  permission: "inventory.read",
  audited: "always",
  input: z.strictObject({ file: field.storedName }),
  secrets: [],
  audit: ({ file }) => ({ file }),
  async run({ store }, { file }) {
    return { file: await store.file(file) };
  },
});
`,
);
write(
  `lib/server/journeys/${name}.test.ts`,
  `import { expect, it } from "vitest";
import { openTestConsole } from "../../../test/support/console.ts";

it("does what it says", async () => {
  const { ask, close } = await openTestConsole();
  expect(await ask("${name}", { file: "dbserver.crt" })).toEqual("write what a person gets");
  await close();
});
`,
);
write(
  `e2e/${folder}/${name}.spec.ts`,
  `import { expect, test } from "@playwright/test";

test("${name}, as a person does it", async ({ page }) => {
  await page.goto("/${name}");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("write the heading");
});
`,
);
insert(
  "lib/commands/index.ts",
  "\n/** Every command there is",
  `import { ${identifier} } from "./${folder}/${name}.ts";\n`,
);
insert("lib/commands/index.ts", "] as const;", `  ${identifier},\n`);
insert("test/support/audited-fields.ts", /\};\s*$/, `  "${name}": ["file"],\n`);
insert(
  "lib/commands/ports/acts.ts",
  "\n  // what is read; of most",
  `  "${name}": { kind: "read", facts: { file: "file" } },\n`,
);
insert("lib/server/http/openapi-texts.ts", "};\n\nexport const examples", `  "${name}": "What it does, in a line.",\n`);

console.log(`
Left for you (the check fails until it is there):
  lib/commands/${folder}/${name}.ts   effect, permission, schema, audit allow-list, run
  lib/commands/error-codes.ts           a code for each new way to refuse, with a sentence in lib/i18n/{en,ko}/errors/commands.ts
  lib/server/journeys/${name}.test.ts   what it does and every refusal, on a real database
  app/(console)/${name}/page.tsx        the page, its actions.ts, its form in components
  e2e/${folder}/${name}.spec.ts            the journey of a person
  lib/commands/ports/acts.ts            its kind, and the facts that its sentence in the activity may name;
                                        the sentence stands in lib/i18n/{en,ko}/sentences/acts.ts
  lib/server/http/openapi-texts.ts           the line, and an example
  For a typed line: positional and attributes, lib/shell/grammar.ts, lib/shell/print/print.ts, lib/i18n/{en,ko}/terminal/usage.ts
  Where our words differ from the appliance: docs/divergences.md`);
