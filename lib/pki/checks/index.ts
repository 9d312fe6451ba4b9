import type { Certificate } from "../certificate.ts";
import type { CertificationRequest } from "../csr.ts";
import { readPublicKeyFacts } from "../public-key.ts";
import type { CertificateCheck, KeyCheck, RequestCheck } from "./check.ts";
import type { Finding, Severity } from "./finding.ts";

/** Every check, by hand. A new one is a file and a line here; scripts/boundaries counts both. */
const certificateChecks: readonly CertificateCheck[] = [];

const requestChecks: readonly RequestCheck[] = [];

const keyChecks: readonly KeyCheck[] = [];

const weight: Readonly<Record<Severity, number>> = { danger: 0, warn: 1, info: 2 };

/** The most serious first; equals keep the order of the lists above. */
function ranked(findings: Finding[]): Finding[] {
  return findings.sort((a, b) => weight[a.severity] - weight[b.severity]);
}

/** Everything worth saying about a certificate at `now`, its key included. Never throws for a certificate that was read. */
export function checkCertificate(certificate: Certificate, now: Date): Finding[] {
  return ranked([...certificateChecks.flatMap((check) => check(certificate, now)), ...keyFindings(certificate.spki)]);
}

/** Everything worth saying about a request, its key included. */
export function checkRequest(request: CertificationRequest): Finding[] {
  return ranked([...requestChecks.flatMap((check) => check(request)), ...keyFindings(request.spki)]);
}

/** Everything worth saying about a public key (SubjectPublicKeyInfo). @throws Failure `der.malformed`. */
export function checkKey(spki: Uint8Array): Finding[] {
  return ranked(keyFindings(spki));
}

function keyFindings(spki: Uint8Array): Finding[] {
  const facts = readPublicKeyFacts(spki);
  return keyChecks.flatMap((check) => check(facts, spki));
}
