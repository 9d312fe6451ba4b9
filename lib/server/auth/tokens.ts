import "server-only";
import { createHash, randomBytes } from "node:crypto";
import type { Actor } from "../../commands/permission.ts";
import type { Accounts, TokenRow } from "../../commands/ports/accounts.ts";
import type { Clock } from "../../commands/ports/world.ts";
import { Failure } from "../error-codes.ts";
import type { Database } from "../database/db.ts";
import { log } from "../log.ts";
import { tokenShape } from "../../serve/token-shape.ts";
import { readRole } from "../../commands/permission.ts";
import { isTaken } from "../database/transaction.ts";

/** How stale `lastUsedAt` may be: a busy token must not write on every request. */
const lastUsedSeconds = 60;

/** What the database keeps of a token: its bits are too many to be guessed from it. */
export function tokenSha256(token: string): string {
  return createHash("sha256").update(token, "utf8").digest("hex");
}

interface TokenRecord {
  readonly id: string;
  readonly name: string;
  readonly role: string;
  readonly createdBy: string;
  readonly createdAt: Date;
  readonly expiresAt: Date | null;
  readonly revokedAt: Date | null;
  readonly lastUsedAt: Date | null;
}

function tokenRow(
  { id, name, role, createdBy, createdAt, expiresAt, revokedAt, lastUsedAt }: TokenRecord,
  maker: Maker | null = null,
): TokenRow {
  const isResting = revokedAt === null && isSuspended({ role }, maker);
  return {
    id,
    name,
    role: readRole(role) ?? "auditor",
    createdBy,
    createdAt,
    expiresAt,
    revokedAt,
    isSuspended: isResting,
    lastUsedAt,
  };
}

const makerSelect = { role: true, disabledAt: true } as const;
interface Maker {
  readonly role: string;
  readonly disabledAt: Date | null;
}

/** A token made on the host (`npm run token`) has no maker among the people. */
function isSuspended(token: { readonly role: string }, maker: Maker | null): boolean {
  if (maker === null) return false;
  return maker.disabledAt !== null || (token.role === "administrator" && maker.role !== "administrator");
}

type TokenPort = Pick<Accounts, "tokens" | "createToken" | "revokeToken">;

export function createTokens({ client }: Database, clock: Clock): TokenPort {
  return {
    async tokens() {
      const records = await client.apiToken.findMany({ orderBy: [{ createdAt: "desc" }, { id: "asc" }], take: 1000 });
      const emails = [...new Set(records.map(({ createdBy }) => createdBy))];
      const makers = await client.user.findMany({
        where: { email: { in: emails } },
        select: { email: true, ...makerSelect },
      });
      return records.map((record) => tokenRow(record, makers.find(({ email }) => email === record.createdBy) ?? null));
    },

    async createToken({ name, role, expiresAt, createdBy }) {
      const token = `cs_${randomBytes(32).toString("base64url")}`;
      try {
        const record = await client.apiToken.create({
          data: {
            name,
            liveName: name,
            tokenSha256: tokenSha256(token),
            role,
            createdBy,
            createdAt: clock.now(),
            expiresAt,
          },
        });
        return { token, row: tokenRow(record) };
      } catch (error) {
        if (isTaken(error)) throw new Failure("token.name-in-use", { name }, error);
        throw error;
      }
    },

    async revokeToken(nameOrId) {
      const token = await client.apiToken.findFirst({
        where: { OR: [{ liveName: nameOrId }, { id: nameOrId, revokedAt: null }] },
      });
      if (token === null) throw new Failure("token.unknown", { name: nameOrId });
      return tokenRow(
        await client.apiToken.update({ where: { id: token.id }, data: { revokedAt: clock.now(), liveName: null } }),
      );
    },
  };
}

/**
 * The bearer of a token that is neither revoked nor expired nor suspended, or null. A token is never worth more than
 * the person who made it: it rests while they are disabled, and an administrator's while they are no administrator any
 * more.
 */
export async function actorOfToken({ client }: Database, clock: Clock, token: string): Promise<Actor | null> {
  if (!tokenShape.test(token)) return null;
  const record = await client.apiToken.findUnique({ where: { tokenSha256: tokenSha256(token) } });
  const now = clock.now();
  if (record === null || record.revokedAt !== null || (record.expiresAt !== null && record.expiresAt <= now))
    return null;
  if (isSuspended(record, await client.user.findUnique({ where: { email: record.createdBy }, select: makerSelect })))
    return null;
  const role = readRole(record.role);
  if (role === null) return null;
  if (record.lastUsedAt === null || now.getTime() - record.lastUsedAt.getTime() > lastUsedSeconds * 1000) {
    try {
      await client.apiToken.updateMany({ where: { id: record.id }, data: { lastUsedAt: now } });
    } catch (error) {
      log.warn({ error }, "the last use of a token could not be noted");
    }
  }
  return { kind: "token", id: record.id, label: record.name, role };
}
