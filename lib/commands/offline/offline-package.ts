import { z } from "zod";
import { command } from "../command.ts";
import { Failure } from "../error-codes.ts";
import { offlineId } from "../parts/offline/fields.ts";
import { packageName } from "../parts/offline/send.ts";

/** The file of a request that is out, once more: the very bytes that were made. */
export const offlinePackage = command({
  name: "offline-package",
  effect: "read",
  permission: "inventory.read",
  audited: "always",
  input: z.strictObject({ id: offlineId }),
  secrets: [],
  audit: ({ id }) => ({ id }),
  async run({ store }, { id }) {
    const found = await store.offlineRequest(id);
    if (found === null) throw new Failure("offline.unknown", { id });
    const name = found.basename ?? `${found.issuerFileName.replace(/\.[^.]+$/, "")}-list-${found.number}`;
    return { fileName: packageName(name), mediaType: "application/json; charset=utf-8", bytes: found.package };
  },
});
