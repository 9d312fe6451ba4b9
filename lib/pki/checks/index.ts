import type { Certificate } from "../x509/certificate.ts";
import type { Crl } from "../x509/crl.ts";
import type { CertificationRequest } from "../x509/csr.ts";
import { describePublicKey } from "../keys/public-key.ts";
import {
  type CertificateCheck,
  type Check,
  type CrlCheck,
  type Extended,
  findingsOf,
  type KeyOf,
  type Named,
  type Signed,
} from "./check.ts";
import type { Finding, Severity } from "./finding.ts";
import { alternativeNameMalformed } from "./alternative-name-malformed.ts";
import { attributeMalformed } from "./attribute-malformed.ts";
import { attributeStringType } from "./attribute-string-type.ts";
import { attributeTooLong } from "./attribute-too-long.ts";
import { authorityConstraintsNotCritical } from "./authority-constraints-not-critical.ts";
import { authorityMayNotSign } from "./authority-may-not-sign.ts";
import { authorityNoKeyId } from "./authority-no-key-id.ts";
import { authorityNoKeyUsage } from "./authority-no-key-usage.ts";
import { authorityOldRoot } from "./authority-old-root.ts";
import { commonNameNotListed } from "./common-name-not-listed.ts";
import { countryUnknown } from "./country-unknown.ts";
import { crlBrokenDigest } from "./crl-broken-digest.ts";
import { crlDateForm } from "./crl-date-form.ts";
import { crlExpired } from "./crl-expired.ts";
import { crlNoEnd } from "./crl-no-end.ts";
import { crlNoKeyId } from "./crl-no-key-id.ts";
import { crlNoNumber } from "./crl-no-number.ts";
import { crlNotYet } from "./crl-not-yet.ts";
import { crlOldVersion } from "./crl-old-version.ts";
import { crlSignatureSha1 } from "./crl-signature-sha1.ts";
import { curveExplicit } from "./curve-explicit.ts";
import { curveSmall } from "./curve-small.ts";
import { dateForm } from "./date-form.ts";
import { dateGeneralizedEarly } from "./date-generalized-early.ts";
import { dateUtcWrapped } from "./date-utc-wrapped.ts";
import { dsaKey } from "./dsa-key.ts";
import { emptyRdn } from "./empty-rdn.ts";
import { emptySubjectNotCritical } from "./empty-subject-not-critical.ts";
import { emptySubject } from "./empty-subject.ts";
import { encodingBitString } from "./encoding-bit-string.ts";
import { encodingBoolean } from "./encoding-boolean.ts";
import { encodingDefault } from "./encoding-default.ts";
import { encodingIndefiniteLength } from "./encoding-indefinite-length.ts";
import { encodingInteger } from "./encoding-integer.ts";
import { encodingLength } from "./encoding-length.ts";
import { encodingSetOrder } from "./encoding-set-order.ts";
import { encodingStringInPieces } from "./encoding-string-in-pieces.ts";
import { endsSoon } from "./ends-soon.ts";
import { expired } from "./expired.ts";
import { extensionEmpty } from "./extension-empty.ts";
import { extensionMalformed } from "./extension-malformed.ts";
import { extensionRepeated } from "./extension-repeated.ts";
import { extensionUnknownCritical } from "./extension-unknown-critical.ts";
import { issuerNoKeyId } from "./issuer-no-key-id.ts";
import { keyMalformed } from "./key-malformed.ts";
import { keyUnknown } from "./key-unknown.ts";
import { nameControlCharacter } from "./name-control-character.ts";
import { nameUnicode } from "./name-unicode.ts";
import { noPurpose } from "./no-purpose.ts";
import { noSubjectAltName } from "./no-subject-alt-name.ts";
import { notYetValid } from "./not-yet-valid.ts";
import { pathLengthNegative } from "./path-length-negative.ts";
import { pathLengthWithoutAuthority } from "./path-length-without-authority.ts";
import { precertificate } from "./precertificate.ts";
import { requestChallengePassword } from "./request-challenge-password.ts";
import { requestNoNames } from "./request-no-names.ts";
import { requestSignatureInvalid } from "./request-signature-invalid.ts";
import { requestSignatureUnsupported } from "./request-signature-unsupported.ts";
import { requestVersion } from "./request-version.ts";
import { rsaClosePrimes } from "./rsa-close-primes.ts";
import { rsaExponentSmall } from "./rsa-exponent-small.ts";
import { rsaRoca } from "./rsa-roca.ts";
import { rsaSmallFactor } from "./rsa-small-factor.ts";
import { rsaSmall } from "./rsa-small.ts";
import { secondListOfNames } from "./second-list-of-names.ts";
import { selfSignatureInvalid } from "./self-signature-invalid.ts";
import { selfSignedLeaf } from "./self-signed-leaf.ts";
import { serialLong } from "./serial-long.ts";
import { serialNegative } from "./serial-negative.ts";
import { serialShort } from "./serial-short.ts";
import { serialZero } from "./serial-zero.ts";
import { signatureAlgorithmsDiffer } from "./signature-algorithms-differ.ts";
import { signatureBlock } from "./signature-block.ts";
import { signatureBrokenDigest } from "./signature-broken-digest.ts";
import { signatureParameters } from "./signature-parameters.ts";
import { signatureSha1 } from "./signature-sha1.ts";
import { signatureUnknown } from "./signature-unknown.ts";
import { signsWithoutAuthority } from "./signs-without-authority.ts";
import { type StrictFailure, structureUnusual } from "./structure-unusual.ts";
import { underscore } from "./underscore.ts";
import { validityLong } from "./validity-long.ts";
import { validityReversed } from "./validity-reversed.ts";
import { versionExtensions } from "./version-extensions.ts";
import { versionOld } from "./version-old.ts";
import { versionUnknown } from "./version-unknown.ts";
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
  rsaSmallFactor,
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
  dateForm,
  dateGeneralizedEarly,
  dateUtcWrapped,
  versionOld,
  versionUnknown,
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
  precertificate,
  noPurpose,
  selfSignedLeaf,
  issuerNoKeyId,
];

