export function equalOctets(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}

/** The last four bytes as a number, to tell most signatures apart cheaply. */
export function lastOctets(bytes: Uint8Array): number {
  let value = 0;
  for (let i = Math.max(0, bytes.length - 4); i < bytes.length; i++) value = value * 256 + bytes[i]!;
  return value;
}

/** Whole seconds since 1970: certificates know no fractions, so an instant's are dropped. */
export const secondsOf = (instant: Date): number => Math.floor(instant.getTime() / 1000);

export const hexOf = (bytes: Uint8Array): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("hex");
