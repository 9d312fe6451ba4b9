import { Oid } from "../asn1/oid.ts";
import { commonNamesOf, isEmptyName } from "../x509/name.ts";
import { rsaModulusOf } from "../keys/public-key.ts";
import type { Collector } from "./collector.ts";
import type { PathFacts } from "./facts.ts";

/**
 * Checks the CA/Browser Forum's Baseline Requirements for TLS servers as far as a relying party can. Without the Public
 * Suffix List: of the wildcards that stand for a whole registry only `*` and `*.tld` are recognised.
 */
export function checkWebProfile(
  facts: PathFacts,
  role: "final" | "intermediate" | "anchor",
  collector: Collector,
): void {
  if (facts.certificate.version !== 3) collector.add("path.web.version", facts, { version: facts.certificate.version });
  checkKey(facts, collector);
  if (role === "final") checkSubscriber(facts, collector);
  if (role === "anchor") checkRootKeyId(facts, collector);
  if (role === "anchor" && facts.isSelfIssued && facts.extendedKeyUsage !== null)
    collector.add("path.web.root-purpose", facts, {});
}

/** §6.1.5, §7.1.3.1: RSA of at least 2048 bits in whole bytes, or one of the three NIST curves by name. */
function checkKey(facts: PathFacts, collector: Collector): void {
  const key = facts.publicKey;
  const isGood =
    key.family === "rsa"
      ? key.bits !== null && key.bits >= 2048 && key.bits % 8 === 0 && rsaModulusOf(facts.certificate.spki) !== null
      : key.family === "ec"
        ? ["P-256", "P-384", "P-521"].includes(key.curve ?? "")
        : false;
  if (!isGood) collector.add("path.web.key-not-allowed", facts, { key: key.label });
}

function checkSubscriber(facts: PathFacts, collector: Collector): void {
  if (facts.basicConstraints?.isCa === true || facts.keyUsage?.has("keyCertSign") === true) {
    collector.add("path.web.end-entity-is-ca", facts, {});
  }
  const purposes = facts.extendedKeyUsage;
  if (purposes === null) collector.add("path.web.purpose-missing", facts, {});
  else if (purposes.includes(Oid.anyExtendedKeyUsage)) collector.add("path.web.purpose-any", facts, {});
  if (facts.hasCritical(Oid.extendedKeyUsage)) collector.add("path.web.purpose-critical", facts, {});
  checkNames(facts, collector);
}

/** §7.1.2.7.12 (names), §7.1.4.3 (a common name is a copy of one of them), §3.2.2.6 (wildcards). */
function checkNames(facts: PathFacts, collector: Collector): void {
  const names = (facts.altNames ?? []).flatMap((name) => (name.kind === "dns" || name.kind === "ip" ? [name] : []));
  if (names.length === 0) collector.add("path.web.name-missing", facts, {});
  if (facts.hasCritical(Oid.subjectAltName) && !isEmptyName(facts.certificate.subject))
    collector.add("path.web.names-critical", facts, {});
  for (const commonName of commonNamesOf(facts.certificate.subject)) {
    if (!names.some((name) => name.value === commonName))
      collector.add("path.web.common-name-not-in-names", facts, { commonName });
  }
  for (const { kind, value } of names) {
    if (kind === "dns" && (value === "*" || /^\*\.[^.]+$/.test(value))) {
      collector.add("path.web.wildcard-too-wide", facts, { name: value });
    }
  }
}

/** §7.1.2.1.3: a root's authority key identifier, if any, is its own key and nothing else. */
function checkRootKeyId(facts: PathFacts, collector: Collector): void {
  const key = facts.authorityKey;
  if (key === null || !facts.isSelfIssued) return;
  const problem =
    key.issuer !== null
      ? "issuer-present"
      : key.serial !== null
        ? "serial-present"
        : key.keyId === null
          ? "key-id-missing"
          : facts.authorityKeyId !== facts.subjectKeyId
            ? "key-id-differs"
            : null;
  if (problem !== null) collector.add("path.web.root-key-id", facts, { problem });
}
