import { type CheckResult, result } from "../preflight.ts";
import type { PlannedRequest } from "../plan.ts";

/**
 * `pki csr` under a name whose key is in use overwrites that key without asking, and the service stops at once. The way
 * is a new name, or here: a new generation. It is a remark where one of the checks asks for that request, and nothing
 * to remark while the live certificate does.
 */
export function withRequests(checks: readonly CheckResult[], requests: readonly PlannedRequest[]): CheckResult[] {
  const isAsked = ({ name }: PlannedRequest): boolean =>
    checks.some(
      ({ status, fix }) =>
        status !== "pass" && status !== "warn" && fix?.code === "fix.request" && fix.params.name === name,
    );
  return [
    ...checks,
    ...requests.map((request) => {
      const { id, name, liveName } = request;
      const where = { about: id, citation: "Cisco 214618, troubleshooting", confirmation: "vendor" } as const;
      return liveName !== null && isAsked(request)
        ? result("request.free-name", "warn", { name: liveName, instead: name }, where)
        : result("request.free-name", "pass", { name }, where);
    }),
  ];
}
