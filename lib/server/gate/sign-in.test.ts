import { createHmac } from "node:crypto";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { createConsole, type Console } from "./console.ts";
import { createMigrated } from "../../../test/support/migrated-database.ts";
import { readUser } from "./session.ts";
import { openSetup } from "../auth/setup.ts";
import { unlockAccount } from "../auth/sign-in-limits.ts";
import { isSetUpOpen, setUp, signIn, signOut } from "./sign-in.ts";

interface Cookie {
  readonly value: string;
  readonly options: {
    readonly httpOnly?: boolean;
    readonly secure?: boolean;
    readonly sameSite?: string;
    readonly maxAge?: number;
    readonly path?: string;
  };
}

const browser = vi.hoisted(() => ({ headers: new Headers(), jar: new Map<string, unknown>() }));
vi.mock("next/headers", () => ({
  headers: async () => browser.headers,
  cookies: async () => ({
    get: () => undefined,
    set: (name: string, value: string, options: unknown) => void browser.jar.set(name, { value, options }),
  }),
}));

let world: Console;
let dataDir: string;
let link: string;
const ada = { email: "ada@example.com", name: "Ada", password: "otter-plinth-carbon" };

beforeAll(async () => {
  ({ dataDir } = await createMigrated("sqlite"));
  world = await createConsole({
    port: 0,
    host: "127.0.0.1",
    dataDir,
    databaseUrl: null,
    masterKeyFile: join(dataDir, "master.key"),
    backdating: 300_000,
    firstAdministrator: null,
  });
  Object.assign(globalThis, { [Symbol.for("chainsmith.console")]: Promise.resolve(world) });
  link = await openSetup(world.database, world.clock);
});

afterAll(async () => {
  await world.close();
  rmSync(dataDir, { recursive: true, force: true });
});

function comeFrom(address: string, protocol = "http"): void {
  browser.headers = new Headers({ "x-chainsmith-address": address, "x-chainsmith-protocol": protocol });
  browser.jar.clear();
}

function cookieHeader(): Headers {
  const cookie = [...browser.jar]
    .filter(([name]) => !name.includes("device"))
    .map(([name, held]) => `${name}=${(held as Cookie).value}`)
    .join("; ");
  return new Headers({ ...Object.fromEntries(browser.headers), cookie });
}

async function codeOf(work: ReturnType<typeof signIn>): Promise<string> {
  const answer = await work;
  return answer.ok ? "in" : answer.error.code;
}

test("set-up makes the administrator, signs them in, and closes", async () => {
  comeFrom("192.0.2.1");
  expect(await isSetUpOpen()).toBe(true);
  expect(await codeOf(setUp({ ...ada, token: "wrong" }))).toBe("setup.bad-link");
  expect(await codeOf(setUp({ ...ada, token: link, role: "administrator" }))).toBe("input.malformed");
  expect(await codeOf(setUp({ ...ada, token: link }))).toBe("in");
  expect(await readUser(cookieHeader())).toMatchObject({ email: ada.email, role: "administrator" });
  expect(await isSetUpOpen()).toBe(false);
  expect(await codeOf(setUp({ ...ada, token: link }))).toBe("setup.closed");
});

test("the cookie is the browser's alone, and Secure where the connection is", async () => {
  comeFrom("192.0.2.1");
  expect(await codeOf(signIn({ email: " Ada@Example.com ", password: ada.password }))).toBe("in");
  const plain = browser.jar.get("chainsmith.session_token") as Cookie;
  expect(plain.options).toMatchObject({ httpOnly: true, sameSite: "lax", path: "/", maxAge: 43_200 });
  expect(plain.options.secure).not.toBe(true);
  comeFrom("192.0.2.1", "https");
  expect(await codeOf(signIn({ email: ada.email, password: ada.password }))).toBe("in");
  expect((browser.jar.get("__Secure-chainsmith.session_token") as Cookie).options).toMatchObject({
    httpOnly: true,
    secure: true,
    sameSite: "lax",
  });
  expect(await readUser(cookieHeader())).toMatchObject({ email: ada.email });
});

