/** Poly1305 (RFC 8439 §2.5) by itself, which node:crypto has only inside of an AEAD of another framing. `key`: 32 octets. */
export function poly1305(key: Uint8Array, message: Uint8Array): Uint8Array {
  const little = (octets: Uint8Array): bigint => BigInt(`0x${Buffer.from(octets).reverse().toString("hex") || "0"}`);
  const prime = (1n << 130n) - 5n;
  const r = little(key.subarray(0, 16)) & 0x0ffffffc0ffffffc0ffffffc0fffffffn;
  let sum = 0n;
  for (let at = 0; at < message.length; at += 16) {
    const block = message.subarray(at, at + 16);
    sum = ((sum + little(block) + (1n << BigInt(8 * block.length))) * r) % prime;
  }
  const tag = (sum + little(key.subarray(16, 32))) & ((1n << 128n) - 1n);
  return Buffer.from(tag.toString(16).padStart(32, "0"), "hex").reverse();
}
