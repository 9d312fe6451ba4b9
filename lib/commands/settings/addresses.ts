import { z } from "zod";
import { addressesFor } from "../../pki/issue/addresses.ts";
import { command } from "../command.ts";
import { isLoopback } from "../parts/addresses/base-url.ts";
import { standingOf } from "../parts/revocation/standing.ts";

/** Where the authorities publish, and how their lists stand. */
export const addresses = command({
  name: "addresses",
  effect: "read",
  permission: "inventory.read",
  audited: "refusals",
  input: z.strictObject({}),
  secrets: [],
  audit: () => ({}),
  async run({ store, clock }) {
    const [base, own] = await Promise.all([store.setting("addresses.base"), store.ownLists()]);
    const now = clock.now();
    return {
      /** Null while none is set: certificates say nothing of lists and OCSP then. */
      base,
      isOnlyHere: base !== null && isLoopback(base),
      authorities: own.map((lists) => {
        const { publishedName: name, parts, settings } = lists;
        const issuer = { base: base ?? "", name, parts: 0, hasDeltas: settings.hasDeltas };
        const { list, delta, certificate, ocsp } = addressesFor(issuer, new Uint8Array());
        return {
          name,
          authority: lists.fileName ?? (lists.sha256 === null ? null : `sha256:${lists.sha256}`),
          basename: lists.basename,
          commonName: lists.commonName,
          isRoot: lists.isRoot,
          isFormer: lists.fileName === null,
          key: lists.key,
          notAfter: lists.notAfter?.toISOString() ?? null,
          settings,
          usual: lists.usual,
          parts,
          /** With the address before them, where there is one; else paths of this console. */
          list,
          delta,
          certificate,
          ocsp,
          number: lists.newest?.number ?? null,
          entries: lists.newest?.entries ?? null,
          nextUpdate: lists.newest?.nextUpdate.toISOString() ?? null,
          responderEnds: lists.responder?.notAfter.toISOString() ?? null,
          standing: standingOf(lists, now),
        };
      }),
    };
  },
});
