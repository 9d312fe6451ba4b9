import type { Element } from "../../asn1/der.ts";
import { Tag } from "../../asn1/der.ts";
import { readTolerantAt } from "../../asn1/tolerant.ts";
import { isFailure } from "../../failure.ts";

/** The two dates of a certificate's validity as they are encoded; none where they cannot be found. */
export function validityTimes(tbs: Uint8Array): { readonly notBefore: Element; readonly notAfter: Element } | null {
  try {
    const cursor = readTolerantAt(tbs, 0).open();
    cursor.optional(0xa0);
    cursor.next(Tag.integer);
    cursor.next(Tag.sequence);
    cursor.next(Tag.sequence);
    const validity = cursor.next(Tag.sequence).open();
    return { notBefore: validity.next(), notAfter: validity.next() };
  } catch (error) {
    if (isFailure(error, "der.malformed")) return null;
    throw error;
  }
}
