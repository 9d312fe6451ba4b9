import { z } from "zod";
import { touchAuthorities } from "../access.ts";
import { command } from "../command.ts";
import * as field from "../parts/fields.ts";
import { keyOpening } from "../parts/key-opening.ts";
import { requireListAuthority } from "../parts/revocation/list-authority.ts";
import { requireListIssuer } from "../../pki/issue/revocation-list.ts";

/** `pki crl`: signs the next revocation list of a stored authority, and from then on the console keeps it current. */
export const crl = command({
  name: "crl",
  effect: "create",
  permission: "certificate.revoke",
  audited: "always",
  input: z.strictObject({ authority: field.storedName, ...keyOpening }),
  positional: ["authority"],
  attributes: {},
  secrets: ["passphrase"],
  on: ({ authority }) => touchAuthorities("certificate.revoke", [authority]),
  audit: ({ authority, keepOpen }) => ({ authority, ...(keepOpen === true ? { keepOpen } : {}) }),
  async run({ store, vault, lists, clock }, { authority: named, ...opening }) {
    const { authority, basename, fileName, certificate, signer } = await requireListAuthority(store, named);
    requireListIssuer(certificate, clock.now());
    const issuer = { authority, basename };
    const opened = await signer(vault.withOpening(opening));
    const { number, thisUpdate, nextUpdate, entries } = await lists.sign(issuer, opened);
    const publishedName = (await store.crlIssuer(authority))?.publishedName ?? basename;
    return {
      authority: fileName,
      publishedName,
      number,
      entries,
      thisUpdate: thisUpdate.toISOString(),
      nextUpdate: nextUpdate.toISOString(),
    };
  },
});
