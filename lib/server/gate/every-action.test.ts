import { readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { createMigrated } from "../../../test/support/migrated-database.ts";
import { modelNames } from "../database/db.ts";
import { createConsole, type Console } from "./console.ts";

/**
 * Every server action with what a client may send it in place of what our own pages send. Each is answered: none throws
 * but to lead to the sign-in page, and nothing is stored.
 */
const person = vi.hoisted(() => ({ headers: new Headers() }));
vi.mock("next/headers", () => ({
  headers: async () => person.headers,
  cookies: async () => ({ get: () => undefined, set: () => undefined }),
}));
vi.mock("next/navigation", () => ({
  redirect: (path: string) => {
    throw Object.assign(new Error(`redirect to ${path}`), { digest: `NEXT_REDIRECT;${path}` });
  },
}));

type Action = (...given: unknown[]) => Promise<unknown>;

const root = join(import.meta.dirname, "../../..");
const files = readdirSync(join(root, "app"), { recursive: true, encoding: "utf8" })
  .filter((path) => /(^|\/)actions\.tsx?$/.test(path))
  .sort();
const modules = await Promise.all(
  files.map(async (path) => [path, (await import(join(root, "app", path))) as Record<string, Action>] as const),
);
const actions = modules.flatMap(([path, exported]) =>
  Object.entries(exported).map(([name, action]) => [`${path} ${name}`, action] as const),
);
/** These answer nothing that could be refused: what they read is theirs alone, or nothing. */
const readers =
  /(searchNames|suggestFiles|readFacets|completeFiles|checkAddress|countRevoked|read\w+Texts|signOut|typeLine)$/;

const noText = { toString: 5, valueOf: 5 };
const nameless = Object.assign(Object.create(null) as object, { a: 1 });
const emptyForm = new FormData();
const strangeForm = new FormData();
for (const name of ["file", "name", "source", "text", "kind", "passphrase:", "__proto__.x", "a.b.c", "x[]", "all"]) {
  strangeForm.append(name, "x");
  strangeForm.append(name, new File([new Uint8Array(3)], "a\0b\u202e/../c"));
}
const hostile: readonly (readonly [string, readonly unknown[]])[] = [
  ["nothing", []],
  ["null", [null, null, null]],
  ["numbers", [7, -1, NaN]],
  ["text", ["\0", "\u202e", "x".repeat(20_000)]],
  ["lists", [[], [null], [[[]]]]],
  ["objects", [{}, { a: null }, { __proto__: null }]],
  ["objects without a text", [noText, noText, noText]],
  ["objects without a prototype", [nameless, nameless, nameless]],
  ["fields that are no text", [{ batch: noText, text: noText, store: noText, service: noText, kind: noText }, noText]],
  ["dates, maps, bytes", [new Date(NaN), new Map([[1, 2]]), new Uint8Array(4)]],
  ["big integers and symbols", [10n, Symbol.for("x"), 10n]],
  ["an empty form", [emptyForm, emptyForm]],
  ["a form of wrong things", [strangeForm, strangeForm]],
  ["a form behind a text", ["review", strangeForm]],
  ["a text behind a text", ["review", "form"]],
];

let world: Console;
let dataDir: string;
let cookie: string;

beforeAll(async () => {
  ({ dataDir } = await createMigrated("sqlite"));
  const env = {
    port: 0,
    host: "127.0.0.1",
    dataDir,
    databaseUrl: null,
    masterKeyFile: join(dataDir, "master.key"),
    firstAdministrator: null,
    backdating: 300_000,
  };
  world = await createConsole(env);
  Object.assign(globalThis, { [Symbol.for("chainsmith.console")]: Promise.resolve(world) });
  const [email, password] = ["ada@example.com", "long enough for ada 41"];
  await world.accounts.createUser({ email, name: "Ada", role: "administrator", password });
  const { headers } = await world.auth(false).api.signInEmail({ body: { email, password }, returnHeaders: true });
  cookie = headers
    .getSetCookie()
    .map((line) => line.split(";")[0])
    .join("; ");
}, 120_000);

afterAll(async () => {
  await world.close();
  rmSync(dataDir, { recursive: true, force: true });
});

const bookkeeping = new Set([
  "AuditEvent",
  "AuditEntry",
  "AuditTree",
  "AuditCheckpoint",
  "Attempt",
  "Session",
  "ImportReview",
]);
async function contents(): Promise<string> {
  const client = world.database.client as unknown as Readonly<Record<string, { count(): Promise<number> }>>;
  const counted = modelNames
    .filter((name) => !bookkeeping.has(name))
    .map(async (name) => `${name}:${await client[name[0]!.toLowerCase() + name.slice(1)]!.count()}`);
  return (await Promise.all(counted)).join(" ");
}

/** The answer of an action; a way to the sign-in page counts as one. */
async function answerOf(action: Action, given: readonly unknown[]): Promise<unknown> {
  try {
    return await action(...given);
  } catch (error) {
    if (String((error as { digest?: unknown }).digest).startsWith("NEXT_REDIRECT;/sign-in")) return "sign in";
    throw error;
  }
}

test("all actions of the pages are walked through", () => {
  expect(files.length).toBeGreaterThan(14);
  expect(actions.length).toBeGreaterThan(40);
});

// The one that ends the session comes last.
const inOrder = actions.toSorted(
  ([one], [other]) => Number(one.endsWith("signOut")) - Number(other.endsWith("signOut")),
);

test.each(inOrder)("%s answers a person whatever they send", async (path, action) => {
  const before = await contents();
  for (const [what, given] of hostile) {
    person.headers = new Headers({ cookie });
    const answer = await answerOf(action, given).catch((error: unknown) => {
      throw new Error(`${what}: ${String(error)}`, { cause: error });
    });
    if (readers.test(path)) continue;
    const isRefused = typeof answer === "object" && answer !== null && (answer as { ok?: unknown }).ok === false;
    const isDrawn = typeof answer === "object" && answer !== null && "type" in answer;
    // Bytes that are nothing are looked at like any others, and the review says so.
    const isReviewed = path.endsWith("reviewFiles") && what === "a form of wrong things";
    // Without a name every key that is open is locked again, and none is.
    const isLocked = path.endsWith("lockKey") && what === "nothing";
    expect(isRefused || isDrawn || isReviewed || isLocked, `${what}: ${JSON.stringify(answer)?.slice(0, 200)}`).toBe(
      true,
    );
    if (isRefused) expect(JSON.stringify(answer), what).not.toMatch(/"code":"internal"/);
  }
  expect(await contents()).toBe(before);
});

test.each(inOrder)("%s refuses a client that is not signed in, whatever it sends", async (_, action) => {
  const before = await contents();
  for (const [what, given] of hostile) {
    person.headers = new Headers();
    const answer = await answerOf(action, given).catch((error: unknown) => {
      throw new Error(`${what}: ${String(error)}`, { cause: error });
    });
    if (typeof answer === "object" && answer !== null && "ok" in answer) expect(answer.ok, what).toBe(false);
  }
  expect(await contents()).toBe(before);
});
