import { serialHex } from "../x509/certificate.ts";
import { isEmptyName } from "../x509/name.ts";
import { Oid } from "../asn1/oid.ts";
import type { Collector } from "./collector.ts";
import { looksLikeIpv4 } from "./names/dns-name.ts";
import type { PathFacts } from "./facts.ts";
import type { PathSeverity } from "./finding.ts";
import { knownName } from "./names/known-names.ts";
import type { Signatures } from "./signatures.ts";

/** Checks the profile that RFC 5280 §4 sets for issuers; a relying party may be lenient (§6 checks none of it). */
export function checkStrictProfile(
  facts: PathFacts,
  role: Role,
  severity: PathSeverity,
  signatures: Signatures,
  collector: Collector,
): void {
  checkKeyIds(facts, role, severity, signatures, collector);
  checkCriticality(facts, severity, collector);
  checkSerial(facts, severity, collector);
  checkAuthority(facts, role, severity, collector);
  for (const { attribute, length, allowed } of knownName(facts.certificate.subject).tooLong) {
    collector.add("path.name-attribute-too-long", facts, { attribute, length, allowed }, severity);
  }
  checkConstraintForms(facts, severity, collector);
  for (const { oid, problem } of facts.malformedHints)
    collector.add("path.extension-malformed", facts, { oid, problem }, severity);
  for (const name of facts.altNames ?? []) {
    if (name.kind === "dns" && looksLikeIpv4(name.value)) {
      collector.add("path.address-in-dns-name", facts, { name: name.value }, severity);
      break;
    }
  }
}

type Role = "final" | "intermediate" | "anchor";

const isAuthority = (facts: PathFacts): boolean => facts.basicConstraints?.isCa === true;

/** §4.2.1.1: every certificate but a self-signed one names its issuer's key; §4.2.1.2: every CA names its own. */
function checkKeyIds(
  facts: PathFacts,
  role: Role,
  severity: PathSeverity,
  signatures: Signatures,
  collector: Collector,
): void {
  if (facts.certificate.version !== 3) return;
  const isSelfSigned = () => facts.isSelfIssued || signatures.verdict(facts, facts) === "valid";
  if ((facts.authorityKey?.keyId ?? null) === null && !(role === "anchor" && isSelfSigned())) {
    collector.add("path.key-id-missing", facts, { extension: Oid.authorityKeyIdentifier }, severity);
  }
  if (facts.subjectKeyOctets === null && isAuthority(facts)) {
    collector.add("path.key-id-missing", facts, { extension: Oid.subjectKeyIdentifier }, severity);
  }
}

const mustNotBeCritical: ReadonlySet<string> = new Set([
  Oid.authorityKeyIdentifier,
  Oid.subjectKeyIdentifier,
  Oid.authorityInfoAccess,
  Oid.subjectInfoAccess,
  Oid.freshestCRL,
  Oid.subjectDirectoryAttributes,
]);

function checkCriticality(facts: PathFacts, severity: PathSeverity, collector: Collector): void {
  for (const { oid: extension, critical } of facts.certificate.extensions) {
    if (critical && mustNotBeCritical.has(extension))
      collector.add("path.criticality", facts, { extension, mustBeCritical: "no" }, severity);
    if (!critical && mustBeCritical(extension, facts))
      collector.add("path.criticality", facts, { extension, mustBeCritical: "yes" }, severity);
  }
}

function mustBeCritical(extension: string, facts: PathFacts): boolean {
  switch (extension) {
    case Oid.policyConstraints:
    case Oid.inhibitAnyPolicy:
      return true;
    // §4.2.1.9: of a CA whose key validates signatures on certificates.
    case Oid.basicConstraints:
      return isAuthority(facts) && facts.keyUsage?.has("keyCertSign") !== false;
    // §4.1.2.6: without a subject the names are all there is.
    case Oid.subjectAltName:
      return isEmptyName(facts.certificate.subject);
    default:
      return false;
  }
}

/** §4.1.2.2: positive, at most 20 bytes. */
function checkSerial(facts: PathFacts, severity: PathSeverity, collector: Collector): void {
  const bytes = facts.certificate.serialNumber;
  const isZero = bytes.every((octet) => octet === 0);
  if (isZero || bytes[0]! >= 0x80) {
    collector.add("path.serial-not-positive", facts, { serial: serialHex(facts.certificate) }, severity);
  }
  if (bytes.length > 20 && !(bytes.length === 21 && bytes[0] === 0)) {
    collector.add("path.serial-too-long", facts, { octets: bytes.length }, severity);
  }
}

/** §4.2.1.3, §4.2.1.9, §4.2.1.10, §4.1.2.6: what goes with being an authority, and what must not go without. */
function checkAuthority(facts: PathFacts, role: Role, severity: PathSeverity, collector: Collector): void {
  const isCa = isAuthority(facts);
  const signs = facts.keyUsage?.has("keyCertSign") === true;
  if (isEmptyName(facts.certificate.subject) && (isCa || role !== "final"))
    collector.add("path.ca-subject-empty", facts, {}, severity);
  if (signs && !isCa) collector.add("path.sign-usage-without-ca", facts, {}, severity);
  const hasLength = facts.basicConstraints !== null && facts.basicConstraints.pathLength !== null;
  if (hasLength && (!isCa || (facts.keyUsage !== null && !signs))) {
    collector.add("path.path-length-without-ca", facts, {}, severity);
  }
  if (facts.has(Oid.nameConstraints) && !isCa)
    collector.add("path.name-constraints-in-end-entity", facts, {}, severity);
}

/** §4.2.1.10: `host.example.com`; the leading dot is for URIs and e-mail, though many write it for DNS names too. */
function checkConstraintForms(facts: PathFacts, severity: PathSeverity, collector: Collector): void {
  const subtrees = [...(facts.subtrees?.permitted.get("dns") ?? []), ...(facts.subtrees?.excluded.get("dns") ?? [])];
  const dotted = subtrees.find(({ text }) => text.startsWith("."));
  if (dotted !== undefined) collector.add("path.name-constraint-form", facts, { constraint: dotted.text }, severity);
}
