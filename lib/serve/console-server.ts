import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { Socket } from "node:net";
import { createCeiling, type Ceiling } from "./ceiling.ts";
import { markRequest, nameRequest, proxiesAmong } from "./client-address.ts";
import { type ConnectionLimits, limitConnections, retryAfterSeconds } from "./connections.ts";
import { type AnswerOcsp, answerOcsp, ocspPath } from "./ocsp.ts";
import { countRequest } from "./open-requests.ts";
import { guardPage, mostAnonymousBytes } from "./page-guard.ts";
import { answerPublished, type FindPublished, publishedPath } from "./published.ts";
import { withinRequest } from "./request-id.ts";
import { countTime, kindOfRequest } from "./request-times.ts";
import { endAndLinger, type Explain, writeRefusal } from "./refusal.ts";
import { hasSignedSession } from "./session-cookie.ts";

/** What answers a request that passed. */
export type Answering = (request: IncomingMessage, response: ServerResponse) => unknown;

export interface ServerRules {
  readonly limits: ConnectionLimits & { readonly megabytesInFlight: number };
  /** Addresses and networks whose `X-Forwarded-…` headers are believed. */
  readonly trustedProxies: readonly string[];
  readonly explain: Explain;
  /** What a connection is told when there is no room for it; its language is not known yet. */
  readonly turnedAway: string;
  /** The files that authorities publish. */
  readonly published: FindPublished;
  /** Answers OCSP, before Next and for every client. */
  readonly ocsp: AnswerOcsp;
  /** Told of each request at its end; absent: they are not logged. */
  readonly tell?: ((answered: AnsweredRequest) => void) | undefined;
}

/** A request that has its answer, or was given up. */
export interface AnsweredRequest {
  readonly id: string;
  readonly method: string;
  /** As it was sent, with its query. */
  readonly target: string;
  readonly status: number;
  /** From its headers to the end of its answer. */
  readonly ms: number;
  readonly address: string;
}

export interface ConsoleServer {
  readonly server: Server;
  /** Requests wait until this is called. */
  answerWith(answering: Answering): void;
  /** Takes no more connections; those that are open have so long to end, then they are cut. */
  stop(graceMs: number): Promise<void>;
}

const badRequest = "HTTP/1.1 400 Bad Request\r\nConnection: close\r\nContent-Length: 0\r\n\r\n";
const megabyte = 1024 * 1024;
/** The longest body that is read: JSON with a file of 20 MB in base64 in it, and what is around it. */
const longestBody = 31 * megabyte;
/** A body of a client without a session has so long to arrive, in ms. */
const anonymousBodyMs = 10_000;
/** Connections that send nothing at all have so long at a stop, in ms. */
const silentGraceMs = 1000;