test("a cookie that was made up or changed signs in no one", async () => {
  comeFrom("192.0.2.1");
  await signIn({ email: ada.email, password: ada.password });
  const good = cookieHeader().get("cookie") ?? "";
  for (const cookie of [
    "chainsmith.session_token=x",
    good.replace(/=(.)/, (_, first) => `=${first === "a" ? "b" : "a"}`),
    good.slice(0, -4),
  ]) {
    expect(await readUser(new Headers({ cookie }))).toBeNull();
  }
  expect(await readUser(new Headers({ cookie: good }))).not.toBeNull();
});

test("a session that has ended signs in no one, and leaves the database", async () => {
  comeFrom("192.0.2.1");
  await signIn({ email: ada.email, password: ada.password });
  const headers = cookieHeader();
  const user = await readUser(headers);
  const where = { id: user?.sessionId ?? "" };
  await world.database.client.session.update({ where, data: { expiresAt: new Date(Date.now() - 1000) } });
  expect(await readUser(headers)).toBeNull();
  expect(await world.database.client.session.findUnique({ where })).toBeNull();
});

test("a session token without the signature of this console signs in no one", async () => {
  comeFrom("192.0.2.1");
  await signIn({ email: ada.email, password: ada.password });
  const good = decodeURIComponent(/session_token=([^;]+)/.exec(cookieHeader().get("cookie") ?? "")?.[1] ?? "");
  const [token = "", signature = ""] = good.split(".");
  const forged = createHmac("sha256", "another secret").update(token).digest("base64");
  const asked = (value: string) =>
    readUser(new Headers({ cookie: `other=1; chainsmith.session_token=${encodeURIComponent(value)}` }));
  expect(await asked(`${token}.${signature}`)).toMatchObject({ email: ada.email });
  for (const value of [`${token}.${forged}`, `${token}.`, token, `.${signature}`, `${token}.${signature.slice(0, 20)}`])
    expect(await asked(value), value).toBeNull();
});

test("no half of a cookie is in the database", async () => {
  comeFrom("192.0.2.1");
  await signIn({ email: ada.email, password: ada.password });
  const [, token = ""] = /session_token=([^.%]+)/.exec(cookieHeader().get("cookie") ?? "") ?? [];
  expect(token.length).toBeGreaterThan(20);
  const rows = await world.database.client.session.findMany();
  expect(rows.length).toBeGreaterThan(0);
  expect(JSON.stringify(rows)).not.toContain(token);
});

test("signing out ends the session in the database", async () => {
  comeFrom("192.0.2.1");
  await signIn({ email: ada.email, password: ada.password });
  const headers = cookieHeader();
  browser.headers = headers;
  await signOut();
  expect(await readUser(headers)).toBeNull();
});

test("a wrong password and an unknown address get the same answer, and both are in the log", async () => {
  comeFrom("192.0.2.2");
  const wrong = await signIn({ email: ada.email, password: "wrong wrong wrong" });
  const unknown = await signIn({ email: "nobody@example.com", password: "wrong wrong wrong" });
  expect(wrong).toEqual(unknown);
  const rows = await world.database.client.auditEvent.findMany({
    where: { command: "sign-in", outcome: "refused" },
    orderBy: { id: "asc" },
  });
  expect(rows.map(({ facts }) => facts)).toEqual([{ email: ada.email }, { email: "nobody@example.com" }]);
  expect(JSON.stringify(rows)).not.toContain("wrong wrong");
});

test("ten wrong passwords close an account for a while, whatever the address, even to the right one", async () => {
  await world.accounts.createUser({
    email: "oh@example.com",
    name: "Oh",
    role: "operator",
    password: "walnut-breeze-copper",
  });
  const codes: string[] = [];
  for (let i = 0; i < 11; i++) {
    comeFrom(`198.51.100.${i}`);
    codes.push(await codeOf(signIn({ email: "oh@example.com", password: "guess number something" })));
  }
  expect(codes).toEqual([...Array<string>(10).fill("sign-in.refused"), "rate.limited"]);
  comeFrom("198.51.100.99");
  expect(await codeOf(signIn({ email: "OH@example.com", password: "walnut-breeze-copper" }))).toBe("rate.limited");
  expect(await codeOf(signIn({ email: ada.email, password: ada.password }))).toBe("in");
});

/** What a browser keeps of a device when its session is gone. */
function deviceHeader(): string {
  return [...browser.jar]
    .filter(([name]) => name.includes("device"))
    .map(([name, held]) => `${name}=${encodeURIComponent((held as Cookie).value)}`)
    .join("; ");
}

