import { afterAll, describe, expect, test } from "vitest";
import type { Actor } from "../../commands/permission.ts";
import { isFailure, type ServerErrorCode } from "../error-codes.ts";
import { createAccounts } from "./accounts.ts";
import { hostToken } from "../../../test/support/tokens.ts";
import { createAudit } from "../gate/audit.ts";
import { createAuth } from "./auth.ts";
import { createFirstAdministrator, isSetUp, openSetup } from "./setup.ts";
import { createTestDatabase, providers, stopTestServer } from "../../../test/support/migrated-database.ts";
import { actorOfToken, tokenSha256 } from "./tokens.ts";

afterAll(stopTestServer);

async function codeOf(work: Promise<unknown>): Promise<ServerErrorCode | "answered"> {
  try {
    await work;
    return "answered";
  } catch (error) {
    if (isFailure(error)) return error.code;
    throw error;
  }
}

const password = "otter-plinth-carbon";
let addresses = 0;

describe.each(providers)("%s", async (provider) => {
  const { database, remove } = await createTestDatabase(provider);
  let now = new Date("2026-11-22T12:00:00Z");
  const clock = { now: () => now };
  const accounts = createAccounts(database, clock);
  const auth = createAuth(database, "a secret of at least thirty-two characters", false);
  afterAll(remove);

  test("a set-up link makes one administrator, once, whichever request is first", async () => {
    expect(await isSetUp(database)).toBe(false);
    const old = await openSetup(database, clock);
    const link = await openSetup(database, clock);
    const person = { email: "Ada@Example.com", name: "Ada", password };
    expect(await codeOf(createFirstAdministrator(database, clock, "not the link", person))).toBe("setup.bad-link");
    expect(await codeOf(createFirstAdministrator(database, clock, old, person))).toBe("setup.bad-link");
    expect(await codeOf(createFirstAdministrator(database, clock, link, { ...person, password: "short" }))).toBe(
      "password.too-short",
    );
    const codes = await Promise.all(
      [0, 1, 2].map((i) =>
        codeOf(createFirstAdministrator(database, clock, link, { ...person, email: `ada${i}@example.com` })),
      ),
    );
    expect(codes.filter((code) => code === "answered")).toHaveLength(1);
    expect(await accounts.users()).toMatchObject([{ role: "administrator", isDisabled: false }]);
    expect(await codeOf(createFirstAdministrator(database, clock, link, person))).toBe("setup.closed");
    expect(await database.client.setting.count({ where: { key: { startsWith: "setup-link:" } } })).toBe(0);
  });

  test("the link itself is not in the database", async () => {
    const token = await openSetup(database, clock);
    expect(JSON.stringify(await database.client.setting.findMany())).not.toContain(token);
  });

  test("people are created, changed and kept apart by their address", async () => {
    await accounts.createUser({ email: "Oh@Example.com", name: "Oh", role: "operator", password });
    expect(await codeOf(accounts.createUser({ email: "oh@example.COM", name: "Oh", role: "auditor", password }))).toBe(
      "user.exists",
    );
    expect(await accounts.changeUser("OH@example.com", { role: "auditor", name: "Min" })).toMatchObject({
      role: "auditor",
      name: "Min",
      email: "oh@example.com",
    });
    expect(await codeOf(accounts.changeUser("nobody@example.com", {}))).toBe("user.unknown");
    expect(await codeOf(accounts.resetPassword("nobody@example.com", password))).toBe("user.unknown");
    expect(await codeOf(accounts.resetPassword("oh@example.com", "x".repeat(129)))).toBe("password.too-long");
  });

  test("the last administrator stays one, also when two resign at once", async () => {
    const [only] = (await accounts.users()).filter(({ role }) => role === "administrator");
    const email = only?.email ?? "";
    expect(await codeOf(accounts.changeUser(email, { role: "operator" }))).toBe("user.last-administrator");
    expect(await codeOf(accounts.changeUser(email, { isDisabled: true }))).toBe("user.last-administrator");
    await accounts.createUser({ email: "second@example.com", name: "Second", role: "administrator", password });
    const codes = await Promise.all([
      codeOf(accounts.changeUser(email, { isDisabled: true })),
      codeOf(accounts.changeUser("second@example.com", { role: "auditor" })),
    ]);
    expect(codes.sort()).toEqual(["answered", "user.last-administrator"]);
    const left = (await accounts.users()).filter(({ role, isDisabled }) => role === "administrator" && !isDisabled);
    expect(left).toHaveLength(1);
  });

  test("a disabled person and a new password end every session", async () => {
    const email = "session@example.com";
    await accounts.createUser({ email, name: "S", role: "operator", password });
    const signIn = (secret: string) =>
      auth.api.signInEmail({ body: { email, password: secret } }).then(
        () => "in",
        () => "refused",
      );
    const sessions = () => database.client.session.count({ where: { user: { email } } });
    expect(await signIn(password)).toBe("in");
    await accounts.resetPassword(email, "walnut-breeze-copper");
    expect([await sessions(), await signIn(password), await signIn("walnut-breeze-copper")]).toEqual([
      0,
      "refused",
      "in",
    ]);
    await accounts.changeUser(email, { isDisabled: true });
    expect([await sessions(), await signIn("walnut-breeze-copper"), await sessions()]).toEqual([0, "refused", 0]);
    await accounts.changeUser(email, { isDisabled: false });
    expect(await signIn("walnut-breeze-copper")).toBe("in");
  });

  test("a person changes their own password, and every session but their own ends", async () => {
    const email = "own@example.com";
    const { id } = await accounts.createUser({ email, name: "O", role: "auditor", password });
    const signIn = (secret: string) =>
      auth.api.signInEmail({ body: { email, password: secret } }).then(
        () => "in",
        () => "refused",
      );
    await signIn(password);
    expect(await codeOf(accounts.changeOwnPassword({ id }, "not the password", "walnut-breeze-copper"))).toBe(
      "password.wrong",
    );
    expect(await codeOf(accounts.changeOwnPassword({ id }, password, "short"))).toBe("password.too-short");
    expect(await signIn(password)).toBe("in");
    const [own, ...others] = await database.client.session.findMany({
      where: { user: { email } },
      select: { id: true },
    });
    expect(others).toHaveLength(1);
    expect(await codeOf(accounts.changeOwnPassword({ id, sessionId: own!.id }, password, "walnut-breeze-copper"))).toBe(
      "answered",
    );
    expect(await database.client.session.findMany({ where: { user: { email } }, select: { id: true } })).toEqual([own]);
    expect([await signIn(password), await signIn("walnut-breeze-copper")]).toEqual(["refused", "in"]);
    for (let attempt = 0; attempt < 10; attempt++)
      await codeOf(accounts.changeOwnPassword({ id }, "guess", "marble-otter-lemon"));
    expect(await codeOf(accounts.changeOwnPassword({ id }, "walnut-breeze-copper", "marble-otter-lemon"))).toBe(
      "rate.limited",
    );
  });

  test("a stranger can neither sign up nor choose a role", async () => {
    const body = { email: "eve@example.com", name: "Eve", password, role: "administrator" };
    await expect(auth.api.signUpEmail({ body } as never)).rejects.toThrow();
    expect((await accounts.users()).some(({ email }) => email === "eve@example.com")).toBe(false);
  });

  test("a token is shown once, hashed, expires and is revoked", async () => {
    const { token, row } = await accounts.createToken({
      ...hostToken(now),
      name: "ci",
      role: "operator",
      expiresAt: new Date(now.getTime() + 3_600_000),
    });
    expect(token).toMatch(/^cs_[A-Za-z0-9_-]{43}$/);
    const stored = await database.client.apiToken.findMany();
    expect(JSON.stringify(stored)).not.toContain(token);
    expect(stored[0]?.tokenSha256).toBe(tokenSha256(token));
    expect(await codeOf(accounts.createToken({ ...hostToken(now), name: "ci", role: "auditor" }))).toBe(
      "token.name-in-use",
    );
    expect(await actorOfToken(database, clock, token)).toEqual({
      kind: "token",
      id: row.id,
      label: "ci",
      role: "operator",
      owner: "npm run token",
      limits: { commands: null, authorities: null, mayDelegate: true },
    } satisfies Actor);
    expect(await actorOfToken(database, clock, `${token.slice(0, -1)}${token.endsWith("A") ? "B" : "A"}`)).toBeNull();
    expect(await actorOfToken(database, clock, "cs_")).toBeNull();

    const used = (await accounts.tokens())[0]?.lastUsedAt;
    now = new Date(now.getTime() + 30_000);
    await actorOfToken(database, clock, token);
    expect((await accounts.tokens())[0]?.lastUsedAt).toEqual(used);
    now = new Date(now.getTime() + 31_000);
    await actorOfToken(database, clock, token);
    expect((await accounts.tokens())[0]?.lastUsedAt).toEqual(now);

    const before = now;
    now = new Date(before.getTime() + 3_600_000);
    expect(await actorOfToken(database, clock, token)).toBeNull();
    now = before;
    expect(await actorOfToken(database, clock, token)).not.toBeNull();
    await accounts.revokeToken("ci");
    expect(await actorOfToken(database, clock, token)).toBeNull();
    expect(await codeOf(accounts.revokeToken("ci"))).toBe("token.unknown");
    // The name is free again.
    expect(await codeOf(accounts.createToken({ ...hostToken(now), name: "ci", role: "operator" }))).toBe("answered");
  });

  test("a token is worth no more than the person who made it", async () => {
    const maker = "maker@example.com";
    const { id } = await accounts.createUser({ email: maker, name: "Maker", role: "administrator", password });
    const person: Actor = { kind: "user", id, label: maker, role: "administrator" };
    const made = async (name: string, role: "administrator" | "operator") =>
      (await accounts.createToken({ ...hostToken(now), name, role, maker: person })).token;
    const [strong, plain] = [await made("strong", "administrator"), await made("plain", "operator")];
    const works = async () =>
      [await actorOfToken(database, clock, strong), await actorOfToken(database, clock, plain)].map(
        (actor) => actor !== null,
      );
    const shown = async () =>
      (await accounts.tokens())
        .filter(({ createdBy }) => createdBy === maker)
        .map(({ name, isSuspended }) => `${name} ${isSuspended}`)
        .sort();
    expect(await works()).toEqual([true, true]);
    await accounts.changeUser(maker, { role: "operator" });
    expect(await works()).toEqual([false, true]);
    expect(await shown()).toEqual(["plain false", "strong true"]);
    await accounts.changeUser(maker, { isDisabled: true });
    expect(await works()).toEqual([false, false]);
    expect(await shown()).toEqual(["plain true", "strong true"]);
    await accounts.changeUser(maker, { isDisabled: false, role: "administrator" });
    expect(await works()).toEqual([true, true]);
  });

  test("a token falls with the person behind it, through any number of tokens", async () => {
    const email = "behind@example.com";
    await accounts.createUser({ email: "stays@example.com", name: "Stays", role: "administrator", password });
    const { id } = await accounts.createUser({ email, name: "Behind", role: "administrator", password });
    let maker: Actor = { kind: "user", id, label: email, role: "administrator" };
    const tokens: string[] = [];
    for (const name of ["nightly", "nightly-child", "nightly-grandchild"]) {
      const { token } = await accounts.createToken({ ...hostToken(now), name, role: "administrator", maker });
      tokens.push(token);
      const actor = await actorOfToken(database, clock, token);
      expect(actor).toMatchObject({ label: name, owner: email });
      maker = actor!;
    }
    const working = async () =>
      Promise.all(tokens.map(async (token) => (await actorOfToken(database, clock, token)) !== null));
    await accounts.changeUser(email, { isDisabled: true });
    expect(await working()).toEqual([false, false, false]);
    await accounts.changeUser(email, { isDisabled: false, role: "auditor" });
    expect(await working()).toEqual([false, false, false]);
    await accounts.changeUser(email, { role: "administrator" });
    expect(await working()).toEqual([true, true, true]);
    // A token that leaked may have made others.
    await accounts.revokeToken("nightly-child");
    expect(await working()).toEqual([true, false, false]);
  });

  test("what a token makes ends no later and may no more than that token", async () => {
    const names = { commands: ["list", "token-create"], authorities: null, mayDelegate: true } as const;
    const end = new Date(now.getTime() + 3_600_000);
    const made = await accounts.createToken({
      ...hostToken(now),
      ...names,
      expiresAt: end,
      name: "narrow",
      role: "operator",
    });
    const maker = (await actorOfToken(database, clock, made.token))!;
    const make = (wanted: object) =>
      accounts.createToken({ ...hostToken(now), name: "made", role: "operator", maker, ...wanted });
    expect(await codeOf(make({ role: "administrator" }))).toBe("token.beyond-maker");
    expect(await codeOf(make({ role: "auditor" }))).toBe("token.beyond-maker");
    expect(await codeOf(make({ commands: ["list", "sign"] }))).toBe("token.beyond-maker");
    const { row } = await make({ commands: null, mayDelegate: false });
    expect(row).toMatchObject({ expiresAt: end, limits: { commands: ["list", "token-create"], mayDelegate: false } });
  });

  test.each(["ADA Lovelace", "ada@example.com", " ada  lovelace", "Npm run token", "someone@else.example"])(
    "a token cannot be called %s, as a person or the host is",
    async (name) => {
      await codeOf(accounts.createUser({ email: "ada@example.com", name: "Ada Lovelace", role: "auditor", password }));
      expect(await codeOf(accounts.createToken({ ...hostToken(now), name, role: "auditor" }))).toBe(
        "token.name-of-person",
      );
    },
  );

  test("a token is limited to authorities that are here, and to commands that there are", async () => {
    const make = (wanted: object) =>
      accounts.createToken({ ...hostToken(now), name: "x", role: "operator", ...wanted });
    expect(await codeOf(make({ authorities: ["no-such-ca"] }))).toBe("token.no-authority");
    expect(await codeOf(make({ authorities: ["no-such-ca"], commands: ["conjure"] }))).toBe("input.several");
    expect(await codeOf(make({ commands: ["no-such-command"] }))).toBe("command.unknown");
  });

  test.each([
    ["administrator", "otter-carb1", "password.too-short"],
    ["administrator", "otter-carb12", "answered"],
    ["operator", "kelp7-Viza", "answered"],
    ["operator", "otter-car", "password.too-short"],
    ["operator", "1234567890", "password.breached"],
    ["operator", "Password123", "password.breached"],
    ["operator", "q-w-e-r-t-y-u-i-o-p", "password.breached"],
    ["operator", "aaaaaaaaaaaaaaa", "password.too-weak"],
    ["operator", "summer2026!!", "password.too-weak"],
    ["operator", "quentin.marlowe", "password.too-weak"],
    ["operator", "chainsmith1234", "password.too-weak"],
  ] as const)("of %s the password %s is: %s", async (role, secret, code) => {
    const person = {
      email: `quentin.marlowe@${(addresses += 1)}.example.com`,
      name: "Quentin Marlowe",
      role,
      password: secret,
    };
    expect(await codeOf(accounts.createUser(person))).toBe(code);
  });

  test("a password that is set anew is judged by the role that the person is to have", async () => {
    const email = "rise@example.com";
    const { id } = await accounts.createUser({ email, name: "Rise", role: "operator", password: "kelp7-Viza" });
    expect(await codeOf(accounts.resetPassword(email, "ember-quay7", "administrator"))).toBe("password.too-short");
    expect(await codeOf(accounts.resetPassword(email, "ember-quay7"))).toBe("answered");
    expect(await codeOf(accounts.changeOwnPassword({ id }, "ember-quay7", "1234567890"))).toBe("password.breached");
  });

  test("refusals without a known actor have a budget, failed sign-ins one of their own, and the gap is counted", async () => {
    const audit = createAudit(database, clock, new Set());
    const subject = (command: string) => ({ actor: null, surface: "http", command, facts: {} }) as const;
    for (let i = 0; i < 500; i++) await audit.refuse(subject("flood"), "actor.unknown");
    const count = (command: string) => database.client.auditEvent.count({ where: { command } });
    expect(await count("flood")).toBe(60);
    for (let i = 0; i < 500; i++) await audit.refuse(subject("sign-in"), "sign-in.refused");
    expect(await count("sign-in")).toBe(30);
    // A flood of sign-ins leaves the others their rows, and is not let in for a whole day with each new minute.
    now = new Date(now.getTime() + 60_000);
    for (let i = 0; i < 500; i++) await audit.refuse(subject("sign-in"), "sign-in.refused");
    for (let i = 0; i < 6; i++) await audit.refuse(subject("flood"), "actor.unknown");
    expect([await count("sign-in"), await count("flood")]).toEqual([31, 66]);
    const gap = async (command: string) =>
      (await database.client.auditEvent.findMany({ where: { command }, orderBy: { id: "asc" } })).flatMap(
        ({ facts }) => (facts as { refusalsLeftOut?: number }).refusalsLeftOut ?? [],
      );
    expect([await gap("sign-in"), await gap("flood")]).toEqual([[470], [440]]);
  });

  test("the facts of an audit row are short and on one line", async () => {
    const audit = createAudit(database, clock, new Set());
    const actor = { kind: "token", id: "x", label: "x", role: "operator" } as const;
    const id = await audit.begin({
      actor,
      surface: "http",
      command: "x".repeat(500),
      facts: { name: `a\nb${"c".repeat(500)}`, many: Array.from({ length: 100 }, () => "d") },
    });
    const row = await database.client.auditEvent.findUniqueOrThrow({ where: { id } });
    expect(row.command.length).toBeLessThan(70);
    const facts = JSON.stringify(row.facts);
    expect(facts.length).toBeLessThan(400);
    expect(facts).not.toContain("\\n");
    await audit.end(id, "done", null);
    await audit.end(id, "failed", "internal");
    expect((await database.client.auditEvent.findUniqueOrThrow({ where: { id } })).outcome).toBe("done");
  });
});
