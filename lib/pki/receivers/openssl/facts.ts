import { Oid } from "../../asn1/oid.ts";
import { readBitString } from "../../asn1/der-value.ts";
import { readElement } from "../../asn1/der.ts";
import { equalOctets, hexOf } from "../../asn1/octets.ts";
import { isFailure } from "../../failure.ts";
import type { PublicKeyFacts } from "../../keys/public-key.ts";
import type { PathFacts } from "../../path/facts.ts";
import { formatName } from "../../x509/name.ts";
import { valueOf } from "../../x509/certificate.ts";
import { readNameConstraints } from "../../x509/extension-policy.ts";
import type { GeneralName } from "../../x509/general-name.ts";
import { digestOf, familiesOf } from "../asked.ts";
import { isPartyMissing } from "../general-name-form.ts";
import { reasonOf, type ReceiverReason } from "../reason.ts";
import { isSameForOpenSsl } from "./name.ts";

export const netscapeCertType = "2.16.840.1.113730.1.1";

/** The bits of Netscape's certificate type; null when there is none (or none that can be read). */
export function netscapeBits(facts: PathFacts & { [bits]?: number | null }): number | null {
  return facts[bits] === undefined ? (facts[bits] = readNetscapeBits(facts)) : facts[bits];
}

const bits = Symbol("Netscape certificate type");

function readNetscapeBits(facts: PathFacts): number | null {
  const extension = facts.certificate.extensions.find(({ oid }) => oid === netscapeCertType);
  if (extension === undefined) return null;
  try {
    return readBitString(readElement(extension.value)).bytes[0] ?? 0;
  } catch (error) {
    if (isFailure(error, "der.malformed")) return null;
    throw error;
  }
}

/** Extensions that OpenSSL reads into a certificate; one that is broken or stands twice makes it unusable. */
const read: ReadonlySet<string> = new Set([
  Oid.basicConstraints,
  Oid.keyUsage,
  Oid.extendedKeyUsage,
  netscapeCertType,
  Oid.subjectKeyIdentifier,
  Oid.authorityKeyIdentifier,
  Oid.subjectAltName,
  Oid.nameConstraints,
  Oid.cRLDistributionPoints,
]);

/** Critical extensions that OpenSSL processes; every other critical one stops it. */
export const processed: ReadonlySet<string> = new Set([
  netscapeCertType,
  Oid.keyUsage,
  Oid.subjectAltName,
  Oid.basicConstraints,
  Oid.certificatePolicies,
  Oid.cRLDistributionPoints,
  Oid.extendedKeyUsage,
  Oid.policyConstraints,
  Oid.nameConstraints,
  Oid.policyMappings,
  Oid.inhibitAnyPolicy,
  Oid.ocspNoCheck,
]);

const defect = Symbol("OpenSSL's defect");

/** Why the certificate cannot be used at all, neither as an issuer nor below one; null when it can. */
export function defectOf(facts: PathFacts & { [defect]?: ReceiverReason | null }): ReceiverReason | null {
  return facts[defect] === undefined ? (facts[defect] = findDefect(facts)) : facts[defect];
}

function findDefect(facts: PathFacts): ReceiverReason | null {
  const repeated = facts.duplicates.find((oid) => read.has(oid));
  if (repeated !== undefined)
    return reasonOf("receiver.unreadable", facts, { problem: "repeated-extension", detail: repeated });
  const broken = facts.malformed.find(
    ({ oid, problem }) => read.has(oid) && oid !== Oid.basicConstraints && problem !== "bad-value",
  );
  if (broken !== undefined) return reasonOf("receiver.unreadable", facts, { problem: "extension", detail: broken.oid });
  if (facts.malformed.some(({ oid }) => oid === Oid.basicConstraints))
    return reasonOf("receiver.unreadable", facts, { problem: "path-length", detail: Oid.basicConstraints });
  // setup_dp: a distribution point has a name or an issuer of lists.
  if (facts.malformedHints.some(({ oid }) => oid === Oid.cRLDistributionPoints))
    return reasonOf("receiver.unreadable", facts, { problem: "extension", detail: Oid.cRLDistributionPoints });
  const names = [...(facts.altNames ?? []), ...basesOf(facts)];
  if (names.some(isPartyMissing)) return reasonOf("receiver.unreadable", facts, { problem: "name", detail: "" });
  if (facts.keyUsage !== null && facts.keyUsage.size === 0)
    return reasonOf("receiver.unreadable", facts, { problem: "empty-key-usage", detail: Oid.keyUsage });
  return null;
}

function basesOf(facts: PathFacts): readonly GeneralName[] {
  if (!facts.has(Oid.nameConstraints) || facts.subtrees === null) return [];
  const limits = valueOf(facts.certificate, Oid.nameConstraints, readNameConstraints);
  return limits === null ? [] : [...limits.permitted, ...limits.excluded].map(({ base }) => base);
}

