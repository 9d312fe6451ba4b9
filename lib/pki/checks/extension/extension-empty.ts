import { nameOfOid, Oid } from "../../asn1/oid.ts";
import { nameCheck } from "../check.ts";

/** SEQUENCE SIZE (1..MAX) in RFC 5280; an empty basicConstraints is fine (CA:FALSE). */
const neverEmpty: ReadonlySet<string> = new Set([
  Oid.extendedKeyUsage,
  Oid.subjectAltName,
  Oid.issuerAltName,
  Oid.certificatePolicies,
  Oid.policyMappings,
  Oid.cRLDistributionPoints,
  Oid.freshestCRL,
  Oid.authorityInfoAccess,
  Oid.subjectInfoAccess,
  Oid.nameConstraints,
  Oid.policyConstraints,
]);

/** keyUsage without a bit says that the key may do nothing (RFC 5280 §4.2.1.3 wants one at least). */
const isWithoutBits = (oid: string, value: Uint8Array): boolean =>
  oid === Oid.keyUsage && value[0] === 0x03 && value.subarray(3).every((byte) => byte === 0);

export const extensionEmpty = nameCheck({
  code: "extension.empty",
  severity: "warn",
  citation: "RFC 5280 §4.2",
  find: ({ extensions }) =>
    extensions
      .filter(
        ({ oid, value }) =>
          (neverEmpty.has(oid) && value.length === 2 && value[0] === 0x30) || isWithoutBits(oid, value),
      )
      .map(({ oid }) => ({ name: nameOfOid(oid) ?? oid })),
});
