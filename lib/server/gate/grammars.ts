import "server-only";
import { commands, type CommandName } from "../../commands/index.ts";
import type { Grammar } from "../../shell/grammar.ts";

/** How typed lines fill commands, as plain data for a browser: the commands themselves stay here. */
export const grammars: readonly Grammar[] = commands
  .filter(({ positional }) => positional !== undefined)
  .map(grammarFrom);

export function grammarOf(name: CommandName): Grammar {
  return grammars.find((grammar) => grammar.name === name) ?? { name, secrets: [] };
}

function grammarFrom({ name, positional, attributes, secrets }: Grammar): Grammar {
  return { name, positional, attributes, secrets };
}
