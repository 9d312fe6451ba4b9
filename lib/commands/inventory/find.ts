import { z } from "zod";
import { command } from "../command.ts";
import type { FoundFile } from "../ports/suggestions.ts";
import { targets } from "../../targets/index.ts";
import { holdsMessage } from "../../targets/known-message.ts";

const mostServices = 200;
const mostBatches = 50;
/** What a name, a title or a fingerprint may be at most. */
const longestName = 200;

/**
 * What the text may mean, of every kind that has a page of its own: names, authorities, services, batches; and the known
 * messages of programs that it holds, for a person who pastes a line of a log.
 */
export const find = command({
  name: "find",
  effect: "read",
  permission: "inventory.read",
  audited: "refusals",
  input: z.strictObject({
    text: z
      .string()
      .trim()
      .min(1)
      .max(2000)
      .meta({ description: "A few words, or a line of a log.", examples: ["callbridge"] }),
    limit: z.int().min(1).max(20).default(6).meta({ description: "Of each kind." }),
  }),
  positional: ["text"],
  secrets: [],
  audit: () => ({}),
  async run({ store, batches }, { text: given, limit }) {
    const text = given.slice(0, longestName);
    const [files, authorities, services, found] = await Promise.all([
      store.suggestions({ text, kinds: [], limit: limit * 3 }),
      store.suggestions({ text, kinds: ["authority"], limit }),
      store.services({ skip: 0, take: mostServices }),
      batches.list({ limit: mostBatches }),
    ]);
    const names = onePerName(files.fitting);
    return {
      names: names.filter(({ isAuthority }) => !isAuthority).slice(0, limit),
      authorities: onePerName(authorities.fitting),
      services: services.records
        .filter(({ name, target }) => holds(name, text) || holds(target, text))
        .slice(0, limit)
        .map(({ name, target }) => ({ name, target })),
      batches: found.rows
        .filter(({ title, batch }) => holds(title, text) || batch.startsWith(text))
        .slice(0, limit)
        .map(({ batch, title }) => ({ batch, title })),
      messages: messagesIn(given, services.records),
      hasMore: files.hasMore,
    };
  },
});

/** The known messages that a text holds, each with the services of whose programs it may be. */
function messagesIn(text: string, services: readonly { readonly name: string; readonly target: string }[]) {
  return targets.flatMap(({ name: target, messages }) =>
    messages
      .filter((message) => holdsMessage(text, message))
      .map(({ message, meaning, citation }) => ({
        message,
        meaning,
        citation,
        target,
        services: services.filter((each) => each.target === target).map(({ name }) => name),
      })),
  );
}

const holds = (name: string, text: string): boolean =>
  name.normalize("NFC").toLowerCase().includes(text.normalize("NFC").toLowerCase());

/** The nearest file of each name stands for it. */
function onePerName(files: readonly FoundFile[]) {
  const byName = new Map<string, FoundFile>();
  for (const file of files) if (!byName.has(file.basename)) byName.set(file.basename, file);
  return [...byName.values()].map(({ basename, commonName, status, isAuthority, found, hiddenName }) => ({
    basename,
    commonName,
    status,
    isAuthority,
    found,
    hiddenName,
  }));
}
