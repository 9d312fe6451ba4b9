import { publicKeyId } from "../../../pki/keys/public-key.ts";
import { authorityOf } from "../../ports/authority.ts";
import type { IssuedUnder, StoredReason } from "../../ports/revocations.ts";
import type { Store } from "../../ports/store.ts";
import type { Certificate } from "../../../pki/x509/certificate.ts";
import { isAuthority, readCertificate } from "../../../pki/x509/certificate.ts";
import { Failure, isFailure } from "../../error-codes.ts";
import { requireNamed, type Revocable } from "./revocable.ts";

/** A certificate below an authority that is taken back, at whatever depth. */
export interface Below extends IssuedUnder {
  /** SHA-256 of the key that issued it. */
  readonly authority: string;
}

export interface SubTree {
  readonly certificates: readonly Below[];
  /** There are more than were asked for. */
  readonly isCut: boolean;
}

/** Authorities that stand below one another, and cross-certificates, end here. */
const mostAuthorities = 500;

/**
 * Everything that an authority has issued, and what those have issued, level by level; expired, replaced and removed ones
 * too, since a receiver that does not look at the clock would take them.
 */
export async function subTreeOf(
  store: Pick<Store, "issuedUnder">,
  certificate: Certificate,
  limit: number,
): Promise<SubTree> {
  const found = new Map<string, Below>();
  const asked = new Set<string>();
  const waiting = [publicKeyId(certificate.spki)];
  for (let next = waiting.shift(); next !== undefined && asked.size < mostAuthorities; next = waiting.shift()) {
    if (asked.has(next)) continue;
    asked.add(next);
    const authority = next;
    for (const each of await store.issuedUnder(authority, limit + 1)) {
      if (!found.has(each.sha256)) found.set(each.sha256, { ...each, authority });
      if (each.isAuthority) waiting.push(each.spkiSha256);
    }
    if (found.size > limit) break;
  }
  const certificates = [...found.values()];
  return { certificates: certificates.slice(0, limit), isCut: certificates.length > limit };
}

/** True for one that a revocation for this reason would change. */
export function isOpenFor({ reason }: Pick<Below, "reason">, wanted: StoredReason): boolean {
  return reason === null || (reason === "certificateHold" && wanted !== "certificateHold");
}

/**
 * The authority of a public key (SHA-256), by that of its certificates that is valid now or lasts longest.
 * @throws Failure `revocation.issuer-not-here`
 */
export async function authorityByKey(store: Store, spkiSha256: string, now: Date): Promise<Revocable["issuer"]> {
  const files = (await store.filesByPublicKey(spkiSha256)).filter(({ kind }) => kind === "certificate");
  const isValid = (certificate: Certificate) => certificate.notBefore <= now && now <= certificate.notAfter;
  const held = files
    .map((file) => ({ file, certificate: readCertificate(file.bytes) }))
    .sort(
      (one, other) =>
        Number(isValid(other.certificate)) - Number(isValid(one.certificate)) ||
        other.certificate.notAfter.getTime() - one.certificate.notAfter.getTime(),
    );
  const [first] = held;
  if (first === undefined)
    throw new Failure("revocation.issuer-not-here", { fileName: "", issuer: spkiSha256.slice(0, 16), issuerFile: "" });
  try {
    return await authorityOf(store, first.file);
  } catch (error) {
    // One that signs what is sent out to it is of this console though its key is not.
    if (!isFailure(error, "key.absent") || (await store.crlIssuer(spkiSha256)) === null) throw error;
    return { authority: first.file, certificate: first.certificate, keyFile: null };
  }
}

/** So many certificates below an authority are looked at for a permission. */
const mostForPermission = 100_000;

/** The stored names of an authority and of those below it, for what is permitted on them; none where it is no authority. */
export async function namesInTree(store: Store, name: string): Promise<readonly string[]> {
  const { fileName, certificate } = await requireNamed(store, name);
  if (!isAuthority(certificate)) return [];
  const { certificates } = await subTreeOf(store, certificate, mostForPermission);
  return [fileName, ...certificates.flatMap((each) => (each.isAuthority ? (each.fileName ?? []) : []))];
}
