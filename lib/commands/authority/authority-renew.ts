import { z } from "zod";
import { touchAuthorities } from "../access.ts";
import { command } from "../command.ts";
import { Failure } from "../error-codes.ts";
import { belowOf } from "../parts/authority/below.ts";
import * as field from "../parts/fields.ts";
import { keyOpening, newPassphrase } from "../parts/key-opening.ts";
import { renewName } from "../parts/renewal/renew.ts";
import { requireItem } from "../parts/stored.ts";

/**
 * The next generation of an authority, with its key or a new one. What the former one signed goes on to be trusted until
 * it ends; the answer says by which certificate each name below is vouched for from now on, and who sends it.
 */
export const authorityRenew = command({
  name: "authority-renew",
  effect: "create",
  permission: "inventory.write",
  audited: "always",
  input: z.strictObject({
    name: field.storedName,
    key: z.enum(["same", "new"]).default("same").meta({ description: "The key that it has, or a new one." }),
    issuer: field.storedName.optional().meta({ description: "Another stored authority than the one that issued it." }),
    days: field.days.optional().meta({ description: "Absent: as long as the one before." }),
    request: z.boolean().optional().meta({ description: "A request for an authority that is not here." }),
    doubtfulChain: field.doubtfulChain,
    confirm: field.confirm.meta({ description: "True: a second request while the first one waits." }),
    ...keyOpening,
    newPassphrase,
  }),
  positional: ["name"],
  attributes: {
    key: "key",
    issuer: "issuer",
    days: "days",
    request: "request",
    chain: "doubtfulChain",
    confirm: "confirm",
  },
  secrets: ["passphrase", "newPassphrase"],
  on: ({ name, issuer, request }) => [
    ...(request === true
      ? []
      : [
          { may: "certificate.sign", on: { kind: "authority", issuerOfRenewal: { name, issuer } } } as const,
          { may: "certificate.sign-authority", on: { kind: "authority", issuerOfRenewal: { name, issuer } } } as const,
        ]),
    ...touchAuthorities("certificate.sign-authority", [name]),
  ],
  audit: ({ name, key, issuer, days, request, confirm }) => ({
    name,
    key,
    issuer: issuer ?? null,
    days: days ?? null,
    request: request === true,
    confirm: confirm === true,
  }),
  async run(context, input) {
    const row = await requireItem(context.store, input.name);
    if (!row.isAuthority) throw new Failure("authority.unknown", { name: row.basename });
    const before = await belowOf(context.store, row.basename);
    const done = await renewName(context, input);
    const isNewKey = input.key === "new" && done.made === "certificate";
    return {
      ...done,
      /**
       * What was issued before and is in force. `former`: its chain goes through the former certificate, which whoever
       * sends it has to go on sending; `either`: the key is the same, and both certificates vouch for it.
       */
      below: before.names.map((each) => ({ ...each, chain: isNewKey ? ("former" as const) : ("either" as const) })),
      belowCount: before.count,
      bundles: before.bundles,
    };
  },
});
