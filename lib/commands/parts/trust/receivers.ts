import { sha256Hex, type Certificate } from "../../../pki/x509/certificate.ts";
import type { Crl } from "../../../pki/x509/crl.ts";
import type { PathPurpose } from "../../../pki/path/options.ts";
import type { VerifiedPath } from "../../../pki/path/report.ts";
import type { SignatureMemory } from "../../../pki/path/signature-memory.ts";
import { receiverVerdicts, type ReceiverVerdict } from "../../../pki/receivers/verdicts.ts";

export interface Shown {
  readonly target: Certificate;
  /** What was given beside it, in its order. */
  readonly given: readonly Certificate[];
  readonly anchors: readonly Certificate[];
  /** Everything that a path was built of. */
  readonly pool: readonly Certificate[];
  readonly paths: readonly VerifiedPath[];
  readonly at: Date;
  readonly purpose: PathPurpose;
  readonly name: string | undefined;
  readonly isPublic: boolean;
  /** Lists that the receiver is given; null: none. */
  readonly crls: readonly Crl[] | null;
  readonly signatures: SignatureMemory;
}

/**
 * The verdict of each receiver when the service sends what was given. Where only the inventory was asked it sends the
 * intermediates of the best path, as an export would hold them.
 */
export function verdictsOf(shown: Shown): readonly ReceiverVerdict[] {
  const { target, given, anchors, pool, paths, name, crls } = shown;
  const known = new Set([target, ...given, ...anchors].map(({ der }) => sha256Hex(der)));
  const [best] = paths;
  const onTheWay = (best?.certificates ?? [])
    .filter(({ sha256, isAnchor }) => !isAnchor && !known.has(sha256))
    .flatMap(({ sha256 }) => pool.filter(({ der }) => sha256Hex(der) === sha256).slice(0, 1));
  return receiverVerdicts({
    target,
    sent: [...given, ...onTheWay],
    anchors,
    at: shown.at,
    purpose: shown.purpose,
    isPublic: shown.isPublic,
    signatures: shown.signatures,
    ...(name === undefined ? {} : { name }),
    ...(crls === null ? {} : { crls }),
  });
}
