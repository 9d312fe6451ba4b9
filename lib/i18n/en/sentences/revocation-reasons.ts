import type { StoredReason } from "../../../commands/ports/revocations.ts";

/** Why a certificate was revoked, as the end of a sentence. */
export const reasonWords: Readonly<Record<StoredReason, string>> = {
  unspecified: "no reason given",
  keyCompromise: "key compromised",
  cACompromise: "authority compromised",
  affiliationChanged: "left or moved",
  superseded: "superseded",
  cessationOfOperation: "no longer used",
  certificateHold: "on hold",
  privilegeWithdrawn: "privilege withdrawn",
  aACompromise: "attribute authority compromised",
};
