import * as asn1js from "asn1js";

/** The little DER that the page writes, and the bytes of parts as they stand: nothing that was signed is encoded anew. */

export function bytesOf(base64: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
}

export function base64Of(bytes: Uint8Array): string {
  let text = "";
  for (const byte of bytes) text += String.fromCharCode(byte);
  return btoa(text);
}

export const hexOf = (bytes: Uint8Array): string =>
  [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");

export const isSame = (one: Uint8Array, other: Uint8Array): boolean =>
  one.length === other.length && one.every((byte, index) => byte === other[index]);

export function encode(tag: number, ...contents: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const length = contents.reduce((sum, part) => sum + part.length, 0);
  const octets: number[] = [];
  for (let rest = length; rest > 0; rest = Math.floor(rest / 256)) octets.unshift(rest % 256);
  const head = length < 128 ? [tag, length] : [tag, 0x80 + octets.length, ...octets];
  const whole = new Uint8Array(head.length + length);
  whole.set(head);
  let end = head.length;
  for (const part of contents) {
    whole.set(part, end);
    end += part.length;
  }
  return whole;
}

export const sequence = (...parts: readonly Uint8Array[]) => encode(0x30, ...parts);
export const bitString = (bytes: Uint8Array) => encode(0x03, Uint8Array.of(0), bytes);

/** The parts of a SEQUENCE, each with its bytes. @throws Error for anything else, and for bytes behind it */
export function partsOf(
  der: Uint8Array<ArrayBuffer>,
): { readonly bytes: Uint8Array<ArrayBuffer>; readonly block: asn1js.AsnType }[] {
  const { offset, result } = asn1js.fromBER(der);
  if (offset !== der.length || !(result instanceof asn1js.Sequence)) throw new Error("no SEQUENCE, or bytes behind it");
  return result.valueBlock.value.map((block) => ({ bytes: Uint8Array.from(block.valueBeforeDecodeView), block }));
}

/** The object identifier that an AlgorithmIdentifier begins with. */
export function identifierOf(algorithm: Uint8Array<ArrayBuffer>): string {
  const [first] = partsOf(algorithm);
  if (!(first?.block instanceof asn1js.ObjectIdentifier)) throw new Error("no AlgorithmIdentifier");
  return first.block.valueBlock.toString();
}

/** r and s one behind the other, as WebCrypto has them, to SEQUENCE { INTEGER, INTEGER } (RFC 3279 §2.2.3). */
export function ecdsaToDer(raw: Uint8Array): Uint8Array<ArrayBuffer> {
  const half = raw.length / 2;
  return sequence(integer(raw.subarray(0, half)), integer(raw.subarray(half)));
}

/** The way back, each half `size` bytes. */
export function ecdsaToRaw(der: Uint8Array<ArrayBuffer>, size: number): Uint8Array<ArrayBuffer> {
  const raw = new Uint8Array(2 * size);
  partsOf(der).forEach(({ block }, index) => {
    if (!(block instanceof asn1js.Integer)) throw new Error("no INTEGER");
    const value = new Uint8Array(block.valueBlock.valueHexView);
    const digits = value.subarray(value.findIndex((byte) => byte !== 0));
    raw.set(digits, (index + 1) * size - digits.length);
  });
  return raw;
}

function integer(magnitude: Uint8Array): Uint8Array {
  let start = 0;
  while (start < magnitude.length - 1 && magnitude[start] === 0) start++;
  const digits = magnitude.subarray(start);
  return digits[0]! >= 0x80 ? encode(0x02, Uint8Array.of(0), digits) : encode(0x02, digits);
}
