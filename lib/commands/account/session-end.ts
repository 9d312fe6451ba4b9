import { z } from "zod";
import { Failure } from "../error-codes.ts";
import { command } from "../command.ts";
import * as field from "../parts/fields.ts";

/**
 * Signs a browser out from here: one session, or all of a person but the one that asks. Those of others need an
 * administrator.
 */
export const sessionEnd = command({
  name: "session-end",
  effect: "destroy",
  permission: "account.own",
  audited: "always",
  input: z.strictObject({
    session: z
      .string()
      .min(1)
      .max(64)
      .optional()
      .meta({ description: "Id of `session-list`; absent: every session but the one that asks." }),
    email: z.email().max(200).optional().meta({ description: "Whose; absent: one's own." }),
    confirm: field.confirm,
  }),
  alsoNeeds: ({ email }) => (email === undefined ? null : "user.manage"),
  secrets: [],
  audit: ({ session, email }) => ({ email: email ?? null, session: session ?? null }),
  async run({ accounts, actor }, { session, email }) {
    if (email === undefined && actor.kind !== "user") throw new Failure("session.of-token", {});
    const ended = await accounts.endSessions({
      email: email ?? actor.label,
      session: session ?? null,
      except: actor.sessionId ?? null,
    });
    return { ended };
  },
});
