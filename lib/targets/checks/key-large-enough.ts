import type { Certificate } from "../../pki/x509/certificate.ts";
import { formatName } from "../../pki/x509/name.ts";
import { readPublicKeyFacts } from "../../pki/keys/public-key.ts";
import type { KeyMinimum } from "../plan.ts";
import { type Outcome, requestFix, roleRule } from "./check.ts";

/** The least size for this key's family; null for families without a number of their own. */
function minimumBitsFor(certificate: Certificate, { rsaBits, ecBits }: KeyMinimum): number | null {
  const { family } = readPublicKeyFacts(certificate.spki);
  if (family === "rsa" || family === "rsa-pss") return rsaBits;
  return family === "ec" ? ecBits : null;
}

export function sizeOutcome(certificate: Certificate, minimum: KeyMinimum): Outcome<"key.large-enough"> {
  const facts = readPublicKeyFacts(certificate.spki);
  const least = minimumBitsFor(certificate, minimum);
  const by = { citation: minimum.citation, confirmation: "vendor" } as const;
  if (least === null || (facts.bits ?? 0) >= least) return { status: "pass", params: { key: facts.label }, by };
  return { status: "fail", params: { subject: formatName(certificate.subject), key: facts.label, minimum: least }, by };
}

export const keyLargeEnough = roleRule({
  code: "key.large-enough",
  citation: "",
  confirmation: "vendor",
  find(view) {
    const { identity, role } = view;
    if (!identity?.leaf || role.minimum === null) return [];
    const outcome = sizeOutcome(identity.leaf, role.minimum);
    return [outcome.status === "fail" ? { ...outcome, fix: requestFix(view) } : outcome];
  },
});
