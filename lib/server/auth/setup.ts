import "server-only";
import { createHash, randomBytes } from "node:crypto";
import type { UserRow } from "../../commands/ports/accounts.ts";
import type { Clock } from "../../commands/ports/world.ts";
import { Failure } from "../error-codes.ts";
import { insertUser } from "./accounts.ts";
import type { Database } from "../database/db.ts";
import { hashPassword } from "./passwords.ts";
import { inTurn } from "../database/transaction.ts";

/** The setting under this prefix names the SHA-256 of the set-up link. */
const linkPrefix = "setup-link:";

function linkKey(token: string): string {
  return linkPrefix + createHash("sha256").update(token, "utf8").digest("hex");
}

export async function isSetUp({ client }: Database): Promise<boolean> {
  return (await client.user.findFirst({ select: { id: true } })) !== null;
}

/**
 * The token of a set-up link: printed once, stored as a hash, valid until the first administrator exists
 * or another link is made (the next start). The address
 * carries it behind `#`, which browsers keep from servers, proxies and logs.
 */
export async function openSetup({ client }: Database, clock: Clock): Promise<string> {
  const token = randomBytes(32).toString("base64url");
  await client.$transaction([
    client.setting.deleteMany({ where: { key: { startsWith: linkPrefix } } }),
    client.setting.create({ data: { key: linkKey(token), value: clock.now().toISOString() } }),
  ]);
  return token;
}

export interface FirstAdministrator {
  readonly email: string;
  readonly name: string;
  readonly password: string;
}

/**
 * The first administrator. `token` of a set-up link, or null from the variables ADMIN_EMAIL and ADMIN_PASSWORD.
 * @throws Failure `setup.closed`, `setup.bad-link`, `password.too-short`, `password.too-long`.
 */
export async function createFirstAdministrator(
  database: Database,
  clock: Clock,
  token: string | null,
  person: FirstAdministrator,
): Promise<UserRow> {
  if (await isSetUp(database)) throw new Failure("setup.closed", {});
  const sealed = await hashPassword(person.password, { ...person, role: "administrator" });
  return inTurn(database, async (transaction) => {
    if ((await transaction.user.count()) > 0) throw new Failure("setup.closed", {});
    if (token !== null) {
      const { count } = await transaction.setting.deleteMany({ where: { key: linkKey(token) } });
      if (count !== 1) throw new Failure("setup.bad-link", {});
    }
    await transaction.setting.deleteMany({ where: { key: { startsWith: linkPrefix } } });
    return insertUser(transaction, { ...person, role: "administrator" }, sealed, clock.now());
  });
}
