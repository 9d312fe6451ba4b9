import { z } from "zod";
import { voiceGroups } from "../../pki/offline/package.ts";
import { command } from "../command.ts";
import * as field from "../parts/fields.ts";
import { requireFile } from "../parts/stored.ts";
import { offlineStates } from "../ports/offline.ts";

/** Requests that are shown at once; an authority on a stick answers few. */
const mostShown = 200;

/** What was asked of authorities whose key is not here: what is out, and on demand what came back. */
export const offlineList = command({
  name: "offline-list",
  effect: "read",
  permission: "inventory.read",
  audited: "refusals",
  input: z.strictObject({
    state: z.enum([...offlineStates, "all"]).default("out"),
    authority: field.storedName.optional().meta({ description: "Only what was asked of this one." }),
  }),
  positional: ["authority"],
  attributes: { state: "state" },
  secrets: [],
  audit: ({ state, authority }) => ({ state, authority: authority ?? null }),
  async run({ store }, { state, authority: named }) {
    const authority =
      named === undefined
        ? undefined
        : ((await requireFile(store, named, [".crt", ".cer", ".pem"], ["certificate"])).spkiSha256 ?? "");
    const rows = await store.offlineRequests({
      state: state === "all" ? undefined : state,
      authority,
      limit: mostShown,
    });
    return {
      rows: rows.map((row) => ({
        id: row.id,
        kind: row.kind,
        state: row.state,
        authority: row.issuerFileName,
        subject: row.subject,
        name: row.basename,
        number: row.number,
        sha256: row.sha256,
        groups: voiceGroups(row.sha256),
        createdAt: row.createdAt.toISOString(),
        createdBy: row.createdBy,
        endedAt: row.endedAt?.toISOString() ?? null,
        endedBy: row.endedBy,
      })),
    };
  },
});
