import { readElement, Tag } from "../asn1/der.ts";
import { concat, encode } from "../asn1/der-write.ts";
import { nameOfOid, Oid } from "../asn1/oid.ts";
import { keyIdentifier, type PublicKeyFacts } from "../keys/public-key.ts";
import { type Certificate, extensionOf, isAuthority, subjectAltNames, subjectKeyId } from "../x509/certificate.ts";
import type { Extension } from "../x509/extension.ts";
import {
  readBasicConstraints,
  readExtendedKeyUsage,
  readKeyUsage,
  readSubjectAltName,
} from "../x509/extension-values.ts";
import {
  authorityKeyIdentifierExtension,
  basicConstraintsExtension,
  keyUsageExtension,
  subjectAltNameExtension,
  subjectKeyIdentifierExtension,
} from "../x509/extension-write.ts";
import { generalNameInputOf, writeGeneralName } from "../x509/general-name.ts";
import { type GeneralNameInput, generalNameKey } from "../x509/general-name-text.ts";
import { isEmptyName } from "../x509/name.ts";
import { builtIn } from "../templates/built-in.ts";
import type { Template } from "../templates/template.ts";

/** What a renewed certificate says of its holder: the same as the one before. */

/** Extensions that speak of the holder, in any certificate. */
const ofHolder: ReadonlySet<string> = new Set([
  Oid.basicConstraints,
  Oid.keyUsage,
  Oid.extendedKeyUsage,
  Oid.subjectAltName,
  Oid.nameConstraints,
  Oid.certificatePolicies,
  Oid.policyMappings,
  Oid.policyConstraints,
  Oid.inhibitAnyPolicy,
  Oid.tlsFeature,
  Oid.ocspNoCheck,
  Oid.netscapeCertType,
]);
/** Extensions that say where the issuer publishes: they stay true below the same issuer alone. */
const ofIssuer: ReadonlySet<string> = new Set([
  Oid.cRLDistributionPoints,
  Oid.freshestCRL,
  Oid.authorityInfoAccess,
  Oid.issuerAltName,
]);
/** Of these those that `placeExtensions` writes. */
const ofPublishing: ReadonlySet<string> = new Set([
  Oid.cRLDistributionPoints,
  Oid.freshestCRL,
  Oid.authorityInfoAccess,
]);
/** Of these the next certificate has its own. */
const remade: ReadonlySet<string> = new Set([Oid.subjectKeyIdentifier, Oid.authorityKeyIdentifier]);

/** The extensions that are written again, each once, and the names of those that are not. */
interface Carried {
  readonly extensions: readonly Extension[];
  readonly leftOut: readonly string[];
}

/**
 * Sorts the extensions of a certificate into those that the next one repeats and the names of those that it does not.
 * `isSameIssuer`: what says where the issuer publishes stays too.
 */
export function carriedExtensions(former: Certificate, isSameIssuer: boolean): Carried {
  const extensions: Extension[] = [];
  const leftOut: string[] = [];
  for (const extension of former.extensions) {
    if (remade.has(extension.oid) || extensions.some(({ oid }) => oid === extension.oid)) continue;
    const stays = ofHolder.has(extension.oid) || (isSameIssuer && ofIssuer.has(extension.oid));
    if (stays) extensions.push(extension);
    else leftOut.push(nameOfOid(extension.oid) ?? extension.oid);
  }
  return { extensions, leftOut };
}

interface Renewed {
  readonly former: Certificate;
  readonly isSameIssuer: boolean;
  readonly key: PublicKeyFacts;
  /** SubjectPublicKeyInfo, DER. */
  readonly spki: Uint8Array;
  readonly issuerKeyId: Uint8Array;
  readonly added: readonly GeneralNameInput[];
  /** Where the issuer publishes now; null: the former certificate's extensions of that kind stay. */
  readonly addresses?: readonly Extension[] | null;
}

/**
 * The extensions of the next certificate, in the order of the one before. basicConstraints and keyUsage are critical,
 * as RFC 5280 wants of who issues, and an RSA use does not go to a key that cannot have it.
 * @throws Failure `der.malformed` where one that is repeated cannot be read.
 */
