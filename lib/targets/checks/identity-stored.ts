import { demandOf, requestFix, roleRule } from "./check.ts";

export const identityStored = roleRule({
  code: "identity.stored",
  citation: "",
  confirmation: "vendor",
  find(view) {
    const by = demandOf(view);
    const { identity, role } = view;
    if (role.identity === null) return [{ status: "unknown", params: {}, fix: requestFix(view), by }];
    if (identity === null) return [{ status: "fail", params: { name: role.identity }, fix: requestFix(view), by }];
    return [{ status: "pass", params: { name: identity.name }, by }];
  },
});
