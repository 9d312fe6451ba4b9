import { type CheckResult, result } from "../preflight.ts";
import type { PlannedRequest } from "../plan.ts";

/**
 * `pki csr` under a name whose key is in use overwrites that key without asking, and the service stops at once. The way
 * is a new name, or here: a new generation. It is a remark where one of the checks asks for that request, and nothing
 * to remark while the live certificate does.
 */
export function withRequests(checks: readonly CheckResult[], requests: readonly PlannedRequest[]): CheckResult[] {
  return [
    ...checks,
    ...requests.map((request) => {
      const { id, name, liveName } = request;
      const where = { about: id, citation: "Cisco 214618, troubleshooting", confirmation: "vendor" } as const;
      return liveName !== null && isAsked(request, checks)
        ? result("request.free-name", "warn", { name: liveName, instead: name }, where)
        : result("request.free-name", "pass", { name }, where);
    }),
  ];
}

/** A check fails that a new certificate of this request would mend. */
export const isAsked = ({ name, liveName }: PlannedRequest, checks: readonly CheckResult[]): boolean =>
  checks.some(
    ({ status, fix }) =>
      status !== "pass" &&
      status !== "warn" &&
      ((fix?.code === "fix.request" && fix.params.name === name) ||
        (fix?.code === "fix.renew" && fix.params.name === liveName)),
  );

/** The same, where the answer may be stored already: made, waiting for its signature or for being chosen. */
export const isWanted = (request: PlannedRequest, checks: readonly CheckResult[]): boolean =>
  isAsked(request, checks) ||
  checks.some(
    ({ status, fix }) =>
      status !== "pass" &&
      status !== "warn" &&
      ((fix?.code === "fix.use" && fix.params.request === request.id) ||
        (fix?.code === "fix.sign" && fix.params.request === request.name)),
  );
