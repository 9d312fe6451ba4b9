import { z } from "zod";
import { requireListIssuer } from "../../pki/issue/revocation-list.ts";
import { touchAuthorities } from "../access.ts";
import { command } from "../command.ts";
import * as field from "../parts/fields.ts";
import { requireListAuthority } from "../parts/revocation/list-authority.ts";
import type { ListSettings } from "../ports/revocations.ts";

/** Longer than that no receiver of a revoked certificate should wait. */
const days = z.int().min(1).max(366).nullable().optional();

const usual: ListSettings = {
  hasAddresses: true,
  listDays: null,
  responderDays: null,
  hasDeltas: false,
  partsAbove: null,
};

/** Sets how the lists of an authority are kept; what is not given stays as it is. The next list follows it. */
export const crlSave = command({
  name: "crl-save",
  effect: "create",
  permission: "setting.manage",
  audited: "always",
  input: z.strictObject({
    authority: field.storedName,
    addresses: z.boolean().optional().meta({ description: "Its certificates say where lists and OCSP are found." }),
    listDays: days.meta({ description: "Days that a list holds; null: the usual ones." }),
    responderDays: days.meta({
      description: "Days that its OCSP responder's certificate lives; null: the usual ones.",
    }),
    deltas: z.boolean().optional().meta({ description: "Delta lists beside the whole one." }),
    partsAbove: z
      .int()
      .min(1)
      .max(10_000_000)
      .nullable()
      .optional()
      .meta({ description: "Entries from which on new certificates get a part of the lists; null: 50,000." }),
  }),
  secrets: [],
  on: ({ authority }) => touchAuthorities("setting.manage", [authority]),
  audit: ({ authority, addresses, listDays, responderDays, deltas, partsAbove }) => ({
    authority,
    ...(addresses === undefined ? {} : { addresses }),
    ...(listDays === undefined ? {} : { listDays }),
    ...(responderDays === undefined ? {} : { responderDays }),
    ...(deltas === undefined ? {} : { deltas }),
    ...(partsAbove === undefined ? {} : { partsAbove }),
  }),
  async run({ store, clock }, { authority: named, addresses, deltas, ...given }) {
    const { authority, basename, fileName, certificate } = await requireListAuthority(store, named);
    requireListIssuer(certificate, clock.now());
    const [own] = await store.ownLists({ authority });
    const before = own?.settings ?? usual;
    const settings: ListSettings = {
      hasAddresses: addresses ?? before.hasAddresses,
      hasDeltas: deltas ?? before.hasDeltas,
      listDays: given.listDays === undefined ? before.listDays : given.listDays,
      responderDays: given.responderDays === undefined ? before.responderDays : given.responderDays,
      partsAbove: given.partsAbove === undefined ? before.partsAbove : given.partsAbove,
    };
    await store.saveListSettings({ authority, basename }, settings);
    return { authority: fileName, settings };
  },
});
