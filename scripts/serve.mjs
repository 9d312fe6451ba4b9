// Serves the built console on the pinned Node; started by start.mjs.
import { createServer } from "node:http";
import { fileURLToPath } from "node:url";
import next from "next";
import { readEnv, readServing } from "../lib/env.ts";
import { chooseLocale } from "../lib/i18n/choose-locale.ts";
import { localeCookie, locales } from "../lib/i18n/locale.ts";
import { errors as english } from "../lib/i18n/en/errors/errors.ts";
import { errors as korean } from "../lib/i18n/ko/errors/errors.ts";
import { visibleText } from "../lib/pki/asn1/visible-text.ts";
import { retryAfterSeconds } from "../lib/serve/connections.ts";
import { createConsoleServer } from "../lib/serve/console-server.ts";
import { listenProblem, shownAddress } from "../lib/serve/listening.ts";
import { stopSeconds } from "./runtime.mjs";

// Next and its libraries write their own words here, and quote headers and paths of clients in them.
for (const stream of [process.stdout, process.stderr]) {
  const write = stream.write.bind(stream);
  stream.write = (chunk, ...rest) => write(typeof chunk === "string" ? visibleText(chunk) : chunk, ...rest);
}

const env = readEnv();
const serving = readServing(env.host);
const sentences = { en: english, ko: korean };
const root = fileURLToPath(new URL("../", import.meta.url));

/** The console, once it was asked for. */
let opened = null;

// Bind before the console is loaded: a port in use is said at once. Requests wait until it is ready.
const {
  server,
  answerWith,
  stop: stopServing,
} = createConsoleServer({
  ...serving,
  tell: serving.logsRequests ? logRequest : undefined,
  explain: ({ code, params }, { headers }) => {
    const [, chosen] = new RegExp(`(?:^|;\\s*)${localeCookie}=(\\w+)`).exec(headers.cookie ?? "") ?? [];
    const locale = chooseLocale(chosen, headers["accept-language"]);
    return { message: sentences[locale][code](params), locale };
  },
  published: async (path) => (await openedConsole())?.published(path) ?? null,
  ocsp: (name, request) =>
    opened !== null ? opened.ocsp(name, request) : openedConsole().then((opens) => opens?.ocsp(name, request) ?? null),
  turnedAway: locales.map((locale) => `${sentences[locale]["server.busy"]({ retryAfterSeconds })}\n`).join(""),
});

await new Promise((resolve, reject) => {
  server.once("error", reject);
  server.listen(env.port, env.host, resolve);
}).catch((error) => {
  console.error(listenProblem(error, env));
  process.exit(1);
});

/** One line of JSON on standard error, as those of lib/server/log.ts; without the query, which may hold the token of a link. */
function logRequest({ id, method, target, status, ms, address }) {
  const path = target.replace(/[?#].*$/s, "").slice(0, 400);
  const time = new Date().toISOString();
  const line = {
    level: 30,
    time,
    requestId: id,
    method,
    path,
    status,
    ms: Math.round(ms * 10) / 10,
    address,
    msg: "request",
  };
  process.stderr.write(`${JSON.stringify(line)}\n`);
}

let isStopping = false;
for (const signal of ["SIGTERM", "SIGINT"]) process.on(signal, stop);
process.on("disconnect", stop);

// Next hangs its own handler for upgrades on the server that it is told of: one that is never reached.
const app = next({
  dev: false,
  quiet: true,
  dir: root,
  hostname: env.host,
  port: env.port,
  httpServer: createServer(),
});
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
await loadFirstPage(app.getRequestHandler());
answerWith(app.getRequestHandler());
process.send?.({ address: shownAddress(env) });
if (process.send === undefined) console.log(`Chainsmith is ready at ${shownAddress(env)}`);

/**
 * The first page loads the most, and opens the console, which signs the session cookies that the server in front looks
 * at: it is asked for before all others, over a port of its own. A failure will be met again by the first request.
 */
async function loadFirstPage(handler) {
  const own = createServer(handler);
  await new Promise((resolve) => own.listen(0, "127.0.0.1", resolve));
  const options = { redirect: "manual", signal: AbortSignal.timeout(20_000) };
  await fetch(`http://127.0.0.1:${own.address().port}/sign-in`, options)
    .then((answer) => answer.arrayBuffer())
    .catch(() => undefined);
  own.close();
  own.closeAllConnections();
}

async function stop() {
  if (isStopping) return;
  isStopping = true;
  // Whatever hangs, be it a request, a thread or the database, the process ends.
  setTimeout(() => process.exit(0), stopSeconds.whole * 1000);
  await stopServing(stopSeconds.requests * 1000);
  await (await openedConsole())?.close();
  process.exit(0);
}

/** lib/server/gate/console.ts keeps what is open under this symbol. */
async function openedConsole() {
  opened = (await globalThis[Symbol.for("chainsmith.console")]?.catch(() => undefined)) ?? null;
  return opened;
}
