import "server-only";
import { createConsole } from "../../lib/server/gate/console.ts";
import { readEnv } from "../../lib/env.ts";
import { execute } from "../../lib/server/gate/execute.ts";

/**
 * A console process for tests, without its web server: revokes stored certificates through the gate, some at a time, and
 * prints the name of each as soon as it was acknowledged. Variables as for `npm start`; arguments: the names.
 * `node --conditions=react-server test/support/revoker-process.ts person-1 person-2`
 */
const names = process.argv.slice(2);
const lanes = 3;
const gate = await createConsole(readEnv());
const actor = { kind: "token", id: "revoker", label: `revoker ${process.pid}`, role: "operator" } as const;

const print = (line: string) => process.stdout.write(`${line}\n`);
print("ready");

async function lane(): Promise<void> {
  for (let name = names.shift(); name !== undefined; name = names.shift()) {
    const input = { certificate: name, reason: "superseded", confirm: true };
    const answer = await execute({ actor, surface: "http", command: "revoke", input }, gate);
    print(answer.ok ? `revoked ${name}` : `failed ${name} ${answer.error.code}`);
  }
}

await Promise.all(Array.from({ length: lanes }, lane));
await gate.close();
