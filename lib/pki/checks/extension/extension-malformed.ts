import { isFailure } from "../../failure.ts";
import { nameOfOid, Oid } from "../../asn1/oid.ts";
import { extensionCheck } from "../check.ts";
import { extensionReaders } from "../extension-readers.ts";

/** Where the form of each is laid down. */
const sections: ReadonlyMap<string, string> = new Map(
  (
    [
      [Oid.authorityKeyIdentifier, "§4.2.1.1"],
      [Oid.subjectKeyIdentifier, "§4.2.1.2"],
      [Oid.keyUsage, "§4.2.1.3"],
      [Oid.certificatePolicies, "§4.2.1.4"],
      [Oid.policyMappings, "§4.2.1.5"],
      [Oid.subjectAltName, "§4.2.1.6"],
      [Oid.issuerAltName, "§4.2.1.7"],
      [Oid.basicConstraints, "§4.2.1.9"],
      [Oid.nameConstraints, "§4.2.1.10"],
      [Oid.policyConstraints, "§4.2.1.11"],
      [Oid.extendedKeyUsage, "§4.2.1.12"],
      [Oid.cRLDistributionPoints, "§4.2.1.13"],
      [Oid.inhibitAnyPolicy, "§4.2.1.14"],
      [Oid.freshestCRL, "§4.2.1.15"],
      [Oid.authorityInfoAccess, "§4.2.2.1"],
      [Oid.subjectInfoAccess, "§4.2.2.2"],
      [Oid.cRLNumber, "§5.2.3"],
      [Oid.deltaCRLIndicator, "§5.2.4"],
      [Oid.issuingDistributionPoint, "§5.2.5"],
    ] as const
  ).map(([oid, section]) => [nameOfOid(oid) ?? oid, `RFC 5280 ${section}`]),
);

/** The value of a standard extension that is not what its definition says; `offset` counts inside the value. */
export const extensionMalformed = extensionCheck({
  code: "extension.malformed",
  severity: "danger",
  citation: "RFC 5280 §4.2",
  citationOf: ({ name }) => sections.get(name) ?? null,
  find({ extensions }) {
    return extensions.flatMap(({ oid, value }) => {
      try {
        extensionReaders.get(oid)?.(value);
        return [];
      } catch (error) {
        if (!isFailure(error, "der.malformed")) throw error;
        return [{ name: nameOfOid(oid) ?? oid, offset: error.facts.offset }];
      }
    });
  },
});
