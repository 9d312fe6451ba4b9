import { z } from "zod";
import { command } from "../command.ts";
import { askAll } from "../parts/addresses/ask.ts";
import { readBaseUrl } from "../parts/addresses/base-url.ts";
import { otherAddresses } from "../parts/addresses/other-addresses.ts";
import * as field from "../parts/fields.ts";

/**
 * Asks the addresses of the authorities as a client does, from the host of the console, and looks through the certificates
 * of the inventory for those that say another address.
 */
export const addressesCheck = command({
  name: "addresses-check",
  effect: "read",
  permission: "setting.manage",
  audited: "always",
  input: z.strictObject({
    base: field.baseAddress.optional().meta({ description: "Another address than the one that is set, to try it." }),
  }),
  secrets: [],
  audit: ({ base }) => ({ base: base?.slice(0, 200) ?? null }),
  async run({ store, probe, random }, { base: given }) {
    const base = given === undefined ? await store.setting("addresses.base") : readBaseUrl(given);
    const own = await store.ownLists();
    const question = Buffer.from(random.bytes(16)).toString("hex");
    const answers = base === null ? [] : await askAll(probe, { base, question, own });
    return {
      base,
      isReached: base !== null && answers.every(({ found }) => found.code === "reached"),
      answers,
      /** Living certificates of these authorities that say another address, or none. */
      certificates: otherAddresses(await store.certificatesOfIssuers(), base),
    };
  },
});
