import type { Collector } from "./collector.ts";
import type { PathFacts } from "./facts.ts";

/**
 * Checks the right to issue: RFC 5280 §6.1.4 (k) and (n). Certificates before version 3 cannot say that they are
 * authorities; one is believed as an anchor only, because it was chosen as such.
 */
export function checkIssuer(facts: PathFacts, role: "intermediate" | "anchor", collector: Collector): void {
  const { version } = facts.certificate;
  const isOldAnchor = role === "anchor" && version !== 3;
  if (version !== 3 && !isOldAnchor) collector.add("path.version-not-ca", facts, { version });
  else if (facts.basicConstraints === null) {
    const isBroken = facts.malformed.length > 0;
    if (!isOldAnchor && !isBroken) collector.add("path.no-basic-constraints", facts, {});
  } else if (!facts.basicConstraints.isCa) collector.add("path.not-ca", facts, {});
  if (facts.keyUsage !== null && !facts.keyUsage.has("keyCertSign")) {
    collector.add("path.key-usage-not-sign", facts, { usages: [...facts.keyUsage].join(", ") });
  }
}