/** The HTTP server of the console, and everything that is decided about a request before Next sees it. */
export function createConsoleServer(rules: ServerRules): ConsoleServer {
  const { limits, trustedProxies, explain, turnedAway, published } = rules;
  const isProxy = proxiesAmong(trustedProxies);
  const bytes = createCeiling(limits.megabytesInFlight * megabyte, (limits.megabytesInFlight * megabyte) / 2);
  const requests = createCeiling(limits.connections, limits.connectionsPerAddress);
  let answerWith: (answering: Answering) => void = () => undefined;
  const ready = new Promise<Answering>((resolve) => {
    answerWith = resolve;
  });

  async function serve(request: IncomingMessage, response: ServerResponse, isAskingFirst: boolean): Promise<void> {
    if (!connections.holds(request.socket)) return;
    countRequest(request, response);
    const began = performance.now();
    limitRest(request, response);
    response.once("close", connections.beginRequest(request.socket));
    const answering = await ready;
    const target = request.url ?? "";
    const asked = ocspPath(target);
    const { address, id } = asked === null ? markRequest(request, response, isProxy) : nameRequest(request, isProxy);
    response.setHeader("X-Request-Id", id);
    response.once("close", () => {
      const ms = performance.now() - began;
      countTime(kindOfRequest(target), response.statusCode, ms);
      rules.tell?.({ id, method: request.method ?? "", target, status: response.statusCode, ms, address });
    });
    const path = publishedPath(target);
    if (path === null && asked === null && guardPage(request, response, explain)) return;
    if (!takeRoom([requests, 1], [bytes, bytesOf(request)], address, response)) {
      const busy = { status: 503, code: "server.busy", params: { retryAfterSeconds } } as const;
      writeRefusal(request, response, busy, explain);
      return;
    }
    if (path !== null) return answerPublished(request, response, path, published);
    if (asked === null || request.method === "POST") limitBodyTime(request);
    if (isAskingFirst) response.writeContinue();
    if (asked !== null) return answerOcsp(request, response, asked, rules.ocsp);
    await withinRequest(id, () => answering(request, response));
  }

  const server = createServer({
    headersTimeout: 10_000,
    requestTimeout: 120_000,
    keepAliveTimeout: 30_000,
    connectionsCheckingInterval: 2000,
    // A client that offers HTTP/2 in clear is answered over HTTP/1.1 (RFC 9110 §7.8); every other upgrade is refused.
    shouldUpgradeCallback: ({ headers }) => !/^\s*h2c\s*$/i.test(headers.upgrade ?? ""),
  });
  // A client that takes its answer in no part for so long is gone.
  server.setTimeout(300_000);
  const connections = limitConnections(server, limits, isProxy, turnedAway);
  const served = (isAskingFirst: boolean) => (request: IncomingMessage, response: ServerResponse) => {
    // Next answers its own errors; what arrives here happened before it.
    serve(request, response, isAskingFirst).catch(() => {
      if (!response.headersSent) response.writeHead(500, { connection: "close" });
      response.end();
    });
  };
  server.on("request", served(false));
  // With `Expect: 100-continue` a client asks before it sends its body, and is told no in time.
  server.on("checkContinue", served(true));
  server.on("upgrade", (_request, socket) => {
    socket.on("error", () => socket.destroy());
    socket.end(badRequest, () => socket.destroy());
  });
  server.on("clientError", (_error, socket) => endAndLinger(socket as Socket, badRequest));

  return {
    server,
    answerWith,
    async stop(graceMs) {
      const closed = new Promise((resolve) => server.close(resolve));
      const idle = setInterval(() => server.closeIdleConnections(), 50);
      const silent = setTimeout(() => connections.endIdle(), Math.min(silentGraceMs, graceMs));
      const grace = setTimeout(() => connections.endAll(), graceMs);
      await closed;
      clearInterval(idle);
      clearTimeout(silent);
      clearTimeout(grace);
    },
  };
}

function takeRoom(
  one: readonly [Ceiling, number],
  other: readonly [Ceiling, number],
  address: string,
  response: ServerResponse,
): boolean {
  const released: (() => void)[] = [];
  for (const [ceiling, amount] of [one, other]) {
    const release = amount === 0 ? () => undefined : ceiling.take(address, amount);
    if (release === null) {
      for (const back of released) back();
      return false;
    }
    released.push(release);
  }
  response.once("close", () => released.forEach((back) => back()));
  return true;
}

/** The bytes that a request may bring, as far as they count: what every client may send is limited by connections. */
function bytesOf({ headers }: IncomingMessage): number {
  const length = headers["transfer-encoding"] === undefined ? Number(headers["content-length"] ?? 0) : longestBody;
  return length <= mostAnonymousBytes ? 0 : Math.min(length, longestBody);
}

/** A large body is taken as long as it is wanted: when the answer has gone out before its end, the connection ends. */
function limitRest(request: IncomingMessage, response: ServerResponse): void {
  if (bytesOf(request) === 0) return;
  const { socket } = request;
  // Once asked for, the body fills its buffer of 64 KB and waits; of a request that was never asked, Node would read all
  // that comes, to throw it away.
  request.read(0);
  const endAfterAnswer = socket.destroySoon.bind(socket);
  socket.destroySoon = () => (request.complete ? endAfterAnswer() : endAndLinger(socket));
  response.once("finish", () => {
    if (!request.complete) endAndLinger(socket);
  });
  response.once("close", () => {
    if (!socket.destroyed && request.complete) socket.destroySoon = endAfterAnswer;
  });
}

/** Without a session a body is small; one that comes by the byte would hold its connection for two minutes. */
function limitBodyTime(request: IncomingMessage): void {
  if (hasSignedSession(request.headers.cookie) || request.complete || request.headers.authorization !== undefined)
    return;
  const timer = setTimeout(() => {
    if (!request.complete) request.socket.destroy();
  }, anonymousBodyMs).unref();
  request.once("close", () => clearTimeout(timer));
}
