import { z } from "zod";
import { listAddressesIn } from "../../pki/issue/addresses.ts";
import { command } from "../command.ts";
import { Failure } from "../error-codes.ts";
import * as field from "../parts/fields.ts";
import { keyOpening } from "../parts/key-opening.ts";
import { touchSigners } from "../parts/revocation/touch-signers.ts";
import { requireRevocable } from "../parts/revocation/revocable.ts";
import { openIssuers, signListsOf } from "../parts/revocation/sign-lists.ts";

/** Ends the hold of a certificate; every other revocation is for good (RFC 5280 §5.3.1). */
export const release = command({
  name: "release",
  effect: "create",
  permission: "certificate.revoke",
  audited: "always",
  input: z.strictObject({ certificate: field.storedName, ...keyOpening }),
  positional: ["certificate"],
  attributes: {},
  secrets: ["passphrase"],
  on: ({ certificate }) => touchSigners([certificate]),
  audit: ({ certificate, keepOpen }) => ({ certificate, ...(keepOpen === true ? { keepOpen } : {}) }),
  async run(context, { certificate, ...opening }) {
    const { store, clock, actor } = context;
    const held = await requireRevocable(store, certificate, clock.now());
    const before = (await store.revocationsOf([held.sha256])).get(held.sha256);
    const { fileName } = held;
    if (before === undefined || before.releasedAt !== null) throw new Failure("revocation.none", { fileName });
    if (before.reason !== "certificateHold")
      throw new Failure("revocation.for-good", { fileName, reason: before.reason, at: before.at.toISOString() });
    const issuers = await openIssuers(context, opening, [{ ...held, points: listAddressesIn(held.certificate) }]);
    await store.release(held.authority, [held.sha256], actor.label);
    return { fileName, heldSince: before.at.toISOString(), lists: await signListsOf(context, issuers) };
  },
});
