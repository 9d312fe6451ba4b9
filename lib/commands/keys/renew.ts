import { z } from "zod";
import { touchAuthorities } from "../access.ts";
import { command } from "../command.ts";
import * as field from "../parts/fields.ts";
import { keyOpening, newPassphrase } from "../parts/key-opening.ts";
import { renewName } from "../parts/renewal/renew.ts";

/**
 * The next generation of a certificate: same subject, names and uses, by the authority that issued it where that one's
 * key is here, else as a request whose answer takes its place. One transaction; the generation before stays one click
 * away, so nothing has to be confirmed but a second request while the first one waits.
 */
export const renew = command({
  name: "renew",
  effect: "create",
  permission: "inventory.write",
  audited: "always",
  input: z.strictObject({
    name: field.storedName,
    key: field.renewedKey,
    issuer: field.storedName.optional().meta({ description: "Another stored authority than the one that issued it." }),
    days: field.days.optional().meta({ description: "Absent: as long as the one before." }),
    request: z.boolean().optional().meta({ description: "A request for an authority that is not here." }),
    addNames: field.subjectAltNames.optional().meta({ description: "Names beside those that it has." }),
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
    subjectAltName: "addNames",
    chain: "doubtfulChain",
    confirm: "confirm",
  },
  secrets: ["passphrase", "newPassphrase"],
  on: ({ name, issuer, request }) => [
    ...(request === true
      ? []
      : [
          { may: "certificate.sign", on: { kind: "authority", issuerOfRenewal: { name, issuer } } } as const,
          {
            may: "certificate.sign-authority",
            on: { kind: "authority", issuerOfRenewal: { name, issuer, ofAuthority: true } },
          } as const,
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
  run: (context, input) => renewName(context, input),
});
