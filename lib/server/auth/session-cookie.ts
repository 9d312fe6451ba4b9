import "server-only";
import { createHmac, timingSafeEqual } from "node:crypto";

/**
 * The token in a cookie that better-auth signed: `token.signature`, the signature HMAC-SHA-256 in base64. Null when
 * there is none of this name, or when the signature is not of this secret.
 *
 * @param header the `Cookie` header as it came
 */
export function signedToken(header: string | null, name: string, secret: string): string | null {
  const value = cookieIn(header, name);
  const cut = value?.lastIndexOf(".") ?? -1;
  if (value === null || cut < 1) return null;
  const token = value.slice(0, cut);
  const given = Buffer.from(value.slice(cut + 1), "base64");
  const wanted = createHmac("sha256", secret).update(token).digest();
  return given.length === wanted.length && timingSafeEqual(given, wanted) ? token : null;
}

function cookieIn(header: string | null, name: string): string | null {
  for (const pair of header?.split(";") ?? []) {
    const equals = pair.indexOf("=");
    if (pair.slice(0, equals).trim() !== name) continue;
    try {
      return decodeURIComponent(pair.slice(equals + 1).trim());
    } catch {
      return null;
    }
  }
  return null;
}