/** Does the authority key identifier of `child` allow `issuer`? Null when it does, else why not. */
export function identifierProblem(child: PathFacts, issuer: PathFacts): ReceiverReason | null {
  const claimed = child.authorityKey;
  if (claimed === null) return null;
  const subject = issuer.reference.subject;
  const own = issuer.subjectKeyOctets;
  if (claimed.keyId !== null && own !== null && !equalOctets(claimed.keyId, own))
    return reasonOf("receiver.key-id-differs", child, {
      issuer: subject,
      claimed: hexOf(claimed.keyId),
      own: hexOf(own),
    });
  const { serialNumber, issuer: above } = issuer.certificate;
  if (claimed.serial !== null && !equalOctets(claimed.serial, serialNumber))
    return reasonOf("receiver.serial-differs", child, {
      issuer: subject,
      claimed: hexOf(claimed.serial),
      own: hexOf(serialNumber),
    });
  const named = claimed.issuer?.find((name) => name.kind === "directory");
  if (named?.kind === "directory" && !isSameForOpenSsl(named.name, above))
    return reasonOf("receiver.issuer-of-issuer-differs", child, {
      issuer: subject,
      claimed: formatName(named.name),
      own: issuer.issuerText,
    });
  return null;
}

/** The signature of `child` is one that a key of the family of `issuer` can have made. */
export function isAlgorithmOf({ algorithm }: PathFacts, issuer: PathFacts): boolean {
  // ECDSA with SHA-3 has no entry in OpenSSL's table of signature algorithms.
  const isUnknown = algorithm.families.includes("ec") && algorithm.digest?.startsWith("sha3-") === true;
  return !isUnknown && familiesOf(algorithm).includes(issuer.publicKey.family);
}

/** OpenSSL's X509_check_issued without the key usage: names, identifiers, kind of key. */
export const mayIssue = (issuer: PathFacts, child: PathFacts): boolean =>
  isSameForOpenSsl(issuer.certificate.subject, child.certificate.issuer) &&
  defectOf(issuer) === null &&
  defectOf(child) === null &&
  identifierProblem(child, issuer) === null &&
  isAlgorithmOf(child, issuer);

/** Self-issued, and its own identifier and algorithm fit its own key; the signature is not looked at. */
export const isSelfSigned = (facts: PathFacts & { [selfSigned]?: boolean }): boolean =>
  (facts[selfSigned] ??= mayIssue(facts, facts));
const selfSigned = Symbol("self-signed for OpenSSL");

export const isSelfIssued = (facts: PathFacts): boolean =>
  isSameForOpenSsl(facts.certificate.subject, facts.certificate.issuer);

/** Bits of security as `EVP_PKEY_get_security_bits` counts them; 0 for a key that cannot be used. */
export function securityBitsOf(key: PublicKeyFacts): number {
  switch (key.family) {
    case "rsa":
    case "rsa-pss":
    case "dsa":
    case "dh":
      return integerBits(key.bits ?? 0);
    case "ec": {
      if (key.curve === "explicit") return 0;
      const bits = key.bits ?? 0;
      return bits >= 512
        ? 256
        : bits >= 384
          ? 192
          : bits >= 256
            ? 128
            : bits >= 224
              ? 112
              : bits >= 160
                ? 80
                : bits >> 1;
    }
    case "ed25519":
    case "x25519":
      return 128;
    case "ed448":
    case "x448":
      return 224;
    default:
      return 0;
  }
}

const named: ReadonlyMap<number, number> = new Map([
  [2048, 112],
  [3072, 128],
  [4096, 152],
  [6144, 176],
  [7680, 192],
  [8192, 200],
  [15360, 256],
]);

/** The formula of SP 800-56B rev. 2 appendix D, rounded to eight bits as OpenSSL does. */
function integerBits(bits: number): number {
  const fixed = named.get(bits);
  if (fixed !== undefined) return fixed;
  if (bits < 8) return 0;
  const x = bits * Math.LN2;
  const strength = Math.trunc((1.923 * Math.cbrt(x * Math.log(x) ** 2) - 4.69) / Math.LN2);
  const rounded = (strength + 4) & ~7;
  return Math.min(rounded, bits <= 7680 ? 192 : bits <= 15360 ? 256 : 1200);
}

/** Bits of a certificate's signature (X509_get_signature_info); 0 where OpenSSL knows none. */
export function signatureBitsOf(facts: PathFacts): number {
  const { algorithm } = facts;
  if (algorithm.families.includes("ed25519")) return 128;
  if (algorithm.families.includes("ed448")) return 224;
  const digest = digestOf(algorithm);
  if (digest === null) return 0;
  if (digest === "sha1") return 63;
  if (digest === "md5") return 39;
  return Number(/(\d+)$/.exec(digest)?.[1] ?? 0) >> 1;
}
