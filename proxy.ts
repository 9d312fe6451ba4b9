import { NextResponse, type NextRequest } from "next/server";

/** Pages that answer to nobody in particular. */
const openPaths = new Set(["/sign-in", "/setup", "/collect", "/install"]);
const sessionCookies = ["chainsmith.session_token", "__Secure-chainsmith.session_token"];

/**
 * Before every page: a fresh nonce for its scripts, and a short way to the sign-in page for whoever has no cookie at all.
 * Whether a cookie is worth something is asked by the page and by the gate, not here.
 */
export function proxy(request: NextRequest): NextResponse {
  const { pathname, search } = request.nextUrl;
  const hasCookie = sessionCookies.some((name) => request.cookies.has(name));
  if (!hasCookie && !openPaths.has(pathname) && ["GET", "HEAD"].includes(request.method)) {
    const target = new URL("/sign-in", request.nextUrl);
    if (pathname !== "/") target.searchParams.set("next", pathname + search);
    return NextResponse.redirect(target, { headers: { "cache-control": "no-store" } });
  }
  // Next takes in the body of an action before the gate can ask who sent it; nobody gets to send much.
  if (!hasCookie && !isSmall(request)) return new NextResponse(null, { status: 413 });
  const nonce = btoa(crypto.randomUUID());
  const policy = contentPolicy(nonce);
  const headers = new Headers(request.headers);
  headers.set("x-nonce", nonce);
  // Next reads the nonce for its own scripts out of this header of the request.
  headers.set("content-security-policy", policy);
  const response = NextResponse.next({ request: { headers } });
  response.headers.set("content-security-policy", policy);
  return response;
}

function isSmall({ headers }: NextRequest): boolean {
  if (headers.has("transfer-encoding")) return false;
  return Number(headers.get("content-length") ?? 0) <= 64 * 1024;
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

export const config = {
  matcher: [{ source: "/((?!api/|_next/static|_next/image|favicon.ico|icon.svg|robots.txt).*)", missing: [{ type: "header", key: "next-router-prefetch" }] }],
};
