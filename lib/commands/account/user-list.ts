import { z } from "zod";
import { command } from "../command.ts";

/** The people who may sign in. */
export const userList = command({
  name: "user-list",
  effect: "read",
  permission: "user.manage",
  audited: "refusals",
  input: z.strictObject({}),
  secrets: [],
  audit: () => ({}),
  async run({ accounts }) {
    return { users: await accounts.users() };
  },
});
