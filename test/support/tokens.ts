import type { Accounts } from "../../lib/commands/ports/accounts.ts";

/** What the host asks for when it makes a token that ends a day later; the name and the role are the test's. */
export function hostToken(now: Date): Omit<Parameters<Accounts["createToken"]>[0], "name" | "role"> {
  return {
    expiresAt: new Date(now.getTime() + 86_400_000),
    commands: null,
    authorities: null,
    mayDelegate: true,
    maker: "host",
  };
}
