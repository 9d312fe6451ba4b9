import type { IncomingMessage, ServerResponse } from "node:http";

// The address and protocol of the client of a connection. The only place that believes a proxy.

const loopback = /^(127\.|::1$|::ffff:127\.)/;
const forwarded: ReadonlySet<string> = new Set([
  "x-forwarded-for",
  "x-forwarded-proto",
  "x-forwarded-host",
  "x-forwarded-port",
  "forwarded",
]);

/**
 * Writes the client's address and protocol into headers of our own, and removes what a client sent under these names.
 * `X-Forwarded-…` is believed from this machine alone (a proxy in front of the console); from elsewhere any client
 * could write it.
 */
export function markRequest(request: IncomingMessage, response: ServerResponse): void {
  const peer = request.socket.remoteAddress ?? "";
  const isProxied = loopback.test(peer);
  if (!isProxied)
    request.headers = Object.fromEntries(Object.entries(request.headers).filter(([name]) => !forwarded.has(name)));
  const [protocol = ""] = String(request.headers["x-forwarded-proto"] ?? "http").split(",");
  const addresses = String(request.headers["x-forwarded-for"] ?? "")
    .split(",")
    .map((text) => text.trim())
    .filter(Boolean);
  const isHttps = protocol.trim() === "https";
  request.headers["x-chainsmith-address"] = addresses.at(-1) ?? peer;
  request.headers["x-chainsmith-protocol"] = isHttps ? "https" : "http";
  if (isHttps) response.setHeader("Strict-Transport-Security", "max-age=31536000");
}
