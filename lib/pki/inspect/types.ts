import type { Finding } from "../checks/finding.ts";
import type { DerProblem, FailureData, PkiErrorFacts } from "../failure.ts";
import type { ResponseStatus } from "../ocsp/response.ts";
import type { Recognised } from "../files/recognised.ts";
import type { FileForm, ElementKind, Note, KeyForm } from "../asn1/element.ts";
import type { TreeBudget } from "./tree-budget.ts";

/**
 * The answer of `inspect`: plain data (JSON-able; instants are ISO 8601 strings, bytes lower-case hex), no words of a
 * sentence and never a secret. A view chooses the words from codes.
 */
export interface Inspection {
  /** The element's own kind when there is one; `bundle` for several certificates, `mixed` for several kinds. */
  readonly kind: ElementKind | "bundle" | "mixed";
  readonly form: FileForm;
  readonly size: number;
  readonly notes: readonly Note[];
  /** In the order of the file. */
  readonly elements: readonly InspectedElement[];
}

interface ElementBase {
  /** Label of the PEM block, null in DER. */
  readonly label: string | null;
  /** 1-based line of the PEM block's BEGIN line, null in DER. */
  readonly line: number | null;
  /** Bytes of the DER. */
  readonly size: number;
  /** Of the DER; of a private key and of a public key in any form: of its SubjectPublicKeyInfo. */
  readonly fingerprints: { readonly sha256: string; readonly sha1: string };
  readonly notes: readonly Note[];
  readonly findings: readonly Finding[];
  /** Every field with its place in the DER. */
  readonly text: TextNode;
  /** The raw DER tree, row by row as `openssl asn1parse` prints it. Values of private keys are left out. */
  readonly raw: readonly RawRow[];
  /** Set when the element was recognised but could not be read to its end. */
  readonly failure: FailureData<PkiErrorFacts, "facts"> | null;
  /** PEM of the element for copying, of an SSH public key its line; null for whatever holds a private key. */
  readonly pem: string | null;
}

export type InspectedElement = {
  [K in ElementKind]: ElementBase & { readonly kind: K; readonly card: Cards[K] | null };
}[ElementKind];

export interface Cards {
  readonly certificate: CertificateCard;
  readonly csr: RequestCard;
  readonly key: KeyCard;
  readonly "locked-key": LockedKeyCard;
  readonly "public-key": PublicKeyCard;
  readonly crl: CrlCard;
  readonly pkcs7: Pkcs7Card;
  readonly pkcs12: Pkcs12Card;
  readonly "ssh-public-key": SshPublicKeyCard;
  readonly "ssh-certificate": SshPublicKeyCard;
  readonly parameters: ParametersCard;
  readonly cms: ContentCard;
  readonly "ocsp-request": OcspRequestCard;
  readonly "ocsp-response": OcspResponseCard;
  readonly "trust-anchor": ContentCard;
  readonly keystore: KeystoreCard;
  readonly pgp: ContentCard;
  readonly zip: ArchiveCard;
  readonly tar: ArchiveCard;
  readonly gzip: ArchiveCard;
  readonly unknown: ContentCard;
}

/** The use that a certificate is for, for the one sentence. */
export type CertificateUse =
  | "root-ca"
  | "intermediate-ca"
  | "tls-server"
  | "tls-client"
  | "tls-server-client"
  | "code-signing"
  | "email"
  | "time-stamping"
  | "ocsp-signing"
  | "other" // an extended key usage that is none of these
  | "any"; // no extended key usage: nothing narrows it

export interface KeyFacts {
  readonly family: string;
  /** "RSA 2048", "P-256", "Ed25519". */
  readonly label: string;
  readonly bits: number | null;
  readonly curve: string | null;
  readonly exponent: string | null;
  /** SHA-256 of the SubjectPublicKeyInfo: what pairs a key with its certificate and request. */
  readonly id: string;
  /** RFC 5280 §4.2.1.2 (1), SHA-1 of the BIT STRING. */
  readonly identifier: string;
}

export interface AltName {
  readonly kind: string;
  /** Without prefix: `join.example.com`, `192.0.2.7`, `CN=…` for a directory name, hex for what has no text. */
  readonly value: string;
}

export interface AlgorithmFacts {
  readonly oid: string;
  /** "sha256WithRSAEncryption", "ecdsa-with-SHA256", "RSASSA-PSS (SHA-256)" … or the OID again. */
  readonly label: string;
}

