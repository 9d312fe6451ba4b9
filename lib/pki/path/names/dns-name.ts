/** DNS names as certificates carry them: RFC 5280 §4.2.1.6 and §4.2.1.10, wildcards by RFC 9525 §6.3. */

const label = /^[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?$/;
const dottedNumbers = /^\d{1,3}(?:\.\d{1,3}){3}$/;

/** ASCII lower case: names compare without regard to case, whatever the locale. */
export const lower = (text: string): string => text.replace(/[A-Z]+/g, (part) => part.toLowerCase());

/**
 * True for `host.example.com` and, with `wildcard`, for `*.example.com`. Underscores are tolerated, because real names
 * have them; empty labels, a trailing dot, a wildcard inside a label or further right, and anything outside ASCII are
 * not.
 */
export function isDnsName(text: string, wildcard: "wildcard" | "exact"): boolean {
  if (text.length === 0 || text.length > 253) return false;
  const labels = lower(text).split(".");
  if (wildcard === "wildcard" && labels.length > 1 && labels[0] === "*") labels.shift();
  return labels.every((part) => label.test(part));
}

/** A dNSName that is really an IPv4 address; those belong into iPAddress (RFC 5280 §4.2.1.6). */
export const looksLikeIpv4 = (text: string): boolean => dottedNumbers.test(text);

/**
 * A constraint: empty (every name), a domain, or the widespread `.domain` that demands one more label. No underscore.
 */
export function isDnsConstraint(text: string): boolean {
  if (text.includes("_")) return false;
  return text === "" || isDnsName(text.startsWith(".") ? text.slice(1) : text, "exact");
}

/**
 * The name is the constraint's domain or below it (RFC 5280 §4.2.1.10). A wildcard label counts as some label. Both in
 * lower case, and nothing is built on the way: this runs a million times for a hostile certificate.
 */
export function isDnsNameWithin(name: string, constraint: string): boolean {
  if (!name.endsWith(constraint)) return false;
  const before = name.length - constraint.length;
  if (constraint === "") return true;
  const isDotted = constraint.startsWith(".");
  return before === 0 ? !isDotted : isDotted || name[before - 1] === ".";
}

/**
 * Some host that the presented name stands for may lie in the subtree: `*.example.com` covers `bar.example.com`, so an
 * exclusion of the latter hits the former (CVE-2025-61727). Both in lower case.
 */
export function mayTouchDnsSubtree(name: string, constraint: string): boolean {
  if (isDnsNameWithin(name, constraint)) return true;
  return name.startsWith("*.") && (constraint.startsWith(".") ? constraint : `.${constraint}`).endsWith(name.slice(1));
}

/** A presented dNSName stands for the wanted host; the wildcard takes exactly one whole label (RFC 9525 §6.3). */
export function matchesDnsName(presented: string, wanted: string): boolean {
  if (!isDnsName(presented, "wildcard")) return false;
  const name = lower(presented);
  const host = lower(wanted);
  if (name === host) return !host.startsWith("*");
  if (!name.startsWith("*.")) return false;
  const dot = host.indexOf(".");
  // `*.com` and `*` would stand for names of several owners.
  return dot > 0 && name.indexOf(".", 2) > 0 && host.slice(dot) === name.slice(1);
}
