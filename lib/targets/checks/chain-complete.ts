import { formatName } from "../../pki/x509/name.ts";
import { roleRule, rootFix } from "./check.ts";

/** Leaf, intermediates, root: a peer that has only the root must be sent the rest (RFC 8446 §4.4.2). */
export const chainComplete = roleRule({
  code: "chain.complete",
  citation: "RFC 8446 §4.4.2",
  confirmation: "vendor",
  find({ identity, material }) {
    if (!identity?.leaf) return [];
    const last = identity.issuers.at(-1) ?? identity.leaf;
    if (identity.isComplete)
      return [
        { status: "pass", params: { certificates: identity.issuers.length + 1, root: formatName(last.subject) } },
      ];
    const issuer = formatName(last.issuer);
    return [{ status: "fail", params: { issuer }, fix: rootFix(issuer, material, "") }];
  },
});
