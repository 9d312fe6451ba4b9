import { subjectAltNames } from "../../pki/x509/certificate.ts";
import { requestFix, roleRule } from "./check.ts";

/** XMPP clients refuse a certificate without alternative names (the vendor's text); so do all others by now. */
export const namePresent = roleRule({
  code: "name.present",
  citation: "RFC 9525 §6.3",
  confirmation: "vendor",
  find(view) {
    const { identity, role } = view;
    if (!identity?.leaf || !role.uses.includes("server") || role.commonName !== null || role.commonNameCounts)
      return [];
    const count = subjectAltNames(identity.leaf).length;
    return count > 0
      ? [{ status: "pass", params: { count } }]
      : [{ status: "fail", params: {}, fix: requestFix(view) }];
  },
});
