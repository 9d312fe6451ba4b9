import "server-only";
import { readEnv } from "../../lib/env.ts";
import { createConsole } from "../../lib/server/gate/console.ts";

/**
 * A console process for tests, without its web server: works on the batches of its database, until none is running any
 * more. Variables as for `npm start`. `node --conditions=react-server test/support/batch-process.ts`
 */
const gate = await createConsole(readEnv());
gate.batches.start();
process.stdout.write("ready\n");
for (;;) {
  if ((await gate.database.client.batch.count({ where: { state: "running" } })) === 0) break;
  await new Promise((resolve) => setTimeout(resolve, 50));
}
await gate.close();
process.stdout.write("idle\n");
