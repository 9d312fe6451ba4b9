/**
 * CRLReason (RFC 5280 §5.3.1): its names and numbers; 7 is not used. `removeFromCRL` stands in delta lists alone.
 */
export const revocationReasonCodes = {
  unspecified: 0,
  keyCompromise: 1,
  cACompromise: 2,
  affiliationChanged: 3,
  superseded: 4,
  cessationOfOperation: 5,
  certificateHold: 6,
  removeFromCRL: 8,
  privilegeWithdrawn: 9,
  aACompromise: 10,
} as const;

export type RevocationReason = keyof typeof revocationReasonCodes;

const names = new Map<number, RevocationReason>(
  Object.entries(revocationReasonCodes).map(([name, code]) => [code, name as RevocationReason]),
);

/** The name of a number of CRLReason; null for one that the RFC does not give. */
export function revocationReasonOf(code: number): RevocationReason | null {
  return names.get(code) ?? null;
}
