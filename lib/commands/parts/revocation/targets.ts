import { isSelfSigned } from "../../../pki/path/issuers.ts";
import { listAddressesIn } from "../../../pki/issue/addresses.ts";
import { type Certificate, isAuthority, readCertificate } from "../../../pki/x509/certificate.ts";
import { commonNameOf, formatName } from "../../../pki/x509/name.ts";
import { requireListIssuer } from "../../../pki/issue/revocation-list.ts";
import type { Context } from "../../command.ts";
import { Failure, isFailure } from "../../error-codes.ts";
import type { Problem } from "../../ports/batch.ts";
import type { StoredReason } from "../../ports/revocations.ts";
import { requireNamed, requireRevocable, type Revocable } from "./revocable.ts";
import { authorityByKey, type Below, isOpenFor, subTreeOf } from "./sub-tree.ts";

/** A certificate that a revocation is about, and how it is told. */
export interface Target {
  /** Its file; `sha256:` and its fingerprint where no name holds it. */
  readonly fileName: string;
  readonly name: string;
  readonly commonName: string;
  readonly serialNumber: string;
  readonly sha256: string;
  readonly issuer: Revocable["issuer"];
  /** SHA-256 of the key that signs the list. */
  readonly authority: string;
  /** The addresses of lists that stand in it. */
  readonly points: readonly string[];
  /** It was not named, and stands below an authority that was. */
  readonly isBelow: boolean;
}

export interface Refused {
  readonly name: string;
  /** Null: another request was first. */
  readonly problem: Problem | null;
}

export interface Targets {
  readonly found: readonly Target[];
  readonly refused: readonly Refused[];
}

export const problemOf = (error: { readonly code: string; readonly facts: unknown }): Problem =>
  ({ code: error.code, params: error.facts }) as Problem;

/** Of one name its refusal is the answer; of several each has its own. */
export async function targetsOf(
  context: Context,
  names: readonly string[],
  { reason, below }: { readonly reason: StoredReason; readonly below: boolean },
): Promise<Targets> {
  const found = new Map<string, Target>();
  const refused: Refused[] = [];
  for (const name of names) {
    const tree = below ? await treeOf(context, name, reason) : null;
    for (const each of tree?.found ?? []) if (!found.has(each.sha256)) found.set(each.sha256, each);
    refused.push(...(tree?.refused ?? []));
    try {
      // An authority that is revoked already, or that signed itself, leaves what is below it to be revoked.
      const each = await namedTarget(context, name, reason, (tree?.found.length ?? 0) > 0);
      if (each !== null) found.set(each.sha256, each);
    } catch (error) {
      if (!isFailure(error) || names.length === 1) throw error;
      refused.push({ name, problem: problemOf(error) });
    }
  }
  // Those that were named come first: what stands below them follows.
  const all = [...found.values()].sort((one, other) => Number(one.isBelow) - Number(other.isBelow));
  return { found: all, refused };
}

async function namedTarget(
  { store, clock }: Context,
  name: string,
  reason: StoredReason,
  isForTree: boolean,
): Promise<Target | null> {
  if (isForTree && isSelfSigned((await requireNamed(store, name)).certificate)) return null;
  const each = await requireRevocable(store, name, clock.now());
  const before = (await store.revocationsOf([each.sha256])).get(each.sha256);
  const reasonBefore = before !== undefined && before.releasedAt === null ? before.reason : null;
  if (isOpenFor({ reason: reasonBefore }, reason)) return toldTarget(each);
  if (isForTree) return null;
  throw new Failure("revocation.already", {
    fileName: each.fileName,
    reason: before!.reason,
    at: before!.at.toISOString(),
  });
}

const toldTarget = ({ fileName, basename, certificate, ...rest }: Revocable): Target => ({
  ...rest,
  fileName,
  name: basename ?? fileName,
  commonName: titleOf(certificate),
  points: listAddressesIn(certificate),
  isBelow: false,
});

const titleOf = ({ subject }: Certificate): string => commonNameOf(subject) ?? formatName(subject);

/** Null for what is no authority. */
async function treeOf({ store, clock }: Context, name: string, reason: StoredReason): Promise<Targets | null> {
  const { certificate } = await requireNamed(store, name);
  if (!isAuthority(certificate)) return null;
  const { certificates } = await subTreeOf(store, certificate, Number.MAX_SAFE_INTEGER - 1);
  const issuers = new Map<string, Revocable["issuer"] | Problem>();
  const found: Target[] = [];
  const refused: Refused[] = [];
  for (const each of certificates.filter((one) => isOpenFor(one, reason))) {
    const issuer = issuers.get(each.authority) ?? (await issuerOf(store, each.authority, clock.now()));
    issuers.set(each.authority, issuer);
    if ("code" in issuer) refused.push({ name: nameOf(each), problem: issuer });
    else {
      const points = listAddressesIn(readCertificate(each.der));
      found.push({ ...each, ...namesOf(each), issuer, points, isBelow: true });
    }
  }
  return { found, refused };
}

/** The authority that signs the list, or why it cannot. */
async function issuerOf(store: Context["store"], key: string, now: Date): Promise<Revocable["issuer"] | Problem> {
  try {
    const issuer = await authorityByKey(store, key, now);
    requireListIssuer(issuer.certificate, now);
    return issuer;
  } catch (error) {
    if (!isFailure(error)) throw error;
    return problemOf(error);
  }
}

const nameOf = ({ fileName, sha256 }: Below): string => fileName ?? `sha256:${sha256}`;

const namesOf = (each: Below): Pick<Target, "fileName" | "name" | "commonName"> => ({
  fileName: nameOf(each),
  name: each.fileName === null ? nameOf(each) : (each.name ?? nameOf(each)),
  commonName: each.commonName ?? each.name ?? each.serialNumber,
});
