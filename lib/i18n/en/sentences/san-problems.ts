import type { SanProblem } from "../../../pki/failure.ts";

/**
 * Problems of a subject alternative name, as the end of a sentence. `part` is the wrong piece, `position` its number.
 */
export const sanProblems: Readonly<Record<SanProblem, (part: string, position: number) => string>> = {
  empty: (_, position) => (position > 0 ? `item ${position} is empty` : "it is empty"),
  "white-space": () => "it holds white space",
  "dns-bad-character": (part) => `the character ${part} may not stand in a DNS name`,
  "dns-empty-label": (_, position) => `label ${position} is empty (two dots in a row, or a dot at the start)`,
  "dns-label-too-long": (part, position) => `label ${position} has ${part.length} characters; 63 are allowed`,
  "dns-too-long": (part) => `the DNS name has ${part} characters; 253 are allowed`,
  "dns-hyphen": (part) => `the label ${part} begins or ends with a hyphen`,
  "dns-wildcard": () => "a * may only stand alone as the first label, as in *.example.com",
  "dns-trailing-dot": () => "leave the dot at the end off",
  "dns-numeric": (part) => `the last label ${part} is a number, so this is no DNS name`,
  "dns-port": (part) => `leave the port ${part} off: a certificate names a host`,
  "dns-idn": (part) => `${part} is not a valid internationalised name`,
  "ip-cidr": (part) => `a certificate names single addresses, not a network (${part})`,
  "ip-octet": (part, position) =>
    `part ${position} of the IPv4 address is ${part}; each is a number from 0 to 255 without leading zeros`,
  "ip-parts": (part) => `an IPv4 address has 4 parts, this has ${part}`,
  "ip-malformed": () => "this is not an IPv4 or IPv6 address",
  "email-malformed": () => "this is not an e-mail address",
  "email-not-ascii": () => "the part before the @ must be ASCII",
  "uri-relative": () => "the URI has no scheme",
  "uri-malformed": () => "this is not a URI",
  "upn-malformed": () => "a user principal name has the form name@realm",
  "rid-malformed": () => "a registered id is an object identifier such as 1.2.3.4",
  "sid-malformed": () => "a security identifier begins with S-1- and numbers follow: S-1-5-21-…",
  "too-long": (part) => `it has ${part} characters, which is too many`,
};
