import { serialHex } from "../x509/certificate.ts";
import { isEmptyName } from "../x509/name.ts";
import { Oid } from "../asn1/oid.ts";
import type { Collector } from "./collector.ts";
import { looksLikeIpv4 } from "./names/dns-name.ts";
import { isIpAddress } from "./names/ip-name.ts";
import type { PathFacts } from "./facts.ts";
import type { PathSeverity } from "./finding.ts";
import type { PathProfile } from "./options.ts";
import { knownName } from "./names/known-names.ts";
import type { Signatures } from "./signatures.ts";

/** Checks the profile that RFC 5280 §4 sets for issuers; a relying party may be lenient (§6 checks none of it). */
export function checkStrictProfile(
  facts: PathFacts,
  role: Role,
  profile: PathProfile,
  signatures: Signatures,
  collector: Collector,
): void {
  const severity = profile === "standard" ? "note" : "reject";
  checkKeyIds(facts, role, severity, signatures, collector);
  checkCriticality(facts, profile, severity, collector);
  checkSerial(facts, severity, collector);
  checkAuthority(facts, role, severity, collector);
  for (const { attribute, length, allowed } of knownName(facts.certificate.subject).tooLong) {
    collector.add("path.name-attribute-too-long", facts, { attribute, length, allowed }, severity);
  }
  checkConstraintForms(facts, severity, collector);
  checkNameForms(facts, severity, collector);
  checkKeyParameters(facts, severity, collector);
  for (const { qualifier, isCritical } of facts.unknownQualifiers)
    if (!isCritical) collector.add("path.policy-qualifier-unknown", facts, { qualifier }, severity);
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

function checkCriticality(facts: PathFacts, profile: PathProfile, severity: PathSeverity, collector: Collector): void {
  for (const { oid: extension, critical } of facts.certificate.extensions) {
    if (critical && mustNotBeCritical.has(extension))
      collector.add("path.criticality", facts, { extension, mustBeCritical: "no" }, severity);
    if (!critical && mustBeCritical(extension, facts))
      collector.add("path.criticality", facts, { extension, mustBeCritical: "yes" }, severity);
    // §4.2.1.10. They are evaluated all the same, and BR §7.1.2.10.8 lets public authorities leave the flag out.
    if (!critical && extension === Oid.nameConstraints && profile !== "web")
      collector.add("path.criticality", facts, { extension, mustBeCritical: "yes" }, "note");
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
  for (const extension of ofAuthorities)
    if (facts.has(extension) && !isCa)
      collector.add("path.authority-extension-in-end-entity", facts, { extension }, severity);
}

/** §4.2.1.5, §4.2.1.11, §4.2.1.14: they say what an authority's certificates are worth. */
const ofAuthorities = [Oid.policyMappings, Oid.policyConstraints, Oid.inhibitAnyPolicy];

/** §4.2.1.6: never an empty name, and an address of 4 or 16 bytes. */
function checkNameForms(facts: PathFacts, severity: PathSeverity, collector: Collector): void {
  for (const name of facts.altNames ?? []) {
    const isEmpty = (name.kind === "dns" || name.kind === "email" || name.kind === "uri") && name.value === "";
    const isOtherLength = name.kind === "ip" && !isIpAddress(name.octets);
    if (!isEmpty && !isOtherLength) continue;
    collector.add(
      "path.name-form",
      facts,
      { kind: name.kind, problem: isEmpty ? "empty" : "address-length" },
      severity,
    );
    return;
  }
}

/** RFC 3279 §2.3.1 and its successors: the parameters that a kind of key has, or has not. */
function checkKeyParameters(facts: PathFacts, severity: PathSeverity, collector: Collector): void {
  const problem = facts.keyProblem;
  if (problem !== null && problem !== "unused-bits" && problem !== "malformed")
    collector.add("path.key-form", facts, { key: facts.publicKey.label, problem }, severity);
}

/**
 * §4.2.1.10: `host.example.com`; the leading dot is for URIs and e-mail, though many write it for DNS names too. An empty
 * permitted name permits every host, which a program may read as none.
 */
function checkConstraintForms(facts: PathFacts, severity: PathSeverity, collector: Collector): void {
  const subtrees = [...(facts.subtrees?.permitted.get("dns") ?? []), ...(facts.subtrees?.excluded.get("dns") ?? [])];
  const odd =
    subtrees.find(({ text }) => text.startsWith(".")) ??
    facts.subtrees?.permitted.get("dns")?.find(({ text }) => text === "");
  if (odd !== undefined) collector.add("path.name-constraint-form", facts, { constraint: odd.text }, severity);
}
