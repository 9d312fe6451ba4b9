import type { KeyUsageBit } from "../x509/extension-values.ts";
import { Oid } from "../asn1/oid.ts";
import type { Collector } from "./collector.ts";
import type { PathFacts } from "./facts.ts";
import type { PathPurpose } from "./options.ts";

interface PurposeRule {
  readonly oid: string;
  /** One of these bits serves a TLS handshake (RFC 5280 §4.2.1.12, RFC 8446 §4.4.2.2). */
  readonly usages: readonly KeyUsageBit[];
}

const rules: Readonly<Record<Exclude<PathPurpose, "any">, PurposeRule>> = {
  server: { oid: Oid.serverAuth, usages: ["digitalSignature", "keyEncipherment", "keyAgreement"] },
  client: { oid: Oid.clientAuth, usages: ["digitalSignature", "keyAgreement"] },
};

/**
 * Extended key usage of the end entity (RFC 5280 §4.2.1.12) and of every CA above it: a CA that lists purposes can pass
 * on no others, which RFC 5280 leaves open and every root programme and TLS library demands.
 */
export function checkPurpose(
  facts: PathFacts,
  purpose: PathPurpose,
  role: "final" | "issuer",
  collector: Collector,
): void {
  if (purpose === "any") return;
  const { oid, usages } = rules[purpose];
  const allowed = facts.extendedKeyUsage;
  if (allowed !== null && !allowed.includes(oid) && !allowed.includes(Oid.anyExtendedKeyUsage)) {
    const code = role === "final" ? "path.purpose-not-allowed" : "path.purpose-not-allowed-by-issuer";
    collector.add(code, facts, { purpose, allowed: allowed.join(", ") });
  }
  const { keyUsage } = facts;
  if (role === "final" && keyUsage !== null && !usages.some((bit) => keyUsage.has(bit))) {
    collector.add("path.key-usage-not-purpose", facts, { purpose, usages: [...keyUsage].join(", ") });
  }
}
