import { Asked, type ReceiverQuestion } from "./asked.ts";
import { appleProblem } from "./documented/apple.ts";
import { windowsProblem } from "./documented/windows.ts";
import { gnutlsProblem } from "./gnutls/gnutls.ts";
import { goProblem } from "./go/go.ts";
import { javaProblem } from "./java/java.ts";
import { nssProblem } from "./nss/nss.ts";
import { opensslProblem } from "./openssl/openssl.ts";
import type { ReceiverReason } from "./reason.ts";
import { type Receiver, type ReceiverBasis, receivers, receiverVersions } from "./receiver.ts";

export interface ReceiverVerdict {
  readonly receiver: Receiver;
  /** The version whose rules were asked. */
  readonly version: string;
  readonly basis: ReceiverBasis;
  /** Null: none of the documented rules speaks against it, and the program itself was not tried. */
  readonly takes: boolean | null;
  /** Why it refuses; null when it does not. */
  readonly reason: ReceiverReason | null;
}

const problems: Readonly<Record<Receiver, (asked: Asked) => ReceiverReason | null>> = {
  openssl: opensslProblem,
  go: goProblem,
  java: javaProblem,
  gnutls: gnutlsProblem,
  nss: nssProblem,
  windows: windowsProblem,
  apple: appleProblem,
};

/**
 * What each receiver says of a certificate with the others that are sent along: in the order of `receivers`, each by its
 * own search for a path and its own rules. No clock, no network; everything in the answer is plain data. Each signature
 * is checked once for all of them.
 */
export function receiverVerdicts(
  question: ReceiverQuestion,
  among: readonly Receiver[] = receivers,
): readonly ReceiverVerdict[] {
  const asked = new Asked(question);
  return among.map((receiver) => {
    const { version, basis } = receiverVersions[receiver];
    const reason = problems[receiver](asked);
    const takes = reason !== null ? false : basis === "tried" ? true : null;
    return { receiver, version, basis, takes, reason };
  });
}
