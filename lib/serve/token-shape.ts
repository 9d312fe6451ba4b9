/**
 * `cs_` and 256 random bits in base64url. What has another shape is no token of this console, whatever the database
 * holds.
 */
export const tokenShape = /^cs_[A-Za-z0-9_-]{43}$/;

/** The bearer's token of an `Authorization` header (RFC 6750 §2.1), or null. */
export function bearerToken(header: string | null | undefined): string | null {
  return /^Bearer +(\S+) *$/i.exec(header ?? "")?.[1] ?? null;
}
