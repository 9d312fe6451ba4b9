import type { Certificate } from "../x509/certificate.ts";
import type { CertificationRequest } from "../x509/csr.ts";
import { readPublicKeyFacts } from "../keys/public-key.ts";
import { type CertificateCheck, type Check, findingsOf, type KeyOf, type Named } from "./check.ts";
import type { Finding, Severity } from "./finding.ts";
import { alternativeNameMalformed } from "./alternative-name-malformed.ts";
import { attributeMalformed } from "./attribute-malformed.ts";
import { authorityConstraintsNotCritical } from "./authority-constraints-not-critical.ts";
import { authorityMayNotSign } from "./authority-may-not-sign.ts";
import { authorityNoKeyId } from "./authority-no-key-id.ts";
import { authorityNoKeyUsage } from "./authority-no-key-usage.ts";
import { authorityOldRoot } from "./authority-old-root.ts";
import { commonNameNotListed } from "./common-name-not-listed.ts";
import { countryUnknown } from "./country-unknown.ts";
import { curveExplicit } from "./curve-explicit.ts";
import { curveSmall } from "./curve-small.ts";
import { dsaKey } from "./dsa-key.ts";
import { emptyRdn } from "./empty-rdn.ts";
import { emptySubject } from "./empty-subject.ts";
import { emptySubjectNotCritical } from "./empty-subject-not-critical.ts";
import { endsSoon } from "./ends-soon.ts";
import { expired } from "./expired.ts";
import { extensionEmpty } from "./extension-empty.ts";
import { extensionMalformed } from "./extension-malformed.ts";
import { extensionRepeated } from "./extension-repeated.ts";
import { extensionUnknownCritical } from "./extension-unknown-critical.ts";
import { issuerNoKeyId } from "./issuer-no-key-id.ts";
import { keyMalformed } from "./key-malformed.ts";
import { keyUnknown } from "./key-unknown.ts";
import { noPurpose } from "./no-purpose.ts";
import { noSubjectAltName } from "./no-subject-alt-name.ts";
import { notYetValid } from "./not-yet-valid.ts";
import { pathLengthNegative } from "./path-length-negative.ts";
import { pathLengthWithoutAuthority } from "./path-length-without-authority.ts";
import { requestChallengePassword } from "./request-challenge-password.ts";
import { requestNoNames } from "./request-no-names.ts";
import { requestSignatureInvalid } from "./request-signature-invalid.ts";
import { requestSignatureUnsupported } from "./request-signature-unsupported.ts";
import { rsaClosePrimes } from "./rsa-close-primes.ts";
import { rsaExponentSmall } from "./rsa-exponent-small.ts";
import { rsaRoca } from "./rsa-roca.ts";
import { rsaSmall } from "./rsa-small.ts";
import { selfSignatureInvalid } from "./self-signature-invalid.ts";
import { selfSignedLeaf } from "./self-signed-leaf.ts";
import { serialLong } from "./serial-long.ts";
import { serialNegative } from "./serial-negative.ts";
import { serialShort } from "./serial-short.ts";
import { serialZero } from "./serial-zero.ts";
import { signatureAlgorithmsDiffer } from "./signature-algorithms-differ.ts";
import { signatureBrokenDigest } from "./signature-broken-digest.ts";
import { signatureSha1 } from "./signature-sha1.ts";
import { signatureUnknown } from "./signature-unknown.ts";
import { signsWithoutAuthority } from "./signs-without-authority.ts";
import { underscore } from "./underscore.ts";
import { validityLong } from "./validity-long.ts";
import { validityReversed } from "./validity-reversed.ts";
import { versionExtensions } from "./version-extensions.ts";
import { versionOld } from "./version-old.ts";
import { wildcard } from "./wildcard.ts";

/** Every check, by hand: a new one is a file and a word here (a test counts both). */
const keyChecks: readonly Check<KeyOf>[] = [
  rsaSmall,
  rsaExponentSmall,
  curveSmall,
  curveExplicit,
  dsaKey,
  keyUnknown,
  keyMalformed,
  rsaClosePrimes,
  rsaRoca,
];

const certificateChecks: readonly CertificateCheck[] = [
  signatureSha1,
  signatureBrokenDigest,
  signatureUnknown,
  signatureAlgorithmsDiffer,
  selfSignatureInvalid,
  expired,
  endsSoon,
  notYetValid,
  validityReversed,
  validityLong,
  versionOld,
  versionExtensions,
  serialZero,
  serialNegative,
  serialShort,
  serialLong,
  extensionUnknownCritical,
  noSubjectAltName,
  emptySubject,
  authorityNoKeyUsage,
  authorityMayNotSign,
  authorityConstraintsNotCritical,
  authorityNoKeyId,
  authorityOldRoot,
  pathLengthNegative,
  signsWithoutAuthority,
  pathLengthWithoutAuthority,
  noPurpose,
  selfSignedLeaf,
  issuerNoKeyId,
];

/** For certificates and requests alike. */
const nameChecks: readonly Check<Named>[] = [
  extensionRepeated,
  extensionMalformed,
  extensionEmpty,
  commonNameNotListed,
  wildcard,
  underscore,
  alternativeNameMalformed,
  attributeMalformed,
  emptyRdn,
  emptySubjectNotCritical,
  countryUnknown,
];

const requestChecks: readonly Check<CertificationRequest>[] = [
  requestSignatureUnsupported,
  requestChallengePassword,
  requestNoNames,
  requestSignatureInvalid,
];

export const checks: readonly Pick<CertificateCheck, "code" | "severity" | "citation">[] = [
  ...keyChecks,
  ...certificateChecks,
  ...nameChecks,
  ...requestChecks,
];

const weight: Readonly<Record<Severity, number>> = { danger: 0, warn: 1, info: 2 };

/** The most serious first; equals keep the order of the lists above. */
function ranked(findings: Finding[]): Finding[] {
  return findings.sort((a, b) => weight[a.severity] - weight[b.severity]);
}

/**
 * Everything worth saying about a certificate at `now`, its key included. Never throws for a certificate that was read.
 */
export function checkCertificate(certificate: Certificate, now: Date): Finding[] {
  const own = findingsOf(certificateChecks, certificate, now);
  return ranked([...own, ...findingsOf(nameChecks, certificate), ...keyFindings(certificate.spki)]);
}

/** Everything worth saying about a request, its key included. */
export function checkRequest(request: CertificationRequest): Finding[] {
  const own = findingsOf(requestChecks, request);
  return ranked([...own, ...findingsOf(nameChecks, request), ...keyFindings(request.spki)]);
}

/** Everything worth saying about a public key (SubjectPublicKeyInfo). @throws Failure `der.malformed`. */
export function checkKey(spki: Uint8Array): Finding[] {
  return ranked(keyFindings(spki));
}

function keyFindings(spki: Uint8Array): Finding[] {
  return findingsOf(keyChecks, { facts: readPublicKeyFacts(spki), spki });
}
