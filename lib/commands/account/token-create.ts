import { z } from "zod";
import { command } from "../command.ts";
import * as field from "../parts/fields.ts";
import { roles } from "../permission.ts";

/** Days until a token ends when it is not said. */
const defaultDays = 90;

/** Makes an API token; it is shown once, here. */
export const tokenCreate = command({
  name: "token-create",
  effect: "create",
  permission: "token.make",
  audited: "always",
  input: z.strictObject({
    name: z.string().trim().min(1).max(100),
    role: z.enum(roles),
    days: z.int().min(1).max(3650).default(defaultDays).meta({ description: "Until it ends." }),
    commands: z
      .array(z.string().max(64))
      .min(1)
      .max(100)
      .optional()
      .meta({ description: "Names of the commands that it may run; absent: all that its role may." }),
    authorities: z
      .array(field.storedName)
      .min(1)
      .max(100)
      .optional()
      .meta({ description: "Authorities whose keys it may use or change; absent: all." }),
    mayDelegate: z
      .boolean()
      .default(false)
      .meta({ description: "It may make tokens and people, which outlive it. Otherwise no token can." }),
  }),
  secrets: [],
  audit: ({ name, role, days, commands, authorities, mayDelegate }) => ({
    name,
    role,
    days,
    commands: commands ?? null,
    authorities: authorities ?? null,
    mayDelegate,
  }),
  async run({ accounts, actor, clock }, { days, commands, authorities, ...wanted }) {
    return accounts.createToken({
      ...wanted,
      expiresAt: new Date(clock.now().getTime() + days * 86_400_000),
      commands: commands ?? null,
      authorities: authorities ?? null,
      maker: actor,
    });
  },
});
