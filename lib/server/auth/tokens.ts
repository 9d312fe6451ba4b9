import "server-only";
import { createHash, randomBytes } from "node:crypto";
import { type Actor, covers, readRole, type Role, type TokenLimits } from "../../commands/permission.ts";
import type { Accounts, TokenRow } from "../../commands/ports/accounts.ts";
import type { Clock } from "../../commands/ports/world.ts";
import { throwTogether } from "../../commands/error-codes.ts";
import { Failure, isFailure } from "../error-codes.ts";
import type { Database, Prisma, TransactionClient } from "../database/db.ts";
import { sql, type Sql } from "../database/sql.ts";
import { inTurn, isTaken } from "../database/transaction.ts";
import { log } from "../log.ts";
import { tokenShape } from "../../serve/token-shape.ts";
import { readAuthorities } from "../store/authorities.ts";

/** How stale `lastUsedAt` may be: a busy token must not write on every request. */
const lastUsedSeconds = 60;

/** What the log calls a person who may run scripts on the host. */
export const hostLabel = "npm run token";

/** What the database keeps of a token: its bits are too many to be guessed from it. */
export function tokenSha256(token: string): string {
  return createHash("sha256").update(token, "utf8").digest("hex");
}

const ownerSelect = { select: { email: true, role: true, disabledAt: true } } as const;

interface TokenRecord {
  readonly id: string;
  readonly name: string;
  readonly role: string;
  readonly createdBy: string;
  readonly createdAt: Date;
  readonly expiresAt: Date | null;
  readonly revokedAt: Date | null;
  readonly lastUsedAt: Date | null;
  readonly isOfHost: boolean;
  readonly limits: unknown;
  readonly owner: { readonly email: string; readonly role: string; readonly disabledAt: Date | null } | null;
}

function tokenRow(record: TokenRecord): TokenRow {
  const { id, name, role, createdBy, createdAt, expiresAt, revokedAt, lastUsedAt, owner } = record;
  return {
    id,
    name,
    role: readRole(role) ?? "auditor",
    createdBy,
    owner: owner?.email ?? null,
    createdAt,
    expiresAt,
    revokedAt,
    isSuspended: revokedAt === null && isSuspended(record),
    lastUsedAt,
    limits: readLimits(record.limits),
  };
}

/** What is not there narrows nothing, and gives nothing: tokens from before there were limits have none. */
function readLimits(stored: unknown): TokenLimits {
  const { commands = null, authorities = null, mayDelegate = false } = (stored ?? {}) as Partial<TokenLimits>;
  return { commands, authorities, mayDelegate };
}

/**
 * A token is worth no more than the person behind it: it rests while they are disabled, and while it may what they may
 * not. One whose person is not known rests.
 */
function isSuspended({ role, owner, isOfHost }: Pick<TokenRecord, "role" | "owner" | "isOfHost">): boolean {
  if (owner === null) return !isOfHost;
  const [held, own] = [readRole(role), readRole(owner.role)];
  return owner.disabledAt !== null || held === null || own === null || !covers(own, held);
}

type TokenPort = Pick<Accounts, "tokens" | "createToken" | "revokeToken">;

