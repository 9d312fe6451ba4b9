import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { CommandName, OutputOf } from "../../commands/index.ts";
import { actorOfToken } from "../auth/tokens.ts";
import { execute } from "../gate/execute.ts";
import { openTestConsole, type TestConsole } from "../../../test/support/console.ts";

/** People, tokens and the audit log. */

let console_: TestConsole;
afterAll(() => console_.close());
beforeAll(async () => {
  console_ = await openTestConsole();
});
const password = "otter-plinth-carbon-41";

describe("people", () => {
  it("people are added, changed and disabled by an administrator alone", async () => {
    const minji = { email: "minji@example.com", name: "Minji Park", role: "administrator", password };
    await console_.refusal("actor.forbidden", "user-create", minji, "operator");
    expect((await console_.ask("user-create", minji)).user).toMatchObject({
      email: "minji@example.com",
      role: "administrator",
      isDisabled: false,
    });
    await console_.refusal("user.exists", "user-create", minji);
    const several = await console_.refusal("input.several", "user-create", { ...minji, password: "short" });
    expect(several.faults.map(({ code }) => code)).toEqual(["user.exists", "password.too-short"]);
    await console_.refusal("password.too-short", "user-create", {
      ...minji,
      email: "oh@example.com",
      password: "short",
    });
    await console_.refusal("input.malformed", "user-create", { ...minji, email: "not an address" });
    await console_.refusal("user.last-administrator", "user-change", { email: "minji@example.com", role: "auditor" });
    await console_.ask("user-create", { ...minji, email: "oh@example.com", name: "Oh Min", role: "operator" });
    expect((await console_.ask("user-change", { email: "oh@example.com", isDisabled: true })).user).toMatchObject({
      isDisabled: true,
    });
    expect(
      (await console_.ask("user-change", { email: "oh@example.com", password: "walnut-breeze-copper-17" })).user.role,
    ).toBe("operator");
    await console_.refusal("user.unknown", "user-change", { email: "nobody@example.com", name: "N" });
    const { users } = await console_.ask("user-list", {});
    expect(users.map(({ email }) => email).toSorted()).toEqual(["minji@example.com", "oh@example.com"]);
    expect(JSON.stringify(users)).not.toContain("password");
  });
});

describe("one's own password", () => {
  it("one's own password is changed by a person and not by a token", async () => {
    await console_.refusal(
      "password.of-nobody",
      "password-change",
      { current: password, password: "marble-otter-lemon-12" },
      "auditor",
    );
    const { user } = await console_.ask("user-create", {
      email: "own@example.com",
      name: "Own",
      role: "auditor",
      password,
    });
    const actor = { kind: "user", id: user.id, label: user.email, role: user.role } as const;
    const change = (current: string) =>
      execute(
        {
          actor,
          surface: "browser",
          command: "password-change",
          input: { current, password: "marble-otter-lemon-12" },
        },
        console_.console,
      );
    expect(await change("not-the-password")).toMatchObject({ ok: false, error: { code: "password.wrong" } });
    expect(await change(password)).toEqual({ ok: true, value: { email: "own@example.com" } });
    expect(await change(password)).toMatchObject({ ok: false, error: { code: "password.wrong" } });
  });
});

/** As a person: a token that a test made up cannot make others. */
async function askAsPerson<N extends CommandName>(command: N, input: unknown): Promise<OutputOf<N>> {
  const email = "maker@example.com";
  const { accounts } = console_.console;
  const known = (await accounts.users()).find((user) => user.email === email);
  const { id } = known ?? (await accounts.createUser({ email, name: "Maker", role: "administrator", password }));
  const actor = { kind: "user", id, label: email, role: "administrator" } as const;
  const answer = await execute({ actor, surface: "browser", command, input }, console_.console);
  if (!answer.ok) throw new Error(answer.error.code);
  return answer.value as OutputOf<N>;
}

describe("tokens", () => {
  it("tokens are shown once, listed without their text, and revoked at once", async () => {
    const { token, row } = await askAsPerson("token-create", { name: "deploy", role: "operator", days: 30 });
    expect(token.length).toBeGreaterThan(30);
    const daysOf = ({ expiresAt }: { readonly expiresAt: Date | null }) =>
      Math.round((new Date(expiresAt ?? 0).getTime() - Date.now()) / 86_400_000);
    expect(daysOf(row)).toBe(30);
    expect(row).toMatchObject({ owner: "maker@example.com", createdBy: "maker@example.com" });
    await expect(askAsPerson("token-create", { name: "deploy", role: "auditor" })).rejects.toThrow("token.name-in-use");
    const usual = await askAsPerson("token-create", { name: "usual", role: "operator" });
    expect(daysOf(usual.row)).toBe(90);
    await console_.ask("token-revoke", { name: "usual", confirm: true });
    const { tokens } = await console_.ask("token-list", {});
    expect(tokens.map(({ name }) => name).sort()).toEqual(["deploy", "usual"]);
    expect(JSON.stringify(tokens)).not.toContain(token);
    await console_.refusal("confirmation.required", "token-revoke", { name: "deploy" });
    expect((await console_.ask("token-revoke", { name: "deploy", confirm: true })).token.revokedAt).not.toBeNull();
    await console_.refusal("token.unknown", "token-revoke", { name: "nothing", confirm: true });
  });
});