export interface CertificateCard {
  readonly use: CertificateUse;
  /** The name to speak of: the first common name, else the first alternative name, else the whole subject. */
  readonly name: string;
  /** Alternative names besides `name`. */
  readonly otherNames: number;
  readonly subject: string;
  readonly commonName: string | null;
  readonly issuer: string;
  /** Common name of the issuer, else its organisation, else the whole name. */
  readonly issuerName: string;
  readonly isSelfIssued: boolean;
  readonly isAuthority: boolean;
  readonly pathLength: number | null;
  readonly version: number;
  /** `serialHex`, and decimal. */
  readonly serial: string;
  readonly serialDecimal: string;
  readonly notBefore: string;
  readonly notAfter: string;
  readonly validity: "valid" | "expired" | "not-yet-valid";
  /** Whole days from now to notAfter, rounded towards zero; negative when expired. */
  readonly daysLeft: number;
  /** Whole days of the validity period. */
  readonly days: number;
  readonly altNames: readonly AltName[];
  readonly key: KeyFacts;
  readonly signatureAlgorithm: AlgorithmFacts;
  readonly keyUsage: readonly string[] | null;
  readonly extendedKeyUsage: readonly { readonly oid: string; readonly name: string | null }[] | null;
  readonly subjectKeyId: string | null;
  readonly authorityKeyId: string | null;
  readonly ocsp: readonly string[];
  readonly caIssuers: readonly string[];
  readonly crls: readonly string[];
  readonly policies: readonly { readonly oid: string; readonly name: string | null }[];
}

export interface RequestCard {
  readonly name: string;
  readonly otherNames: number;
  readonly subject: string;
  readonly commonName: string | null;
  readonly altNames: readonly AltName[];
  readonly key: KeyFacts;
  readonly signatureAlgorithm: AlgorithmFacts;
  readonly signature: "valid" | "invalid" | "unsupported";
  readonly keyUsage: readonly string[] | null;
  readonly extendedKeyUsage: readonly { readonly oid: string; readonly name: string | null }[] | null;
  readonly asksForAuthority: boolean;
  readonly hasChallengePassword: boolean;
  /** OIDs (or names) of the extensions asked for. */
  readonly extensions: readonly string[];
}

export interface KeyCard {
  readonly key: KeyFacts;
  readonly form: KeyForm;
  /** Set when the passphrase that was given opened it. */
  readonly openedFrom: string | null;
}
export interface LockedKeyCard {
  readonly encryption: string;
  /** False when the scheme is one that `unlock` would refuse. */
  readonly isSupported: boolean;
  /** An OpenSSH key shows its public half even while locked. */
  readonly key: KeyFacts | null;
}
export interface PublicKeyCard {
  readonly key: KeyFacts;
}
export interface SshPublicKeyCard {
  readonly type: string;
  readonly comment: string;
  /** `SHA256:…` as ssh-keygen -l prints it. */
  readonly fingerprint: string;
  readonly key: KeyFacts | null;
}
export interface CrlCard {
  readonly issuer: string;
  readonly issuerName: string;
  readonly thisUpdate: string;
  readonly nextUpdate: string | null;
  readonly validity: "valid" | "expired" | "not-yet-valid" | "open-ended";
  readonly daysLeft: number | null;
  readonly number: string | null;
  readonly isDelta: boolean;
  readonly isIndirect: boolean;
  readonly entries: number;
  readonly signatureAlgorithm: AlgorithmFacts;
  readonly authorityKeyId: string | null;
  /** The first entries, at most 100. */
  readonly revoked: readonly CrlEntry[];
  /**
   * What the list says of the serial number that was asked for (`serialHex`, in each way that it may have been meant);
   * no entries: nothing.
   */
  readonly lookup: { readonly serials: readonly string[]; readonly entries: readonly CrlEntry[] } | null;
}
export interface CrlEntry {
  /** `serialHex` */
  readonly serial: string;
  readonly date: string;
  readonly reason: string | null;
  /** Of an indirect list: whose certificate it is, where an entry says so. */
  readonly issuer: string | null;
}
/** Which certificate is asked about: what OCSP knows of it. */
export interface OcspCertId {
  /** `serialHex` */
  readonly serial: string;
  /** `sha1`, or the OID. */
  readonly hashAlgorithm: string;
  readonly issuerNameHash: string;
  readonly issuerKeyHash: string;
}
export interface OcspRequestCard {
  readonly requestor: string | null;
  /** The first ones, at most 100, and how many there are. */
  readonly asked: readonly OcspCertId[];
  readonly total: number;
  readonly nonce: string | null;
  readonly isSigned: boolean;
}
export interface OcspResponseCard {
  readonly status: ResponseStatus;
  /** A name or the OID of the content; null of an error. */
  readonly type: string | null;
  /** A name as text, or the SHA-1 of a key; null when there is no answer. */
  readonly responder: { readonly kind: "name" | "key"; readonly text: string } | null;
  readonly producedAt: string | null;
  readonly nonce: string | null;
  readonly signatureAlgorithm: AlgorithmFacts | null;
  /** The first ones, at most 100, and how many there are. */
  readonly answers: readonly OcspAnswer[];
  readonly total: number;
  readonly certificates: readonly InspectedElement[];
}
export interface OcspAnswer extends OcspCertId {
  readonly state: "good" | "revoked" | "unknown";
  readonly revokedAt: string | null;
  readonly reason: string | null;
  readonly thisUpdate: string;
  readonly nextUpdate: string | null;
  readonly validity: "valid" | "expired" | "not-yet-valid" | "open-ended";
}
export interface Pkcs7Card {
  readonly contentType: string;
  readonly certificates: readonly InspectedElement[];
  readonly crls: readonly InspectedElement[];
  readonly signers: number;
}
export interface Pkcs12Card {
  /** True when no passphrase, or no need for one, opened it. */
  readonly isLocked: boolean;
  readonly encryption: string;
  readonly mac: string | null;
  /** Empty while locked. `friendlyName` and `localKeyId` (hex) stand in the order of the bags. */
  readonly keys: readonly {
    readonly element: InspectedElement;
    readonly friendlyName: string | null;
    readonly localKeyId: string | null;
  }[];
  readonly certificates: readonly {
    readonly element: InspectedElement;
    readonly friendlyName: string | null;
    readonly localKeyId: string | null;
    readonly isTrusted: boolean;
  }[];
  readonly crls: readonly InspectedElement[];
  /** Keys under a passphrase of their own. */
  readonly lockedKeys: readonly { readonly friendlyName: string | null; readonly encryption: string }[];
}
/**
 * Java's key store (JKS, JCEKS). Its certificates show without a passphrase; `element` of a key is null while it is
 * locked.
 */
