import "server-only";
import { randomUUID } from "node:crypto";
import { readRole, type Role } from "../../commands/permission.ts";
import type { Accounts, UserRow } from "../../commands/ports/accounts.ts";
import type { Clock } from "../../commands/ports/world.ts";
import { throwTogether } from "../../commands/error-codes.ts";
import { Failure, isFailure } from "../error-codes.ts";
import { countAttempt, forgetAttempts } from "./attempts.ts";
import type { Database, TransactionClient } from "../database/db.ts";
import { passwordMatches, hashPassword, type PasswordOwner } from "./passwords.ts";
import { inTurn, isTaken } from "../database/transaction.ts";
import { usualSessions, type SessionLimits } from "../../env.ts";
import { createSessions } from "./sessions.ts";
import { ownPassword } from "./sign-in-limits.ts";
import { createTokens } from "./tokens.ts";

interface UserRecord {
  readonly id: string;
  readonly email: string;
  readonly name: string;
  readonly role: string;
  readonly disabledAt: Date | null;
  readonly createdAt: Date;
  readonly lastSignInAt: Date | null;
}

function userRow(user: UserRecord): UserRow {
  return {
    id: user.id,
    email: user.email,
    name: user.name,
    role: readRole(user.role) ?? "auditor",
    isDisabled: user.disabledAt !== null,
    createdAt: user.createdAt,
    lastSignInAt: user.lastSignInAt,
  };
}

function ownerOf({ role, email, name }: Pick<UserRecord, "role" | "email" | "name">): PasswordOwner {
  return { role: readRole(role) ?? "auditor", email, name };
}

export interface NewUser {
  readonly email: string;
  readonly name: string;
  readonly role: Role;
  readonly password: string;
}

/** The rows of a new user, as better-auth reads them: the password is on the account of provider `credential`. */
export async function insertUser(
  transaction: TransactionClient,
  { email, name, role }: NewUser,
  sealedPassword: string,
  now: Date,
): Promise<UserRow> {
  const id = randomUUID();
  const stamps = { createdAt: now, updatedAt: now };
  const user = await transaction.user.create({
    data: {
      id,
      email: email.toLowerCase(),
      name,
      role,
      emailVerified: true,
      ...stamps,
      accounts: {
        create: { id: randomUUID(), accountId: id, providerId: "credential", password: sealedPassword, ...stamps },
      },
    },
  });
  return userRow(user);
}

export function createAccounts(database: Database, clock: Clock, sessions: SessionLimits = usualSessions): Accounts {
  const { client } = database;

  async function requireUser(transaction: Pick<TransactionClient, "user">, email: string): Promise<UserRecord> {
    const user = await transaction.user.findUnique({ where: { email: email.toLowerCase() } });
    if (user === null) throw new Failure("user.unknown", { email });
    return user;
  }

  /** At least one administrator must be able to sign in after the change. */
  async function requireOtherAdministrator(transaction: TransactionClient, user: UserRecord): Promise<void> {
    const others = await transaction.user.count({
      where: { role: "administrator", disabledAt: null, NOT: { id: user.id } },
    });
    if (others === 0) throw new Failure("user.last-administrator", { email: user.email });
  }

  return {
    ...createTokens(database, clock),
    ...createSessions(database, clock, sessions),

    async users() {
      const users = await client.user.findMany({ orderBy: { email: "asc" }, take: 1000 });
      return users.map(userRow);
    },

    async createUser(user) {
      const [taken, sealed] = await Promise.all([
        client.user.findUnique({ where: { email: user.email.toLowerCase() }, select: { id: true } }),
        hashPassword(user.password, user).catch((error: unknown) => {
          if (isFailure(error)) return error;
          throw error;
        }),
      ]);
      throwTogether([
        ...(taken === null ? [] : [new Failure("user.exists", { email: user.email })]),
        ...(typeof sealed === "string" ? [] : [sealed]),
      ]);
      if (typeof sealed !== "string") throw sealed;
      try {
        return await client.$transaction((transaction) => insertUser(transaction, user, sealed, clock.now()));
      } catch (error) {
        if (isTaken(error)) throw new Failure("user.exists", { email: user.email }, error);
        throw error;
      }
    },

    async changeUser(email, change) {
      return inTurn(database, async (transaction) => {
        const user = await requireUser(transaction, email);
        const isDisabled = change.isDisabled ?? user.disabledAt !== null;
        const role = change.role ?? user.role;
        const isAdministrator = user.role === "administrator" && user.disabledAt === null;
        if (isAdministrator && (isDisabled || role !== "administrator"))
          await requireOtherAdministrator(transaction, user);
        if (isDisabled) await transaction.session.deleteMany({ where: { userId: user.id } });
        const changed = await transaction.user.update({
          where: { id: user.id },
          data: {
            role,
            name: change.name ?? user.name,
            disabledAt: isDisabled ? (user.disabledAt ?? clock.now()) : null,
            updatedAt: clock.now(),
          },
        });
        return userRow(changed);
      });
    },

    async changeOwnPassword({ id: userId, sessionId }, current, password) {
      // A person who found an open browser must not find the password by trying.
      const wait = await countAttempt(database, ownPassword, userId, clock.now());
      if (wait > 0) throw new Failure("rate.limited", { retryAfterSeconds: wait });
      const account = await client.account.findFirst({
        where: { userId, providerId: "credential" },
        select: { id: true, password: true, user: { select: { role: true, email: true, name: true } } },
      });
      const sealedNow = account?.password ?? null;
      if (account === null || sealedNow === null || !(await passwordMatches(current, sealedNow)))
        throw new Failure("password.wrong", {});
      // What is counted is failures, and this was none, whatever is wrong with the new one.
      await forgetAttempts(database, ownPassword, userId);
      const sealed = await hashPassword(password, ownerOf(account.user));
      await client.$transaction(async (transaction) => {
        await transaction.account.update({
          where: { id: account.id },
          data: { password: sealed, updatedAt: clock.now() },
        });
        await transaction.session.deleteMany({
          where: { userId, ...(sessionId === undefined ? {} : { NOT: { id: sessionId } }) },
        });
      });
    },

    async resetPassword(email, password, role) {
      const known = ownerOf(await requireUser(client, email));
      const sealed = await hashPassword(password, { ...known, role: role ?? known.role });
      await client.$transaction(async (transaction) => {
        const user = await requireUser(transaction, email);
        await transaction.account.updateMany({
          where: { userId: user.id, providerId: "credential" },
          data: { password: sealed, updatedAt: clock.now() },
        });
        await transaction.session.deleteMany({ where: { userId: user.id } });
      });
    },
  };
}
