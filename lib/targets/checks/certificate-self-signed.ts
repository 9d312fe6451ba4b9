import { formatName } from "../../pki/x509/name.ts";
import { demandOf, requestFix, roleRule } from "./check.ts";

/**
 * Supported on one machine alone, and not recommended there either; refused by some that call the service. What is not
 * for TLS may sign itself.
 */
export const certificateSelfSigned = roleRule({
  code: "certificate.self-signed",
  citation: "Cisco Live lab guide, CMS certificates",
  confirmation: "vendor",
  find(view) {
    const { identity, role } = view;
    if (!identity?.leaf || !identity.isComplete || role.uses.length === 0) return [];
    const { leaf } = identity;
    if (identity.issuers.length === 0 && role.strictCaller !== null) {
      const params = { subject: formatName(leaf.subject), caller: role.strictCaller };
      return [{ status: "fail", params, fix: requestFix(view), by: demandOf(view) }];
    }
    return identity.issuers.length === 0
      ? [{ status: "warn", params: { subject: formatName(leaf.subject) }, fix: requestFix(view) }]
      : [{ status: "pass", params: { issuer: formatName(leaf.issuer) } }];
  },
});
