/** Characters; paths of our pages are shorter. */
const longest = 2000;
/** What a browser strips from an address or reads as a slash, and what a person cannot see. */
const disguising = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\\]/u;
/** Proxies and frameworks decode a path, some of them twice. */
const mostDecodings = 3;

/**
 * Returns a path of this console with its query, as a redirect may follow it; `/` for everything else: an address
 * elsewhere, a path that a browser, a router or a proxy could read as one (`//host`, `/\host`, `/⇥/host`, `/.//host`,
 * also percent-encoded), a path with control characters, and what is no text.
 */
export function ownPath(wanted: unknown): string {
  if (typeof wanted !== "string" || wanted.length > longest || !wanted.startsWith("/") || disguising.test(wanted))
    return "/";
  const here = "http://console.invalid";
  const address = URL.parse(wanted, here);
  if (address === null || address.origin !== here || !isPlain(address.pathname)) return "/";
  return `${address.pathname}${address.search}${address.hash}`;
}

function isPlain(pathname: string): boolean {
  let path = pathname;
  for (let decoding = 0; decoding <= mostDecodings; decoding += 1) {
    if (/^\/\s*\//.test(path) || disguising.test(path)) return false;
    let decoded: string;
    try {
      decoded = decodeURIComponent(path);
    } catch {
      return false;
    }
    if (decoded === path) return true;
    path = decoded;
  }
  return false;
}