export function createTokens(database: Database, clock: Clock): TokenPort {
  const { client } = database;
  return {
    async tokens() {
      const records = await client.apiToken.findMany({
        include: { owner: ownerSelect },
        orderBy: [{ createdAt: "desc" }, { id: "asc" }],
        take: 1000,
      });
      return records.map(tokenRow);
    },

    async createToken({ name, role, expiresAt, commands, authorities, mayDelegate, maker }) {
      const token = `cs_${randomBytes(32).toString("base64url")}`;
      const scope = await requireAllOfToken(database, { name, commands, authorities });
      try {
        return await inTurn(database, async (transaction) => {
          await requireNoPersonsName(transaction, name);
          const made = await readMaker(transaction, maker);
          const limits = withinMakers({ commands, authorities: scope, mayDelegate }, role, made);
          const end = made.expiresAt !== null && made.expiresAt < expiresAt ? made.expiresAt : expiresAt;
          const record = await transaction.apiToken.create({
            data: {
              name,
              liveName: name,
              tokenSha256: tokenSha256(token),
              role,
              createdBy: maker === "host" ? hostLabel : maker.label,
              ownerId: made.ownerId,
              isOfHost: made.isOfHost,
              madeById: made.tokenId,
              limits: limits as unknown as Prisma.InputJsonObject,
              createdAt: clock.now(),
              expiresAt: end,
            },
            include: { owner: ownerSelect },
          });
          return { token, row: tokenRow(record) };
        });
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
      await revokeWithMade(client, token.id, clock.now());
      return tokenRow(
        await client.apiToken.findUniqueOrThrow({ where: { id: token.id }, include: { owner: ownerSelect } }),
      );
    },
  };
}

/**
 * The authorities of a new token; null of one that may use any.
 * @throws Failure of each field that is not in order, together: `token.name-in-use`, `token.name-of-person`,
 *   `command.unknown`, `token.no-authority`
 */
async function requireAllOfToken(
  database: Database,
  { name, commands, authorities }: Pick<Parameters<TokenPort["createToken"]>[0], "name" | "commands" | "authorities">,
): Promise<TokenLimits["authorities"]> {
  const failures: unknown[] = [];
  const found = async <Value>(check: () => Promise<Value>): Promise<Value | null> => {
    try {
      return await check();
    } catch (error) {
      if (!isFailure(error)) throw error;
      failures.push(error);
      return null;
    }
  };
  await found(async () => {
    await requireNoPersonsName(database.client, name);
    if ((await database.client.apiToken.findUnique({ where: { liveName: name }, select: { id: true } })) !== null)
      throw new Failure("token.name-in-use", { name });
  });
  await found(async () => {
    const unknown = await unknownAmong(commands ?? []);
    if (unknown !== undefined) throw new Failure("command.unknown", { name: unknown });
  });
  const scope = await found(async () => (authorities === null ? null : readScope(database, authorities)));
  throwTogether(failures);
  return scope;
}

/** A token and every token that it made, through any number of them: one that leaked may have made others. */
async function revokeWithMade(tx: Sql, id: string, now: Date): Promise<void> {
  await tx.$executeRaw(sql`UPDATE "ApiToken" SET "revokedAt" = ${now}, "liveName" = NULL WHERE "revokedAt" IS NULL AND "id" IN (
    WITH RECURSIVE made("id") AS (SELECT CAST(${id} AS TEXT)
      UNION SELECT t."id" FROM "ApiToken" t JOIN made m ON t."madeById" = m."id") SELECT "id" FROM made)`);
}

/**
 * The first name that no command has. The registry is loaded for it alone: a start, which makes no token, would wait
 * 400 ms for every command.
 */
async function unknownAmong(names: readonly string[]): Promise<string | undefined> {
  if (names.length === 0) return undefined;
  const { findCommand } = await import("../../commands/index.ts");
  return names.find((each) => findCommand(each) === undefined);
}

async function readScope(database: Database, names: readonly string[]): Promise<TokenLimits["authorities"]> {
  const found = await Promise.all(
    names.map(async (name) => {
      const authorities = await readAuthorities(database, [name]);
      if (authorities.length === 0) throw new Failure("token.no-authority", { name });
      return authorities;
    }),
  );
  return [...new Map(found.flat().map(({ id, name }) => [id, { id, name }])).values()];
}

/** The log must not show a token as if a person had asked. @throws Failure `token.name-of-person` */
async function requireNoPersonsName(transaction: Pick<TransactionClient, "user">, name: string): Promise<void> {
  const plain = folded(name);
  const isAddress = /^\S+@\S+$/.test(plain);
  const people = isAddress ? [] : await transaction.user.findMany({ select: { name: true, email: true } });
  if (isAddress || plain === hostLabel || people.some((each) => [each.name, each.email].map(folded).includes(plain)))
    throw new Failure("token.name-of-person", { name });
}

const folded = (text: string): string => text.normalize("NFKC").trim().replace(/\s+/g, " ").toLowerCase();

interface Maker {
  readonly ownerId: string | null;
  readonly isOfHost: boolean;
  readonly tokenId: string | null;
  readonly role: Role;
  readonly limits: TokenLimits | null;
  readonly expiresAt: Date | null;
}

async function readMaker(transaction: TransactionClient, maker: Actor | "host"): Promise<Maker> {
  if (maker === "host")
    return { ownerId: null, isOfHost: true, tokenId: null, role: "administrator", limits: null, expiresAt: null };
  const { role } = maker;
  if (maker.kind !== "token")
    return { ownerId: maker.id, isOfHost: false, tokenId: null, role, limits: null, expiresAt: null };
  const token = await transaction.apiToken.findUnique({
    where: { id: maker.id },
    select: { ownerId: true, isOfHost: true, limits: true, expiresAt: true },
  });
  if (token === null) throw new Failure("token.unknown", { name: maker.label });
  const { ownerId, isOfHost, expiresAt } = token;
  return { ownerId, isOfHost, tokenId: maker.id, role, limits: readLimits(token.limits), expiresAt };
}

/** No token is worth more than the one that made it. @throws Failure `token.beyond-maker` */
function withinMakers(wanted: TokenLimits, role: Role, { role: own, limits }: Maker): TokenLimits {
  const beyond = (what: "role" | "command" | "authority", name: string) =>
    new Failure("token.beyond-maker", { what, name });
  if (!covers(own, role)) throw beyond("role", role);
  if (limits === null) return wanted;
  const command =
    limits.commands === null ? undefined : wanted.commands?.find((each) => !limits.commands!.includes(each));
  if (command !== undefined) throw beyond("command", command);
  const authority =
    limits.authorities === null
      ? undefined
      : wanted.authorities?.find(({ id }) => !limits.authorities!.some((each) => each.id === id));
  if (authority !== undefined) throw beyond("authority", authority.name);
  return {
    commands: wanted.commands ?? limits.commands,
    authorities: wanted.authorities ?? limits.authorities,
    mayDelegate: wanted.mayDelegate && limits.mayDelegate,
  };
}

/** The bearer of a token that is neither revoked nor expired nor suspended, or null. */
export async function actorOfToken({ client }: Database, clock: Clock, token: string): Promise<Actor | null> {
  if (!tokenShape.test(token)) return null;
  const record = await client.apiToken.findUnique({
    where: { tokenSha256: tokenSha256(token) },
    include: { owner: ownerSelect },
  });
  const now = clock.now();
  if (record === null || record.revokedAt !== null || (record.expiresAt !== null && record.expiresAt <= now))
    return null;
  const role = readRole(record.role);
  if (role === null || isSuspended(record)) return null;
  if (record.lastUsedAt === null || now.getTime() - record.lastUsedAt.getTime() > lastUsedSeconds * 1000) {
    try {
      await client.apiToken.updateMany({ where: { id: record.id }, data: { lastUsedAt: now } });
    } catch (error) {
      log.warn({ error }, "the last use of a token could not be noted");
    }
  }
  const { id, name: label, owner } = record;
  return { kind: "token", id, label, role, owner: owner?.email ?? hostLabel, limits: readLimits(record.limits) };
}
