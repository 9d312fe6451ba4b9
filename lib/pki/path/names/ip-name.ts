/** IP addresses as bytes: RFC 5280 §4.2.1.6 (4 or 16) and §4.2.1.10 (address and mask: 8 or 32). */

export const isIpAddress = (bytes: Uint8Array): boolean => bytes.length === 4 || bytes.length === 16;

/** Address and mask, the mask in CIDR form (RFC 4632): ones, then zeros. */
export function isIpConstraint(bytes: Uint8Array): boolean {
  if (bytes.length !== 8 && bytes.length !== 32) return false;
  let isPastOnes = false;
  for (const octet of bytes.subarray(bytes.length / 2)) {
    if (isPastOnes ? octet !== 0 : !isRunOfOnes(octet)) return false;
    if (octet !== 0xff) isPastOnes = true;
  }
  return true;
}

const isRunOfOnes = (octet: number): boolean => [0, 128, 192, 224, 240, 248, 252, 254, 255].includes(octet);

/** True when the address is in the network. The two families never meet, not even by mapped addresses: see `ipv4Of`. */
export function isIpAddressWithin(address: Uint8Array, constraint: Uint8Array): boolean {
  const length = address.length;
  if (constraint.length !== length * 2) return false;
  for (let i = 0; i < length; i++) {
    const mask = constraint[length + i]!;
    if ((address[i]! & mask) !== (constraint[i]! & mask)) return false;
  }
  return true;
}

/**
 * The IPv4 address that an IPv4-mapped IPv6 address stands for (::ffff:192.0.2.1, RFC 4291 §2.5.5.2), else null. A
 * connection to the one is a connection to the other, so an exclusion of the one must not be passed by under the name of
 * the other.
 */
export function ipv4Of(address: Uint8Array): Uint8Array | null {
  if (address.length !== 16) return null;
  const isMapped =
    address.subarray(0, 10).every((octet) => octet === 0) && address[10] === 0xff && address[11] === 0xff;
  return isMapped ? address.subarray(12) : null;
}
