import { formatName } from "../../pki/x509/name.ts";
import { requestFix, roleRule } from "./check.ts";

/** Supported on one machine alone, and not recommended there either. */
export const certificateSelfSigned = roleRule({
  code: "certificate.self-signed",
  citation: "Cisco Live lab guide, CMS certificates",
  confirmation: "vendor",
  find(view) {
    const { identity } = view;
    if (!identity?.leaf || !identity.isComplete) return [];
    const { leaf } = identity;
    return identity.issuers.length === 0
      ? [{ status: "warn", params: { subject: formatName(leaf.subject) }, fix: requestFix(view) }]
      : [{ status: "pass", params: { issuer: formatName(leaf.issuer) } }];
  },
});
