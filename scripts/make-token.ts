// The work of `npm run token` on the pinned Node.
import { parseArgs } from "node:util";
import type { AuditFacts } from "../lib/commands/command.ts";
import { roles, type Role } from "../lib/commands/permission.ts";
import { BadSetting, readEnv } from "../lib/env.ts";
import { createAudit } from "../lib/server/gate/audit.ts";
import { prepareDataFolder } from "../lib/server/database/data-folder.ts";
import { openDatabase, type Database } from "../lib/server/database/db.ts";
import { migrate } from "../lib/server/database/migrate.ts";
import { proveEvents } from "../lib/server/audit/chain-key.ts";
import { openMasterKey } from "../lib/server/vault/master-key.ts";
import { createTokens, hostLabel } from "../lib/server/auth/tokens.ts";
import { isFailure } from "../lib/server/error-codes.ts";
import { visibleText } from "../lib/pki/asn1/visible-text.ts";
import { sentenceOf } from "./start-problem.ts";

const clock = { now: () => new Date() };
const defaultDays = 90;
const usage =
  "Usage: npm run --silent token -- --name <name> --role administrator|operator|auditor [--days <number>, 90 unless told] [--commands <name,name>] [--authorities <name,name>] [--no-delegate], or --list, or --revoke <name>.";

type Wish =
  | {
      readonly kind: "create";
      readonly name: string;
      readonly role: Role;
      readonly days: number;
      readonly commands: readonly string[] | null;
      readonly authorities: readonly string[] | null;
      readonly mayDelegate: boolean;
    }
  | { readonly kind: "list" }
  | { readonly kind: "revoke"; readonly name: string };

try {
  const wish = readWish(process.argv.slice(2));
  const env = readEnv();
  prepareDataFolder(env);
  await migrate(env);
  const database = await openDatabase(env);
  try {
    proveEvents(database, await openMasterKey(env.masterKeyFile, database));
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
    commands: { type: "string" },
    authorities: { type: "string" },
    "no-delegate": { type: "boolean" },
    list: { type: "boolean" },
    revoke: { type: "string" },
  } as const;
  let values: {
    name?: string;
    role?: string;
    days?: string;
    commands?: string;
    authorities?: string;
    "no-delegate"?: boolean;
    list?: boolean;
    revoke?: string;
  };
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
  const days = values.days === undefined ? defaultDays : Number(values.days);
  if (!(Number.isInteger(days) && days >= 1 && days <= 3650))
    throw new BadSetting(`--days is "${values.days}"; it has to be a whole number from 1 to 3650.`);
  return {
    kind: "create",
    name: values.name.trim(),
    role,
    days,
    commands: namesOf("--commands", values.commands),
    authorities: namesOf("--authorities", values.authorities),
    // The first credential of a new console: an administrator's token of the host may make the others.
    mayDelegate: role === "administrator" && values["no-delegate"] !== true,
  };
}

/** The names between commas; null: the option is absent. */
function namesOf(option: string, text: string | undefined): readonly string[] | null {
  if (text === undefined) return null;
  const names = text
    .split(",")
    .map((name) => name.trim())
    .filter((name) => name !== "");
  if (names.length === 0) throw new BadSetting(`${option} names nothing. ${usage}`);
  return names;
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
          `${[
            row.name,
            row.role,
            row.owner ?? hostLabel,
            row.createdAt.toISOString(),
            row.expiresAt?.toISOString() ?? "does not end",
            row.revokedAt !== null ? "revoked" : row.isSuspended ? "suspended" : "live",
          ].join("\t")}\n`,
      )
      .join("");
  }
  const audit = createAudit(database, clock, new Set());
  const command = wish.kind === "create" ? "token-create" : "token-revoke";
  const facts: AuditFacts =
    wish.kind === "create"
      ? {
          name: wish.name,
          role: wish.role,
          days: wish.days,
          commands: wish.commands,
          authorities: wish.authorities,
          mayDelegate: wish.mayDelegate,
        }
      : { token: wish.name };
  const eventId = await audit.begin({
    actor: { kind: "system", id: "host", label: hostLabel, role: "administrator" },
    surface: "system",
    command,
    facts,
  });
  try {
    const said = wish.kind === "create" ? await create(wish, tokens) : await revoke(wish.name, tokens);
    await audit.end(eventId, "done", null);
    return said;
  } catch (error) {
    await audit.end(eventId, "failed", isFailure(error) ? error.code : "internal");
    throw error;
  }
}

async function create(
  { days, kind: _, ...wanted }: Wish & { kind: "create" },
  tokens: ReturnType<typeof createTokens>,
): Promise<string> {
  const expiresAt = new Date(clock.now().getTime() + days * 86_400_000);
  const { token, row } = await tokens.createToken({ ...wanted, expiresAt, maker: "host" });
  process.stderr.write(`The token ${visibleText(row.name)} ends on ${row.expiresAt?.toISOString().slice(0, 10)}.\n`);
  return `${token}\n`;
}

async function revoke(name: string, tokens: ReturnType<typeof createTokens>): Promise<string> {
  const row = await tokens.revokeToken(name);
  return `${row.name} is revoked\n`;
}
