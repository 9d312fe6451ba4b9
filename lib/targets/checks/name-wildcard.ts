import { subjectAltNames } from "../../pki/x509/certificate.ts";
import type { Certificate } from "../../pki/x509/certificate.ts";
import { commonNamesOf } from "../../pki/x509/name.ts";
import { demandOf, requestFix, roleRule } from "./check.ts";

/** The first name with a wildcard among the alternative names, then among the common names; null without one. */
export function wildcardOf(certificate: Certificate): string | null {
  const names = subjectAltNames(certificate).flatMap((each) => (each.kind === "dns" ? [each.value] : []));
  return [...names, ...commonNamesOf(certificate.subject)].find((name) => name.includes("*")) ?? null;
}

export const nameWildcard = roleRule({
  code: "name.wildcard",
  citation: "",
  confirmation: "vendor",
  find(view) {
    const { identity, role } = view;
    if (!identity?.leaf) return [];
    const name = wildcardOf(identity.leaf);
    if (name === null) return [];
    const by = demandOf(view);
    if (role.strictCaller !== null || role.wildcard === "refused")
      return [{ status: "fail", params: { name, caller: role.strictCaller ?? "" }, fix: requestFix(view), by }];
    if (role.wildcard === "unproven")
      return [{ status: "warn", params: { name }, by: { ...by, confirmation: "unconfirmed" } }];
    return [{ status: "pass", params: { names: name }, by }];
  },
});
