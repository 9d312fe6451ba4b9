import { isOid } from "../asn1/der-write.ts";
import { Oid } from "../asn1/oid.ts";
import { isFailure } from "../failure.ts";
import { minimumRsaBits } from "../keys/key-strength.ts";
import { subjectFields } from "../x509/name-attribute.ts";
import { writeSubtreeBase } from "./name-constraints.ts";
import { readNetworkText } from "./network-text.ts";
import { requireSubjectText } from "../x509/subject.ts";
import { filled } from "./places.ts";
import { readExtensionValue } from "./extension-value.ts";
import type { TemplateRules } from "./template.ts";
import type { NameKind } from "./decision.ts";

export type RuleProblem =
  /** The text of an attribute may not stand in a subject. */
  | "bad-value"
  | "empty-pattern"
  | "not-a-network"
  | "least-above-most"
  | "no-key-left"
  | "weak-key"
  | "no-usage"
  | "usage-without-authority"
  | "authority-without-signing"
  | "not-an-oid"
  | "default-above-most"
  | "not-a-subtree"
  | "empty-constraints"
  | "not-a-statement"
  | "not-an-address"
  | "known-extension"
  | "extension-twice"
  | "not-a-value"
  | "nothing-to-name";

/** A rule that can be followed by nothing, or that no certificate may have. */
export interface RuleFault {
  /** Where it stands, as in the JSON: `names.dns.patterns.0`. */
  readonly path: string;
  readonly problem: RuleProblem;
}

/** Extensions that the console writes itself, each by its own rule. */
const written: ReadonlySet<string> = new Set([
  Oid.subjectKeyIdentifier,
  Oid.authorityKeyIdentifier,
  Oid.keyUsage,
  Oid.extendedKeyUsage,
  Oid.subjectAltName,
  Oid.issuerAltName,
  Oid.basicConstraints,
  Oid.nameConstraints,
  Oid.certificatePolicies,
  Oid.policyMappings,
  Oid.policyConstraints,
  Oid.inhibitAnyPolicy,
  Oid.cRLDistributionPoints,
  Oid.freshestCRL,
  Oid.authorityInfoAccess,
  Oid.subjectInfoAccess,
  Oid.tlsFeature,
  Oid.ocspNoCheck,
  Oid.signedCertificateTimestamps,
  Oid.precertificatePoison,
  Oid.microsoftSecurityIdentifier,
]);

/** Everything that is wrong with rules of the right shape; none: each of them can be enforced and written. */
export function faultsOf(rules: TemplateRules): RuleFault[] {
  return [
    ...subjectFaults(rules),
    ...nameFaults(rules),
    ...keyFaults(rules),
    ...useFaults(rules),
    ...authorityFaults(rules),
    ...publicationFaults(rules),
    ...extensionFaults(rules),
  ];
}

const fault = (isFault: boolean, path: string, problem: RuleProblem): RuleFault[] =>
  isFault ? [{ path, problem }] : [];

function subjectFaults({ subject, names }: TemplateRules): RuleFault[] {
  const faults = Object.entries(subject.attributes).flatMap(([field, rule]) => {
    const path = `subject.attributes.${field}`;
    if (rule.from === "template") return fault(!isSubjectText(field, rule.value), `${path}.value`, "bad-value");
    if (rule.from !== "request") return [];
    return (rule.patterns ?? []).flatMap((pattern, index) =>
      fault(pattern.trim() === "", `${path}.patterns.${index}`, "empty-pattern"),
    );
  });
  const hasSubject =
    subject.others === "request" || Object.values(subject.attributes).some(({ from }) => from !== "nowhere");
  const hasNames = Object.keys(names).length > 0;
  return [...faults, ...fault(!hasSubject && !hasNames, "subject", "nothing-to-name")];
}

function isSubjectText(field: string, value: string): boolean {
  const row = subjectFields.find((each) => each.field === field);
  if (row === undefined) return false;
  try {
    requireSubjectText(row, value);
    return true;
  } catch (error) {
    if (isFailure(error)) return false;
    throw error;
  }
}

