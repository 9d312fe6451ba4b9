import type { Context } from "../../command.ts";
import { isFailure } from "../../error-codes.ts";
import type { Problem } from "../../ports/batch.ts";
import { planRenewal } from "../renewal/plan.ts";
import { requireFormer } from "../renewal/former.ts";
import { renewName, type RenewalOrder } from "../renewal/renew.ts";
import { Failure } from "../../error-codes.ts";
import { problemOf, type Target } from "./targets.ts";

/** The certificate in the place of one that was taken back: same names, new key, by the same authority. */
export interface Reissued {
  readonly name: string;
  /** Null where it could not be made; the revocation stands. */
  readonly made: {
    readonly fileName: string;
    readonly keyFile: string;
    readonly generation: number;
    readonly serial: string;
    readonly notAfter: string;
    readonly issuer: string;
    /** Services that use the name: they have to be given the new files. */
    readonly services: readonly string[];
  } | null;
  /** The request that waits for an authority whose key is elsewhere; null where the certificate was made, or nothing. */
  readonly requestFile: string | null;
  readonly problem: Problem | null;
}

type Passphrases = Pick<RenewalOrder, "passphrase" | "keepOpen" | "newPassphrase">;

/**
 * Asks before anything is revoked whether the next certificate can be made, so that one that cannot is said while the old
 * one still works.
 * @throws Failure as `planRenewal`; `renewal.passphrase-wanted`, `renewal.overtaken` of a certificate that its name does
 *   not hold any more
 */
export async function requireReissuable(context: Context, target: Target, given: Passphrases): Promise<void> {
  const row = await context.store.item(target.name);
  const former = row === null ? null : await requireFormer(context.store, target.name);
  if (former?.sha256 !== target.sha256) throw new Failure("revocation.not-live", { fileName: target.fileName });
  await planRenewal(context, { name: target.name, key: "new" });
  const { key } = former;
  if (key !== null && given.newPassphrase === undefined && (await context.vault.describe(key.fileName)).isLocked)
    throw new Failure("renewal.passphrase-wanted", { fileName: key.fileName });
}

/** Each by itself: what fails is told, since the revocation is stored already. */
export async function reissueAll(
  context: Context,
  targets: readonly Target[],
  given: Passphrases,
): Promise<readonly Reissued[]> {
  const reissued: Reissued[] = [];
  for (const target of targets) reissued.push(await reissue(context, target, given));
  return reissued;
}

async function reissue(context: Context, target: Target, given: Passphrases): Promise<Reissued> {
  const { name } = target;
  try {
    await requireReissuable(context, target, given);
    const value = await renewName(context, { ...given, name, key: "new" });
    if (value.made === "request") return { name, made: null, requestFile: value.fileName, problem: null };
    const { fileName, keyFile, generation, serial, notAfter, issuer, services } = value;
    return {
      name,
      made: { fileName, keyFile, generation, serial, notAfter, issuer, services },
      requestFile: null,
      problem: null,
    };
  } catch (error) {
    if (!isFailure(error)) throw error;
    return { name, made: null, requestFile: null, problem: problemOf(error) };
  }
}
