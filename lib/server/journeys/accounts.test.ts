import { afterAll, beforeAll, describe, expect, it } from "vitest";
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

describe("tokens", () => {
  it("tokens are shown once, listed without their text, and revoked at once", async () => {
    const { token, row } = await console_.ask("token-create", { name: "deploy", role: "operator", days: 30 });
    expect(token.length).toBeGreaterThan(30);
    expect(Math.round((new Date(row.expiresAt ?? 0).getTime() - Date.now()) / 86_400_000)).toBe(30);
    await console_.refusal("token.name-in-use", "token-create", { name: "deploy", role: "auditor" });
    const { tokens } = await console_.ask("token-list", {});
    expect(tokens).toHaveLength(1);
    expect(JSON.stringify(tokens)).not.toContain(token);
    await console_.refusal("confirmation.required", "token-revoke", { name: "deploy" });
    expect((await console_.ask("token-revoke", { name: "deploy", confirm: true })).token.revokedAt).not.toBeNull();
    await console_.refusal("token.unknown", "token-revoke", { name: "nothing", confirm: true });
  });
});

describe("the audit log", () => {
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
