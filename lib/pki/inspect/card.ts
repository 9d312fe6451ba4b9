import type { Certificate } from "../x509/certificate.ts";
import {
  authorityKeyId,
  basicConstraintsOf,
  isAuthority,
  isSelfIssued,
  serialHex,
  subjectKeyId,
  valueOf,
} from "../x509/certificate.ts";
import { type Crl, readCrlNumber, type RevokedEntry } from "../x509/crl.ts";
import { type CertificationRequest, requestSignatureVerdict } from "../x509/csr.ts";
import type { Extension } from "../x509/extension.ts";
import { readAuthorityInfoAccess, readCrlDistributionPoints } from "../x509/extension-access.ts";
import { readCertificatePolicies } from "../x509/extension-policy.ts";
import {
  keyUsageBits,
  readAuthorityKeyIdentifier,
  readBasicConstraints,
  readExtendedKeyUsage,
  readKeyUsage,
  readSubjectAltName,
} from "../x509/extension-values.ts";
import { formatGeneralName, type GeneralName } from "../x509/general-name.ts";
import type {
  AlgorithmFacts,
  AltName,
  CertificateCard,
  CertificateUse,
  CrlCard,
  CrlEntry,
  KeyFacts,
  RequestCard,
} from "./types.ts";
import { isFailure } from "../failure.ts";
import { commonNameOf, formatName, type Name } from "../x509/name.ts";
import { nameOfOid, Oid } from "../asn1/oid.ts";
import { describePublicKey, keyIdentifier, publicKeyId } from "../keys/public-key.ts";
import { describeSignatureAlgorithm } from "../keys/signature-algorithm.ts";

/**
 * The facts of a certificate, a request and a CRL at a glance. Broken extensions count as absent; the findings name
 * them.
 */

const dayMilliseconds = 86_400_000;
const wholeDays = (milliseconds: number): number => Math.trunc(milliseconds / dayMilliseconds) + 0;
const hex = (bytes: Uint8Array | null): string | null => (bytes === null ? null : Buffer.from(bytes).toString("hex"));

export function keyFactsOf(spki: Uint8Array): KeyFacts {
  const { family, label, bits, curve, exponent } = describePublicKey(spki);
  return {
    family,
    label,
    bits,
    curve,
    exponent: exponent === null ? null : exponent.slice(0, 200),
    id: publicKeyId(spki),
    identifier: family === "unknown" ? identifierOf(spki) : hex(keyIdentifier(spki))!,
  };
}

/** "" for what is no key by its structure. */
function identifierOf(spki: Uint8Array): string {
  try {
    return hex(keyIdentifier(spki))!;
  } catch (error) {
    if (isFailure(error, "der.malformed")) return "";
    throw error;
  }
}

/** The names of every list there is: the findings say that there are several, nothing hides one. */
function altNamesOf(holder: { readonly extensions: readonly Extension[] }): AltName[] {
  return holder.extensions
    .filter(({ oid }) => oid === Oid.subjectAltName)
    .flatMap((extension) => valueOf({ extensions: [extension] }, Oid.subjectAltName, readSubjectAltName) ?? [])
    .slice(0, 1000)
    .map(altNameOf);
}

/** Of an otherName the word for its kind: `SRV`, `KRB5`, `KISA` … */
function altNameOf(name: GeneralName): AltName {
  const value = valueOfName(name);
  return { kind: name.kind === "other" ? formatGeneralName(name).split(":", 1)[0]! : name.kind, value };
}

function valueOfName(name: GeneralName): string {
  const text = formatGeneralName(name);
  const colon = text.indexOf(":");
  return (colon < 0 ? text : text.slice(colon + 1)).slice(0, 1000);
}

export function algorithmOf(identifier: Uint8Array): AlgorithmFacts {
  const { oid, label } = describeSignatureAlgorithm(identifier);
  return { oid, label: label === oid ? (nameOfOid(oid) ?? oid) : label };
}

/** The name to speak of, and how many alternative names there are besides it. */
function namesOf(subject: Name, altNames: readonly AltName[]): { name: string; otherNames: number } {
  const commonName = commonNameOf(subject);
  const spoken = altNames.find(
    ({ kind }) => kind === "dns" || kind === "ip" || kind === "email" || kind === "upn" || kind === "uri",
  );
  const name = commonName ?? spoken?.value ?? formatName(subject);
  return {
    name: name.slice(0, 1000),
    otherNames: altNames.filter(({ value }) => value.toLowerCase() !== name.toLowerCase()).length,
  };
}

