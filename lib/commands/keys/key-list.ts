import { z } from "zod";
import { command } from "../command.ts";
import { keyFilters } from "../ports/keys.ts";

/** The private keys with what uses each and what waits for it, in order of name; none of them is opened. */
export const keyList = command({
  name: "key-list",
  effect: "read",
  permission: "inventory.read",
  audited: "refusals",
  input: z.strictObject({
    only: z.enum(keyFilters).optional().meta({
      description:
        "`unused`: no certificate, request, service or batch here has it; `waiting`: for a certificate; `locked`: under a passphrase.",
    }),
    search: z.string().trim().max(200).optional().meta({ description: "A part of the name." }),
    cursor: z.string().max(400).optional().meta({ description: "`next` of the page before." }),
    limit: z.int().min(1).max(100).default(50),
  }),
  positional: ["search"],
  attributes: { only: "only" },
  secrets: [],
  audit: ({ only }) => ({ only: only ?? null }),
  async run({ store, vault }, query) {
    const { rows, next } = await store.keys(query);
    const names = new Set(rows.flatMap(({ name, certificates }) => [name, ...certificates.map((each) => each.name)]));
    const [locks, uses] = await Promise.all([
      vault.locks(rows.map(({ name }) => name)),
      store.uses([...names], { areTogether: false }),
    ]);
    return {
      rows: rows.map(({ certificates, requests, ...row }) => {
        const lock = row.fileName === null ? undefined : locks.get(row.name);
        const ofKey = [...new Set([row.name, ...certificates.map((each) => each.name)])].flatMap((name) => {
          const found = uses.get(name);
          return found === undefined ? [] : [found];
        });
        return {
          ...row,
          /** `kept-open`: by this session, until `keptUntil`. */
          state: lock === undefined || lock.fileName !== row.fileName ? row.state : stateOf(lock.state),
          keptUntil: lock?.until ?? null,
          certificates: certificates.map((each) => each.fileName),
          requests: requests.map((each) => each.fileName),
          services: [...new Set(ofKey.flatMap((each) => each.services))],
          batches: ofKey.flatMap((each) => each.batches),
          issued: ofKey.reduce((sum, each) => sum + each.issued.count, 0),
        };
      }),
      next,
    };
  },
});

const stateOf = (state: "locked" | "own-passphrase" | "open") => (state === "open" ? ("kept-open" as const) : state);
