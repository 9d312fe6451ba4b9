import { z } from "zod";
import { Failure } from "../error-codes.ts";
import { command } from "../command.ts";

/** Where one is signed in; administrators may ask for everybody's. */
export const sessionList = command({
  name: "session-list",
  effect: "read",
  permission: "account.own",
  audited: "refusals",
  input: z.strictObject({
    everyone: z.boolean().default(false).meta({ description: "The sessions of all people, not one's own alone." }),
  }),
  alsoNeeds: ({ everyone }) => (everyone ? "user.manage" : null),
  secrets: [],
  audit: ({ everyone }) => ({ everyone }),
  async run({ accounts, actor }, { everyone }) {
    if (!everyone && actor.kind !== "user") throw new Failure("session.of-token", {});
    const sessions = await accounts.sessions(everyone ? null : actor.label);
    return {
      sessions: sessions.map((session) => ({ ...session, isCurrent: session.id === actor.sessionId })),
      idleMinutes: accounts.sessionLimits.idleMinutes,
    };
  },
});
