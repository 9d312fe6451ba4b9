import type { OfflineKind } from "../../pki/offline/package.ts";

/**
 * What is asked of authorities whose key is not here. An authority is the SHA-256 of its SubjectPublicKeyInfo (hex), as
 * of `Revocations`.
 */

export const offlineStates = ["out", "answered", "withdrawn"] as const;

/** A certificate or list that was asked for. */
export interface OfflineRequest {
  readonly id: string;
  readonly kind: OfflineKind;
  readonly state: (typeof offlineStates)[number];
  readonly authority: string;
  readonly issuerFileName: string;
  readonly subject: string;
  /** Of a certificate; as its name was when it was asked for. */
  readonly basename: string | null;
  readonly spkiSha256: string | null;
  readonly intentId: string | null;
  /** Of a list. */
  readonly number: number | null;
  /** TBSCertificate or TBSCertList, DER. */
  readonly tbs: Uint8Array;
  /** Of the package's body, hex. */
  readonly sha256: string;
  readonly package: Uint8Array;
  readonly createdAt: Date;
  readonly createdBy: string;
  readonly endedAt: Date | null;
  readonly endedBy: string | null;
}

/** As a list shows it: without what is long. */
export type OfflineRow = Omit<OfflineRequest, "tbs" | "package">;

/** A list that is laid out for an authority whose key is not here. */
export interface LaidOutList {
  /** TBSCertList, DER. */
  readonly tbs: Uint8Array;
  readonly number: number;
  readonly revision: number;
  readonly thisUpdate: Date;
  readonly nextUpdate: Date;
  readonly entries: number;
}

type NewRequest = Pick<
  OfflineRequest,
  "id" | "authority" | "issuerFileName" | "subject" | "tbs" | "sha256" | "package" | "createdBy"
> & {
  /** The authority's name in the inventory, for the addresses of its lists, where it has none yet. */
  readonly issuerBasename: string;
};

export type NewOfflineRequest =
  | (NewRequest & {
      readonly kind: "certificate";
      readonly basename: string;
      readonly spkiSha256: string;
      readonly intentId: string;
    })
  | (NewRequest & { readonly kind: "revocation-list"; readonly list: LaidOutList });

export interface OfflineRequests {
  /** Keeps what goes out, and makes the authority one that revokes and publishes lists. */
  keepOffline(request: NewOfflineRequest): Promise<void>;
  offlineRequest(id: string): Promise<OfflineRequest | null>;
  /** The request of an authority that has this serial number, or this TBSCertList byte for byte. */
  offlineRequestFor(
    what: { readonly serialNumber: string; readonly authority: string } | { readonly tbs: Uint8Array },
  ): Promise<OfflineRequest | null>;
  /** The newest first, at most `limit`. */
  offlineRequests(query: {
    readonly state?: OfflineRequest["state"] | undefined;
    readonly authority?: string | undefined;
    readonly limit: number;
  }): Promise<readonly OfflineRow[]>;
  /** Takes one back: its serial number stays spent. @throws Failure `offline.ended` */
  withdrawOffline(id: string, by: string): Promise<void>;
  /**
   * Stores a list that came back as the newest of its authority.
   * @throws Failure `offline.ended`; `offline.list-overtaken` when a list of a higher number is here
   */
  completeOfflineList(id: string, list: Uint8Array, by: string): Promise<void>;
}

/** What it takes to ask. */
export interface OfflinePackages {
  /** The page that signs from disk, as it was built with this version. @throws Failure `file.not-found` without a build */
  page(): Promise<Uint8Array>;
  /** Signs a body with the console's key for packages, which is made at its first use. */
  sign(body: Uint8Array): Promise<{
    /** SubjectPublicKeyInfo, DER, P-256. */
    readonly key: Uint8Array;
    /** ECDSA with SHA-256, DER. */
    readonly signature: Uint8Array;
  }>;
  /**
   * Lays out the next list of an authority with all that it has revoked, under a number that no list has, signed or out.
   * @throws Failure as of `requireListIssuer`
   */
  layOutList(issuer: {
    readonly authority: string;
    /** Its name in the inventory, for the addresses of its lists, where it has none yet. */
    readonly basename: string;
    /** DER of the certificate that is to sign it. */
    readonly certificate: Uint8Array;
    /** AlgorithmIdentifier, DER. */
    readonly algorithm: Uint8Array;
  }): Promise<LaidOutList>;
}
