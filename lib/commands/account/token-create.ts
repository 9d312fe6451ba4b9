import { z } from "zod";
import { command } from "../command.ts";
import { roles } from "../permission.ts";

/** Makes an API token; it is shown once, here. */
export const tokenCreate = command({
  name: "token-create",
  effect: "create",
  permission: "token.manage",
  audited: "always",
  input: z.strictObject({
    name: z.string().min(1).max(100),
    role: z.enum(roles),
    days: z.int().min(1).max(3650).optional().meta({ description: "Until it ends; absent: it does not end." }),
  }),
  secrets: [],
  audit: ({ name, role, days }) => ({ name, role, days: days ?? null }),
  async run({ accounts, actor, clock }, { name, role, days }) {
    const expiresAt = days === undefined ? null : new Date(clock.now().getTime() + days * 86_400_000);
    return accounts.createToken({ name, role, expiresAt, createdBy: actor.label });
  },
});
