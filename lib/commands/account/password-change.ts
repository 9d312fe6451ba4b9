import { z } from "zod";
import { Failure } from "../error-codes.ts";
import { command } from "../command.ts";

/** Changes one's own password, with the present one; every other session of the person ends. */
export const passwordChange = command({
  name: "password-change",
  effect: "create",
  permission: "account.own",
  audited: "always",
  input: z.strictObject({
    current: z.string().max(1024).meta({ format: "password" }),
    password: z.string().max(1024).meta({ format: "password", description: "The new one." }),
  }),
  secrets: ["current", "password"],
  audit: () => ({}),
  async run({ accounts, actor }, { current, password }) {
    if (actor.kind !== "user") throw new Failure("password.of-nobody", {});
    await accounts.changeOwnPassword(actor, current, password);
    return { email: actor.label };
  },
});
