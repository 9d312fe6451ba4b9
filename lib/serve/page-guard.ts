import { randomBytes } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";

// Before every page. Here and not in a proxy.ts of Next: that one takes each request apart and puts it together again,
// the 30 MB of an upload as well, which costs a page a tenth of its time.

/** Pages that need no session. */
const openPaths: ReadonlySet<string> = new Set(["/sign-in", "/setup", "/collect", "/install"]);
/** Paths that are no pages: the HTTP interface has a gate of its own, and the rest is the same for every client. */
const unguarded = /^\/(api\/|_next\/static\/|_next\/image|favicon\.ico$|icon\.svg$|robots\.txt$)/;
const sessionCookie = /(?:^|;\s*)(?:__Secure-)?chainsmith\.session_token=/;
const mostOctetsOfNobody = 64 * 1024;

/**
 * Sets a fresh nonce for the scripts of a page, and redirects a request without any cookie to the sign-in page. Whether
 * a cookie is valid is asked by the page and by the gate, not here. True when the request is answered.
 */
export function guardPage(request: IncomingMessage, response: ServerResponse): boolean {
  const address = URL.parse(request.url ?? "/", "http://console");
  if (address === null) {
    response.writeHead(400, { connection: "close" }).end();
    return true;
  }
  const { pathname, search, searchParams } = address;
  if (unguarded.test(pathname)) return false;
  const hasCookie = sessionCookie.test(request.headers.cookie ?? "");
  if (!hasCookie && !openPaths.has(pathname) && ["GET", "HEAD"].includes(request.method ?? "")) {
    searchParams.delete("_rsc");
    const asked = search === "" ? pathname : `${pathname}${searchParams.size === 0 ? "" : `?${searchParams}`}`;
    const location = asked === "/" ? "/sign-in" : `/sign-in?${new URLSearchParams({ next: asked })}`;
    response.writeHead(307, { location, "cache-control": "no-store" }).end();
    return true;
  }
  // Next reads the body of an action before the gate can ask who sent it; without a session it has to be small.
  if (!hasCookie && !isSmall(request)) {
    response.writeHead(413, { connection: "close" }).end();
    return true;
  }
  const policy = contentPolicy(randomBytes(16).toString("base64"));
  // Next reads the nonce for its own scripts out of this header of the request.
  request.headers["content-security-policy"] = policy;
  response.setHeader("Content-Security-Policy", policy);
  return false;
}

function isSmall({ headers }: IncomingMessage): boolean {
  if (headers["transfer-encoding"] !== undefined) return false;
  return Number(headers["content-length"] ?? 0) <= mostOctetsOfNobody;
}

function contentPolicy(nonce: string): string {
  return [
    "default-src 'none'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'`,
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "connect-src 'self'",
    "manifest-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join("; ");
}
