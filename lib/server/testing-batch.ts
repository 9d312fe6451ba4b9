import "server-only";
import { readEnv } from "../env.ts";
import { createConsole } from "./console.ts";

/**
 * A console process for tests, without its web server: works on the batches of its database, until none is running any more.
 * Variables as for `npm start`. `node --conditions=react-server lib/server/testing-batch.ts`
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
