import { hash } from "node:crypto";
import type { Certificate } from "../x509/certificate.ts";
import { type DerProblem, isFailure } from "../failure.ts";
import type { Extension } from "../x509/extension.ts";
import {
  type AccessDescription,
  type DistributionPoint,
  readAuthorityInfoAccess,
  readCrlDistributionPoints,
} from "../x509/extension-access.ts";
import {
  type PolicyQualifier,
  readCertificatePolicies,
  readInhibitAnyPolicy,
  readPolicyConstraints,
  readPolicyMappings,
} from "../x509/extension-policy.ts";
import {
  type AuthorityKeyIdentifier,
  type BasicConstraints,
  type KeyUsageBit,
  readAuthorityKeyIdentifier,
  readBasicConstraints,
  readExtendedKeyUsage,
  readKeyIdentifier,
  readKeyUsage,
  readSubjectAltName,
} from "../x509/extension-values.ts";
import type { GeneralName } from "../x509/general-name.ts";
import { isEmptyName } from "../x509/name.ts";
import { Tag } from "../asn1/der.ts";
import { Oid } from "../asn1/oid.ts";
import { type PublicKeyFacts, readPublicKeyFacts } from "../keys/public-key.ts";
import { type PublicKeyProblem, publicKeyProblemOf } from "../keys/public-key-form.ts";
import { readSignatureAlgorithm, type SignatureAlgorithm } from "../keys/signature-algorithm.ts";
import type { CertificateReference } from "./finding.ts";
import { knownName } from "./names/known-names.ts";
import { equalOctets, hexOf } from "../asn1/octets.ts";
import { directoryName, type PathName, readPathNames, subjectNames } from "./names/path-name.ts";
import { hasEmptyPart, hasHalfPart } from "./extension-form.ts";
import { anyPolicy, type CertificatePolicyFacts } from "./policy-graph.ts";
import { type PathSubtrees, readPathSubtrees } from "./names/subtree.ts";

/**
 * The place of a certificate whose names are constrained. `authority`; `peer`: the question has a name, which is never
 * looked for in the subject; `peer-without-name`: no name was asked for, so the CN counts as a DNS name if the
 * certificate has no dNSName (OpenSSL's rule).
 */
export type NameRole = "authority" | "peer" | "peer-without-name";

/**
 * A certificate as the path code sees it: every extension that it processes decoded once, and what was wrong with them.
 */
export class PathFacts {
  readonly certificate: Certificate;
  readonly subjectKey: string;
  readonly issuerKey: string;

  basicConstraints: BasicConstraints | null = null;
  keyUsage: ReadonlySet<KeyUsageBit> | null = null;
  extendedKeyUsage: readonly string[] | null = null;
  altNames: readonly GeneralName[] | null = null;
  subtrees: PathSubtrees | null = null;
  /** The bytes of the subject key identifier; `subjectKeyId` is their text. */
  subjectKeyOctets: Uint8Array | null = null;
  authorityKey: AuthorityKeyIdentifier | null = null;
  distributionPoints: readonly DistributionPoint[] | null = null;
  freshestCrl: readonly DistributionPoint[] | null = null;
  readonly duplicates: string[] = [];
  readonly malformed: { readonly oid: string; readonly problem: DerProblem }[] = [];
  /** The same for extensions that only help to find things. */
  readonly malformedHints: { readonly oid: string; readonly problem: DerProblem }[] = [];
  readonly unknownCritical: string[] = [];
  /**
   * Qualifiers of policies that nothing here can interpret, dotted: those of a critical extension, which have to be
   * interpreted (RFC 5280 §4.2.1.4), and those of anyPolicy, which may have none but the two of the RFC.
   */
  readonly unknownQualifiers: { readonly qualifier: string; readonly isCritical: boolean }[] = [];

  #policy: { -readonly [K in keyof CertificatePolicyFacts]: CertificatePolicyFacts[K] };
  #access: readonly AccessDescription[] = [];
  #reference: CertificateReference | null = null;
  #key: PublicKeyFacts | null = null;
  #keyProblem: { readonly found: PublicKeyProblem | null } | null = null;
  #spkiKey: string | null = null;
  #algorithm: SignatureAlgorithm | null = null;
  readonly #names = new Map<NameRole, readonly PathName[]>();

