import "server-only";
import { readEnv } from "../../lib/env.ts";
import { createConsole } from "../../lib/server/gate/console.ts";
import { execute } from "../../lib/server/gate/execute.ts";

/**
 * A console process for tests, without its web server: begins a batch with an authority whose key lies under a passphrase
 * of its own, works on it, and holds the opened key until it is killed. Variables as for `npm start`, and PASSPHRASE.
 * `node --conditions=react-server test/support/key-holder-process.ts 400`
 */
const gate = await createConsole(readEnv());
gate.batches.start();
const actor = { kind: "token", id: "holder", label: "holder", role: "administrator" } as const;
const rows = Array.from({ length: Number(process.argv[2]) }, (_, index) => ({
  name: `Held ${index}`,
  email: `held${index}@example.com`,
}));
const input = {
  issuer: "ca",
  rows,
  profile: "none",
  template: { key: "p-256" },
  passphrase: process.env["PASSPHRASE"] ?? "",
};
const answer = await execute({ actor, surface: "http", command: "client-batch", input }, gate);
process.stdout.write(answer.ok ? "begun\n" : `${answer.error.code}\n`);
setInterval(() => undefined, 1000);
