import { contextConstructed, contextPrimitive, type Cursor, type Element, readElement, Tag } from "../asn1/der.ts";
import { readBitString, readInteger, readOid } from "../asn1/der-value.ts";
import { type GeneralName, readGeneralName, readGeneralNames } from "./general-name.ts";

/**
 * Readers of the extension values that say where more is to be found (RFC 5280 §4.2.1.13, §4.2.2). All throw
 * `der.malformed`.
 */

export interface DistributionPoint {
  /** Full names; empty when the point has none. */
  readonly names: readonly GeneralName[];
  /** TLV of nameRelativeToCRLIssuer (`[1]`), for the validator; null when absent. */
  readonly relativeName: Uint8Array | null;
  /** Bits of the reasons, by their number in ReasonFlags; null: all. */
  readonly reasons: ReadonlySet<number> | null;
  readonly crlIssuer: readonly GeneralName[] | null;
}

/** §4.2.1.13 (and freshestCRL, §4.2.1.15). */
export function readCrlDistributionPoints(value: Uint8Array): DistributionPoint[] {
  return readElement(value, Tag.sequence)
    .children()
    .map((element) => {
      const cursor = element.open(Tag.sequence);
      const name = readDistributionPointName(cursor);
      const reasons = cursor.optional(contextPrimitive(1));
      const issuer = cursor.optional(contextConstructed(2));
      cursor.finish();
      return {
        ...name,
        reasons: reasons === undefined ? null : readReasons(reasons),
        crlIssuer: issuer === undefined ? null : readGeneralNames(issuer, contextConstructed(2)),
      };
    });
}

/** DistributionPointName behind `[0]`, when it is there; also in issuingDistributionPoint (§5.2.5). */
export function readDistributionPointName(cursor: Cursor): Pick<DistributionPoint, "names" | "relativeName"> {
  const point = cursor.optional(contextConstructed(0));
  if (point === undefined) return { names: [], relativeName: null };
  const choice = point.open();
  const inside = choice.next();
  choice.finish();
  if (inside.tag === contextConstructed(0))
    return { names: readGeneralNames(inside, contextConstructed(0)), relativeName: null };
  return { names: [], relativeName: inside.expect(contextConstructed(1)).bytes };
}

/** ReasonFlags: the numbers of the set bits. */
export function readReasons(element: Element): ReadonlySet<number> {
  const { bytes } = readBitString(element, element.tag);
  const bits = Array.from({ length: bytes.length * 8 }, (_, bit) => bit);
  return new Set(bits.filter((bit) => (bytes[bit >> 3]! & (0x80 >> (bit & 7))) !== 0));
}

export interface AccessDescription {
  /** Dotted: `Oid.ocsp`, `Oid.caIssuers` … */
  readonly method: string;
  readonly location: GeneralName;
}

/** §4.2.2.1 and §4.2.2.2. */
export function readAuthorityInfoAccess(value: Uint8Array): AccessDescription[] {
  return readElement(value, Tag.sequence)
    .children()
    .map((element) => {
      const cursor = element.open(Tag.sequence);
      const method = readOid(cursor.next());
      const location = readGeneralName(cursor.next());
      cursor.finish();
      return { method, location };
    });
}

/** TLS feature (RFC 7633): the numbers of the TLS extensions; 5 is "must staple". */
export function readTlsFeature(value: Uint8Array): number[] {
  return readElement(value, Tag.sequence)
    .children()
    .map((element) => readInteger(element));
}
