import { isDnsName, lower, looksLikeIpv4 } from "./dns-name.ts";

/** URIs under name constraints: RFC 5280 §4.2.1.10. The constraint speaks of the host part and nothing else. */

const authority = /^[A-Za-z][A-Za-z0-9+.-]*:\/\/([^/?#\\]*)/;

/** The host name of a URI; null when there is no authority or its host is not a domain name, which must be rejected. */
export function hostOfUri(uri: string): string | null {
  const match = authority.exec(uri);
  if (match === null) return null;
  const withoutUser = match[1]!.slice(match[1]!.lastIndexOf("@") + 1);
  const host = lower(withoutUser.replace(/:\d*$/, "")).replace(/\.$/, "");
  return isDnsName(host, "exact") && !looksLikeIpv4(host) ? host : null;
}

/** A constraint: one host, or with a leading dot all hosts below a domain. No scheme, no port. */
export const isUriConstraint = (text: string): boolean =>
  isDnsName(text.startsWith(".") ? text.slice(1) : text, "exact");

export function isUriHostWithin(host: string, constraint: string): boolean {
  const subtree = lower(constraint);
  return subtree.startsWith(".") ? host.endsWith(subtree) : host === subtree;
}
