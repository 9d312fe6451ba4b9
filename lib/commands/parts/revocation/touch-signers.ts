import type { Touch } from "../../access.ts";

/** The authorities that signed these certificates; to take back another authority takes more. */
export function touchSigners(names: readonly string[]): readonly Touch[] {
  return names.flatMap((signersOf) => [
    { may: "certificate.revoke", on: { kind: "authority", signersOf } } as const,
    { may: "certificate.revoke-authority", on: { kind: "authority", signersOf, ofAuthority: true } } as const,
  ]);
}
