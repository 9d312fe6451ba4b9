import "server-only";
import { headers } from "next/headers";
import { cache } from "react";
import type { Actor, Role } from "../../commands/permission.ts";
import { clientAddressHeader, clientProtocolHeader, type Auth } from "../auth/auth.ts";
import { openConsole } from "./console.ts";
import { readRole } from "../../commands/permission.ts";
import { signedToken } from "../../serve/session-cookie.ts";
import { keepSession } from "../auth/sessions.ts";

export interface SignedIn {
  readonly id: string;
  readonly email: string;
  readonly name: string;
  readonly role: Role;
  readonly sessionId: string;
}

/** The person of the session cookie, or null. Once per request, however many parts of a page ask. */
export const currentUser = cache(async (): Promise<SignedIn | null> => readUser(await headers()));

/** The same as the gate wants it. */
export async function currentActor(): Promise<Actor | null> {
  const user = await currentUser();
  return user === null
    ? null
    : { kind: "user", id: user.id, label: user.email, role: user.role, sessionId: user.sessionId };
}

/** Where the request comes from; null when it is not known. */
export async function currentAddress(): Promise<string | null> {
  return (await headers()).get(clientAddressHeader);
}

/** @internal Apart from `currentUser` for route handlers and tests, which have a Request. */
export async function readUser(requestHeaders: Headers): Promise<SignedIn | null> {
  const { auth, database, clock, sessions } = await openConsole();
  const held = auth(isSecure(requestHeaders));
  const session = (await liveSession(held, requestHeaders)) ?? (await held.api.getSession({ headers: requestHeaders }));
  if (session === null || (session.user.disabledAt ?? null) !== null) return null;
  const { id, email, name } = session.user;
  const role = readRole(session.user.role);
  if (role === null || !(await keepSession(database, session.session, sessions, clock.now()))) return null;
  return { id, email, name, role, sessionId: session.session.id };
}

/**
 * The answer of every page in a third of the time: the lookup of better-auth without its HTTP layer. It says yes alone;
 * whatever is not plainly a live session (no cookie, a changed one, an expired one) is left to better-auth.
 */
async function liveSession(auth: Auth, requestHeaders: Headers) {
  const { authCookies, secret, internalAdapter } = await auth.$context;
  const token = signedToken(requestHeaders.get("cookie"), authCookies.sessionToken.name, secret);
  const found = token === null ? null : await internalAdapter.findSession(token);
  return found !== null && found.session.expiresAt.getTime() > Date.now()
    ? (found as Awaited<ReturnType<Auth["api"]["getSession"]>>)
    : null;
}

export function isSecure(requestHeaders: Headers): boolean {
  return requestHeaders.get(clientProtocolHeader) === "https";
}
