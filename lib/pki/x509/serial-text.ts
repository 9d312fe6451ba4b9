import { Failure } from "../failure.ts";

/** Serial numbers as people type them; `serialHex` (certificate.ts) is the one way in which they are shown. */

/**
 * Reads a serial number: hex with or without colons, spaces, hyphens or `0x`, as `serialHex`, OpenSSL and Windows print
 * it, or a decimal number. Returns the content octets of the INTEGER; digits alone may be either, hex is the first then.
 * @throws Failure `serial.malformed`.
 */
export function readSerialText(text: string): readonly Uint8Array[] {
  const typed = text.trim().replace(/^serial(?:\s*number)?\s*[:=]\s*/i, "");
  const isNegative = typed.startsWith("-");
  const digits = typed
    .replace(/^-/, "")
    .replace(/^0x/i, "")
    .replace(/[\s:.-]/g, "");
  if (!/^[0-9a-f]{1,128}$/i.test(digits)) throw new Failure("serial.malformed", { text: text.slice(0, 200) });
  const values = [BigInt(`0x${digits}`)];
  if (/^\d+$/.test(typed.replace(/^-/, ""))) values.push(BigInt(digits));
  const octets = values.map((value) => octetsOf(isNegative ? -value : value));
  return octets.filter((bytes, at) => at === 0 || Buffer.compare(bytes, octets[0]!) !== 0);
}

/** Two's complement in as few bytes as it needs (X.690 §8.3). */
function octetsOf(value: bigint): Uint8Array {
  let rest = value;
  const bytes: number[] = [];
  do {
    bytes.unshift(Number(BigInt.asUintN(8, rest)));
    rest >>= 8n;
  } while (!((rest === 0n && bytes[0]! < 0x80) || (rest === -1n && bytes[0]! >= 0x80)));
  return Uint8Array.from(bytes);
}
