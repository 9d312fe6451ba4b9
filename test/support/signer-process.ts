import "server-only";
import { createConsole } from "../../lib/server/gate/console.ts";
import { readEnv } from "../../lib/env.ts";
import { execute } from "../../lib/server/gate/execute.ts";

/**
 * A console process for tests, without its web server: signs stored requests through the gate and prints the SHA-256 of
 * each certificate as soon as it has it. Variables as for `npm start`; arguments: how many, how many at a time, and the
 * requests to sign in turn.
 * `node --conditions=react-server test/support/signer-process.ts 100 1 dbserver other`
 */
const [count = "1", laneCount = "1", ...requests] = process.argv.slice(2);
const gate = await createConsole(readEnv());
const actor = { kind: "token", id: "signer", label: `signer ${process.pid}`, role: "operator" } as const;

const print = (line: string) => process.stdout.write(`${line}\n`);
print("ready");
const line = Array.from({ length: Number(count) }, (_, index) => requests[index % requests.length]!);
/** So many at a time: callers do not wait for one another. */
const lanes = Number(laneCount);

async function lane(): Promise<void> {
  for (let request = line.shift(); request !== undefined; request = line.shift()) {
    const answer = await execute(
      { actor, surface: "http", command: "sign", input: { request, issuer: "dbca", confirm: true } },
      gate,
    );
    if (!answer.ok) {
      print(`failed ${answer.error.code}`);
      continue;
    }
    const { pem } = answer.value as { pem: string };
    const der = Buffer.from(pem.replace(/-----[^-]+-----|\s/g, ""), "base64");
    const digest = await crypto.subtle.digest("SHA-256", der);
    print(`signed ${Buffer.from(digest).toString("hex")}`);
  }
}

await Promise.all(Array.from({ length: lanes }, lane));
await gate.close();
