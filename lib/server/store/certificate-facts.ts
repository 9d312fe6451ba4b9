import "server-only";
import { createHash } from "node:crypto";
import { domainToUnicode } from "node:url";
import {
  authorityKeyId,
  type Certificate,
  isAuthority,
  isSelfIssued,
  readCertificate,
  serialHex,
  sha1Hex,
  sha256Hex,
  subjectAltNames,
  subjectKeyId,
  valueOf,
} from "../../pki/x509/certificate.ts";
import { type CertificationRequest, readRequest } from "../../pki/x509/csr.ts";
import { Oid } from "../../pki/asn1/oid.ts";
import { readExtendedKeyUsage } from "../../pki/x509/extension-values.ts";
import type { Purpose } from "../../commands/ports/items.ts";
import type { GeneralName } from "../../pki/x509/general-name.ts";
import { commonNameOf, commonNamesOf, compareKeyOf, formatName, type Name } from "../../pki/x509/name.ts";
import { publicKeyId, readPublicKeyFacts } from "../../pki/keys/public-key.ts";
import { cutForIndex, folded } from "../inventory/search-terms.ts";

/**
 * A value by which search finds an item: CN, another attribute of the subject, SAN, serial number, SHA-256 or SHA-1
 * fingerprint, file name, or label.
 */
export interface NameEntry {
  readonly kind: "cn" | "subject" | "san" | "serial" | "sha256" | "sha1" | "file" | "label";
  readonly value: string;
}

/** The facts of a certificate or a request that the list shows. */
export interface SubjectFacts {
  readonly subject: string;
  readonly subjectKey: string | null;
  readonly commonName: string;
  readonly nameCount: number;
  readonly keyAlgorithm: string;
  readonly names: readonly NameEntry[];
}

export interface CertificateFacts extends SubjectFacts {
  readonly der: Uint8Array;
  readonly sha256: string;
  readonly sha1: string;
  readonly spki: Uint8Array;
  readonly spkiSha256: string;
  readonly subjectHash: string;
  readonly issuerHash: string;
  readonly issuer: string;
  readonly serialNumber: string;
  readonly subjectKeyId: string | null;
  readonly authorityKeyId: string | null;
  readonly isAuthority: boolean;
  readonly isSelfSigned: boolean;
  readonly purpose: Purpose;
  readonly notBefore: Date;
  readonly notAfter: Date;
}

/** Equal names (RFC 5280 §7.1) have equal hashes. */
export function nameHash(name: Name): string {
  return createHash("sha256").update(compareKeyOf(name)).digest("hex");
}

/** @throws Failure `der.malformed` */
export function readCertificateFacts(der: Uint8Array): CertificateFacts {
  const certificate = readCertificate(der);
  const { spki, issuer } = certificate;
  const ownId = hexOrNull(subjectKeyId(certificate));
  const issuerId = hexOrNull(authorityKeyId(certificate));
  const sha256 = sha256Hex(der);
  const sha1 = sha1Hex(der);
  const serialNumber = serialHex(certificate);
  const subject = readSubjectFacts(certificate);
  const isSelfSigned = isSelfIssued(certificate) && (ownId === null || issuerId === null || ownId === issuerId);
  return {
    ...subject,
    names: [
      ...subject.names,
      { kind: "serial", value: serialNumber.toLowerCase() },
      { kind: "sha256", value: sha256 },
      { kind: "sha1", value: sha1 },
    ],
    der,
    sha256,
    sha1,
    spki,
    spkiSha256: publicKeyId(spki),
    subjectHash: nameHash(certificate.subject),
    issuerHash: nameHash(issuer),
    issuer: cutForIndex(commonNameOf(issuer) ?? formatName(issuer)),
    serialNumber,
    subjectKeyId: ownId,
    authorityKeyId: issuerId,
    isAuthority: isAuthority(certificate),
    isSelfSigned,
    purpose: purposeOf(certificate, isSelfSigned),
    notBefore: certificate.notBefore,
    notAfter: certificate.notAfter,
  };
}

/** What a certificate may be used for, as far as lists tell it apart (RFC 5280 §4.2.1.9, §4.2.1.12). */
function purposeOf(certificate: Certificate, isSelfSigned: boolean): Purpose {
  if (isAuthority(certificate)) return isSelfSigned ? "root" : "intermediate";
  const purposes = new Set(valueOf(certificate, Oid.extendedKeyUsage, readExtendedKeyUsage) ?? []);
  const [isServer, isClient] = [purposes.has(Oid.serverAuth), purposes.has(Oid.clientAuth)];
  if (isServer) return isClient ? "server-client" : "server";
  return isClient ? "client" : "certificate";
}

export interface RequestFacts extends SubjectFacts {
  readonly der: Uint8Array;
  readonly sha256: string;
  readonly spki: Uint8Array;
  readonly spkiSha256: string;
}

/** @throws Failure `der.malformed` */
export function readRequestFacts(der: Uint8Array): RequestFacts {
  const request = readRequest(der);
  return {
    ...readSubjectFacts(request),
    der,
    sha256: sha256Hex(der),
    spki: request.spki,
    spkiSha256: publicKeyId(request.spki),
  };
}

/** The common name is one of its own kind; two letters of a country would be found in every word. */
const unsearched: ReadonlySet<string> = new Set([Oid.commonName, Oid.countryName]);

function readSubjectFacts(from: Certificate | CertificationRequest): SubjectFacts {
  const subject = formatName(from.subject);
  const commonNames = commonNamesOf(from.subject);
  const altNames = subjectAltNames(from).map(textsOf);
  const others = altNames.flat();
  const names: NameEntry[] = [];
  for (const value of commonNames) names.push({ kind: "cn", value: folded(value) });
  for (const { type, value } of from.subject.rdns.flat())
    if (!unsearched.has(type)) names.push({ kind: "subject", value: folded(value) });
  for (const value of others) names.push({ kind: "san", value: folded(value) });
  // Two spellings of one host name are one name.
  const distinct = new Set([...commonNames, ...altNames.flatMap((texts) => texts.slice(0, 1))].map(folded));
  return {
    subject,
    subjectKey: subject === "" ? null : cutForIndex(folded(subject)),
    commonName: commonNames[0] ?? others[0] ?? "",
    nameCount: distinct.size,
    keyAlgorithm: readPublicKeyFacts(from.spki).label,
    names,
  };
}

/** As it is written and, for an international host name, as a person reads it. */
function textsOf(name: GeneralName): string[] {
  if (name.kind === "directory") return [formatName(name.name)];
  if (!("value" in name)) return [];
  const unicode = name.kind === "dns" && name.value.includes("xn--") ? domainToUnicode(name.value) : "";
  return unicode === "" || unicode === name.value ? [name.value] : [name.value, unicode];
}

function hexOrNull(bytes: Uint8Array | null): string | null {
  return bytes === null ? null : Buffer.from(bytes).toString("hex");
}
