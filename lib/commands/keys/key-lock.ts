import { z } from "zod";
import { command } from "../command.ts";
import * as field from "../parts/fields.ts";
import { requireFile } from "../parts/stored.ts";

/** Ends at once what the session keeps open: one key, or all of them. */
export const keyLock = command({
  name: "key-lock",
  effect: "create",
  permission: "inventory.read",
  audited: "always",
  input: z.strictObject({ key: field.storedName.optional().meta({ description: "Absent: every key." }) }),
  positional: ["key"],
  secrets: [],
  audit: ({ key }) => ({ key: key ?? null }),
  async run({ store, vault }, { key }) {
    const file = key === undefined ? null : await requireFile(store, key, [".key", ".pem"], ["key", "locked-key"]);
    return { fileName: file?.fileName ?? null, locked: vault.lock(file?.fileName ?? null) };
  },
});
