/** What ends on one day, for a picture of the coming year: a certificate, or several that belong together. */
export interface Ending {
  /** When the first of them ends. */
  readonly at: Date;
  /** The first of them by name. */
  readonly name: string;
  readonly count: number;
  /** The batch that made them; null: certificates of one issuer that no batch made. */
  readonly batch: { readonly id: string; readonly title: string } | null;
  /** Common name of the issuer. */
  readonly issuer: string;
  readonly isAuthority: boolean;
  /** A service uses them. */
  readonly isUsed: boolean;
}

/** How much is over or ends soon, and how much waits. */
export interface DueCounts {
  /** Certificates that are over and that a service uses. */
  readonly overInUse: number;
  /** Certificates that end within 30 days; those of a batch are one. */
  readonly endsSoon: number;
  /** Requests whose certificate has not come. */
  readonly waiting: number;
}
