import type { IssuerAddresses } from "../../pki/issue/addresses.ts";
import type { Signer } from "../../pki/keys/signer.ts";
import type { Certificate } from "../../pki/x509/certificate.ts";
import type { RevocationReason } from "../../pki/x509/revocation-reason.ts";

/**
 * What authorities have taken back. An authority is the SHA-256 of its SubjectPublicKeyInfo (hex, as `Store.authorities`
 * has it): a renewal with the same key goes on with its revocations and its lists. Serial numbers are upper-case hex
 * without leading zeros, as `serialHex` writes them.
 */

/** A reason that can be stored; `removeFromCRL` is what a delta list says of a release. */
export type StoredReason = Exclude<RevocationReason, "removeFromCRL">;

/**
 * What an authority says of a serial number now. `good`: it signed a certificate of that number, which is not revoked, or
 * whose hold was released. `unknown`: no certificate of that number is known here.
 */
export type CertificateStatus =
  | { readonly status: "good" | "unknown" }
  | {
      readonly status: "revoked";
      readonly reason: StoredReason;
      readonly at: Date;
      /** Since when its key is not trusted (RFC 5280 §5.3.2); null when that was not said. */
      readonly invalidityDate: Date | null;
    };

/** Certificates of one authority that are to be revoked together. */
export interface RevocationOrder {
  readonly authority: string;
  /** The authority's name in the inventory, for the addresses of its lists. */
  readonly basename: string;
  readonly certificates: readonly RevokedCertificate[];
  readonly reason: StoredReason;
  readonly invalidityDate: Date | null;
  /** Who asks, as the audit log shows it. */
  readonly actor: string;
}

export interface RevokedCertificate {
  readonly serialNumber: string;
  /** Of the certificate, hex. */
  readonly sha256: string;
  /** The addresses of lists that it names: they say which part of the lists has it. */
  readonly points: readonly string[];
}

/** A stored revocation, released or not. */
export interface StoredRevocation {
  readonly authority: string;
  readonly serialNumber: string;
  readonly reason: StoredReason;
  readonly at: Date;
  readonly invalidityDate: Date | null;
  readonly releasedAt: Date | null;
  /** What the authority's list has to hold to say it (`CrlIssuer.revision`). */
  readonly revision: number;
  readonly actor: string;
}

/** A person of a batch who has a certificate. */
export interface HandedOut {
  readonly batch: string;
  readonly title: string;
  readonly name: string;
  readonly email: string | null;
  readonly department: string | null;
}

/** How the lists of an authority stand. */
export interface CrlIssuer {
  /** Of its addresses: `/crl/<name>.crl`, `/ca/<name>.crt`. Stays, whatever the authority is called later. */
  readonly publishedName: string;
  /** Raised by each revocation and release. The newest list holds all of them when `listedRevision` is as high. */
  readonly revision: number;
  /** Null before the first list. */
  readonly listedRevision: number | null;
  /** CRLNumber of the newest list, 0 before the first. */
  readonly listNumber: number;
  readonly newest: SignedList | null;
}

/** A certificate that an authority has issued, as it is told before it is taken back. */
export interface IssuedUnder {
  /** Of the certificate, hex. */
  readonly sha256: string;
  readonly serialNumber: string;
  readonly der: Uint8Array;
  /** SHA-256 of its own key: of an authority, whose sub-tree goes on there. */
  readonly spkiSha256: string;
  readonly isAuthority: boolean;
  readonly notAfter: Date;
  /** Null for one that no name holds now. */
  readonly fileName: string | null;
  /** The name that has it or had it; null for one whose name is gone. */
  readonly name: string | null;
  readonly commonName: string | null;
  /** Why it is revoked; null when it is not. */
  readonly reason: StoredReason | null;
}

/** An authority whose lists are signed here, or can be: its key is stored, or it has signed a list already. */
export interface ListedAuthority {
  /** SHA-256 of its SubjectPublicKeyInfo. */
  readonly authority: string;
  /** DER of its certificate, of several the one that lasts longest. */
  readonly der: Uint8Array;
  /** Null where no name holds that certificate any more. */
  readonly fileName: string | null;
  /** Null before its first list. */
  readonly publishedName: string | null;
}