describe("sessions", () => {
  const signIn = async (email: string, secret: string) => {
    await console_.console.auth(false).api.signInEmail({ body: { email, password: secret } });
    const [newest] = await console_.console.database.client.session.findMany({
      where: { user: { email } },
      orderBy: { createdAt: "desc" },
      select: { id: true },
    });
    return newest!.id;
  };

  it("sessions are listed and ended by their person, and all of them by an administrator", async () => {
    const email = "two-browsers@example.com";
    const { user } = await console_.ask("user-create", { email, name: "Two", role: "operator", password });
    await console_.ask("user-create", { email: "else@example.com", name: "Else", role: "auditor", password });
    const [first, second] = [await signIn(email, password), await signIn(email, password)];
    const foreign = await signIn("else@example.com", password);
    const actor = { kind: "user", id: user.id, label: email, role: "operator", sessionId: first } as const;
    const as = async (command: string, input: unknown) => {
      const answer = await execute({ actor, surface: "browser", command, input }, console_.console);
      return answer.ok ? (answer.value as object) : answer.error.code;
    };
    const own = (await as("session-list", {})) as { sessions: { id: string; isCurrent: boolean }[] };
    expect(own.sessions.map(({ id, isCurrent }) => `${id} ${isCurrent}`).sort()).toEqual(
      [`${first} true`, `${second} false`].sort(),
    );
    expect(await as("session-list", { everyone: true })).toBe("actor.forbidden");
    expect(await as("session-end", { session: foreign, confirm: true })).toBe("session.unknown");
    expect(await as("session-end", { session: foreign, email: "else@example.com", confirm: true })).toBe(
      "actor.forbidden",
    );
    expect(await as("session-end", {})).toBe("confirmation.required");
    expect(await as("session-end", { confirm: true })).toEqual({ ended: 1 });
    expect(await as("session-end", { session: second, confirm: true })).toBe("session.unknown");
    const { sessions } = await console_.ask("session-list", { everyone: true });
    expect(sessions.map(({ id }) => id).sort()).toEqual([first, foreign].sort());
    expect(await console_.ask("session-end", { email, confirm: true })).toEqual({ ended: 1 });
    await console_.refusal("user.unknown", "session-end", { email: "no@example.com", confirm: true });
    await console_.refusal("session.of-token", "session-list", {});
    await console_.refusal("session.of-token", "session-end", { confirm: true });
  });
});

describe("the audit log", () => {
  it("every row says where it came from, and which session or token asked", async () => {
    const { token } = await askAsPerson("token-create", { name: "told", role: "auditor" });
    const ci = (await actorOfToken(console_.console.database, console_.console.clock, token))!;
    const ask = (command: string, input: unknown) =>
      execute({ actor: ci, surface: "http", command, input, address: "192.0.2.7" }, console_.console);
    await ask("csr", { name: "no", subject: { CN: "no.example.com" } });
    const { rows } = await console_.ask("audit", { limit: 1, search: "192.0.2.7" });
    expect(rows[0]).toMatchObject({
      actor: "told",
      owner: "maker@example.com",
      address: "192.0.2.7",
      credential: ci.id,
      outcome: "refused",
    });
  });

  it("the audit log holds what was done and refused, and no secret", async () => {
    const { rows } = await console_.ask("audit", { limit: 200 }, "auditor");
    const known = rows.map(({ command, outcome, errorCode }) => [command, outcome, errorCode]);
    expect(known).toContainEqual(["user-create", "done", null]);
    expect(known).toContainEqual(["user-create", "refused", "actor.forbidden"]);
    expect(known).toContainEqual(["user-create", "failed", "password.too-short"]);
    expect(known).toContainEqual(["token-revoke", "refused", "confirmation.required"]);
    expect(rows.every(({ outcome }) => outcome !== "unfinished")).toBe(true);
    for (const secret of [password, "walnut-breeze-copper-17"]) expect(JSON.stringify(rows)).not.toContain(secret);
    expect(
      (await console_.ask("audit", { outcome: "refused" })).rows.every(({ outcome }) => outcome === "refused"),
    ).toBe(true);
    await console_.refusal("actor.forbidden", "audit", {}, "operator");
  });
});
