import { contextConstructed, contextPrimitive } from "../asn1/der.ts";
import { encode, writeIa5String } from "../asn1/der-write.ts";

/** DistributionPointName behind `[0]`: full names, each a URI (RFC 5280 §4.2.1.13). */
export function pointName(uris: readonly string[]): Uint8Array {
  const names = uris.map((uri) => writeIa5String(uri, contextPrimitive(6)));
  return encode(contextConstructed(0), encode(contextConstructed(0), ...names));
}
