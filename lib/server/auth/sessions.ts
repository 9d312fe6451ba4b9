import "server-only";
import type { Accounts, SessionRow } from "../../commands/ports/accounts.ts";
import type { Clock } from "../../commands/ports/world.ts";
import type { SessionLimits } from "../../env.ts";
import { Failure } from "../error-codes.ts";
import type { Database } from "../database/db.ts";

/** How stale `lastSeenAt` may be: a page must not write on every request. */
const lastSeenSeconds = 60;

interface SessionTimes {
  readonly createdAt: Date;
  readonly lastSeenAt?: Date | null | undefined;
}

function seenAt({ createdAt, lastSeenAt }: SessionTimes): Date {
  return lastSeenAt ?? createdAt;
}

/** The sessions that were used at this moment or later are not idle. */
function idleSince({ idleMinutes }: SessionLimits, now: Date): Date {
  return new Date(now.getTime() - idleMinutes * 60_000);
}

/**
 * True when the session may go on: notes that it was used, or ends it when it was not for too long.
 */
export async function keepSession(
  { client }: Database,
  session: SessionTimes & { readonly id: string },
  limits: SessionLimits,
  now: Date,
): Promise<boolean> {
  const seen = seenAt(session);
  if (seen < idleSince(limits, now)) {
    await client.session.deleteMany({ where: { id: session.id } });
    return false;
  }
  // By what it was: a session that was ended meanwhile is not made again, and two requests write once.
  if (now.getTime() - seen.getTime() > lastSeenSeconds * 1000)
    await client.session.updateMany({
      where: { id: session.id, lastSeenAt: session.lastSeenAt ?? null },
      data: { lastSeenAt: now },
    });
  return true;
}

/** After a sign-in: sessions that have ended by themselves are deleted, and the person keeps no more than they may. */
export async function makeRoomForSession(
  { client }: Database,
  userId: string,
  limits: SessionLimits,
  now: Date,
): Promise<void> {
  await client.session.deleteMany({ where: endedBy(limits, now) });
  const own = await client.session.findMany({
    where: { userId },
    select: { id: true, createdAt: true, lastSeenAt: true },
  });
  const kept = own.sort((one, other) => seenAt(other).getTime() - seenAt(one).getTime()).slice(limits.perPerson);
  if (kept.length > 0) await client.session.deleteMany({ where: { id: { in: kept.map(({ id }) => id) } } });
}

function endedBy(limits: SessionLimits, now: Date) {
  const idle = idleSince(limits, now);
  return {
    OR: [{ expiresAt: { lte: now } }, { lastSeenAt: { lt: idle } }, { lastSeenAt: null, createdAt: { lt: idle } }],
  };
}

function liveBy(limits: SessionLimits, now: Date) {
  const idle = idleSince(limits, now);
  return {
    expiresAt: { gt: now },
    OR: [{ lastSeenAt: { gte: idle } }, { lastSeenAt: null, createdAt: { gte: idle } }],
  };
}

const shown = 1000;

export function createSessions(
  { client }: Database,
  clock: Clock,
  limits: SessionLimits,
): Pick<Accounts, "sessionLimits" | "sessions" | "endSessions"> {
  async function requireId(email: string): Promise<string> {
    const user = await client.user.findUnique({ where: { email: email.toLowerCase() }, select: { id: true } });
    if (user === null) throw new Failure("user.unknown", { email });
    return user.id;
  }
  return {
    sessionLimits: limits,
    async sessions(email) {
      const of = email === null ? {} : { userId: await requireId(email) };
      const rows = await client.session.findMany({
        where: { ...of, ...liveBy(limits, clock.now()) },
        select: {
          id: true,
          createdAt: true,
          lastSeenAt: true,
          expiresAt: true,
          ipAddress: true,
          userAgent: true,
          user: { select: { email: true, name: true } },
        },
        orderBy: { createdAt: "desc" },
        take: shown,
      });
      return rows
        .map(({ user, ipAddress, lastSeenAt, ...row }): SessionRow => ({
          ...row,
          ...user,
          address: ipAddress === "" ? null : ipAddress,
          lastSeenAt: lastSeenAt ?? row.createdAt,
        }))
        .sort((one, other) => other.lastSeenAt.getTime() - one.lastSeenAt.getTime());
    },
    async endSessions({ email, session, except }) {
      const userId = await requireId(email);
      const which = session !== null ? { id: session } : except === null ? {} : { NOT: { id: except } };
      const { count } = await client.session.deleteMany({ where: { userId, ...which } });
      if (session !== null && count === 0) throw new Failure("session.unknown", {});
      return count;
    },
  };
}
