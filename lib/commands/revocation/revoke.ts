import { z } from "zod";
import { listAddressesIn } from "../../pki/issue/addresses.ts";
import { commonNameOf, formatName } from "../../pki/x509/name.ts";
import { command, type Context } from "../command.ts";
import { Failure, isFailure } from "../error-codes.ts";
import * as field from "../parts/fields.ts";
import { keyOpening } from "../parts/key-opening.ts";
import { namesIn, reason, revocable } from "../parts/revocation/fields.ts";
import { touchSigners } from "../parts/revocation/touch-signers.ts";
import { requireRevocable, type Revocable } from "../parts/revocation/revocable.ts";
import { openIssuers, signListsOf } from "../parts/revocation/sign-lists.ts";
import { servicesUsing } from "../parts/services-using.ts";
import type { Problem } from "../ports/batch.ts";
import type { StoredReason } from "../ports/revocations.ts";

/**
 * `pki revoke`: certificates of stored authorities are taken back, and the lists of these say so. The key is opened first,
 * then the revocation is stored, then the list is signed: what was acknowledged is in the next list, whatever happens.
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
    confirm: field.confirm,
    ...keyOpening,
  }),
  positional: ["certificate"],
  attributes: { reason: "reason", at: "at", confirm: "confirm" },
  secrets: ["passphrase"],
  affectedServices: async (store, { certificate }) => {
    const services = new Set<string>();
    for (const name of namesIn(certificate)) for (const each of await servicesUsing(store, name)) services.add(each);
    return [...services];
  },
  on: ({ certificate }) => touchSigners(namesIn(certificate)),
  audit: ({ certificate, reason, at, keepOpen }) => ({
    certificates: namesIn(certificate).slice(0, 20),
    count: namesIn(certificate).length,
    reason,
    at: at ?? null,
    ...(keepOpen === true ? { keepOpen } : {}),
  }),
  async run(context, { certificate, reason, at, passphrase, keepOpen }) {
    const { store, clock, actor } = context;
    const invalidityDate = at === undefined ? null : new Date(at);
    if (invalidityDate !== null && invalidityDate > clock.now())
      throw new Failure("revocation.date-ahead", { at: invalidityDate.toISOString() });
    const names = namesIn(certificate);
    const { found, refused } = await revocablesOf(context, names, reason);
    const issuers = await openIssuers(context, { passphrase, keepOpen }, found);
    const changed = await store.revoke(
      issuers.map(({ authority, basename, certificates }) => ({
        authority,
        basename,
        certificates: certificates.map(({ serialNumber, sha256, certificate }) => ({
          serialNumber,
          sha256,
          points: listAddressesIn(certificate),
        })),
        reason,
        invalidityDate,
        actor: actor.label,
      })),
    );
    const lists = await signListsOf(context, issuers);
    return {
      reason,
      invalidityDate: invalidityDate?.toISOString() ?? null,
      /** Those that are revoked now. */
      revoked: found.filter(({ sha256 }) => changed.has(sha256)).map(told),
      /** Those of several that could not be, each with why. */
      refused: [
        ...refused,
        ...found
          .filter(({ sha256 }) => !changed.has(sha256))
          .map(({ fileName }) => ({ name: fileName, problem: null })),
      ],
      lists,
    };
  },
});

interface Refused {
  readonly name: string;
  /** Null: another request was first. */
  readonly problem: Problem | null;
}

/** Of one name its refusal is the answer; of several each has its own. */
async function revocablesOf(
  { store, clock }: Context,
  names: readonly string[],
  reason: StoredReason,
): Promise<{ readonly found: readonly Revocable[]; readonly refused: readonly Refused[] }> {
  const found = new Map<string, Revocable>();
  const refused: Refused[] = [];
  for (const name of names) {
    try {
      const each = await requireRevocable(store, name, clock.now());
      const before = (await store.revocationsOf([each.sha256])).get(each.sha256);
      const isOver = before !== undefined && before.releasedAt === null;
      if (isOver && (before.reason !== "certificateHold" || reason === "certificateHold"))
        throw new Failure("revocation.already", {
          fileName: each.fileName,
          reason: before.reason,
          at: before.at.toISOString(),
        });
      found.set(each.sha256, each);
    } catch (error) {
      if (!isFailure(error) || names.length === 1) throw error;
      refused.push({ name, problem: { code: error.code, params: error.facts } as Problem });
    }
  }
  return { found: [...found.values()], refused };
}

function told({ fileName, basename, certificate, serialNumber, issuer }: Revocable) {
  return {
    fileName,
    name: basename ?? fileName,
    subject: formatName(certificate.subject),
    commonName: commonNameOf(certificate.subject) ?? formatName(certificate.subject),
    serial: serialNumber,
    issuer: issuer.authority.fileName,
  };
}
