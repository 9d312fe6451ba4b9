// Serves the built console on the pinned Node; started by start.mjs.
import { createServer } from "node:http";
import { fileURLToPath } from "node:url";
import next from "next";
import { readEnv } from "../lib/env.ts";
import { countRequest } from "../lib/serve/open-requests.ts";
import { listenProblem, shownAddress } from "../lib/serve/listening.ts";
import { markRequest } from "../lib/serve/client-address.ts";
import { guardPage } from "../lib/serve/page-guard.ts";

const env = readEnv();
const root = fileURLToPath(new URL("../", import.meta.url));
/** Requests that are under way at a stop get so long to finish. */
const graceSeconds = 10;

// Bind before the console is loaded: a port in use is said at once. Requests wait until it is ready.
let answer;
const ready = new Promise((resolve) => {
  answer = resolve;
});
const server = createServer(async (request, response) => {
  countRequest(request, response);
  const handle = await ready;
  markRequest(request, response);
  if (!guardPage(request, response)) await handle(request, response);
});
server.headersTimeout = 20_000;
server.requestTimeout = 120_000;
server.keepAliveTimeout = 30_000;
server.on("clientError", (_error, socket) => {
  if (socket.writable) socket.end("HTTP/1.1 400 Bad Request\r\nConnection: close\r\nContent-Length: 0\r\n\r\n");
});

await new Promise((resolve, reject) => {
  server.once("error", reject);
  server.listen(env.port, env.host, resolve);
}).catch((error) => {
  console.error(listenProblem(error, env));
  process.exit(1);
});

let isStopping = false;
for (const signal of ["SIGTERM", "SIGINT"]) process.on(signal, stop);
process.on("disconnect", stop);

const app = next({ dev: false, quiet: true, dir: root, hostname: env.host, port: env.port });
// Next's own messages at its start are of no use to the person who reads this terminal; warnings and errors still come.
const print = console.log;
console.log = () => undefined;
try {
  await app.prepare();
} catch (error) {
  console.error(`The console could not start: ${error instanceof Error ? error.message : String(error)}`);
  process.exit(1);
}
console.log = print;
answer(app.getRequestHandler());
process.send?.({ address: shownAddress(env) });
// The first page loads the most, so it is asked for here. A failure will be met again by the first request.
fetch(
  `http://${env.host === "0.0.0.0" ? "127.0.0.1" : env.host.includes(":") ? "[::1]" : env.host}:${env.port}/sign-in`,
).catch(() => undefined);
if (process.send === undefined) console.log(`Chainsmith is ready at ${shownAddress(env)}`);

async function stop() {
  if (isStopping) return;
  isStopping = true;
  // Connections that become idle are let go one after another; a slow one does not hold up the stop for ever.
  const idle = setInterval(() => server.closeIdleConnections(), 50);
  const grace = setTimeout(() => server.closeAllConnections(), graceSeconds * 1000);
  await new Promise((resolve) => server.close(resolve));
  clearInterval(idle);
  clearTimeout(grace);
  // lib/server/gate/console.ts keeps what is open under this symbol.
  const opened = await globalThis[Symbol.for("chainsmith.console")]?.catch(() => undefined);
  await opened?.close();
  process.exit(0);
}
