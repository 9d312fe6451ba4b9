import { z } from "zod";
import { command } from "../command.ts";

/** API tokens, without the tokens. */
export const tokenList = command({
  name: "token-list",
  effect: "read",
  permission: "token.manage",
  audited: "refusals",
  input: z.strictObject({}),
  secrets: [],
  audit: () => ({}),
  async run({ accounts }) {
    return { tokens: await accounts.tokens() };
  },
});
