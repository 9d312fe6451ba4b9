import "server-only";
import { createHash } from "node:crypto";
import { parseSetCookieHeader, toCookieOptions } from "better-auth/cookies";
import { APIError } from "better-auth/api";
import { cookies, headers } from "next/headers";
import { z } from "zod";
import { Failure, isFailure, type ServerErrorCode } from "../error-codes.ts";
import { readInputIssues } from "../../commands/input-issues.ts";
import type { Actor } from "../../commands/permission.ts";
import { refusal, type ActionAnswer } from "./action.ts";
import { deviceCookie, knownDevice } from "../auth/device-cookie.ts";
import { makeRoomForSession } from "../auth/sessions.ts";
import { countAccount, countAddress, forgetAccount, forgiveAddress } from "../auth/sign-in-limits.ts";
import { clientAddressHeader } from "../auth/auth.ts";
import { openConsole, type Console } from "./console.ts";
import { explained } from "./execute.ts";
import { currentUser, isSecure } from "./session.ts";
import { createFirstAdministrator, isSetUp } from "../auth/setup.ts";

/**
 * Sign-in and sign-out, before the gate: callers are not authenticated here. Both count failures per account and per
 * address, and both leave a row in the audit log. Called by the actions of app/(auth) alone.
 */
const credentials = z.strictObject({ email: z.string().trim().toLowerCase().max(254), password: z.string().max(1024) });
const administrator = z.strictObject({
  token: z.string().max(100),
  email: z.email().trim().toLowerCase().max(254),
  name: z.string().trim().min(1).max(100),
  password: z.string().max(1024),
});

/** Sets the session cookie. Whether the address exists is not told apart from a wrong password, in words or in time. */
export async function signIn(input: unknown): Promise<ActionAnswer<null>> {
  return attempt("sign-in", credentials, input, async ({ email, password }, world) => {
    const requestHeaders = await headers();
    const device = knownDevice(requestHeaders.get("cookie"), email, world.deviceSecret, isSecure(requestHeaders));
    const wait = await countAccount(world.database, email, device, world.clock.now());
    if (wait > 0) throw new Failure("rate.limited", { retryAfterSeconds: wait });
    const actor = await openSession(world, email, password, device);
    await forgetAccount(world.database, email, device);
    return actor;
  });
}

/** Makes the first administrator by a set-up link and signs them in. */
export async function setUp(input: unknown): Promise<ActionAnswer<null>> {
  return attempt("set-up", administrator, input, async ({ token, ...person }, world) => {
    await createFirstAdministrator(world.database, world.clock, token, person);
    return openSession(world, person.email, person.password, null);
  });
}

export async function isSetUpOpen(): Promise<boolean> {
  return !(await isSetUp((await openConsole()).database));
}

/** Ends the session of the cookie, in the database too. */
export async function signOut(): Promise<void> {
  const user = await currentUser();
  const requestHeaders = await headers();
  const address = requestHeaders.get(clientAddressHeader);
  const { auth, audit, openKeys } = await openConsole();
  if (user !== null) openKeys.lock(user.sessionId, null);
  const { headers: answer } = await auth(isSecure(requestHeaders)).api.signOut({
    headers: requestHeaders,
    returnHeaders: true,
  });
  await keepCookies(answer);
  if (user === null) return;
  const eventId = await audit.begin({
    actor: { kind: "user", id: user.id, label: user.email, role: user.role, sessionId: user.sessionId },
    surface: "browser",
    command: "sign-out",
    facts: {},
    address,
  });
  await audit.end(eventId, "done", null);
}

async function attempt<Input extends { email: string }>(
  name: "sign-in" | "set-up",
  schema: z.ZodType<Input>,
  input: unknown,
  work: (input: Input, world: Console) => Promise<Actor>,
): Promise<ActionAnswer<null>> {
  let email = "";
  try {
    const world = await openConsole();
    const address = (await headers()).get(clientAddressHeader);
    const refuse = (code: ServerErrorCode) =>
      world.audit.refuse({ actor: null, surface: "browser", command: name, facts: { email }, address }, code);
    try {
      const wait = await countAddress(world.database, address ?? "", world.clock.now());
      if (wait > 0) throw new Failure("rate.limited", { retryAfterSeconds: wait });
      const reading = schema.safeParse(input);
      if (!reading.success) throw new Failure("input.malformed", { issues: readInputIssues(reading.error) });
      email = reading.data.email;
      const actor = await work(reading.data, world);
      await forgiveAddress(world.database, address ?? "");
      const eventId = await world.audit.begin({ actor, surface: "browser", command: name, facts: {}, address });
      await world.audit.end(eventId, "done", null);
      return { ok: true, value: null };
    } catch (error) {
      if (isFailure(error)) await refuse(error.code);
      throw error;
    }
  } catch (error) {
    return refusal(explained(error, name));
  }
}

/** `device`: the one that is known already. @throws Failure `sign-in.refused`. */
async function openSession(
  { auth, database, clock, sessions, deviceSecret }: Console,
  email: string,
  password: string,
  device: string | null,
): Promise<Actor> {
  const requestHeaders = await headers();
  try {
    const { headers: answer, response } = await auth(isSecure(requestHeaders)).api.signInEmail({
      body: { email, password },
      headers: requestHeaders,
      returnHeaders: true,
    });
    await keepCookies(answer);
    const cookie = deviceCookie(email, device, deviceSecret, isSecure(requestHeaders));
    (await cookies()).set(cookie.name, cookie.value, cookie.options);
    const now = clock.now();
    await makeRoomForSession(database, response.user.id, sessions, now);
    const { id, role } = await database.client.user.update({
      where: { id: response.user.id },
      data: { lastSignInAt: now },
    });
    const token = createHash("sha256").update(response.token).digest("hex");
    const session = await database.client.session.findUnique({ where: { token }, select: { id: true } });
    return {
      kind: "user",
      id,
      label: email,
      role: role as Actor["role"],
      ...(session === null ? {} : { sessionId: session.id }),
    };
  } catch (error) {
    if (error instanceof APIError && error.statusCode < 500) throw new Failure("sign-in.refused", {}, error);
    throw error;
  }
}

async function keepCookies(answer: Headers): Promise<void> {
  const jar = await cookies();
  for (const line of answer.getSetCookie()) {
    for (const [name, cookie] of parseSetCookieHeader(line)) jar.set(name, cookie.value, toCookieOptions(cookie));
  }
}