export interface KeystoreCard {
  readonly type: string;
  readonly isLocked: boolean;
  readonly keys: readonly {
    readonly alias: string;
    readonly encryption: string;
    readonly element: InspectedElement | null;
  }[];
  readonly certificates: readonly { readonly alias: string; readonly element: InspectedElement }[];
}
export interface ArchiveCard {
  readonly type: string;
  readonly entries: readonly {
    /** As it stands in the archive. */
    readonly path: string;
    readonly size: number;
    readonly elements: readonly InspectedElement[];
    /** Why the entry could not be unpacked, or is nothing that is read here. */
    readonly failure: InspectedElement["failure"];
  }[];
}
export interface ParametersCard {
  readonly type: "dh" | "dsa" | "ec";
  readonly label: string;
}
export interface ContentCard {
  /** The type that it names: an object identifier's name, a label, `JKS` … */
  readonly type: string;
}

/**
 * One labelled field. Labels are the words of OpenSSL's dump (they are not translated, as names in the RFC are not).
 */
export interface TextNode {
  readonly label: string;
  readonly value?: string;
  /** Place of the TLV in the element's DER: first identifier octet, bytes in all. */
  readonly offset?: number;
  readonly length?: number;
  readonly isCritical?: boolean;
  /** Why the bytes are not what should stand here. */
  readonly problem?: DerProblem;
  readonly children?: readonly TextNode[];
}

/** One row of the raw DER tree, as `openssl asn1parse`: offset, depth, header length, content length. */
export interface RawRow {
  readonly offset: number;
  readonly depth: number;
  readonly headerLength: number;
  readonly length: number;
  readonly isConstructed: boolean;
  /** `SEQUENCE`, `INTEGER`, `cont [ 0 ]`, as asn1parse names them. */
  readonly tag: string;
  readonly value: string | null;
  /** Set on rows found inside an OCTET STRING or BIT STRING. */
  readonly isInside: boolean;
}

export interface InspectOptions {
  readonly now: Date;
  /** Tried on locked keys and PKCS#12. */
  readonly passphrase?: string;
  /** Looked up in revocation lists: a serial number in each way that it may have been meant (`readSerialText`). */
  readonly serials?: readonly Uint8Array[];
}

/** State that an inspection carries from element to element, and into containers. */
export interface Inspecting {
  readonly options: InspectOptions;
  readonly nodes: TreeBudget;
  readonly rows: TreeBudget;
  readonly depth: number;
  /** Inspects what a container holds. */
  inspect(element: Recognised, work: Inspecting): Promise<InspectedElement>;
}

/** An element half inspected: what depends on its kind. */
export interface Draft {
  readonly kind: ElementKind;
  readonly card: Cards[ElementKind] | null;
  readonly text: TextNode;
  readonly findings: readonly Finding[];
  readonly notes: readonly Note[];
  /** Why it could not be read to its end, although the text shows what there is. */
  readonly failure?: FailureData<PkiErrorFacts, "facts">;
  /** The bytes that the fingerprints are of when not of the element: the public half of a private key. */
  readonly identifiedBy?: Uint8Array;
}
