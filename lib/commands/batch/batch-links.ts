import { z } from "zod";
import { command } from "../command.ts";
import { batchId, positions } from "../parts/batch/input.ts";

/** A link for each person, with which they fetch their .p12 once. The links are in this answer and nowhere else. */
export const batchLinks = command({
  name: "batch-links",
  effect: "create",
  permission: "key.export",
  audited: "always",
  input: z.strictObject({
    batch: batchId,
    positions,
    days: z.int().min(1).max(90).default(7).meta({ description: "Until an unused link ends." }),
  }),
  secrets: [],
  audit: ({ batch, positions: chosen, days }) => ({ batch, people: chosen?.length ?? null, days }),
  async run({ batches, clock }, { batch, positions: chosen, days }) {
    const expiresAt = new Date(clock.now().getTime() + days * 86_400_000);
    const links = await batches.createLinks(batch, {
      expiresAt,
      ...(chosen === undefined ? {} : { positions: chosen }),
    });
    // After the # a browser sends nothing: not to a proxy's log, not as a referrer.
    return { batch, expiresAt, links: links.map(({ token, ...link }) => ({ ...link, path: `/collect#${token}` })) };
  },
});
