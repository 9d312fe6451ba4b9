import { basicConstraintsOf, type Certificate, isSelfIssued } from "../x509/certificate.ts";
import { Failure } from "../failure.ts";
import { formatName } from "../x509/name.ts";

/** The chain above an issuer: its own issuer first, as far as it is known. */
export type Ancestors = readonly Certificate[];

/**
 * Counts the authorities that may still stand between this issuer and an end entity, by the path lengths of the issuer
 * and of all above it (RFC 5280 §4.2.1.9, §6.1.4 (l), (m)): self-issued certificates do not count. Null: no limit.
 * @throws Failure `sign.path-length-used-up`, with the name and the path length of the authority that forbids it.
 */
export function pathLengthRoom(
  issuer: Certificate,
  ancestors: Ancestors,
): { readonly room: number; readonly setBy: Certificate } | null {
  let tightest: { room: number; setBy: Certificate } | null = null;
  let between = 0;
  for (const certificate of [issuer, ...ancestors]) {
    const allowed = basicConstraintsOf(certificate)?.pathLength ?? null;
    if (allowed !== null && (tightest === null || allowed - between < tightest.room))
      tightest = { room: allowed - between, setBy: certificate };
    if (!isSelfIssued(certificate)) between += 1;
  }
  if (tightest !== null && tightest.room < 0) throw usedUp(tightest.setBy);
  return tightest;
}

export function usedUp(setBy: Certificate): Failure {
  return new Failure("sign.path-length-used-up", {
    issuer: formatName(setBy.subject),
    pathLength: basicConstraintsOf(setBy)?.pathLength ?? 0,
  });
}