  constructor(certificate: Certificate) {
    this.certificate = certificate;
    this.subjectKey = knownName(certificate.subject).key;
    this.issuerKey = knownName(certificate.issuer).key;
    this.#policy = {
      policies: null,
      mappings: null,
      requireExplicit: null,
      inhibitMapping: null,
      inhibitAny: null,
      isSelfIssued: this.subjectKey === this.issuerKey,
    };
    for (const extension of certificate.extensions) this.#read(extension);
    // Microsoft's application policies repeat the EKU; a validator that reads the EKU has processed them.
    if (this.extendedKeyUsage !== null && this.unknownCritical.includes(Oid.microsoftApplicationPolicies)) {
      this.unknownCritical.splice(this.unknownCritical.indexOf(Oid.microsoftApplicationPolicies), 1);
    }
  }

  get isSelfIssued(): boolean {
    return this.#policy.isSelfIssued;
  }
  get policy(): CertificatePolicyFacts {
    return this.#policy;
  }
  /** Lower hexadecimal. */
  get subjectKeyId(): string | null {
    return this.subjectKeyOctets === null ? null : hexOf(this.subjectKeyOctets);
  }
  get authorityKeyId(): string | null {
    const keyId = this.authorityKey?.keyId ?? null;
    return keyId === null ? null : hexOf(keyId);
  }
  /** Does the authority key identifier name the issuer's subject key identifier? A hint, never a proof. */
  keyIdsWith(issuer: PathFacts): "match" | "mismatch" | "absent" {
    const [claimed, own] = [this.authorityKey?.keyId ?? null, issuer.subjectKeyOctets];
    return claimed === null || own === null ? "absent" : equalOctets(claimed, own) ? "match" : "mismatch";
  }
  get reference(): CertificateReference {
    this.#reference ??= {
      sha256: hash("sha256", this.certificate.der, "hex"),
      subject: knownName(this.certificate.subject).text,
    };
    return this.#reference;
  }
  get issuerText(): string {
    return knownName(this.certificate.issuer).text;
  }
  get publicKey(): PublicKeyFacts {
    return (this.#key ??= publicKeyOf(this.certificate.spki));
  }
  /** What is wrong with the encoding of its public key. */
  get keyProblem(): PublicKeyProblem | null {
    return (this.#keyProblem ??= { found: publicKeyProblemOf(this.certificate.spki) }).found;
  }
  /** Equal for equal keys. */
  get spkiKey(): string {
    return (this.#spkiKey ??= bufferOf(this.certificate.spki).toString("latin1"));
  }
  get algorithm(): SignatureAlgorithm {
    return (this.#algorithm ??= readSignatureAlgorithm(this.certificate.signatureAlgorithm));
  }
  has(oid: string): boolean {
    return this.#extension(oid) !== undefined;
  }
  hasCritical(oid: string): boolean {
    return this.#extension(oid)?.critical === true;
  }
  /** Same subject, key and alternative names: the two must not stand in one path (RFC 4158 §2.4.2). */
  standsFor(other: PathFacts): boolean {
    if (this === other) return true;
    if (this.subjectKey !== other.subjectKey || !equalOctets(this.certificate.spki, other.certificate.spki))
      return false;
    const [own, its] = [this.#extension(Oid.subjectAltName), other.#extension(Oid.subjectAltName)];
    return own === undefined || its === undefined ? own === its : equalOctets(own.value, its.value);
  }
  /** Where the issuer's certificate can be fetched (RFC 5280 §4.2.2.1). */
  get issuerAddresses(): string[] {
    return this.#access.flatMap(({ method, location }) =>
      method === Oid.caIssuers && location.kind === "uri" ? [location.value] : [],
    );
  }

  /** The names that name constraints bind (RFC 5280 §6.1.3 (b), §4.2.1.10). */
  constrainedNames(role: NameRole): readonly PathName[] {
    const known = this.#names.get(role);
    if (known !== undefined) return known;
    const names = this.#readNames(role);
    this.#names.set(role, names);
    return names;
  }

  #readNames(role: NameRole): PathName[] {
    const { subject } = this.certificate;
    const names: PathName[] = isEmptyName(subject) ? [] : [directoryName(subject)];
    for (const name of this.altNames ?? []) names.push(...readPathNames(name));
    const isNamed =
      role === "peer" ? this.has(Oid.subjectAltName) : (this.altNames ?? []).some(({ kind }) => kind === "dns");
    return [...names, ...subjectNames(subject, isNamed, role !== "authority")];
  }

  #extension(oid: string): Extension | undefined {
    return this.certificate.extensions.find((extension) => extension.oid === oid);
  }

  #read(extension: Extension): void {
    const { oid, critical, value } = extension;
    if (this.#extension(oid) !== extension) this.duplicates.push(oid);
    try {
      const isKnown = this.#readValue(extension);
      if (critical && !isKnown) this.unknownCritical.push(oid);
      if (hasEmptyPart(oid, value)) this.#malformedAs(oid, "bad-value");
      else if (hasHalfPart(oid, value)) this.malformedHints.push({ oid, problem: "bad-value" });
    } catch (error) {
      if (!isFailure(error, "der.malformed")) throw error;
      this.#malformedAs(oid, error.facts.problem);
    }
  }

  #malformedAs(oid: string, problem: DerProblem): void {
    const isHint = oid === Oid.authorityInfoAccess || oid === Oid.subjectInfoAccess;
    (isHint ? this.malformedHints : this.malformed).push({ oid, problem });
  }

  #readValue({ oid, critical, value }: Extension): boolean {
    switch (oid) {
      case Oid.basicConstraints:
        this.basicConstraints = readBasicConstraints(value);
        // INTEGER (0..MAX).
        if ((this.basicConstraints.pathLength ?? 0) < 0) this.malformed.push({ oid, problem: "bad-value" });
        return true;
      case Oid.keyUsage:
        this.keyUsage = readKeyUsage(value);
        return true;
      case Oid.extendedKeyUsage:
        this.extendedKeyUsage = readExtendedKeyUsage(value);
        return true;
      case Oid.subjectAltName:
        this.altNames = readSubjectAltName(value);
        return true;
      case Oid.nameConstraints:
        this.subtrees = readPathSubtrees(value);
        return true;
      case Oid.subjectKeyIdentifier:
        this.subjectKeyOctets = readKeyIdentifier(value);
        return true;
      case Oid.authorityKeyIdentifier:
        this.authorityKey = readAuthorityKeyIdentifier(value);
        return true;
      case Oid.cRLDistributionPoints:
        this.distributionPoints = readCrlDistributionPoints(value);
        return true;
      case Oid.authorityInfoAccess:
        this.#access = readAuthorityInfoAccess(value);
        return true;
      case Oid.subjectInfoAccess:
        readAuthorityInfoAccess(value);
        return true;
      case Oid.freshestCRL:
        this.freshestCrl = readCrlDistributionPoints(value);
        return true;
      default:
        return this.#readPolicyValue(oid, critical, value) || recognised.has(oid);
    }
  }

  #readPolicyValue(oid: string, critical: boolean, value: Uint8Array): boolean {
    switch (oid) {
      case Oid.certificatePolicies: {
        const informations = readCertificatePolicies(value);
        const policies = informations.map(({ policy }) => policy);
        for (const { policy, qualifiers } of informations)
          for (const qualifier of qualifiers)
            if ((critical || policy === anyPolicy) && !isInterpreted(qualifier))
              this.unknownQualifiers.push({ qualifier: qualifier.type, isCritical: critical });
        if (new Set(policies).size !== policies.length) this.malformed.push({ oid, problem: "bad-value" });
        this.#policy.policies = policies;
        return true;
      }
      case Oid.policyMappings:
        this.#policy.mappings = readPolicyMappings(value).map((mapping) => ({
          issuer: mapping.issuerDomainPolicy,
          subject: mapping.subjectDomainPolicy,
        }));
        return true;
      case Oid.policyConstraints: {
        const constraints = readPolicyConstraints(value);
        this.#policy.requireExplicit = constraints.requireExplicitPolicy;
        this.#policy.inhibitMapping = constraints.inhibitPolicyMapping;
        const numbers = [constraints.requireExplicitPolicy, constraints.inhibitPolicyMapping];
        // §4.2.1.11: never an empty sequence; a negative count has no meaning.
        const isBroken =
          numbers.every((number) => number === null) || numbers.some((number) => number !== null && number < 0);
        if (isBroken) this.malformed.push({ oid, problem: "bad-value" });
        return true;
      }
      case Oid.inhibitAnyPolicy:
        this.#policy.inhibitAny = readInhibitAnyPolicy(value);
        if (this.#policy.inhibitAny < 0) this.malformed.push({ oid, problem: "bad-value" });
        return true;
      default:
        return false;
    }
  }
}

