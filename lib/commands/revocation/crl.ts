import { z } from "zod";
import { touchAuthorities } from "../access.ts";
import { command } from "../command.ts";
import * as field from "../parts/fields.ts";
import { keyOpening } from "../parts/key-opening.ts";
import { requireAuthority } from "../parts/signing/signing.ts";
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
    const { authority, certificate, keyFile } = await requireAuthority(store, named);
    requireListIssuer(certificate, clock.now());
    const signer = await vault.withOpening(opening).signer(keyFile);
    const id = authority.spkiSha256 ?? "";
    const { number, thisUpdate, nextUpdate, entries } = await lists.sign(
      { authority: id, basename: authority.basename },
      signer,
    );
    const publishedName = (await store.crlIssuer(id))?.publishedName ?? authority.basename;
    return {
      authority: authority.fileName,
      publishedName,
      number,
      entries,
      thisUpdate: thisUpdate.toISOString(),
      nextUpdate: nextUpdate.toISOString(),
    };
  },
});
