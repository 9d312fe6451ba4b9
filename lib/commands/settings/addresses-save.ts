import { z } from "zod";
import { command } from "../command.ts";
import { isLoopback, readBaseUrl } from "../parts/addresses/base-url.ts";
import * as field from "../parts/fields.ts";

/**
 * Sets where authorities publish. Certificates that are signed from then on say it; those that are out keep what they say.
 */
export const addressesSave = command({
  name: "addresses-save",
  effect: "create",
  permission: "setting.manage",
  audited: "always",
  input: z.strictObject({ base: field.baseAddress.nullable() }),
  secrets: [],
  audit: ({ base }) => ({ base: base?.slice(0, 200) ?? null }),
  async run({ store }, { base: given }) {
    const base = given === null ? null : readBaseUrl(given);
    const before = await store.setting("addresses.base");
    await store.saveSetting("addresses.base", base);
    return { base, before, isOnlyHere: base !== null && isLoopback(base) };
  },
});
