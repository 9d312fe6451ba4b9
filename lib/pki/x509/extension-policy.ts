import { contextConstructed, contextPrimitive, type Element, readElement, Tag } from "../asn1/der.ts";
import { readInteger, readOid } from "../asn1/der-value.ts";
import { type GeneralName, readGeneralName } from "./general-name.ts";
import { readLenientString } from "./name.ts";
import { Oid } from "../asn1/oid.ts";

/**
 * Readers of the extension values that limit what stands below an authority (RFC 5280 §4.2.1). All throw
 * `der.malformed`.
 */

/** One side of a name constraint (§4.2.1.10). */
export interface Subtree {
  /** An IP subtree has 8 or 32 bytes: address and mask. */
  readonly base: GeneralName;
  /** RFC 5280 wants 0 and no maximum; others are told so that a validator can refuse them. */
  readonly minimum: number;
  readonly maximum: number | null;
}

export interface NameConstraints {
  readonly permitted: readonly Subtree[];
  readonly excluded: readonly Subtree[];
}

export function readNameConstraints(value: Uint8Array): NameConstraints {
  const cursor = readElement(value, Tag.sequence).open();
  const permitted = cursor.optional(contextConstructed(0));
  const excluded = cursor.optional(contextConstructed(1));
  cursor.finish();
  return { permitted: readSubtrees(permitted), excluded: readSubtrees(excluded) };
}

function readSubtrees(list: Element | undefined): Subtree[] {
  return (list?.children() ?? []).map((element) => {
    const cursor = element.open(Tag.sequence);
    const base = readGeneralName(cursor.next());
    const minimum = cursor.optional(contextPrimitive(0));
    const maximum = cursor.optional(contextPrimitive(1));
    cursor.finish();
    return {
      base,
      minimum: minimum === undefined ? 0 : readInteger(minimum, contextPrimitive(0)),
      maximum: maximum === undefined ? null : readInteger(maximum, contextPrimitive(1)),
    };
  });
}

export interface PolicyQualifier {
  /** Dotted; `Oid.cps` or `Oid.userNotice`. */
  readonly type: string;
  /** CPS address or the notice's explicit text; null for others. */
  readonly text: string | null;
  /** The qualifier's TLV. */
  readonly raw: Uint8Array;
}

export interface PolicyInformation {
  readonly policy: string;
  readonly qualifiers: readonly PolicyQualifier[];
}

/** §4.2.1.4. */
export function readCertificatePolicies(value: Uint8Array): PolicyInformation[] {
  return readElement(value, Tag.sequence)
    .children()
    .map((element) => {
      const cursor = element.open(Tag.sequence);
      const policy = readOid(cursor.next());
      const qualifiers = cursor.isAtEnd ? [] : cursor.next(Tag.sequence).children().map(readQualifier);
      cursor.finish();
      return { policy, qualifiers };
    });
}

function readQualifier(element: Element): PolicyQualifier {
  const cursor = element.open(Tag.sequence);
  const type = readOid(cursor.next());
  const qualifier = cursor.next();
  cursor.finish();
  return { type, text: qualifierText(type, qualifier), raw: qualifier.bytes };
}

function qualifierText(type: string, qualifier: Element): string | null {
  if (type === Oid.cps && qualifier.tag === Tag.ia5String) return readLenientString(qualifier).text;
  if (type !== Oid.userNotice || qualifier.tag !== Tag.sequence) return null;
  const explicitText = qualifier.children().find((part) => part.tag !== Tag.sequence);
  return explicitText === undefined ? null : readLenientString(explicitText).text;
}

export interface PolicyMapping {
  readonly issuerDomainPolicy: string;
  readonly subjectDomainPolicy: string;
}

/** §4.2.1.5. */
export function readPolicyMappings(value: Uint8Array): PolicyMapping[] {
  return readElement(value, Tag.sequence)
    .children()
    .map((element) => {
      const cursor = element.open(Tag.sequence);
      const issuerDomainPolicy = readOid(cursor.next());
      const subjectDomainPolicy = readOid(cursor.next());
      cursor.finish();
      return { issuerDomainPolicy, subjectDomainPolicy };
    });
}

export interface PolicyConstraints {
  readonly requireExplicitPolicy: number | null;
  readonly inhibitPolicyMapping: number | null;
}

/** §4.2.1.11. */
export function readPolicyConstraints(value: Uint8Array): PolicyConstraints {
  const cursor = readElement(value, Tag.sequence).open();
  const explicit = cursor.optional(contextPrimitive(0));
  const mapping = cursor.optional(contextPrimitive(1));
  cursor.finish();
  return {
    requireExplicitPolicy: explicit === undefined ? null : readInteger(explicit, contextPrimitive(0)),
    inhibitPolicyMapping: mapping === undefined ? null : readInteger(mapping, contextPrimitive(1)),
  };
}

/** §4.2.1.14: number of certificates after which anyPolicy no longer counts. */
export function readInhibitAnyPolicy(value: Uint8Array): number {
  return readInteger(readElement(value));
}