function issuerNameOf(issuer: Name): string {
  const organisation = issuer.rdns.flat().find(({ type }) => type === Oid.organizationName)?.value;
  return (commonNameOf(issuer) ?? organisation ?? formatName(issuer)).slice(0, 1000);
}

function usagesOf(holder: {
  extensions: readonly Extension[];
}): Pick<CertificateCard, "keyUsage" | "extendedKeyUsage"> {
  const bits = valueOf(holder, Oid.keyUsage, readKeyUsage);
  const purposes = valueOf(holder, Oid.extendedKeyUsage, readExtendedKeyUsage);
  return {
    keyUsage: bits === null ? null : keyUsageBits.filter((bit) => bits.has(bit)),
    extendedKeyUsage: purposes === null ? null : purposes.slice(0, 100).map((oid) => ({ oid, name: nameOfOid(oid) })),
  };
}

function useOf(certificate: Certificate, isCa: boolean, isOwn: boolean): CertificateUse {
  if (isCa) return isOwn ? "root-ca" : "intermediate-ca";
  const purposes = new Set(valueOf(certificate, Oid.extendedKeyUsage, readExtendedKeyUsage) ?? []);
  if (purposes.size === 0 || purposes.has(Oid.anyExtendedKeyUsage)) return "any";
  if (purposes.has(Oid.serverAuth)) return purposes.has(Oid.clientAuth) ? "tls-server-client" : "tls-server";
  const uses: readonly (readonly [string, CertificateUse])[] = [
    [Oid.clientAuth, "tls-client"],
    [Oid.codeSigning, "code-signing"],
    [Oid.emailProtection, "email"],
    [Oid.timeStamping, "time-stamping"],
    [Oid.ocspSigning, "ocsp-signing"],
  ];
  return uses.find(([purpose]) => purposes.has(purpose))?.[1] ?? "other";
}

export function validityOf(from: Date, until: Date | null, now: Date): "valid" | "expired" | "not-yet-valid" {
  if (now < from) return "not-yet-valid";
  return until !== null && now > until ? "expired" : "valid";
}

export function certificateCard(certificate: Certificate, now: Date): CertificateCard {
  const altNames = altNamesOf(certificate);
  const isOwn = isSelfIssued(certificate);
  const isCa = isAuthority(certificate);
  const { notBefore, notAfter } = certificate;
  const accesses = (valueOf(certificate, Oid.authorityInfoAccess, readAuthorityInfoAccess) ?? []).slice(0, 100);
  const urisOf = (method: string): string[] =>
    accesses.filter((access) => access.method === method).map(({ location }) => valueOfName(location));
  const points = (valueOf(certificate, Oid.cRLDistributionPoints, readCrlDistributionPoints) ?? []).slice(0, 100);
  return {
    use: useOf(certificate, isCa, isOwn),
    ...namesOf(certificate.subject, altNames),
    subject: formatName(certificate.subject),
    commonName: commonNameOf(certificate.subject),
    issuer: formatName(certificate.issuer),
    issuerName: issuerNameOf(certificate.issuer),
    isSelfIssued: isOwn,
    isAuthority: isCa,
    pathLength: basicConstraintsOf(certificate)?.pathLength ?? null,
    version: certificate.version,
    serial: serialHex(certificate),
    serialDecimal: decimalOf(serialHex(certificate)),
    notBefore: notBefore.toISOString(),
    notAfter: notAfter.toISOString(),
    validity: validityOf(notBefore, notAfter, now),
    daysLeft: wholeDays(notAfter.getTime() - now.getTime()),
    days: wholeDays(notAfter.getTime() - notBefore.getTime()),
    altNames,
    key: keyFactsOf(certificate.spki),
    signatureAlgorithm: algorithmOf(certificate.signatureAlgorithm),
    ...usagesOf(certificate),
    subjectKeyId: hex(subjectKeyId(certificate)),
    authorityKeyId: hex(authorityKeyId(certificate)),
    ocsp: urisOf(Oid.ocsp),
    caIssuers: urisOf(Oid.caIssuers),
    crls: points.flatMap(({ names }) => names.filter(({ kind }) => kind === "uri").map(valueOfName)).slice(0, 100),
    policies: (valueOf(certificate, Oid.certificatePolicies, readCertificatePolicies) ?? [])
      .slice(0, 100)
      .map(({ policy }) => ({ oid: policy, name: nameOfOid(policy) })),
  };
}

