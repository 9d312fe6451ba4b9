import { readAuthorityInfoAccess, readCrlDistributionPoints, readTlsFeature } from "../x509/extension-access.ts";
import {
  readCertificatePolicies,
  readInhibitAnyPolicy,
  readNameConstraints,
  readPolicyConstraints,
  readPolicyMappings,
} from "../x509/extension-policy.ts";
import {
  readAuthorityKeyIdentifier,
  readBasicConstraints,
  readExtendedKeyUsage,
  readKeyIdentifier,
  readKeyUsage,
  readSubjectAltName,
} from "../x509/extension-values.ts";
import { readCrlNumber } from "../x509/crl.ts";
import { readIssuingPoint } from "../path/crl-facts.ts";
import { Oid } from "../asn1/oid.ts";

/** The extensions that we can read, and by what. */
export const extensionReaders: ReadonlyMap<string, (value: Uint8Array) => unknown> = new Map<
  string,
  (value: Uint8Array) => unknown
>([
  [Oid.basicConstraints, readBasicConstraints],
  [Oid.keyUsage, readKeyUsage],
  [Oid.extendedKeyUsage, readExtendedKeyUsage],
  [Oid.subjectAltName, readSubjectAltName],
  [Oid.issuerAltName, readSubjectAltName],
  [Oid.subjectKeyIdentifier, readKeyIdentifier],
  [Oid.authorityKeyIdentifier, readAuthorityKeyIdentifier],
  [Oid.nameConstraints, readNameConstraints],
  [Oid.certificatePolicies, readCertificatePolicies],
  [Oid.policyMappings, readPolicyMappings],
  [Oid.policyConstraints, readPolicyConstraints],
  [Oid.inhibitAnyPolicy, readInhibitAnyPolicy],
  [Oid.cRLDistributionPoints, readCrlDistributionPoints],
  [Oid.freshestCRL, readCrlDistributionPoints],
  [Oid.authorityInfoAccess, readAuthorityInfoAccess],
  [Oid.subjectInfoAccess, readAuthorityInfoAccess],
  [Oid.tlsFeature, readTlsFeature],
  [Oid.cRLNumber, readCrlNumber],
  [Oid.deltaCRLIndicator, readCrlNumber],
  [Oid.issuingDistributionPoint, readIssuingPoint],
]);
