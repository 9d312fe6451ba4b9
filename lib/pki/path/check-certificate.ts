import { equalOctets, secondsOf } from "../asn1/octets.ts";
import type { Collector } from "./collector.ts";
import type { PathFacts } from "./facts.ts";
import { readSignatureAlgorithm } from "../keys/signature-algorithm.ts";
import { isEmptyName } from "../x509/name.ts";
import { digestSecurityBits, keySecurityBits } from "./strength.ts";

/** Checks of one certificate of a path by itself: RFC 5280 §6.1.4 (o), its form (§4) and its strength. */
export interface CertificateCheck {
  readonly securityBits: number;
  /** An anchor's own signature proves nothing and is not looked at, nor is its algorithm. */
  readonly isAnchor: boolean;
}

export function checkCertificate(facts: PathFacts, check: CertificateCheck, collector: Collector): void {
  checkForm(facts, collector);
  checkStrength(facts, check, collector);
}

/** RFC 5280 §6.1.3 (a)(2), §4.1.2.5: both ends belong to the validity. */
export function checkValidity(facts: PathFacts, at: Date, collector: Collector): void {
  const { notBefore, notAfter } = facts.certificate;
  const seconds = secondsOf(at);
  const days = (from: Date) => Math.floor(Math.abs(seconds - secondsOf(from)) / 86_400);
  if (seconds < secondsOf(notBefore)) {
    collector.add("path.not-yet-valid", facts, {
      notBefore: notBefore.toISOString(),
      at: at.toISOString(),
      days: days(notBefore),
    });
  }
  if (seconds > secondsOf(notAfter)) {
    collector.add("path.expired", facts, {
      notAfter: notAfter.toISOString(),
      at: at.toISOString(),
      days: days(notAfter),
    });
  }
}

function checkForm(facts: PathFacts, collector: Collector): void {
  const { certificate } = facts;
  for (const time of certificate.irregularTimes) collector.add("path.date-form", facts, time);
  for (const oid of facts.duplicates) collector.add("path.duplicate-extension", facts, { oid });
  for (const { oid, problem } of facts.malformed) collector.add("path.extension-malformed", facts, { oid, problem });
  for (const { qualifier, isCritical } of facts.unknownQualifiers)
    if (isCritical) collector.add("path.policy-qualifier-unknown", facts, { qualifier });
  for (const oid of facts.unknownCritical) collector.add("path.unknown-critical-extension", facts, { oid });
  if (certificate.version !== 3 && certificate.extensions.length > 0) {
    collector.add("path.extensions-in-old-version", facts, { version: certificate.version });
  }
  if (isEmptyName(certificate.issuer)) collector.add("path.issuer-name-empty", facts, {});
  if (!equalOctets(certificate.signatureAlgorithm, certificate.tbsSignatureAlgorithm)) {
    collector.add("path.algorithm-mismatch", facts, {
      outer: algorithmLabel(certificate.signatureAlgorithm),
      inner: algorithmLabel(certificate.tbsSignatureAlgorithm),
    });
  }
}

function checkStrength(facts: PathFacts, check: CertificateCheck, collector: Collector): void {
  const key = facts.publicKey;
  const required = check.securityBits;
  const problem = facts.keyProblem;
  // No program can agree on what the key is. Parameters are another matter: see the profile.
  if (problem === "unused-bits" || problem === "malformed")
    collector.add("path.key-form", facts, { key: key.label, problem });
  if (key.curve === "explicit") collector.add("path.key-unsupported", facts, { key: key.label });
  const keyBits = keySecurityBits(key);
  if (keyBits !== null && keyBits < required)
    collector.add("path.key-weak", facts, { key: key.label, bits: keyBits, required });
  if (check.isAnchor) return;
  const { algorithm } = facts;
  if (algorithm.digest === null) return;
  const bits = digestSecurityBits(algorithm.digest);
  if (bits < required) collector.add("path.digest-weak", facts, { algorithm: algorithm.label, bits, required });
}

export const algorithmLabel = (identifier: Uint8Array): string => readSignatureAlgorithm(identifier).label;
