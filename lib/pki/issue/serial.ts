/**
 * Draws a serial number: 128 bits (16 bytes) of `random`. DER adds a byte in front where the first bit would make it
 * negative (RFC 5280 §4.1.2.2).
 */
export function drawSerial(random: { bytes(length: number): Uint8Array }): Uint8Array {
  return random.bytes(16);
}