test("a locked account lets in a device from which its person has signed in, and nobody else's", async () => {
  const [email, password] = ["device@example.com", "walnut-breeze-copper"];
  const user = await world.accounts.createUser({ email, name: "Device", role: "operator", password });
  comeFrom("192.0.2.10");
  expect(await codeOf(signIn({ email, password }))).toBe("in");
  const device = deviceHeader();
  const cookie = [...browser.jar].find(([name]) => name.includes("device"))?.[1] as Cookie;
  expect(cookie.options).toMatchObject({ httpOnly: true, sameSite: "lax", path: "/" });
  for (let i = 0; i < 11; i++) {
    comeFrom(`198.51.100.${100 + i}`);
    await signIn({ email, password: "guess number something" });
  }
  const tryWith = async (cookies: string, secret = password) => {
    comeFrom("192.0.2.11");
    browser.headers.set("cookie", cookies);
    return codeOf(signIn({ email, password: secret }));
  };
  expect(await tryWith("")).toBe("rate.limited");
  expect(await tryWith(device)).toBe("in");
  // Its sign-in does not open the account for the others.
  expect(await tryWith("")).toBe("rate.limited");
  const forged = device.replace(/=(.)/, (_, first: string) => `=${first === "A" ? "B" : "A"}`);
  expect(await tryWith(forged)).toBe("rate.limited");
  const foreign = device.replace(/device-[0-9a-f]+/, "device-000000000000");
  expect(await tryWith(foreign)).toBe("rate.limited");
  // A known device has failures of its own.
  for (let i = 0; i < 10; i++) expect(await tryWith(device, "guess")).toBe("sign-in.refused");
  expect(await tryWith(device)).toBe("rate.limited");
  await unlockAccount(world.database, email, user.id);
  expect(await tryWith(device)).toBe("in");
  expect(await tryWith("")).toBe("in");
});

test("a person who signs in again and again is never limited: failures count", async () => {
  const [email, password] = ["often@example.com", "walnut-breeze-copper"];
  await world.accounts.createUser({ email, name: "Often", role: "operator", password });
  const codes = new Set<string>();
  for (let i = 0; i < 55; i++) {
    comeFrom("192.0.2.77");
    codes.add(await codeOf(signIn({ email, password })));
  }
  expect([...codes]).toEqual(["in"]);
  expect(await world.database.client.session.count({ where: { user: { email } } })).toBe(world.sessions.perPerson);
});

test("a session that was not used for a while ends, and one that is used goes on", async () => {
  comeFrom("192.0.2.1");
  await signIn({ email: ada.email, password: ada.password });
  const headers = cookieHeader();
  const { sessionId } = (await readUser(headers))!;
  const where = { id: sessionId };
  const minutesAgo = (minutes: number) => new Date(Date.now() - minutes * 60_000);
  await world.database.client.session.update({ where, data: { lastSeenAt: minutesAgo(29) } });
  expect(await readUser(headers)).toMatchObject({ sessionId });
  const { lastSeenAt } = await world.database.client.session.findUniqueOrThrow({ where });
  expect(lastSeenAt!.getTime()).toBeGreaterThan(minutesAgo(1).getTime());
  await world.database.client.session.update({ where, data: { lastSeenAt: minutesAgo(31) } });
  expect(await readUser(headers)).toBeNull();
  expect(await world.database.client.session.findUnique({ where })).toBeNull();
});

test("the row of a sign-in says from where, and which session it made", async () => {
  comeFrom("192.0.2.55");
  await signIn({ email: ada.email, password: ada.password });
  const { sessionId } = (await readUser(cookieHeader()))!;
  const row = await world.database.client.auditEvent.findFirst({ orderBy: { id: "desc" } });
  expect(row).toMatchObject({ command: "sign-in", address: "192.0.2.55", credential: sessionId });
});

test("one address may not try a list of accounts", async () => {
  comeFrom("203.0.113.5");
  const codes: string[] = [];
  for (let i = 0; i < 51; i++) codes.push(await codeOf(signIn({ email: `user${i}`, password: 7 })));
  expect(codes.at(0)).toBe("input.malformed");
  expect(codes.at(-1)).toBe("rate.limited");
});
