import { z } from "zod";
import { command } from "../command.ts";

/** Ends a token at once; it cannot be taken back, so it is confirmed. */
export const tokenRevoke = command({
  name: "token-revoke",
  effect: "destroy",
  permission: "token.manage",
  audited: "always",
  input: z.strictObject({
    name: z.string().min(1).max(100).meta({ description: "Name or id of the token." }),
    confirm: z.boolean().optional(),
  }),
  secrets: [],
  audit: ({ name }) => ({ name }),
  async run({ accounts }, { name }) {
    return { token: await accounts.revokeToken(name) };
  },
});
