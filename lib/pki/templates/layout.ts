import { writeIa5String, writeInteger, writeNull, writeOid, writeSequence } from "../asn1/der-write.ts";
import { Oid } from "../asn1/oid.ts";
import type { PublicKeyFacts } from "../keys/public-key.ts";
import type { Extension } from "../x509/extension.ts";
import type { KeyUsageBit } from "../x509/extension-values.ts";
import { extendedKeyUsageExtension, keyUsageExtension } from "../x509/extension-write.ts";
import { nameConstraintsExtension } from "./name-constraints.ts";
import { readExtensionValue } from "./extension-value.ts";
import { writeSid } from "./sid.ts";
import type { PolicyRule, Template } from "./template.ts";

/** The extensions that a template writes. */

/** keyUsage bits for this key: an RSA use does not go to a key that cannot have it (RFC 5280 §4.2.1.3). */
export function keyUsageOf({ rules }: Template, { family }: Pick<PublicKeyFacts, "family">): KeyUsageBit[] {
  return rules.keyUsage.filter((bit) => family === "rsa" || (bit !== "keyEncipherment" && bit !== "dataEncipherment"));
}

/** keyUsage and extendedKeyUsage. */
export function usesOf(template: Template, key: Pick<PublicKeyFacts, "family">): Extension[] {
  const { purposes, arePurposesCritical = false } = template.rules;
  const usage = keyUsageExtension(keyUsageOf(template, key));
  if (purposes.length === 0) return [usage];
  return [usage, { ...extendedKeyUsageExtension(purposes), critical: arePurposesCritical }];
}

/** What the rules add beside uses, names and key identifiers. `sid`: of the account, where the template takes one. */
export function templateExtensions({ rules }: Template, sid: string | null): Extension[] {
  const extensions: Extension[] = [];
  const add = (oid: string, critical: boolean, value: Uint8Array) => extensions.push({ oid, critical, value });
  const constraints = rules.authority?.nameConstraints;
  if (constraints !== undefined) extensions.push(nameConstraintsExtension(constraints.permitted, constraints.excluded));
  if (rules.policies !== undefined && rules.policies.length > 0)
    add(Oid.certificatePolicies, false, writeSequence(...rules.policies.map(writePolicy)));
  if (rules.tlsFeatures !== undefined && rules.tlsFeatures.length > 0)
    add(Oid.tlsFeature, false, writeSequence(...rules.tlsFeatures.map(writeInteger)));
  if (rules.isOcspNoCheck === true) add(Oid.ocspNoCheck, false, writeNull());
  if (rules.sid !== undefined && sid !== null) add(Oid.microsoftSecurityIdentifier, false, writeSid(sid));
  for (const { oid, isCritical, value } of rules.extensions ?? []) add(oid, isCritical, readExtensionValue(value)!);
  return extensions;
}

function writePolicy({ policy, cps }: PolicyRule): Uint8Array {
  if (cps === null) return writeSequence(writeOid(policy));
  return writeSequence(writeOid(policy), writeSequence(writeSequence(writeOid(Oid.cps), writeIa5String(cps))));
}