function nameFaults({ names }: TemplateRules): RuleFault[] {
  return Object.entries(names).flatMap(([kind, { minimum = 0, maximum = Infinity, patterns = [] }]) => [
    ...fault(minimum > maximum, `names.${kind}.minimum`, "least-above-most"),
    ...patterns.flatMap((pattern, index) => [
      ...fault(pattern.trim() === "", `names.${kind}.patterns.${index}`, "empty-pattern"),
      ...fault(
        (kind as NameKind) === "ip" && readNetworkText(pattern) === null,
        `names.${kind}.patterns.${index}`,
        "not-a-network",
      ),
    ]),
  ]);
}

function keyFaults({ keys }: TemplateRules): RuleFault[] {
  if (keys === undefined) return [];
  const faults = keys.flatMap((rule, index) => {
    if ("curves" in rule) return fault(rule.curves.length === 0, `keys.${index}.curves`, "no-key-left");
    if (!("minimumBits" in rule)) return [];
    return [
      ...fault(rule.minimumBits < minimumRsaBits, `keys.${index}.minimumBits`, "weak-key"),
      ...fault(rule.minimumBits > (rule.maximumBits ?? Infinity), `keys.${index}.minimumBits`, "least-above-most"),
    ];
  });
  return [...fault(keys.length === 0, "keys", "no-key-left"), ...faults];
}

function useFaults({ keyUsage, purposes, days, authority }: TemplateRules): RuleFault[] {
  const signs = keyUsage.includes("keyCertSign");
  return [
    ...fault(keyUsage.length === 0, "keyUsage", "no-usage"),
    ...fault(signs && authority === undefined, "keyUsage", "usage-without-authority"),
    ...fault(!signs && authority !== undefined, "keyUsage", "authority-without-signing"),
    ...purposes.flatMap((purpose, index) => fault(!isOid(purpose), `purposes.${index}`, "not-an-oid")),
    ...fault(days.byDefault > days.maximum, "days.byDefault", "default-above-most"),
  ];
}

function authorityFaults({ authority }: TemplateRules): RuleFault[] {
  if (authority === undefined) return [];
  const { pathLength, longestPath, nameConstraints } = authority;
  const path = "authority.nameConstraints";
  const side = (name: "permitted" | "excluded") =>
    (nameConstraints?.[name] ?? []).flatMap((text, index) =>
      fault(writeSubtreeBase(text) === null, `${path}.${name}.${index}`, "not-a-subtree"),
    );
  return [
    ...fault(
      pathLength !== null && longestPath !== undefined && pathLength > longestPath,
      "authority.pathLength",
      "default-above-most",
    ),
    ...fault(
      nameConstraints !== undefined && nameConstraints.permitted.length + nameConstraints.excluded.length === 0,
      path,
      "empty-constraints",
    ),
    ...side("permitted"),
    ...side("excluded"),
  ];
}

function publicationFaults({ publication = {} }: TemplateRules): RuleFault[] {
  return Object.entries(publication).flatMap(([thing, rule]) => {
    if (rule.from !== "template") return [];
    const path = `publication.${thing}.addresses`;
    return [
      ...fault(rule.addresses.length === 0, path, "not-an-address"),
      ...rule.addresses.flatMap((address, index) => fault(!isAddress(address), `${path}.${index}`, "not-an-address")),
    ];
  });
}

/** A URI of HTTP or LDAP in ASCII (RFC 5280 §4.2.1.13), with the known places alone. */
function isAddress(text: string): boolean {
  const address = filled(text, { base: "http://pki.example.com", name: "ca" });
  return /^(?:https?|ldaps?):\/\/[\x21-\x7e]+$/.test(address) && !/[{}]/.test(address) && URL.canParse(address);
}

function extensionFaults({ policies = [], extensions = [] }: TemplateRules): RuleFault[] {
  return [
    ...policies.flatMap(({ policy, cps }, index) => [
      ...fault(!isOid(policy), `policies.${index}.policy`, "not-an-oid"),
      ...fault(cps !== null && !/^https?:\/\/[\x21-\x7e]+$/.test(cps), `policies.${index}.cps`, "not-a-statement"),
    ]),
    ...extensions.flatMap(({ oid, value }, index) => [
      ...fault(!isOid(oid), `extensions.${index}.oid`, "not-an-oid"),
      ...fault(written.has(oid), `extensions.${index}.oid`, "known-extension"),
      ...fault(extensions.findIndex((each) => each.oid === oid) < index, `extensions.${index}.oid`, "extension-twice"),
      ...fault(readExtensionValue(value) === null, `extensions.${index}.value`, "not-a-value"),
    ]),
  ];
}
