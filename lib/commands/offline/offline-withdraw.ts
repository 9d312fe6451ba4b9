import { z } from "zod";
import { command } from "../command.ts";
import { Failure } from "../error-codes.ts";
import * as field from "../parts/fields.ts";
import { offlineId } from "../parts/offline/fields.ts";

/** Takes back what is out: an answer to it is refused from now on, and its serial number stays spent. */
export const offlineWithdraw = command({
  name: "offline-withdraw",
  effect: "destroy",
  permission: "certificate.sign",
  audited: "always",
  input: z.strictObject({ id: offlineId, confirm: field.confirm }),
  positional: ["id"],
  attributes: { confirm: "confirm" },
  secrets: [],
  on: ({ id }) => [{ may: "certificate.sign", on: { kind: "authority", askedBy: id } }],
  audit: ({ id }) => ({ id }),
  async run({ store, actor }, { id }) {
    const found = await store.offlineRequest(id);
    if (found === null) throw new Failure("offline.unknown", { id });
    await store.withdrawOffline(id, actor.label);
    return { id, subject: found.subject, authority: found.issuerFileName };
  },
});
