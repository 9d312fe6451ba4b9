import { z } from "zod";
import type { StoredReason } from "../../ports/revocations.ts";
import * as field from "../fields.ts";

/** Reasons that a person may give (RFC 5280 §5.3.1), the ones that are met most first. */
const reasons = [
  "unspecified",
  "keyCompromise",
  "affiliationChanged",
  "superseded",
  "cessationOfOperation",
  "certificateHold",
  "privilegeWithdrawn",
  "cACompromise",
  "aACompromise",
] as const satisfies readonly StoredReason[];

export const reason = z
  .preprocess(
    (given) =>
      typeof given === "string"
        ? (reasons.find(
            (each) =>
              each.toLowerCase() ===
              given
                .trim()
                .replace(/[-_\s]/g, "")
                .toLowerCase(),
          ) ?? given)
        : given,
    z.enum(reasons),
  )
  .meta({ description: "Reason of RFC 5280 §5.3.1. certificateHold can be released again." });

/** One certificate, or up to 500. */
export const revocable = z.union([field.storedName, z.array(field.storedName).min(1).max(500)]).meta({
  description: "Name of a stored certificate or sha256:<fingerprint>, or a list of up to 500.",
  examples: ["kang-haneul.crt"],
});

export function namesIn(certificate: string | readonly string[]): readonly string[] {
  return typeof certificate === "string" ? [certificate] : [...new Set(certificate)];
}
