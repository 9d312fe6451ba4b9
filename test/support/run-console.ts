import "server-only";
import { createConsole } from "../../lib/server/gate/console.ts";
import { findCommand } from "../../lib/commands/index.ts";
import { decodeBytes } from "../../lib/server/http/json-bytes.ts";
import { readEnv } from "../../lib/env.ts";
import { execute } from "../../lib/server/gate/execute.ts";
import { migrate } from "../../lib/server/database/migrate.ts";

/**
 * A console process for tests, without its web server: migrates, then runs the commands that its parent sends and
 * answers each. What it writes to standard output and error is what a log would hold.
 */
export interface RunQuestion {
  readonly command: string;
  readonly input: unknown;
}

const env = readEnv();
await migrate(env);
const gate = await createConsole(env);
const actor = { kind: "user", id: "run", label: "run@example.com", role: "administrator" } as const;

process.on("message", (question: RunQuestion | "end") => {
  void (async () => {
    if (question === "end") {
      await gate.close();
      // Sessions that the migration left in the driver's pool would keep the process for ten seconds.
      process.exit(0);
    }
    const schema = findCommand(question.command)?.input;
    const input = schema === undefined ? question.input : decodeBytes(schema, question.input);
    const answer = await execute({ actor, surface: "http", command: question.command, input }, gate);
    // Bytes travel as base64, there and back: IPC is JSON.
    process.send?.(
      JSON.parse(
        JSON.stringify(answer, (_, value: unknown) =>
          value instanceof Uint8Array ? Buffer.from(value).toString("base64") : asBase64(value),
        ),
      ),
    );
  })();
});
process.send?.("ready");

/** A Buffer has turned itself into `{type: "Buffer", data}` before a replacer sees it. */
function asBase64(value: unknown): unknown {
  if (typeof value === "object" && value !== null && "type" in value && value.type === "Buffer" && "data" in value)
    return Buffer.from(value.data as number[]).toString("base64");
  return value;
}
