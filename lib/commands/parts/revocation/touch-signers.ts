import type { Touch } from "../../access.ts";

/**
 * The authorities that signed these certificates; to take back another authority takes more. `below`: everything that they
 * have issued as well.
 */
export function touchSigners(names: readonly string[], { below = false } = {}): readonly Touch[] {
  return names.flatMap((signersOf) => [
    { may: "certificate.revoke", on: { kind: "authority", signersOf } } as const,
    { may: "certificate.revoke-authority", on: { kind: "authority", signersOf, ofAuthority: true } } as const,
    ...(below ? [{ may: "certificate.revoke-authority", on: { kind: "authority", treeOf: signersOf } } as const] : []),
  ]);
}

/** What a new certificate in the place of each takes, as `renew` asks it. */
export function touchReissue(names: readonly string[]): readonly Touch[] {
  return names.flatMap((name) => [
    { may: "certificate.sign", on: { kind: "authority", issuerOfRenewal: { name } } } as const,
    {
      may: "certificate.sign-authority",
      on: { kind: "authority", issuerOfRenewal: { name, ofAuthority: true } },
    } as const,
    { may: "certificate.sign-authority", on: { kind: "authority", named: name } } as const,
  ]);
}