/** For certificates, requests and lists alike. */
const extensionChecks: readonly Check<Extended>[] = [extensionRepeated, extensionMalformed];
const signedChecks: readonly Check<Signed>[] = [signatureBlock, signatureParameters];
const derChecks: readonly Check<Uint8Array>[] = [
  encodingLength,
  encodingIndefiniteLength,
  encodingStringInPieces,
  encodingBoolean,
  encodingInteger,
  encodingDefault,
  encodingSetOrder,
  encodingBitString,
];
const structureChecks: readonly Check<StrictFailure>[] = [structureUnusual];

const crlChecks: readonly CrlCheck[] = [
  crlExpired,
  crlNotYet,
  crlNoEnd,
  crlDateForm,
  crlSignatureSha1,
  crlBrokenDigest,
  crlNoNumber,
  crlNoKeyId,
  crlOldVersion,
];

/** For certificates and requests alike. */
const nameChecks: readonly Check<Named>[] = [
  secondListOfNames,
  extensionEmpty,
  commonNameNotListed,
  wildcard,
  underscore,
  alternativeNameMalformed,
  nameUnicode,
  nameControlCharacter,
  attributeMalformed,
  attributeTooLong,
  attributeStringType,
  emptyRdn,
  emptySubjectNotCritical,
  countryUnknown,
];

const requestChecks: readonly Check<CertificationRequest>[] = [
  requestSignatureUnsupported,
  requestChallengePassword,
  requestNoNames,
  requestSignatureInvalid,
  requestVersion,
];

export const checks: readonly Pick<CertificateCheck, "code" | "severity" | "citation">[] = [
  ...keyChecks,
  ...certificateChecks,
  ...nameChecks,
  ...requestChecks,
  ...extensionChecks,
  ...signedChecks,
  ...derChecks,
  ...structureChecks,
  ...crlChecks,
];

const weight: Readonly<Record<Severity, number>> = { danger: 0, warn: 1, info: 2 };

/** The most serious first; equals keep the order of the lists above. */
function ranked(findings: Finding[]): Finding[] {
  return findings.sort((a, b) => weight[a.severity] - weight[b.severity]);
}

interface SignedDer extends Extended, Signed {
  readonly der: Uint8Array;
}

/** What can be wrong with anything that is signed: its encoding, its extensions, its algorithm. */
function commonFindings(signed: SignedDer): Finding[] {
  return [
    ...findingsOf(extensionChecks, signed),
    ...findingsOf(signedChecks, signed),
    ...findingsOf(derChecks, signed.der),
  ];
}

/**
 * Everything worth saying about a certificate at `now`, its key included. Never throws for a certificate that was read.
 */
export function checkCertificate(certificate: Certificate, now: Date): Finding[] {
  const own = findingsOf(certificateChecks, certificate, now);
  const named = findingsOf(nameChecks, certificate);
  return ranked([...own, ...named, ...commonFindings(certificate), ...keyFindings(certificate.spki)]);
}

/** Everything worth saying about a request, its key included. */
export function checkRequest(request: CertificationRequest): Finding[] {
  const own = findingsOf(requestChecks, request);
  return ranked([...own, ...findingsOf(nameChecks, request), ...commonFindings(request), ...keyFindings(request.spki)]);
}

/** Everything worth saying about a revocation list at `now`, but for its entries. */
export function checkCrl(crl: Crl, now: Date): Finding[] {
  return ranked([...findingsOf(crlChecks, crl, now), ...commonFindings(crl)]);
}

/** What is said of an element that was read although the strict reader refuses it. */
export function checkStructure(failure: StrictFailure): Finding[] {
  return findingsOf(structureChecks, failure);
}

/** The rules of DER that the bytes break, of whatever could not be read at all. */
export function checkEncoding(der: Uint8Array): Finding[] {
  return ranked(findingsOf(derChecks, der));
}

/** Everything worth saying about a public key (SubjectPublicKeyInfo). */
export function checkKey(spki: Uint8Array): Finding[] {
  return ranked(keyFindings(spki));
}

function keyFindings(spki: Uint8Array): Finding[] {
  return findingsOf(keyChecks, { facts: describePublicKey(spki), spki });
}
