import { Oid } from "../asn1/oid.ts";

/** Attribute types of a distinguished name: how they are abbreviated, written and bounded. */

/** Dotted type → abbreviation: RFC 4514 §3 first, then the words that OpenSSL prints. */
const abbreviations: ReadonlyMap<string, string> = new Map([
  [Oid.commonName, "CN"],
  [Oid.surname, "SN"],
  [Oid.serialNumber, "serialNumber"],
  [Oid.countryName, "C"],
  [Oid.localityName, "L"],
  [Oid.stateOrProvinceName, "ST"],
  [Oid.streetAddress, "STREET"],
  [Oid.organizationName, "O"],
  [Oid.organizationalUnitName, "OU"],
  [Oid.title, "title"],
  [Oid.description, "description"],
  [Oid.businessCategory, "businessCategory"],
  [Oid.postalCode, "postalCode"],
  [Oid.name, "name"],
  [Oid.givenName, "GN"],
  [Oid.initials, "initials"],
  [Oid.generationQualifier, "generationQualifier"],
  [Oid.dnQualifier, "dnQualifier"],
  [Oid.pseudonym, "pseudonym"],
  [Oid.organizationIdentifier, "organizationIdentifier"],
  [Oid.userId, "UID"],
  [Oid.domainComponent, "DC"],
  [Oid.emailAddress, "emailAddress"],
  [Oid.unstructuredName, "unstructuredName"],
  [Oid.unstructuredAddress, "unstructuredAddress"],
  [Oid.jurisdictionLocality, "jurisdictionL"],
  [Oid.jurisdictionState, "jurisdictionST"],
  [Oid.jurisdictionCountry, "jurisdictionC"],
]);

/** `CN` for 2.5.4.3; null for a type that has no abbreviation here. */
export function abbreviationOf(type: string): string | null {
  return abbreviations.get(type) ?? null;
}

/** Upper bounds of RFC 5280 appendix A.1 and X.520, in characters. */
const upperBounds: Readonly<Record<string, number>> = {
  [Oid.commonName]: 64,
  [Oid.organizationName]: 64,
  [Oid.organizationalUnitName]: 64,
  [Oid.localityName]: 128,
  [Oid.stateOrProvinceName]: 128,
  [Oid.countryName]: 2,
  [Oid.serialNumber]: 64,
  [Oid.title]: 64,
  [Oid.pseudonym]: 128,
  [Oid.emailAddress]: 255,
};

/** The most characters that a value of this type may have; null where there is no bound here. */
export function upperBoundOf(type: string): number | null {
  return upperBounds[type] ?? null;
}

/** The fields that we write into a subject, in the order in which they are written (that of `openssl req`). */
export const subjectFields = [
  { field: "DC", type: Oid.domainComponent, string: "ia5", limit: 63 },
  { field: "C", type: Oid.countryName, string: "printable", limit: 2 },
  { field: "ST", type: Oid.stateOrProvinceName, string: "utf8", limit: 128 },
  { field: "L", type: Oid.localityName, string: "utf8", limit: 128 },
  { field: "O", type: Oid.organizationName, string: "utf8", limit: 64 },
  { field: "OU", type: Oid.organizationalUnitName, string: "utf8", limit: 64 },
  { field: "CN", type: Oid.commonName, string: "utf8", limit: 64 },
  { field: "serialNumber", type: Oid.serialNumber, string: "printable", limit: 64 },
  { field: "UID", type: Oid.userId, string: "utf8", limit: 256 },
  { field: "emailAddress", type: Oid.emailAddress, string: "ia5", limit: 255 },
] as const;

export type SubjectField = (typeof subjectFields)[number];
