import "server-only";
import { join } from "node:path";
import { commands, type CommandName, type OutputOf } from "../../lib/commands/index.ts";
import type { Role } from "../../lib/commands/permission.ts";
import type { Clock } from "../../lib/commands/ports/world.ts";
import type { ServerErrorCode, ServerErrorFacts } from "../../lib/server/error-codes.ts";
import { answerLine, type LineAnswer } from "../../lib/shell/answer.ts";
import { createConsole, type Console } from "../../lib/server/gate/console.ts";
import { execute } from "../../lib/server/gate/execute.ts";
import type { Provider } from "../../lib/server/database/sql.ts";
import { createMigrated, removeMigrated } from "./migrated-database.ts";

/**
 * A whole console over an empty database, SQLite unless told otherwise: the real gate, store and vault. Journeys ask it
 * as a person would.
 */
export interface TestConsole {
  readonly console: Console;
  close(): Promise<void>;
  /** Runs a command and returns its value; throws with the error when it refuses. */
  ask<N extends CommandName>(command: N, input: unknown, role?: Role): Promise<OutputOf<N>>;
  /** The error of a command that has to refuse. */
  refusal<C extends ServerErrorCode>(
    code: C,
    command: CommandName,
    input: unknown,
    role?: Role,
  ): Promise<ServerErrorFacts[C]>;
  /** One typed line. */
  type(line: string, secret?: string): Promise<LineAnswer>;
}

/** `clock`: for what goes by the time; the own one of the console without it. */
export async function openTestConsole(provider: Provider = "sqlite", clock?: Clock): Promise<TestConsole> {
  const location = await createMigrated(provider);
  const env = {
    port: 0,
    host: "127.0.0.1",
    ...location,
    masterKeyFile: join(location.dataDir, "master.key"),
    backdating: 300_000,
    firstAdministrator: null,
  };
  const console = await createConsole(env, clock);
  const pass = (command: string, input: unknown, role: Role, surface: "http" | "terminal") =>
    execute(
      { actor: { kind: "token", id: `test-${role}`, label: `test ${role}`, role }, surface, command, input },
      { ...console, looksUpAlways: true },
    );
  return {
    console,
    async close() {
      await console.close();
      await removeMigrated(location);
    },
    async ask(command, input, role = "administrator") {
      const answer = await pass(command, input, role, "http");
      if (!answer.ok) throw new Error(`${command}: ${JSON.stringify(answer.error)}`);
      return answer.value as OutputOf<typeof command>;
    },
    async refusal(code, command, input, role = "administrator") {
      const answer = await pass(command, input, role, "http");
      if (answer.ok) throw new Error(`${command} was answered: ${JSON.stringify(answer.value).slice(0, 300)}`);
      if (answer.error.code !== code) throw new Error(`${command} refused with ${JSON.stringify(answer.error)}`);
      return answer.error.params as ServerErrorFacts[typeof code];
    },
    type: (line, secret) =>
      answerLine(line, {
        grammars: commands,
        locale: "en",
        ask: (command, input) => pass(command, input, "administrator", "terminal"),
        ...(secret === undefined ? {} : { secret }),
      }),
  };
}
