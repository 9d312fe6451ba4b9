import { checkKey } from "../../../pki/checks/index.ts";
import type { Finding } from "../../../pki/checks/finding.ts";

/**
 * What makes a key useless or unsafe (a private half that can be computed, a size that nothing accepts), for a key or
 * a request that comes in: it is stored, and refused when it is to be certified. `spki` is DER; null of a locked key.
 */
export function graveKeyFindings(spki: Uint8Array | null): Finding[] {
  return spki === null ? [] : checkKey(spki).filter(({ severity }) => severity === "danger");
}
