import "server-only";
import { createHash, createHmac, randomBytes } from "node:crypto";
import { signedToken } from "../../serve/session-cookie.ts";

/**
 * The cookie of a device from which a person has signed in: a nonce, signed together with their address, so that one of
 * another account is worth nothing here. It signs no one in; it only keeps the failures of strangers apart
 * (sign-in-limits.ts).
 */
const lifetimeSeconds = 180 * 24 * 60 * 60;

export interface DeviceCookie {
  readonly name: string;
  readonly value: string;
  readonly options: {
    readonly httpOnly: true;
    readonly secure: boolean;
    readonly sameSite: "lax";
    readonly path: "/";
    readonly maxAge: number;
  };
}

/** One cookie for each person who uses the browser; the name does not say the address. */
function cookieName(email: string, isSecure: boolean): string {
  const who = createHash("sha256").update(`device\n${email}`, "utf8").digest("hex").slice(0, 12);
  return `${isSecure ? "__Secure-" : ""}chainsmith.device-${who}`;
}

const secretFor = (secret: string, email: string): string =>
  createHmac("sha256", secret).update(email, "utf8").digest("base64url");

/** The device that the `Cookie` header shows for this account, or null. */
export function knownDevice(header: string | null, email: string, secret: string, isSecure: boolean): string | null {
  return signedToken(header, cookieName(email, isSecure), secretFor(secret, email));
}

/** The cookie for a device after a sign-in; `known` is prolonged. */
export function deviceCookie(email: string, known: string | null, secret: string, isSecure: boolean): DeviceCookie {
  const device = known ?? randomBytes(16).toString("base64url");
  const signature = createHmac("sha256", secretFor(secret, email)).update(device).digest("base64");
  return {
    name: cookieName(email, isSecure),
    value: `${device}.${signature}`,
    options: { httpOnly: true, secure: isSecure, sameSite: "lax", path: "/", maxAge: lifetimeSeconds },
  };
}
