// The work of `npm run token` on the pinned Node.
import { parseArgs } from "node:util";
import type { AuditFacts } from "../lib/commands/command.ts";
import { roles, type Role } from "../lib/commands/permission.ts";
import { BadSetting, readEnv } from "../lib/env.ts";
import { createAudit } from "../lib/server/gate/audit.ts";
import { prepareDataFolder } from "../lib/server/database/data-folder.ts";
import { openDatabase, type Database } from "../lib/server/database/db.ts";
import { migrate } from "../lib/server/database/migrate.ts";
import { createTokens } from "../lib/server/auth/tokens.ts";
import { visibleText } from "../lib/pki/asn1/visible-text.ts";
import { sentenceOf } from "./start-problem.ts";

const clock = { now: () => new Date() };
const maker = "npm run token";
const usage =
  "Usage: npm run --silent token -- --name <name> --role administrator|operator|auditor [--days <number>], or --list, or --revoke <name>.";

type Wish =
  | { readonly kind: "create"; readonly name: string; readonly role: Role; readonly days: number | null }
  | { readonly kind: "list" }
  | { readonly kind: "revoke"; readonly name: string };

try {
  const wish = readWish(process.argv.slice(2));
  const env = readEnv();
  prepareDataFolder(env);
  await migrate(env);
  const database = await openDatabase(env);
  try {
    process.stdout.write(visibleText(await fulfil(wish, database)));
  } finally {
    await database.close();
  }
} catch (error) {
  console.error(sentenceOf(error));
  process.exitCode = 1;
}

function readWish(words: string[]): Wish {
  const options = {
    name: { type: "string" },
    role: { type: "string" },
    days: { type: "string" },
    list: { type: "boolean" },
    revoke: { type: "string" },
  } as const;
  let values: { name?: string; role?: string; days?: string; list?: boolean; revoke?: string };
  try {
    ({ values } = parseArgs({ args: words, options, strict: true }));
  } catch {
    throw new BadSetting(usage);
  }
  if (values.list === true) return { kind: "list" };
  if (values.revoke !== undefined) return { kind: "revoke", name: values.revoke };
  if (values.name === undefined || values.name.trim() === "" || values.name.length > 100)
    throw new BadSetting(`--name is missing, empty or longer than 100 characters. ${usage}`);
  const role = roles.find((one) => one === values.role);
  if (role === undefined) throw new BadSetting(`--role is "${values.role ?? ""}". ${usage}`);
  const days = values.days === undefined ? null : Number(values.days);
  if (days !== null && !(Number.isInteger(days) && days >= 1 && days <= 3650))
    throw new BadSetting(`--days is "${values.days}"; it has to be a whole number from 1 to 3650.`);
  return { kind: "create", name: values.name.trim(), role, days };
}

/**
 * A person who may run this on the host may read the database too; it is written to the audit log like everything else.
 */
async function fulfil(wish: Wish, database: Database): Promise<string> {
  const tokens = createTokens(database, clock);
  if (wish.kind === "list") {
    const rows = await tokens.tokens();
    return rows
      .map(
        (row) =>
          `${[row.name, row.role, row.createdAt.toISOString(), row.revokedAt === null ? "live" : "revoked"].join("\t")}\n`,
      )
      .join("");
  }
  const audit = createAudit(database, clock, new Set());
  const command = wish.kind === "create" ? "token-create" : "token-revoke";
  const facts: AuditFacts =
    wish.kind === "create" ? { name: wish.name, role: wish.role, days: wish.days } : { token: wish.name };
  const eventId = await audit.begin({
    actor: { kind: "system", id: "host", label: maker, role: "administrator" },
    surface: "system",
    command,
    facts,
  });
  try {
    const said = wish.kind === "create" ? await create(wish, tokens) : await revoke(wish.name, tokens);
    await audit.end(eventId, "done", null);
    return said;
  } catch (error) {
    await audit.end(eventId, "failed", null);
    throw error;
  }
}

async function create(
  { name, role, days }: Wish & { kind: "create" },
  tokens: ReturnType<typeof createTokens>,
): Promise<string> {
  const expiresAt = days === null ? null : new Date(clock.now().getTime() + days * 86_400_000);
  const { token } = await tokens.createToken({ name, role, expiresAt, createdBy: maker });
  return `${token}\n`;
}

async function revoke(name: string, tokens: ReturnType<typeof createTokens>): Promise<string> {
  const row = await tokens.revokeToken(name);
  return `${row.name} is revoked\n`;
}
