import "server-only";
import { headers } from "next/headers";
import { cache } from "react";
import type { Actor, Role } from "../commands/permission.ts";
import { clientProtocolHeader } from "./auth.ts";
import { openConsole } from "./console.ts";
import { readRole } from "./records.ts";

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
  return user === null ? null : { kind: "user", id: user.id, label: user.email, role: user.role, sessionId: user.sessionId };
}

/** @internal Apart from `currentUser` for route handlers and tests, which have a Request. */
export async function readUser(requestHeaders: Headers): Promise<SignedIn | null> {
  const { auth } = await openConsole();
  const session = await auth(isSecure(requestHeaders)).api.getSession({ headers: requestHeaders });
  if (session === null || (session.user.disabledAt ?? null) !== null) return null;
  const { id, email, name } = session.user;
  const role = readRole(session.user.role);
  return role === null ? null : { id, email, name, role, sessionId: session.session.id };
}

export function isSecure(requestHeaders: Headers): boolean {
  return requestHeaders.get(clientProtocolHeader) === "https";
}
