import type { IncomingMessage, ServerResponse } from "node:http";
import type { Socket } from "node:net";

/** A request that is answered here, before Next: its code as everywhere, the facts of its sentence, and its status. */
export interface Refusal {
  readonly status: number;
  readonly code: "actor.unknown" | "request.too-large" | "server.busy";
  readonly params: Readonly<Record<string, number>>;
}

/** The sentence of a refusal in the language of the request; the words are those of lib/i18n. */
export type Explain = (
  refusal: Refusal,
  request: Pick<IncomingMessage, "headers">,
) => { readonly message: string; readonly locale: string };

/** How long a client has to take its answer before the connection ends, in ms. */
const lingeringMs = 1000;

/**
 * Answers without having read the body, and ends the connection: JSON for the HTTP interface, a sentence elsewhere.
 */
export function writeRefusal(
  request: IncomingMessage,
  response: ServerResponse,
  refusal: Refusal,
  explain: Explain,
): void {
  const { message, locale } = explain(refusal, request);
  const { status, code, params } = refusal;
  const isApi = (request.url ?? "").startsWith("/api/");
  const text = isApi ? JSON.stringify({ ok: false, error: { code, params, message } }) : `${message}\n`;
  const retryAfter = params["retryAfterSeconds"];
  response
    .writeHead(status, {
      connection: "close",
      "cache-control": "no-store",
      "content-language": locale,
      "content-length": String(Buffer.byteLength(text)),
      "content-type": `${isApi ? "application/json" : "text/plain"}; charset=utf-8`,
      "x-content-type-options": "nosniff",
      ...(retryAfter === undefined ? {} : { "retry-after": String(retryAfter) }),
      ...(code === "actor.unknown" ? { "www-authenticate": 'Bearer realm="chainsmith"' } : {}),
    })
    .end(text);
}

/**
 * Sends what is left and the end, and closes a moment later: a connection that is cut while its client sends takes the
 * answer along.
 */
export function endAndLinger(socket: Socket, text = ""): void {
  if (socket.writable) socket.end(text);
  setTimeout(() => socket.destroy(), lingeringMs).unref();
}
