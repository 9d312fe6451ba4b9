import { randomBytes } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { ownPath } from "./own-path.ts";
import { type Explain, writeRefusal } from "./refusal.ts";
import { hasSignedSession } from "./session-cookie.ts";
import { bearerToken, tokenShape } from "./token-shape.ts";

// Before every page. Here and not in a proxy.ts of Next: that one takes each request apart and puts it together again,
// the 30 MB of an upload as well, which costs a page a tenth of its time.

/** Pages that need no session. */
const openPaths: ReadonlySet<string> = new Set(["/sign-in", "/setup", "/collect", "/install"]);
/** Paths that are no pages: the HTTP interface has a gate of its own, and the rest is the same for every client. */
const unguarded = /^\/(api\/|metrics$|_next\/static\/|favicon\.ico$|icon\.svg$|robots\.txt$)/;
/** Of what Next serves by itself the files of the build are asked for, and nothing else (no images made to measure). */
const unserved = /^\/_next\/(?!static\/)/;
/** An e-mail address and a password, as a form sends them. */
export const mostAnonymousBytes = 8 * 1024;

/**
 * Sets a fresh nonce for the scripts of a page, redirects a request without a signed session cookie to the sign-in page,
 * and refuses a body that comes without any credential and is larger than a sign-in needs, before it is read. Whether a
 * session or a token is alive is asked by the page and by the gate, not here.
 *
 * @returns true when the request is answered
 */
export function guardPage(request: IncomingMessage, response: ServerResponse, explain: Explain): boolean {
  const address = URL.parse(request.url ?? "/", "http://console");
  if (address === null) {
    response.writeHead(400, { connection: "close" }).end();
    return true;
  }
  const { pathname, search, searchParams } = address;
  if (unserved.test(pathname)) {
    response.writeHead(404, { connection: "close" }).end();
    return true;
  }
  const hasSession = hasSignedSession(request.headers.cookie);
  if (!isSmall(request)) {
    const isApi = pathname.startsWith("/api/");
    if (isApi ? !hasToken(request) : !hasSession) {
      const tooLarge = { status: 413, code: "request.too-large", params: { limit: mostAnonymousBytes } } as const;
      const unknown = { status: 401, code: "actor.unknown", params: {} } as const;
      writeRefusal(request, response, isApi ? unknown : tooLarge, explain);
      return true;
    }
  }
  if (unguarded.test(pathname)) return false;
  if (!hasSession && !openPaths.has(pathname) && ["GET", "HEAD"].includes(request.method ?? "")) {
    searchParams.delete("_rsc");
    const asked = search === "" ? pathname : `${pathname}${searchParams.size === 0 ? "" : `?${searchParams}`}`;
    const next = ownPath(asked);
    const location = next === "/" ? "/sign-in" : `/sign-in?${new URLSearchParams({ next })}`;
    response.writeHead(307, { location, "cache-control": "no-store" }).end();
    return true;
  }
  const policy = contentPolicy(randomBytes(16).toString("base64"));
  // Next reads the nonce for its own scripts out of this header of the request.
  request.headers["content-security-policy"] = policy;
  response.setHeader("Content-Security-Policy", policy);
  return false;
}

function hasToken({ headers }: IncomingMessage): boolean {
  return tokenShape.test(bearerToken(headers.authorization) ?? "");
}

/** Next reads the body of an action before the gate can ask who sent it; without a session it has to be small. */
function isSmall({ headers }: IncomingMessage): boolean {
  if (headers["transfer-encoding"] !== undefined) return false;
  return Number(headers["content-length"] ?? 0) <= mostAnonymousBytes;
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
