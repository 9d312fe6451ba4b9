/** What self-signed certificates are taken for. */

export const trustMarks = ["trusted", "stored", "distrusted"] as const;
export type TrustMark = (typeof trustMarks)[number];

/** `unasked`: stored before anyone was asked, or by a script of an administrator; it is trusted until someone says otherwise. */
export type KnownMark = TrustMark | "unasked";

export interface StoredMark {
  readonly mark: KnownMark;
  readonly at: Date;
  /** Who said so, as the audit log shows it; null where nobody was asked. */
  readonly by: string | null;
}

/** A mark for what is stored, where it is a self-signed certificate or holds some. */
export interface NewMark {
  readonly mark: KnownMark;
  readonly by: string | null;
}

export interface Trust {
  /** The marks of those of these certificates (SHA-256, hex) that have one; the others are only stored. */
  trustMarks(sha256s: readonly string[]): Promise<ReadonlyMap<string, StoredMark>>;
  setTrust(sha256: string, mark: TrustMark, by: string): Promise<void>;
}

/** True for a certificate that paths may end in. */
export function isAnchorMark(mark: KnownMark): boolean {
  return mark === "trusted" || mark === "unasked";
}
