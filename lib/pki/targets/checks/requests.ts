import { type CheckResult, result } from "../preflight.ts";
import type { PlannedRequest } from "../target.ts";

/**
 * `pki csr` under a name whose key is in use overwrites that key without asking, and the service stops at once. The way is
 * a new name, or here: a new generation.
 */
export function checkRequests(requests: readonly PlannedRequest[]): CheckResult[] {
  return requests.map(({ id, name, liveName }) => {
    const where = { about: id, citation: "Cisco 214618, troubleshooting", confirmation: "vendor" } as const;
    return liveName === null ? result("request.free-name", "pass", { name }, where) : result("request.free-name", "warn", { name: liveName, instead: name }, where);
  });
}
