import { contextConstructed, contextPrimitive, type Element, readElement, Tag } from "../asn1/der.ts";
import { Oid } from "../asn1/oid.ts";

/**
 * What the ASN.1 of RFC 5280 Appendix A forbids and the readers of the extension values pass over, because they show
 * what there is: lists of SIZE (1..MAX) that are empty, and general names whose structure has nothing in it. The value
 * has to be one that its reader took. Each list that is empty where something was meant is one that a program may read
 * as "nothing" and another as "everything".
 */
export function hasEmptyPart(oid: string, value: Uint8Array): boolean {
  const read = readers[oid];
  return read !== undefined && read(readElement(value));
}

type Check = (element: Element) => boolean;

const isEmpty = (element: Element): boolean => element.length === 0;
const isEmptyOrAny =
  (check: Check): Check =>
  (list) =>
    isEmpty(list) || list.children().some(check);

/** otherName, x400Address, directoryName and ediPartyName are structures: none of them has nothing inside. */
const isHollowName: Check = (name) => isEmpty(name) && [0, 3, 4, 5].some((n) => name.tag === contextConstructed(n));

const names = isEmptyOrAny(isHollowName);

/** `[0]` permitted and `[1]` excluded, each a list of its own (§4.2.1.10: never both absent, never empty). */
const nameConstraints = isEmptyOrAny(
  isEmptyOrAny((subtree) => {
    const base = subtree.children()[0];
    return base === undefined || isHollowName(base);
  }),
);

const policies = isEmptyOrAny((policy) => {
  const qualifiers = policy.children()[1];
  return qualifiers !== undefined && isEmpty(qualifiers);
});

const distributionPoints = isEmptyOrAny((point) =>
  point.children().some((part) => {
    if (part.tag === contextConstructed(2)) return names(part);
    return part.tag === contextConstructed(0) && isHollowPointName(part);
  }),
);

/** DistributionPointName behind its `[0]`: full names, or the attributes of one RDN. */
const isHollowPointName: Check = (wrapper) =>
  wrapper.children().some((choice) => (choice.tag === contextConstructed(0) ? names(choice) : isEmpty(choice)));

const accessDescriptions = isEmptyOrAny((description) => description.children().slice(1).some(isHollowName));

const authorityKey: Check = (value) =>
  value.children().some((part) => part.tag === contextConstructed(1) && names(part));

const readers: Readonly<Record<string, Check>> = {
  [Oid.certificatePolicies]: policies,
  [Oid.policyMappings]: isEmpty,
  [Oid.extendedKeyUsage]: isEmpty,
  [Oid.subjectAltName]: names,
  [Oid.issuerAltName]: names,
  [Oid.subjectDirectoryAttributes]: isEmpty,
  [Oid.nameConstraints]: nameConstraints,
  [Oid.cRLDistributionPoints]: distributionPoints,
  [Oid.freshestCRL]: distributionPoints,
  [Oid.authorityInfoAccess]: accessDescriptions,
  [Oid.subjectInfoAccess]: accessDescriptions,
  [Oid.authorityKeyIdentifier]: authorityKey,
};

/**
 * What §4.2.1.1 and §4.2.1.13 ask of an extension that only helps to find things: an issuer and a serial number stand
 * together or not at all; a distribution point has a name or a cRLIssuer, never reasons alone.
 */
export function hasHalfPart(oid: string, value: Uint8Array): boolean {
  switch (oid) {
    case Oid.authorityKeyIdentifier: {
      const tags = partsOf(value).map(({ tag }) => tag);
      return tags.includes(contextConstructed(1)) !== tags.includes(contextPrimitive(2));
    }
    case Oid.cRLDistributionPoints:
    case Oid.freshestCRL:
      return partsOf(value).some((point) => !point.children().some(isPointName));
    default:
      return false;
  }
}

const partsOf = (value: Uint8Array): Element[] => readElement(value, Tag.sequence).children();

const isPointName = ({ tag }: Element): boolean => tag === contextConstructed(0) || tag === contextConstructed(2);
