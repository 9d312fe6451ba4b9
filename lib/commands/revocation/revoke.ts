import { z } from "zod";
import { command } from "../command.ts";
import { Failure } from "../error-codes.ts";
import * as field from "../parts/fields.ts";
import { keyOpening, newPassphrase, requireNewPassphrase } from "../parts/key-opening.ts";
import { namesIn, reason, revocable } from "../parts/revocation/fields.ts";
import { requireReissuable, reissueAll } from "../parts/revocation/reissue.ts";
import { openIssuers, openTree, signListsOf } from "../parts/revocation/sign-lists.ts";
import { problemOf, type Target, targetsOf } from "../parts/revocation/targets.ts";
import { touchReissue, touchSigners } from "../parts/revocation/touch-signers.ts";
import { servicesUsing } from "../parts/services-using.ts";

/** Certificates of one transaction: a long revocation is stored in steps, and what is left goes on where it stopped. */
const mostAtOnce = 1000;

/**
 * `pki revoke`: certificates of stored authorities are taken back, and the lists of these say so. The keys are opened first,
 * then the revocation is stored, then the lists are signed: what was acknowledged is in the next list, whatever happens.
 * `below` takes everything with it that an authority has issued; `reissue` makes the next certificate in the same act.
 */
export const revoke = command({
  name: "revoke",
  effect: "destroy",
  permission: "certificate.revoke",
  audited: "always",
  input: z.strictObject({
    certificate: revocable,
    reason: reason.default("unspecified"),
    at: z.iso
      .datetime({ offset: true })
      .optional()
      .meta({ description: "Invalidity date: since when the key is not trusted. Not in the future." }),
    below: z
      .boolean()
      .optional()
      .meta({ description: "True: of an authority also everything that it has issued, and what those have issued." }),
    reissue: z.boolean().optional().meta({
      description: "True: the next certificate at once, with the same names and a new key, by the same authority.",
    }),
    confirm: field.confirm,
    ...keyOpening,
    newPassphrase,
  }),
  positional: ["certificate"],
  attributes: { reason: "reason", at: "at", below: "below", reissue: "reissue", confirm: "confirm" },
  secrets: ["passphrase", "newPassphrase"],
  affectedServices: async (store, { certificate }) => {
    const services = new Set<string>();
    for (const name of namesIn(certificate)) for (const each of await servicesUsing(store, name)) services.add(each);
    return [...services];
  },
  on: ({ certificate, below, reissue }) => [
    ...touchSigners(namesIn(certificate), { below: below === true }),
    ...(reissue === true ? touchReissue(namesIn(certificate)) : []),
  ],
  audit: ({ certificate, reason, at, below, reissue, keepOpen }) => ({
    certificates: namesIn(certificate).slice(0, 20),
    count: namesIn(certificate).length,
    reason,
    at: at ?? null,
    ...(below === true ? { below } : {}),
    ...(reissue === true ? { reissue } : {}),
    ...(keepOpen === true ? { keepOpen } : {}),
  }),
  async run(
    context,
    { certificate, reason, at, below = false, reissue = false, newPassphrase: forNewKey, ...opening },
  ) {
    const { store, clock, actor } = context;
    const invalidityDate = at === undefined ? null : new Date(at);
    if (invalidityDate !== null && invalidityDate > clock.now())
      throw new Failure("revocation.date-ahead", { at: invalidityDate.toISOString() });
    const passphrases = { ...opening, newPassphrase: requireNewPassphrase(forNewKey) };
    const names = namesIn(certificate);
    const { found, refused } = await targetsOf(context, names, { reason, below });
    const [only] = found;
    if (reissue && found.length === 1 && only !== undefined) await requireReissuable(context, only, passphrases);
    const { issuers, closed } = below
      ? await openTree(context, opening, found)
      : { issuers: await openIssuers(context, opening, found), closed: new Map<string, Failure>() };
    const changed = new Set<string>();
    for (const { authority, basename, certificates } of issuers)
      for (let from = 0; from < certificates.length; from += mostAtOnce) {
        const some = certificates.slice(from, from + mostAtOnce);
        const done = await store.revoke([
          {
            authority,
            basename,
            certificates: some.map(({ serialNumber, sha256, points }) => ({ serialNumber, sha256, points })),
            reason,
            invalidityDate,
            actor: actor.label,
          },
        ]);
        for (const sha256 of done) changed.add(sha256);
      }
    const lists = await signListsOf(context, issuers);
    const revoked = found.filter(({ sha256 }) => changed.has(sha256));
    const named = revoked.filter(({ isBelow }) => !isBelow);
    return {
      reason,
      invalidityDate: invalidityDate?.toISOString() ?? null,
      /** Those that are revoked now. */
      revoked: revoked.map(told),
      /** Those of several that could not be, each with why. */
      refused: [...refused, ...found.flatMap((each) => (changed.has(each.sha256) ? [] : [refusedOf(each, closed)]))],
      lists,
      /** The certificates in their place, where they were asked for. */
      reissued: reissue ? await reissueAll(context, named, passphrases) : [],
    };
  },
});

const refusedOf = ({ fileName, authority }: Target, closed: ReadonlyMap<string, Failure>) => {
  const failure = closed.get(authority);
  return { name: fileName, problem: failure === undefined ? null : problemOf(failure) };
};

function told({ fileName, name, commonName, serialNumber, issuer, isBelow }: Target) {
  return { fileName, name, commonName, serial: serialNumber, issuer: issuer.authority.fileName, isBelow };
}
