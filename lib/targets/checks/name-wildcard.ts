import { subjectAltNames } from "../../pki/x509/certificate.ts";
import { demandOf, requestFix, roleRule } from "./check.ts";

export const nameWildcard = roleRule({
  code: "name.wildcard",
  citation: "",
  confirmation: "vendor",
  find(view) {
    const { identity, role } = view;
    if (!identity?.leaf) return [];
    const name = subjectAltNames(identity.leaf).find((each) => each.kind === "dns" && each.value.includes("*"));
    if (name === undefined || !("value" in name)) return [];
    const { value } = name;
    const by = demandOf(view);
    if (role.wildcard === "refused") return [{ status: "fail", params: { name: value }, fix: requestFix(view), by }];
    if (role.wildcard === "unproven")
      return [{ status: "warn", params: { name: value }, by: { ...by, confirmation: "unconfirmed" } }];
    return [{ status: "pass", params: { names: value }, by }];
  },
});
