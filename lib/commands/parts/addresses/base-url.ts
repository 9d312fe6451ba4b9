import { Failure } from "../../error-codes.ts";

/** It stands in each certificate; RFC 5280 sets no limit, and clients are known to. */
const longest = 200;

/**
 * Reads the address that authorities publish under: `http://`, a host, a port and a path where they are needed. Plain
 * HTTP by design: a client that had to check a certificate to read a list would need a list for it first (RFC 5280 §8).
 * What is published is signed.
 * @returns it without a slash at its end, as it stands in certificates.
 * @throws Failure `addresses.not-http`, `addresses.malformed`
 */
export function readBaseUrl(given: string): string {
  const text = given.trim();
  const scheme = /^([a-z][a-z0-9+.-]*):\/\//i.exec(text)?.[1]?.toLowerCase();
  if (scheme !== undefined && scheme !== "http") throw new Failure("addresses.not-http", { scheme });
  const url = URL.parse(scheme === undefined ? `http://${text}` : text);
  const isPlain =
    url !== null && url.hostname !== "" && url.username + url.password + url.search + url.hash === "" && text !== "";
  const base = isPlain ? url.origin + url.pathname.replace(/\/+$/, "") : "";
  if (base === "" || base.length > longest || /[?#\s]/.test(text))
    throw new Failure("addresses.malformed", { address: text.slice(0, longest) });
  return base;
}

/** True for an address that means the machine itself, so that no other client finds it. */
export function isLoopback(base: string): boolean {
  const { hostname } = new URL(base);
  return /^(?:127\.\d+\.\d+\.\d+|\[::1\]|localhost|.*\.localhost)$/.test(hostname);
}