/** Serials of a hostile length stay hex: a decimal of a megabyte takes minutes. */
function decimalOf(serial: string): string {
  if (serial.length > 128) return "";
  return serial.startsWith("-") ? `-${BigInt(`0x${serial.slice(1)}`)}` : BigInt(`0x${serial}`).toString();
}

export function requestCard(request: CertificationRequest): RequestCard {
  const altNames = altNamesOf(request);
  return {
    ...namesOf(request.subject, altNames),
    subject: formatName(request.subject),
    commonName: commonNameOf(request.subject),
    altNames,
    key: keyFactsOf(request.spki),
    signatureAlgorithm: algorithmOf(request.signatureAlgorithm),
    signature: requestSignatureVerdict(request),
    ...usagesOf(request),
    asksForAuthority: valueOf(request, Oid.basicConstraints, readBasicConstraints)?.isCa ?? false,
    hasChallengePassword: request.attributes.some(({ type }) => type === Oid.challengePassword),
    extensions: request.extensions.slice(0, 100).map(({ oid }) => nameOfOid(oid) ?? oid),
  };
}

const shownEntries = 100;

/** `serials`: a serial number to look up, in each way that it may have been meant. */
export function crlCard(crl: Crl, now: Date, serials: readonly Uint8Array[] | null = null): CrlCard {
  const authority = valueOf(crl, Oid.authorityKeyIdentifier, readAuthorityKeyIdentifier)?.keyId ?? null;
  const isExpired = validityOf(crl.thisUpdate, crl.nextUpdate, now);
  return {
    issuer: formatName(crl.issuer),
    issuerName: issuerNameOf(crl.issuer),
    thisUpdate: crl.thisUpdate.toISOString(),
    nextUpdate: crl.nextUpdate?.toISOString() ?? null,
    validity: isExpired === "valid" && crl.nextUpdate === null ? "open-ended" : isExpired,
    daysLeft: crl.nextUpdate === null ? null : wholeDays(crl.nextUpdate.getTime() - now.getTime()),
    number: valueOf(crl, Oid.cRLNumber, readCrlNumber)?.toString() ?? null,
    isDelta: crl.extensions.some(({ oid }) => oid === Oid.deltaCRLIndicator),
    isIndirect: isIndirect(crl),
    entries: crl.size,
    signatureAlgorithm: algorithmOf(crl.signatureAlgorithm),
    authorityKeyId: hex(authority),
    revoked: firstEntries(crl),
    lookup:
      serials === null
        ? null
        : {
            serials: serials.map((serialNumber) => serialHex({ serialNumber })),
            entries: serials.flatMap((each) => foundEntries(crl, each)),
          },
  };
}

/** What the list says of a serial number: of an indirect list the entries of every issuer. */
function foundEntries(crl: Crl, serial: Uint8Array): CrlEntry[] {
  try {
    return crl.findAll(serial).slice(0, shownEntries).map(entryOf);
  } catch (error) {
    if (isFailure(error, "der.malformed")) return [];
    throw error;
  }
}

function entryOf(entry: RevokedEntry): CrlEntry {
  return {
    serial: serialHex(entry),
    date: entry.revocationDate.toISOString(),
    reason: entry.reason,
    issuer: entry.certificateIssuer?.map(formatGeneralName).join(", ") ?? null,
  };
}

/** indirectCRL of issuingDistributionPoint: [4] BOOLEAN TRUE. */
function isIndirect(crl: Crl): boolean {
  const value = crl.extensions.find(({ oid }) => oid === Oid.issuingDistributionPoint)?.value;
  return value !== undefined && Buffer.from(value).includes(Buffer.of(0x84, 0x01, 0xff));
}

function firstEntries(crl: Crl): CrlEntry[] {
  const shown: CrlEntry[] = [];
  try {
    for (const entry of crl.entries()) {
      if (shown.length >= shownEntries) break;
      shown.push(entryOf(entry));
    }
  } catch (error) {
    // an entry whose extensions are broken ends the list; the tree shows it
    if (!isFailure(error, "der.malformed")) throw error;
  }
  return shown;
}
