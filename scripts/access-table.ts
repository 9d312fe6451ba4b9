// `npm run access-table` writes docs/access.md: which role may run which command, from the permissions and the commands
// themselves. scripts/access-table.test.ts fails while the file says something else.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { markedInputs } from "../test/support/marked-inputs.ts";
import { commands } from "../lib/commands/index.ts";
import { delegating, may, type Permission, permissions, roles } from "../lib/commands/permission.ts";
import type { Touch } from "../lib/commands/access.ts";
import type { z } from "zod";

export const accessTablePath = join(import.meta.dirname, "../docs/access.md");

interface AskedCommand {
  readonly name: string;
  readonly permission: Permission;
  readonly input: z.ZodType;
  alsoNeeds?(input: unknown): Permission | null;
  on?(input: unknown): readonly Touch[];
}

const yesNo = (permission: Permission) => roles.map((role) => (may(role, permission) ? "yes" : "–"));
const table = (head: readonly string[], rows: readonly (readonly string[])[]) =>
  [head, head.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n");

/** What some inputs need beside the permission of the command. */
function furtherOf(command: AskedCommand): string[] {
  const needed = markedInputs(command.input).flatMap((input) => {
    const second = command.alsoNeeds?.(input) ?? null;
    const touched = (command.on?.(input) ?? []).map((touch) => `${touch.may} on the ${touch.on.kind}`);
    return [...(second === null ? [] : [second]), ...touched];
  });
  return [...new Set(needed)].sort();
}

/** The text of docs/access.md. */
export function accessTable(): string {
  const asked = (commands as unknown as readonly AskedCommand[]).map((command) => [
    `\`${command.name}\``,
    `\`${command.permission}\``,
    furtherOf(command)
      .map((each) => each.replace(/^\S+/, (permission) => `\`${permission}\``))
      .join(", "),
    ...yesNo(command.permission),
  ]);
  return `# Who may do what

Written by \`npm run access-table\`; a check fails while it is stale. How permissions work: [decision 24](decisions/0024-permissions.md).

## Permissions of the roles

A role has a permission on everything. A token has those of its role, narrowed by its limits; ${[...delegating]
    .map((permission) => `\`${permission}\``)
    .join(" and ")} only
when that was said at its making.

${table(
  ["Permission", ...roles],
  permissions.map((permission) => [`\`${permission}\``, ...yesNo(permission)]),
)}

## Commands

"Also": what some inputs need beside it, a key in clear for example, and on which authority or service. The columns of the
roles say who may run the command at all.

${table(["Command", "Permission", "Also", ...roles], asked)}
`;
}

if (process.argv[1] === import.meta.filename) writeFileSync(accessTablePath, accessTable());