export function renewedExtensions(renewed: Renewed): Extension[] {
  const { former, isSameIssuer, key, spki, issuerKeyId, added, addresses = null } = renewed;
  const { extensions } = carriedExtensions(former, isSameIssuer);
  const staying = extensions.filter(({ oid }) => addresses === null || !ofPublishing.has(oid));
  const kept = staying.map((extension) => rewritten(extension, key, added));
  const hasNames = kept.some(({ oid }) => oid === Oid.subjectAltName);
  if (!hasNames && added.length > 0) kept.push(subjectAltNameExtension(added, isEmptyName(former.subject)));
  const hasConstraints = kept.some(({ oid }) => oid === Oid.basicConstraints);
  return [
    ...(hasConstraints ? [] : [basicConstraintsExtension(false, null)]),
    ...kept,
    subjectKeyIdentifierExtension(keyIdOf(former, spki)),
    authorityKeyIdentifierExtension(issuerKeyId),
    ...(addresses ?? []),
  ];
}

/** Of the same key the identifier stays, however it was computed: what the key has signed names it (RFC 5280 §4.2.1.1). */
function keyIdOf(former: Certificate, spki: Uint8Array): Uint8Array {
  const isSameKey = Buffer.compare(former.spki, spki) === 0;
  return (isSameKey ? subjectKeyId(former) : null) ?? keyIdentifier(spki);
}

/**
 * What a request for the next certificate asks for: names, uses and, of an authority, that it is one. Policies and
 * addresses are the issuer's to say.
 */
export function requestedExtensions(former: Certificate, added: readonly GeneralNameInput[], key: PublicKeyFacts) {
  const asked: readonly string[] = [Oid.basicConstraints, Oid.keyUsage, Oid.extendedKeyUsage, Oid.subjectAltName];
  const kept = carriedExtensions(former, false)
    .extensions.filter(
      ({ oid }) =>
        (asked.includes(oid) && (oid !== Oid.basicConstraints || isAuthority(former))) || oid === Oid.tlsFeature,
    )
    .map((extension) => rewritten(extension, key, added));
  const hasNames = kept.some(({ oid }) => oid === Oid.subjectAltName);
  return hasNames || added.length === 0 ? kept : [...kept, subjectAltNameExtension(added, isEmptyName(former.subject))];
}

function rewritten(extension: Extension, key: PublicKeyFacts, added: readonly GeneralNameInput[]): Extension {
  switch (extension.oid) {
    case Oid.basicConstraints: {
      const { isCa, pathLength } = readBasicConstraints(extension.value);
      return basicConstraintsExtension(isCa, pathLength);
    }
    case Oid.keyUsage: {
      const bits = [...readKeyUsage(extension.value)];
      const left = bits.filter((bit) => bit !== "keyEncipherment" || key.family === "rsa");
      return left.length === 0 ? { ...extension, critical: true } : keyUsageExtension(left);
    }
    case Oid.extendedKeyUsage:
      readExtendedKeyUsage(extension.value);
      return extension;
    case Oid.subjectAltName:
      return withNames(extension, added);
    default:
      return extension;
  }
}

/** The list as it stands, names of kinds that we do not write included, with more names behind it. */
function withNames(extension: Extension, added: readonly GeneralNameInput[]): Extension {
  readSubjectAltName(extension.value);
  if (added.length === 0) return extension;
  const before = readElement(extension.value, Tag.sequence).content;
  return { ...extension, value: encode(Tag.sequence, concat([before, ...added.map(writeGeneralName)])) };
}

/** Those of these names that the certificate does not have yet, each once. */
export function namesToAdd(former: Certificate, wanted: readonly GeneralNameInput[]): GeneralNameInput[] {
  const known = new Set(writableNamesOf(former).map(generalNameKey));
  return wanted.filter((name) => {
    const key = generalNameKey(name);
    return !known.has(key) && Boolean(known.add(key));
  });
}

/** The alternative names of a certificate that we write too. */
export function writableNamesOf(certificate: Pick<Certificate, "extensions">): GeneralNameInput[] {
  return subjectAltNames(certificate).flatMap((name) => generalNameInputOf(name) ?? []);
}

/** The template that comes nearest to what a certificate is for: what receivers will ask of the chain above it. */
export function templateLike(certificate: Certificate): Template {
  const extension = extensionOf(certificate, Oid.extendedKeyUsage);
  const purposes = extension === undefined ? [] : readExtendedKeyUsage(extension.value);
  const { name, version, rules } = builtIn[isAuthority(certificate) ? "sub-ca" : "server-client"];
  return { name, version, rules: { ...rules, purposes } };
}
