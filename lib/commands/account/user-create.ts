import { z } from "zod";
import { command } from "../command.ts";
import { roles } from "../permission.ts";

export const userCreate = command({
  name: "user-create",
  effect: "create",
  permission: "user.manage",
  audited: "always",
  input: z.strictObject({
    email: z.email().max(200),
    name: z.string().min(1).max(100),
    role: z.enum(roles),
    password: z.string().max(1024).meta({ format: "password" }),
  }),
  secrets: ["password"],
  audit: ({ email, role }) => ({ email, role }),
  async run({ accounts }, input) {
    return { user: await accounts.createUser(input) };
  },
});
