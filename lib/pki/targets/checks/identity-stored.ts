import type { Fix } from "../preflight.ts";
import { demandOf, requestFix, roleRule, type RoleView } from "./check.ts";

export const identityStored = roleRule({
  code: "identity.stored",
  citation: "",
  confirmation: "vendor",
  find(view) {
    const by = demandOf(view);
    const { identity, role } = view;
    if (role.identity === null) return [{ status: "unknown", params: {}, fix: useFix(view) ?? requestFix(view), by }];
    if (identity === null) return [{ status: "fail", params: { name: role.identity }, fix: requestFix(view), by }];
    return [{ status: "pass", params: { name: identity.name }, by }];
  },
});

/** What was made of the plan's own request, and is not chosen yet. */
function useFix({ request, material }: RoleView): Fix | null {
  if (request === null || request.chosenBy === null || !material.offered.has(request.name)) return null;
  return { code: "fix.use", params: { request: request.id, name: request.name } };
}
