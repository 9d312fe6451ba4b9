import type { IncomingMessage, ServerResponse } from "node:http";
import { BlockList, isIP } from "node:net";
import { chooseRequestId } from "./request-id.ts";

// The address and protocol of the client of a connection. The only place that believes a proxy.

const forwarded: ReadonlySet<string> = new Set([
  "x-forwarded-for",
  "x-forwarded-proto",
  "x-forwarded-host",
  "x-forwarded-port",
  "forwarded",
]);

/** Addresses that are remembered to be a proxy's or not. */
const mostKnown = 1000;

/** Tells whether an address is that of a proxy whose `X-Forwarded-…` headers are believed. */
export type IsProxy = (address: string) => boolean;

/** @param addresses IP addresses and networks (`10.0.0.0/8`, `fd00::/8`) */
export function proxiesAmong(addresses: readonly string[]): IsProxy {
  const list = new BlockList();
  for (const text of addresses) {
    const [address = "", bits] = text.split("/");
    const family = isIP(address) === 6 ? "ipv6" : "ipv4";
    if (bits === undefined) list.addAddress(address, family);
    else list.addSubnet(address, Number(bits), family);
  }
  // A client asks again and again, and a look into the list costs as much as the rest of a short answer.
  const known = new Map<string, boolean>();
  return (address) => {
    const before = known.get(address);
    if (before !== undefined) return before;
    const plain = plainAddress(address);
    const isProxy = isIP(plain) !== 0 && list.check(plain, isIP(plain) === 6 ? "ipv6" : "ipv4");
    if (known.size >= mostKnown) known.clear();
    known.set(address, isProxy);
    return isProxy;
  };
}

/**
 * Writes the client's address and protocol into headers of our own, and removes what a client sent under these names.
 * `X-Forwarded-…` is believed from a proxy that was declared alone; from elsewhere any client could write it. Of
 * `X-Forwarded-For` the last address counts that is no declared proxy: those before it are the client's own word. Of
 * `X-Forwarded-Proto` and `X-Forwarded-Host`, the last value.
 *
 * @returns the client's address, and the id of the request
 */
export function markRequest(request: IncomingMessage, response: ServerResponse, isProxy: IsProxy): NamedRequest {
  const { headers } = request;
  const { address, isProxied, id } = nameRequest(request, isProxy);
  const isHttps = isProxied && listOf(headers["x-forwarded-proto"]).at(-1)?.toLowerCase() === "https";
  const host = isProxied ? listOf(headers["x-forwarded-host"]).at(-1) : undefined;
  request.headers = Object.fromEntries(Object.entries(headers).filter(([name]) => !forwarded.has(name)));
  // Next reads these two: it gets what was believed.
  if (isHttps) request.headers["x-forwarded-proto"] = "https";
  if (host !== undefined && /^[A-Za-z0-9.:[\]_-]{1,255}$/.test(host)) request.headers["x-forwarded-host"] = host;
  request.headers["x-chainsmith-address"] = address;
  request.headers["x-request-id"] = id;
  request.headers["x-chainsmith-protocol"] = isHttps ? "https" : "http";
  if (isHttps) response.setHeader("Strict-Transport-Security", "max-age=31536000");
  return { address, isProxied, id };
}

/** What a request is called by, and who asks. */
export interface NamedRequest {
  /** Of the client. */
  readonly address: string;
  readonly isProxied: boolean;
  readonly id: string;
}

/** The same without a mark in the headers, for what is answered before Next. */
export function nameRequest({ socket, headers }: IncomingMessage, isProxy: IsProxy): NamedRequest {
  const peer = plainAddress(socket.remoteAddress ?? "");
  const isProxied = isProxy(peer);
  const address = (isProxied ? clientBefore(listOf(headers["x-forwarded-for"]), isProxy) : null) ?? peer;
  return { address, isProxied, id: chooseRequestId(headers["x-request-id"], isProxied) };
}

/** From the proxy outwards. What is no address (`unknown`, RFC 7239 §6) ends the search: it vouches for no address. */
function clientBefore(hops: readonly string[], isProxy: IsProxy): string | null {
  let client: string | null = null;
  for (const hop of hops.toReversed()) {
    const address = plainAddress(hop);
    if (isIP(address) === 0) return client;
    client = address;
    if (!isProxy(address)) return client;
  }
  return client;
}

function listOf(header: string | readonly string[] | undefined): string[] {
  return String(header ?? "")
    .split(",")
    .map((text) => text.trim())
    .filter(Boolean);
}

/** Without a port, brackets, zone and the IPv6 form of an IPv4 address. */
function plainAddress(text: string): string {
  const [, bracketed] = /^\[([^\]]+)\](?::\d+)?$/.exec(text) ?? [];
  const bare = bracketed ?? (/^\d+\.\d+\.\d+\.\d+:\d+$/.test(text) ? text.slice(0, text.indexOf(":")) : text);
  return bare.replace(/%.*$/, "").replace(/^::ffff:(?=\d+\.)/i, "");
}
