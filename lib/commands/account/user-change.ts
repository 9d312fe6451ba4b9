import { z } from "zod";
import { command } from "../command.ts";
import { roles } from "../permission.ts";

/** Another role, another name, a new password, or no way in any more. */
export const userChange = command({
  name: "user-change",
  effect: "create",
  permission: "user.manage",
  audited: "always",
  input: z.strictObject({
    email: z.email().max(200),
    role: z.enum(roles).optional(),
    name: z.string().min(1).max(100).optional(),
    isDisabled: z.boolean().optional(),
    password: z.string().max(1024).optional().meta({ format: "password" }),
  }),
  secrets: ["password"],
  audit: ({ email, role, isDisabled, password }) => ({
    email,
    role: role ?? null,
    isDisabled: isDisabled ?? null,
    newPassword: password !== undefined,
  }),
  async run({ accounts }, { email, password, ...change }) {
    if (password !== undefined) await accounts.resetPassword(email, password, change.role);
    return { user: await accounts.changeUser(email, change) };
  },
});