export interface Revocations {
  /** Every authority that has a row of lists, and those of these keys (SHA-256) that are stored with their private half. */
  listedAuthorities(keys: readonly string[]): Promise<readonly ListedAuthority[]>;
  /** What the authority says of a serial number at this moment, whether its list has it yet or not. */
  certificateStatus(authority: string, serialNumber: string): Promise<CertificateStatus>;
  /** What an authority (SHA-256 of its key) has issued, at most so many; authorities first, replaced and removed ones too. */
  issuedUnder(authority: string, limit: number): Promise<readonly IssuedUnder[]>;
  /** The revocations of these certificates (SHA-256 of their DER), released ones too, by that digest. */
  revocationsOf(sha256s: readonly string[]): Promise<ReadonlyMap<string, StoredRevocation>>;
  /**
   * The authorities that publish, in order of their published names: all of them, that of a public key, or those of all
   * keys that a name has had.
   */
  ownLists(of?: { readonly authority: string } | { readonly basename: string }): Promise<readonly OwnLists[]>;
  /** Sets how the lists of an authority are kept; its row is made where there is none. */
  saveListSettings(issuer: ListIssuer, settings: ListSettings): Promise<void>;
  /** The living certificates of authorities that publish, at most some thousand. */
  certificatesOfIssuers(): Promise<{ readonly rows: readonly IssuedCertificate[]; readonly isCut: boolean }>;
  /** The key of an authority, also of an earlier generation of its name; null where it is not here. */
  authorityKey(authority: string): Promise<{ readonly fileName: string } | null>;
  /** Null for an authority that never revoked, and of which no list was asked for. */
  crlIssuer(authority: string): Promise<CrlIssuer | null>;
  /** The people of batches whose certificates these are: by digest, and by the name whose live certificate it is. */
  handedOut(of: {
    readonly sha256s: readonly string[];
    readonly basenames: readonly string[];
  }): Promise<readonly HandedOut[]>;
  /**
   * Revokes, all of it or nothing, and raises the revision of each authority. A certificate on hold can be revoked for
   * good, and one that was released again; every other one that is revoked already stays as it is. Returns the digests
   * (SHA-256) of those that changed.
   */
  revoke(orders: readonly RevocationOrder[]): Promise<ReadonlySet<string>>;
  /** Ends a hold. Returns the digests of those that were on hold. */
  release(authority: string, sha256s: readonly string[], actor: string): Promise<ReadonlySet<string>>;
}

/** A signed list. */
export interface SignedList {
  /** CRLNumber. */
  readonly number: number;
  readonly thisUpdate: Date;
  readonly nextUpdate: Date;
  readonly entries: number;
}

/** An authority whose lists are to be signed; its name in the inventory for their addresses, where it has none yet. */
export interface ListIssuer {
  readonly authority: string;
  readonly basename: string;
}

/** A live certificate of an authority that publishes. */
export interface IssuedCertificate {
  readonly basename: string;
  readonly der: Uint8Array;
}

/** How lists of an authority are kept, as administrators set it; null: as usual. */
export interface ListSettings {
  /** Its certificates say where it publishes. */
  readonly hasAddresses: boolean;
  /** Days that a list holds. */
  readonly listDays: number | null;
  /** Days that the certificate of its OCSP responder lives. */
  readonly responderDays: number | null;
  readonly hasDeltas: boolean;
  /** From so many entries on the certificates that are signed then get a part of the lists. */
  readonly partsAbove: number | null;
}

/** An authority that publishes, with what it publishes and what a person has to do about it. */
export interface OwnLists extends CrlIssuer {
  readonly authority: string;
  /** The file of its certificate; null where another one has followed it under its name, or it is in none. */
  readonly fileName: string | null;
  /** The name that has its certificate, or had it. */
  readonly basename: string | null;
  /** SHA-256 of its certificate; null when none is stored any more. */
  readonly sha256: string | null;
  readonly commonName: string;
  /** Subject, as lists show it. */
  readonly subject: string;
  readonly isRoot: boolean;
  readonly notAfter: Date | null;
  /** `open`: signs by itself; `locked`: a passphrase opens it; `absent`: it is not here. */
  readonly key: "open" | "locked" | "absent";
  readonly settings: ListSettings;
  /** Days as they are without a setting. */
  readonly usual: { readonly listDays: number; readonly responderDays: number };
  /** How many parts the lists have for certificates that are signed now. */
  readonly parts: number;
  /** The next list is to be signed: half of a life is over, or something is missing. */
  readonly isDue: boolean;
  /** The end of the newest certificate of its responder, and whether the next one is to be made. */
  readonly responder: { readonly notAfter: Date; readonly isDue: boolean } | null;
}

/** Signs the lists of authorities, in whatever process is asked: one number after the other, none twice. */
export interface Lists {
  /**
   * Where a certificate of this authority says that it publishes, for `prepare…`; null while the console has no address,
   * where the authority is not to say any, and where it cannot sign lists. Asked before the key is opened: what is due is
   * signed then.
   */
  addresses(issuer: ListIssuer, certificate: Certificate): Promise<IssuerAddresses | null>;
  /**
   * Signs what these addresses name and is not there yet, with this signer or with the stored key: before the first
   * certificate names it. What fails is tried again by the upkeep.
   */
  publish(issuer: ListIssuer, addresses: IssuerAddresses | null, signer?: Signer): Promise<void>;
  /**
   * Signs the next list, with this signer or with the stored key, and everything that was revoked before is in it.
   * @throws Failure `key.absent`, `key.passphrase-needed`, `crl.issuer-may-not-sign`, `sign.issuer-expired` and the others
   *   of an issuer
   */
  sign(issuer: ListIssuer, signer?: Signer): Promise<SignedList>;
  /**
   * The same after a revocation: a short list is signed before the answer, a long one within a second after it (null then).
   * What goes wrong is tried again by the upkeep, since the revocation itself stands.
   */
  signSoon(issuer: ListIssuer, signer: Signer): Promise<SignedList | null>;
}
