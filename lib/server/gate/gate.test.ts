import { readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { POST as askCommand } from "@/app/api/v1/pki/[command]/route.ts";
import { DELETE as deleteFile, GET as readFile, PUT as writeFile } from "@/app/api/v1/files/[name]/route.ts";
import { POST as typeLine } from "@/app/api/v1/terminal/route.ts";
import { commands, type CommandName } from "../../commands/index.ts";
import { may, roles, type Role } from "../../commands/permission.ts";
import { parseLine } from "../../shell/parse.ts";
import { runAction } from "./action.ts";
import { createConsole, type Console } from "./console.ts";
import { execute, needsConfirmation } from "./execute.ts";
import { modelNames } from "../database/db.ts";
import { hostToken } from "../../../test/support/tokens.ts";
import { createMigrated } from "../../../test/support/migrated-database.ts";

/**
 * The proof of the gate: every command × every role × (nobody, wrong role, malformed input) on all three
 * surfaces is refused, the refusal is in the audit log, and nothing was done. The route handlers, the session, the
 * tokens and the database are the real ones; of Next only the headers of a request are stood in for.
 */
const person = vi.hoisted(() => ({ headers: new Headers() }));
vi.mock("next/headers", () => ({
  headers: async () => person.headers,
  cookies: async () => ({ get: () => undefined, set: () => undefined }),
}));

type Who = Role | "nobody";

let world: Console;
let dataDir: string;
const tokens = new Map<Role, string>();
const cookies = new Map<Role, string>();

beforeAll(async () => {
  ({ dataDir } = await createMigrated("sqlite"));
  // Two seconds a look: refusals of nobody are written once a second at most (audit.ts), and this test makes hundreds.
  let time = Date.now();
  const clock = { now: () => new Date((time += 2000)) };
  const env = {
    port: 0,
    host: "127.0.0.1",
    dataDir,
    databaseUrl: null,
    masterKeyFile: join(dataDir, "master.key"),
    backdating: 300_000,
    firstAdministrator: null,
  };
  world = await createConsole(env, clock);
  Object.assign(globalThis, { [Symbol.for("chainsmith.console")]: Promise.resolve(world) });
  for (const role of roles) {
    const password = `long enough for ${role}`;
    await world.accounts.createUser({ email: `${role}@example.com`, name: role, role, password });
    const { headers } = await world
      .auth(false)
      .api.signInEmail({ body: { email: `${role}@example.com`, password }, returnHeaders: true });
    cookies.set(
      role,
      headers
        .getSetCookie()
        .map((line) => line.split(";")[0])
        .join("; "),
    );
    tokens.set(
      role,
      (await world.accounts.createToken({ ...hostToken(clock.now()), name: `${role}-token`, role })).token,
    );
  }
}, 120_000);

afterAll(async () => {
  await world.close();
  rmSync(dataDir, { recursive: true, force: true });
});

/** Rows of every table but the log and the marks of use: equal before and after means that nothing was done. */
async function contents(): Promise<string> {
  const tables = modelNames.filter((name) => name !== "AuditEvent");
  expect(tables.length).toBeGreaterThan(15);
  const client = world.database.client as unknown as Readonly<Record<string, { count(): Promise<number> } | undefined>>;
  const counts = await Promise.all(
    tables.map(async (name) => `${name}:${await client[name[0]?.toLowerCase() + name.slice(1)]?.count()}`),
  );
  const users = await world.database.client.user.findMany({ select: { email: true, role: true, disabledAt: true } });
  const live = await world.database.client.apiToken.findMany({ select: { name: true, revokedAt: true } });
  return JSON.stringify({ counts, users, live });
}

interface Refusal {
  readonly code: string;
  readonly status?: number;
}

/** Runs a request that has to be refused: one row in the log says so, and nothing else changed. */
async function expectRefused(
  work: () => Promise<Refusal>,
  expected: { code: string | RegExp; surface: string; command: string },
): Promise<void> {
  const before = await contents();
  const last = (await world.database.client.auditEvent.aggregate({ _max: { id: true } }))._max.id ?? 0;
  const { code } = await work();
  expect(code).toMatch(expected.code);
  const rows = await world.database.client.auditEvent.findMany({ where: { id: { gt: last } } });
  expect(
    rows.map(({ outcome, errorCode, surface, command, address }) => ({
      outcome,
      errorCode,
      surface,
      command,
      address,
    })),
  ).toEqual([
    {
      outcome: "refused",
      errorCode: code,
      surface: expected.surface,
      command: expected.command,
      address: "192.0.2.9",
    },
  ]);
  // Who is known is known by a session or a token.
  expect(rows.map(({ actorKind, credential }) => (actorKind === null) === (credential === null))).toEqual([true]);
  expect(await contents()).toBe(before);
}

/** As lib/serve/client-address.ts sets it. */
const fromAddress = { "x-chainsmith-address": "192.0.2.9" } as const;

function authorization(who: Who): Record<string, string> {
  return who === "nobody" ? { ...fromAddress } : { ...fromAddress, authorization: `Bearer ${tokens.get(who)}` };
}

async function overHttp(
  who: Who,
  command: string,
  body: string,
  headers: Record<string, string> = {},
): Promise<Refusal> {
  const request = new Request(`http://localhost/api/v1/pki/${command}`, {
    method: "POST",
    body,
    headers: { ...authorization(who), ...headers },
  });
  const response = await askCommand(request, { params: Promise.resolve({ command }) });
  const answer = (await response.json()) as { ok: boolean; error?: { code: string; message: string } };
  expect(response.status).toBeGreaterThanOrEqual(400);
  expect(answer.ok).toBe(false);
  expect(answer.error?.message).toMatch(/\S/);
  return { code: answer.error?.code ?? "", status: response.status };
}

async function byAction(who: Who, command: string, input: unknown): Promise<Refusal> {
  person.headers = new Headers(who === "nobody" ? fromAddress : { ...fromAddress, cookie: cookies.get(who) ?? "" });
  const answer = await runAction(command as CommandName, input);
  return { code: answer.ok ? "answered" : answer.error.code };
}

/**
 * The text of the answer has no code, so the row in the log lends its own; the status and the first word are checked
 * here.
 */
async function byLine(who: Who, line: string): Promise<Refusal> {
  const request = new Request("http://localhost/api/v1/terminal", {
    method: "POST",
    body: line,
    headers: authorization(who),
  });
  const response = await typeLine(request);
  expect(response.status).toBeGreaterThanOrEqual(400);
  expect(await response.text()).toMatch(/^FAILURE: /);
  const row = await world.database.client.auditEvent.findFirst({ orderBy: { id: "desc" } });
  return { code: row?.errorCode ?? "", status: response.status };
}

/** A line that means this command, with every word it needs; null when it has no typed form. */
function lineOf(command: string): string | null {
  for (const words of ["", " one", " one two"]) {
    const line = command === "usage" ? "pki" : `pki ${command}${words}`;
    try {
      parseLine(line, commands);
      return line;
    } catch {
      continue;
    }
  }
  return null;
}

const unknownField = { "no-such-field": 1 };

describe.each(commands.map((command) => [command.name, command] as const))("%s", (name, command) => {
  test("a caller that is not signed in is refused on every surface", async () => {
    await expectRefused(() => overHttp("nobody", name, "{}"), {
      code: "actor.unknown",
      surface: "http",
      command: name,
    });
    await expectRefused(() => overHttp("nobody", name, "{}", { authorization: `Bearer cs_${"A".repeat(43)}` }), {
      code: "actor.unknown",
      surface: "http",
      command: name,
    });
    await expectRefused(() => byAction("nobody", name, {}), {
      code: "actor.unknown",
      surface: "browser",
      command: name,
    });
    await expectRefused(() => byLine("nobody", lineOf(name) ?? `pki ${name}`), {
      code: "actor.unknown",
      surface: "terminal",
      command: "terminal",
    });
  });

  test("a session cookie does not sign in to the API", async () => {
    const cookie = cookies.get("administrator") ?? "";
    await expectRefused(() => overHttp("nobody", name, "{}", { cookie }), {
      code: "actor.unknown",
      surface: "http",
      command: name,
    });
  });

  test.each(roles.filter((role) => !may(role, command.permission)))(
    "the role %s is refused on every surface",
    async (role) => {
      await expectRefused(() => overHttp(role, name, "{}"), {
        code: "actor.forbidden",
        surface: "http",
        command: name,
      });
      await expectRefused(() => byAction(role, name, {}), {
        code: "actor.forbidden",
        surface: "browser",
        command: name,
      });
      const line = lineOf(name);
      if (line !== null && !needsSecret(line))
        await expectRefused(() => byLine(role, line), { code: "actor.forbidden", surface: "terminal", command: name });
    },
  );

  test.each(roles.filter((role) => may(role, command.permission)))(
    "malformed input of the role %s is refused on every surface",
    async (role) => {
      await expectRefused(() => overHttp(role, name, JSON.stringify(unknownField)), {
        code: "input.malformed",
        surface: "http",
        command: name,
      });
      await expectRefused(() => overHttp(role, name, "[]"), {
        code: "input.malformed",
        surface: "http",
        command: name,
      });
      await expectRefused(() => overHttp(role, name, '{"'), {
        code: "request.bad-json",
        surface: "http",
        command: name,
      });
      await expectRefused(() => byAction(role, name, unknownField), {
        code: "input.malformed",
        surface: "browser",
        command: name,
      });
      await expectRefused(() => byAction(role, name, null), {
        code: "input.malformed",
        surface: "browser",
        command: name,
      });
      await expectRefused(() => byLine(role, `pki ${name} "`), {
        code: /^line\./,
        surface: "terminal",
        command: "terminal",
      });
    },
  );
});

/** Asked for at a masked prompt before the gate is reached; over HTTP that is the end of it. */
function needsSecret(line: string): boolean {
  const parsed = parseLine(line, commands);
  return parsed.kind === "command" && parsed.secret !== null;
}

/** A well-formed input of each command that changes or ends something: without `confirm` it must not run. */
const unconfirmed: Readonly<Record<string, unknown>> = {
  rebuild: { bundle: "dbserver-chain.pem" },
  "batch-links-revoke": { batch: "2f9c1e4ab07d" },
  "batch-repack": { batch: "2f9c1e4ab07d" },
  "batch-passphrases": { batch: "2f9c1e4ab07d" },
  remove: { file: "dbserver.crt" },
  restore: { name: "dbserver", generation: 1 },
  rename: { name: "dbserver", to: "dbserver-2026" },
  revoke: { certificate: "dbserver.crt" },
  "service-remove": { service: "webhook" },
  "token-revoke": { name: "operator-token" },
  "session-end": {},
  "example-remove": {},
  "offline-withdraw": { id: "0d6a3f6e-8a52-4d4c-9a5e-2f6c1f0b7a11" },
  "key-passphrase": { key: "dbserver", newPassphrase: "correct horse" },
};

test.each(commands.filter(needsConfirmation).map(({ name }) => name))(
  "%s asks for a confirmation on every surface",
  async (name) => {
    const input = unconfirmed[name];
    expect(input, `give ${name} an input in this test`).toBeDefined();
    await expectRefused(() => overHttp("administrator", name, JSON.stringify(input)), {
      code: "confirmation.required",
      surface: "http",
      command: name,
    });
    await expectRefused(
      () => overHttp("administrator", name, JSON.stringify({ ...(input as object), confirm: false })),
      { code: "confirmation.required", surface: "http", command: name },
    );
    await expectRefused(() => byAction("administrator", name, input), {
      code: "confirmation.required",
      surface: "browser",
      command: name,
    });
  },
);

test("a key in clear needs its own permission", async () => {
  const input = { name: "dbserver", format: "key-pem", unencrypted: true };
  await expectRefused(() => overHttp("operator", "export", JSON.stringify(input)), {
    code: "actor.forbidden",
    surface: "http",
    command: "export",
  });
  await expectRefused(() => byAction("operator", "export", input), {
    code: "actor.forbidden",
    surface: "browser",
    command: "export",
  });
  await expectRefused(() => byAction("auditor", "export", { ...input, format: "pkcs12" }), {
    code: "actor.forbidden",
    surface: "browser",
    command: "export",
  });
});

test("an unknown command is refused", async () => {
  await expectRefused(() => overHttp("administrator", "no-such", "{}"), {
    code: "command.unknown",
    surface: "http",
    command: "no-such",
  });
  await expectRefused(() => overHttp("administrator", "constructor", "{}"), {
    code: "command.unknown",
    surface: "http",
    command: "constructor",
  });
});

test("requests for files pass the gate too", async () => {
  const place = { params: Promise.resolve({ name: "dbserver.crt" }) };
  const ask = async (handler: typeof readFile, method: string, who: Who): Promise<Refusal> => {
    const body = method === "PUT" ? { body: "not a certificate" } : {};
    const response = await handler(
      new Request("http://localhost/api/v1/files/dbserver.crt", { method, headers: authorization(who), ...body }),
      place,
    );
    return { code: ((await response.json()) as { error: { code: string } }).error.code };
  };
  const verbs = [
    [readFile, "GET", "download"],
    [writeFile, "PUT", "upload"],
    [deleteFile, "DELETE", "remove"],
  ] as const;
  for (const [handler, method, command] of verbs) {
    await expectRefused(() => ask(handler, method, "nobody"), { code: "actor.unknown", surface: "http", command });
    if (method !== "GET")
      await expectRefused(() => ask(handler, method, "auditor"), { code: "actor.forbidden", surface: "http", command });
  }
});

test("nothing runs when the audit event cannot be begun", async () => {
  const before = await contents();
  const gate = { ...world, audit: { ...world.audit, begin: () => Promise.reject(new Error("disk full")) } };
  const actor = { kind: "token", id: "x", label: "x", role: "administrator" } as const;
  const answer = await execute(
    { actor, surface: "http", command: "token-create", input: { name: "never", role: "auditor" } },
    gate,
  );
  expect(answer).toMatchObject({
    ok: false,
    error: { code: "internal", params: { eventId: expect.stringMatching(/^[0-9a-f-]{36}$/) } },
  });
  expect(JSON.stringify(answer)).not.toMatch(/disk full/);
  expect(await contents()).toBe(before);
});

test("a command that was cut short stays unfinished in the log", async () => {
  const gate = {
    ...world,
    audit: { ...world.audit, end: () => Promise.reject(new Error("the process was killed here")) },
  };
  const actor = { kind: "token", id: "x", label: "x", role: "administrator" } as const;
  await execute({ actor, surface: "http", command: "user-list", input: {} }, gate);
  await execute({ actor, surface: "http", command: "token-create", input: { name: "cut", role: "auditor" } }, gate);
  const row = await world.database.client.auditEvent.findFirst({ orderBy: { id: "desc" } });
  expect(row).toMatchObject({ command: "token-create", outcome: "unfinished", finishedAt: null });
});

test("a disabled person and a revoked or expired token are refused at once", async () => {
  await world.accounts.createUser({
    email: "gone@example.com",
    name: "gone",
    role: "operator",
    password: "long enough to leave",
  });
  const { headers } = await world
    .auth(false)
    .api.signInEmail({ body: { email: "gone@example.com", password: "long enough to leave" }, returnHeaders: true });
  cookies.set(
    "operator",
    headers
      .getSetCookie()
      .map((line) => line.split(";")[0])
      .join("; "),
  );
  await world.accounts.changeUser("gone@example.com", { isDisabled: true });
  expect((await byAction("operator", "list", {})).code).toBe("actor.unknown");

  for (const isRevoked of [true, false]) {
    const { token, row } = await world.accounts.createToken({
      ...hostToken(world.clock.now()),
      ...(isRevoked ? {} : { expiresAt: new Date(0) }),
      name: "short",
      role: "operator",
    });
    if (isRevoked) await world.accounts.revokeToken(row.name);
    expect((await overHttp("nobody", "list", "{}", { authorization: `Bearer ${token}` })).code).toBe("actor.unknown");
    if (!isRevoked) await world.accounts.revokeToken(row.id);
  }
});

test("each route and set of actions is known to this test", () => {
  const doors = readdirSync("app", { recursive: true, encoding: "utf8" }).filter((path) => path.endsWith("/route.ts"));
  expect(doors.sort()).toEqual([
    "(handout)/collect/file/route.ts",
    "api/v1/files/[name]/route.ts",
    "api/v1/health/ready/route.ts",
    "api/v1/health/route.ts",
    "api/v1/openapi.json/route.ts",
    "api/v1/pki/[command]/route.ts",
    "api/v1/ready/route.ts",
    "api/v1/terminal/route.ts",
    "download/activity/route.ts",
    "download/inventory/route.ts",
    "download/offline/route.ts",
    "download/pack/route.ts",
    "download/route.ts",
    "download/staple/route.ts",
    "metrics/route.ts",
  ]);
});
