import { readIpText } from "../x509/ip-text.ts";

/**
 * Reads a network as it is typed (`10.20.0.0/16`, `2001:db8::/32`) or one address: the address and its mask, 8 or 32
 * octets as a name constraint has them (RFC 5280 §4.2.1.10). Null for anything else, and for an address with bits
 * outside of its mask: that is a slip of the pen, and which of the two was meant is not known.
 */
export function readNetworkText(text: string): Uint8Array | null {
  const [address = "", prefix, ...rest] = text.split("/");
  const read = readIpText(address);
  if (!("octets" in read) || rest.length > 0) return null;
  const bits = read.octets.length * 8;
  if (prefix !== undefined && !/^(?:0|[1-9]\d{0,2})$/.test(prefix)) return null;
  const length = prefix === undefined ? bits : Number(prefix);
  if (length > bits) return null;
  const mask = read.octets.map((_, index) => (0xff00 >> Math.min(8, Math.max(0, length - index * 8))) & 0xff);
  if (read.octets.some((octet, index) => (octet & ~mask[index]!) !== 0)) return null;
  return Uint8Array.from([...read.octets, ...mask]);
}
