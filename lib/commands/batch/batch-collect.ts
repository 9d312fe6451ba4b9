import { z } from "zod";
import { Failure } from "../error-codes.ts";
import { command } from "../command.ts";

/**
 * Fetches the .p12 behind a one-time link. The link is the actor: it can fetch its own file and nothing else, so the
 * input is empty.
 */
export const batchCollect = command({
  name: "batch-collect",
  effect: "create",
  permission: "inventory.read",
  audited: "always",
  input: z.strictObject({}),
  secrets: [],
  audit: () => ({}),
  async run({ actor, batches }) {
    if (actor.kind !== "link") throw new Failure("link.unknown", {});
    const { fileName, bytes } = await batches.collect(actor.id);
    return { fileName, mediaType: "application/x-pkcs12", bytes };
  },
});
