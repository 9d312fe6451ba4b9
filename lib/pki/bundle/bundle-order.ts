import { buildBundles } from "./bundle.ts";
import type { BundleMember } from "./bundle.ts";
import { type Certificate, sha256Hex } from "../x509/certificate.ts";

export interface BundleOrder {
  /** The certificates follow each other as in a chain, each once, leaf first (several chains: one after the other). */
  readonly isInOrder: boolean;
  /** Roles as they stand in the file; null for a certificate that belongs to no chain. */
  readonly found: readonly (BundleMember["role"] | null)[];
  /** Positions in the file, from 1, in the order that they should have. */
  readonly wanted: readonly number[];
}

/** What is wrong with the order of a file, for `inspect`; `buildBundles` makes the repaired one. */
export function describeOrder(certificates: readonly Certificate[]): BundleOrder {
  const prints = certificates.map(({ der }) => sha256Hex(der));
  const members = buildBundles({ certificates, kind: "full-chain" }).flatMap((bundle) => bundle.members);
  const roles = new Map(members.map(({ sha256, role }) => [sha256, role]));
  const positions = members.map(({ sha256 }) => prints.indexOf(sha256) + 1);
  const wanted = [...new Set(positions)];
  const isInOrder =
    wanted.length === certificates.length &&
    wanted.every((position, index) => index === 0 || position > wanted[index - 1]!);
  return { isInOrder, found: prints.map((print) => roles.get(print) ?? null), wanted };
}
