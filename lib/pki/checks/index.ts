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
import { alternativeNameMalformed } from "./name/alternative-name-malformed.ts";
import { attributeMalformed } from "./name/attribute-malformed.ts";
import { attributeStringType } from "./name/attribute-string-type.ts";
import { attributeTooLong } from "./name/attribute-too-long.ts";
import { authorityConstraintsNotCritical } from "./authority/authority-constraints-not-critical.ts";
import { authorityMayNotSign } from "./authority/authority-may-not-sign.ts";
import { authorityNoKeyId } from "./authority/authority-no-key-id.ts";
import { authorityNoKeyUsage } from "./authority/authority-no-key-usage.ts";
import { authorityOldRoot } from "./authority/authority-old-root.ts";
import { commonNameNotListed } from "./name/common-name-not-listed.ts";
import { countryUnknown } from "./name/country-unknown.ts";
import { crlBrokenDigest } from "./crl/crl-broken-digest.ts";
import { crlDateForm } from "./crl/crl-date-form.ts";
import { crlExpired } from "./crl/crl-expired.ts";
import { crlNoEnd } from "./crl/crl-no-end.ts";
import { crlNoKeyId } from "./crl/crl-no-key-id.ts";
import { crlNoNumber } from "./crl/crl-no-number.ts";
import { crlNotYet } from "./crl/crl-not-yet.ts";
import { crlOldVersion } from "./crl/crl-old-version.ts";
import { crlSignatureSha1 } from "./crl/crl-signature-sha1.ts";
import { curveExplicit } from "./key/curve-explicit.ts";
import { curveSmall } from "./key/curve-small.ts";
import { dateForm } from "./validity/date-form.ts";
import { dateGeneralizedEarly } from "./validity/date-generalized-early.ts";
import { dateUtcWrapped } from "./validity/date-utc-wrapped.ts";
import { dsaKey } from "./key/dsa-key.ts";
import { emptyRdn } from "./name/empty-rdn.ts";
import { emptySubjectNotCritical } from "./name/empty-subject-not-critical.ts";
import { emptySubject } from "./name/empty-subject.ts";
import { encodingBitString } from "./encoding/encoding-bit-string.ts";
import { encodingBoolean } from "./encoding/encoding-boolean.ts";
import { encodingDefault } from "./encoding/encoding-default.ts";
import { encodingIndefiniteLength } from "./encoding/encoding-indefinite-length.ts";
import { encodingInteger } from "./encoding/encoding-integer.ts";
import { encodingLength } from "./encoding/encoding-length.ts";
import { encodingSetOrder } from "./encoding/encoding-set-order.ts";
import { encodingStringInPieces } from "./encoding/encoding-string-in-pieces.ts";
import { endsSoon } from "./validity/ends-soon.ts";
import { expired } from "./validity/expired.ts";
import { extensionEmpty } from "./extension/extension-empty.ts";
import { extensionMalformed } from "./extension/extension-malformed.ts";
import { extensionRepeated } from "./extension/extension-repeated.ts";
import { extensionUnknownCritical } from "./extension/extension-unknown-critical.ts";
import { issuerNoKeyId } from "./authority/issuer-no-key-id.ts";
import { keyMalformed } from "./key/key-malformed.ts";
import { keyUnknown } from "./key/key-unknown.ts";
import { nameControlCharacter } from "./name/name-control-character.ts";
import { nameUnicode } from "./name/name-unicode.ts";
import { noPurpose } from "./extension/no-purpose.ts";
import { noSubjectAltName } from "./name/no-subject-alt-name.ts";
import { notYetValid } from "./validity/not-yet-valid.ts";
import { pathLengthNegative } from "./authority/path-length-negative.ts";
import { pathLengthWithoutAuthority } from "./authority/path-length-without-authority.ts";
import { precertificate } from "./extension/precertificate.ts";
import { requestChallengePassword } from "./request/request-challenge-password.ts";
import { requestNoNames } from "./request/request-no-names.ts";
import { requestSignatureInvalid } from "./request/request-signature-invalid.ts";
import { requestSignatureUnsupported } from "./request/request-signature-unsupported.ts";
import { requestVersion } from "./request/request-version.ts";
import { rsaClosePrimes } from "./key/rsa-close-primes.ts";
import { rsaExponentSmall } from "./key/rsa-exponent-small.ts";
import { rsaRoca } from "./key/rsa-roca.ts";
import { rsaSmallFactor } from "./key/rsa-small-factor.ts";
import { rsaSmall } from "./key/rsa-small.ts";
import { secondListOfNames } from "./name/second-list-of-names.ts";
import { selfSignatureInvalid } from "./signature/self-signature-invalid.ts";
import { selfSignedLeaf } from "./authority/self-signed-leaf.ts";
import { serialLong } from "./serial/serial-long.ts";
import { serialNegative } from "./serial/serial-negative.ts";
import { serialShort } from "./serial/serial-short.ts";
import { serialZero } from "./serial/serial-zero.ts";
import { signatureAlgorithmsDiffer } from "./signature/signature-algorithms-differ.ts";
import { signatureBlock } from "./signature/signature-block.ts";
import { signatureBrokenDigest } from "./signature/signature-broken-digest.ts";
import { signatureParameters } from "./signature/signature-parameters.ts";
import { signatureSha1 } from "./signature/signature-sha1.ts";
import { signatureUnknown } from "./signature/signature-unknown.ts";
import { signsWithoutAuthority } from "./authority/signs-without-authority.ts";
import { type StrictFailure, structureUnusual } from "./encoding/structure-unusual.ts";
import { underscore } from "./name/underscore.ts";
import { validityLong } from "./validity/validity-long.ts";
import { validityReversed } from "./validity/validity-reversed.ts";
import { versionExtensions } from "./version/version-extensions.ts";
import { versionOld } from "./version/version-old.ts";
import { versionUnknown } from "./version/version-unknown.ts";
import { wildcard } from "./name/wildcard.ts";

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
