import "server-only";
import { randomUUID } from "node:crypto";
import { betterAuth } from "better-auth";
import { prismaAdapter } from "better-auth/adapters/prisma";
import { passwordLength } from "../../env.ts";
import type { Database } from "../database/db.ts";
import { log } from "../log.ts";
import { withHashedSessions } from "./session-rows.ts";

/** From sign-in to sign-out; never prolonged, so a stolen cookie ends with the working day. */
const sessionSeconds = 12 * 60 * 60;

/**
 * better-auth keeps passwords (scrypt), sessions (a row and a signed cookie) and nothing else. Its own HTTP handler is
 * not mounted: sign-in and sign-out are the two server functions of sign-in.ts, with our rate limit and audit, so there
 * is no second way in. `secret` is derived from the master key.
 */
export function createAuth(database: Database, secret: string, isSecure: boolean) {
  return betterAuth({
    appName: "Chainsmith",
    secret,
    baseURL: isSecure ? "https://localhost" : "http://localhost",
    database: prismaAdapter(withHashedSessions(database.client), { provider: database.provider }),
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: passwordLength.minimum,
      maxPasswordLength: passwordLength.maximum,
    },
    user: {
      additionalFields: {
        role: { type: "string", required: true, input: false },
        disabledAt: { type: "date", required: false, input: false },
      },
    },
    session: {
      expiresIn: sessionSeconds,
      disableSessionRefresh: true,
      additionalFields: { lastSeenAt: { type: "date", required: false, input: false } },
    },
    advanced: {
      cookiePrefix: "chainsmith",
      useSecureCookies: isSecure,
      ipAddress: { ipAddressHeaders: [clientAddressHeader] },
      // A function: under "uuid", better-auth waits for PostgreSQL to make the id, which our schema leaves to the
      // caller.
      database: { generateId: () => randomUUID() },
    },
    databaseHooks: {
      session: {
        create: {
          // The last word on who may have a session, whichever way it is asked for.
          before: async ({ userId }) => {
            const user = await database.client.user.findUnique({ where: { id: userId }, select: { disabledAt: true } });
            return user !== null && user.disabledAt === null;
          },
        },
      },
    },
    // attempts.ts counts per account and per address; there is no route of better-auth to limit.
    rateLimit: { enabled: false },
    telemetry: { enabled: false },
    logger: { log: (level, message) => (level === "error" ? log.error({ area: "better-auth" }, message) : undefined) },
  });
}

export type Auth = ReturnType<typeof createAuth>;

/**
 * Set by lib/serve/client-address.ts from the connection (or from a proxy on this machine); what a client sends under
 * it is removed.
 */
export const clientAddressHeader = "x-chainsmith-address";
/** Set likewise: `https` when the person's connection is. */
export const clientProtocolHeader = "x-chainsmith-protocol";
