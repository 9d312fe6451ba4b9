import type { Certificate } from "../../pki/x509/certificate.ts";
import { formatName } from "../../pki/x509/name.ts";
import { readSignatureAlgorithm } from "../../pki/keys/signature-algorithm.ts";
import type { KeyMinimum } from "../plan.ts";
import { type Outcome, roleRule } from "./check.ts";

export function digestOutcome(certificate: Certificate, minimum: KeyMinimum): Outcome<"signature.digest-accepted"> {
  const { digest, label } = readSignatureAlgorithm(certificate.signatureAlgorithm);
  const by = { citation: minimum.citation, confirmation: "vendor" } as const;
  if (digest !== null && minimum.refusedDigests.includes(digest.replace("-", ""))) {
    return { status: "fail", params: { subject: formatName(certificate.subject), algorithm: label }, by };
  }
  return { status: "pass", params: { digest: label }, by };
}

export const signatureDigest = roleRule({
  code: "signature.digest-accepted",
  citation: "",
  confirmation: "vendor",
  find({ identity, role }) {
    if (!identity?.leaf || role.minimum === null) return [];
    const outcome = digestOutcome(identity.leaf, role.minimum);
    if (outcome.status === "pass" || identity.requestFile === null) return [outcome];
    return [
      { ...outcome, fix: { code: "fix.sign", params: { request: identity.name, profile: role.uses.join("-") } } },
    ];
  },
});
