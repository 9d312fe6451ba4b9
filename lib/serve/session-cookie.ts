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

/** The names of better-auth's cookie: over HTTPS, and without. */
const cookieNames = ["__Secure-chainsmith.session_token", "chainsmith.session_token"];

/** The console announces its secret here when it opens. On the global, because Next has a copy of its own of each module. */
const place = Symbol.for("chainsmith.session-secret");
const known = globalThis as { [place]?: string };

/** Makes the secret of the session cookies known to the server around Next. */
export function announceSessionSecret(secret: string): void {
  known[place] = secret;
}

/**
 * True when the `Cookie` header holds a session cookie that this console signed, be the session over or not: whether it
 * lives is a question to the database, which the page and the gate ask. False before the console has opened.
 */
export function hasSignedSession(header: string | undefined): boolean {
  const secret = known[place];
  if (secret === undefined || header === undefined) return false;
  return cookieNames.some((name) => signedToken(header, name, secret) !== null);
}