/** Extensions that carry nothing a path validator has to act upon; known, so their being critical stops nothing. */
const recognised: ReadonlySet<string> = new Set([
  Oid.issuerAltName,
  Oid.subjectDirectoryAttributes,
  Oid.tlsFeature,
  Oid.ocspNoCheck,
  Oid.qcStatements,
  Oid.privateKeyUsagePeriod,
  Oid.signedCertificateTimestamps,
]);

/** CPSuri is an IA5String, UserNotice a SEQUENCE (RFC 5280 §4.2.1.4). */
function isInterpreted({ type, raw }: PolicyQualifier): boolean {
  return (type === Oid.cps && raw[0] === Tag.ia5String) || (type === Oid.userNotice && raw[0] === Tag.sequence);
}

function publicKeyOf(spki: Uint8Array): PublicKeyFacts {
  try {
    return readPublicKeyFacts(spki);
  } catch (error) {
    if (!isFailure(error, "der.malformed")) throw error;
    return { family: "unknown", bits: null, curve: null, exponent: null, label: "", oid: "" };
  }
}

const bufferOf = (bytes: Uint8Array): Buffer => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);

/** On the certificate itself: a WeakMap of short-lived keys costs the garbage collector more than decoding again. */
const factsOf = Symbol("path facts");

/** The facts of a certificate, decoded once per object. */
export function pathFactsOf(certificate: Certificate & { [factsOf]?: PathFacts }): PathFacts {
  return (certificate[factsOf] ??= new PathFacts(certificate));
}
