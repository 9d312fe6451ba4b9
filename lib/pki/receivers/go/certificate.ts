import { Tag } from "../../asn1/der.ts";
import { Oid } from "../../asn1/oid.ts";
import { equalOctets } from "../../asn1/octets.ts";
import { isFailure } from "../../failure.ts";
import type { PathFacts } from "../../path/facts.ts";
import { readNameConstraints } from "../../x509/extension-policy.ts";
import type { Extension } from "../../x509/extension.ts";
import type { GeneralName } from "../../x509/general-name.ts";
import type { Name } from "../../x509/name.ts";
import { reasonOf, type ReceiverReason } from "../reason.ts";
import { isReadableDomain, readMailbox } from "./domain.ts";

const goCurves: ReadonlySet<string> = new Set(["P-224", "P-256", "P-384", "P-521"]);

/**
 * Why Go's x509.ParseCertificate refuses to read the certificate; null when it reads it. One certificate that cannot be
 * read, anywhere in what is sent, ends a handshake.
 */
export function readingProblem(facts: PathFacts): ReceiverReason | null {
  const { certificate, publicKey } = facts;
  const unreadable = (
    problem: "repeated-extension" | "extension" | "curve" | "key" | "name",
    detail: string,
  ): ReceiverReason => reasonOf("receiver.unreadable", facts, { problem, detail });
  if (!equalOctets(certificate.signatureAlgorithm, certificate.tbsSignatureAlgorithm))
    return reasonOf("receiver.algorithm-mismatch", facts, {});
  if (!isReadableName(certificate.issuer) || !isReadableName(certificate.subject)) return unreadable("name", "");
  if (publicKey.family === "ec" && !goCurves.has(publicKey.curve ?? "")) return unreadable("curve", publicKey.label);
  if (publicKey.family === "rsa" && (publicKey.exponent === null || publicKey.exponent.startsWith("-")))
    return unreadable("key", publicKey.label);
  if (certificate.version !== 3) return null;
  const [repeated] = facts.duplicates;
  if (repeated !== undefined) return unreadable("repeated-extension", repeated);
  const broken = certificate.extensions.find((extension) => !isReadable(extension, facts));
  return broken === undefined ? null : unreadable("extension", broken.oid);
}

/** What Go reads of it: version 1 and 2 have no extensions for it. */
export const extensionsOf = (facts: PathFacts): readonly Extension[] =>
  facts.certificate.version === 3 ? facts.certificate.extensions : [];

export const hasExtension = (facts: PathFacts, oid: string): boolean =>
  extensionsOf(facts).some((extension) => extension.oid === oid);

/** String types that Go knows; a PrintableString may also hold `*` and `&`. */
function isReadableName(name: Name): boolean {
  return name.rdns.flat().every(({ tag, raw, isMalformed }) => {
    switch (tag) {
      case Tag.printableString:
        return raw.every((octet) => /[A-Za-z0-9 '()+,\-./:=?*&]/.test(String.fromCharCode(octet)));
      case Tag.teletexString:
        return true;
      case Tag.utf8String:
      case Tag.bmpString:
      case Tag.ia5String:
      case Tag.numericString:
        return !isMalformed;
      default:
        return false;
    }
  });
}

function isReadable({ oid }: Extension, facts: PathFacts): boolean {
  // Policies, mappings and the like are read by shape alone; what our own reader refuses there is rare and no rule here.
  if (oid === Oid.subjectAltName)
    return facts.altNames === null ? false : facts.altNames.every((name) => isReadableAltName(name));
  if (oid === Oid.nameConstraints) return constraintsOf(facts) !== null;
  if (oid === Oid.basicConstraints) return facts.basicConstraints !== null;
  if (oid === Oid.keyUsage) return facts.keyUsage !== null;
  return !facts.malformed.some((each) => each.oid === oid && strict.has(oid));
}

const strict: ReadonlySet<string> = new Set([
  Oid.cRLDistributionPoints,
  Oid.authorityKeyIdentifier,
  Oid.subjectKeyIdentifier,
  Oid.certificatePolicies,
]);

const isAscii = (text: string): boolean => !/[^\x00-\x7f]/.test(text);

function isReadableAltName(name: GeneralName): boolean {
  switch (name.kind) {
    case "dns":
    case "email":
      return isAscii(name.value);
    case "uri":
      return isAscii(name.value) && isReadableUri(name.value);
    case "ip":
      return name.octets.length === 4 || name.octets.length === 16;
    default:
      return true;
  }
}

/** url.Parse, as far as names in certificates meet it, and a host that is a domain. */
function isReadableUri(text: string): boolean {
  if (/[\x00-\x1f\x7f]/.test(text) || /%(?![0-9A-Fa-f]{2})/.test(text)) return false;
  const host = hostOf(text);
  return host === null || host === "" || isReadableDomain(host);
}

/** The authority of a URI with its port; null when it has none. */
export function hostOf(uri: string): string | null {
  const [, authority] = /^[A-Za-z][A-Za-z0-9+.-]*:\/\/([^/?#]*)/.exec(uri) ?? [];
  return authority === undefined ? null : authority.slice(authority.lastIndexOf("@") + 1);
}

/** Name constraints in the forms that Go compares; `hasOther`: there are subtrees of a form that it does not know. */
export interface GoConstraints {
  readonly permitted: readonly GeneralName[];
  readonly excluded: readonly GeneralName[];
  readonly hasOther: boolean;
}

/** Null when Go cannot read them. */
export function constraintsOf(facts: PathFacts): GoConstraints | null {
  const extension = extensionsOf(facts).find(({ oid }) => oid === Oid.nameConstraints);
  if (extension === undefined) return { permitted: [], excluded: [], hasOther: false };
  try {
    const { permitted, excluded } = readNameConstraints(extension.value);
    if (permitted.length + excluded.length === 0) return null;
    const all = [...permitted, ...excluded].map(({ base }) => base);
    if (!all.every(isReadableBase)) return null;
    const known = (names: readonly { readonly base: GeneralName }[]) =>
      names.map(({ base }) => base).filter(({ kind }) => compared.has(kind));
    // Go keeps the last verdict: only what stands in the excluded list decides when there is one.
    const isOther = (names: readonly { readonly base: GeneralName }[]) =>
      names.some(({ base }) => !compared.has(base.kind));
    return {
      permitted: known(permitted),
      excluded: known(excluded),
      hasOther: isOther(permitted) || isOther(excluded),
    };
  } catch (error) {
    if (isFailure(error, "der.malformed")) return null;
    throw error;
  }
}

const compared: ReadonlySet<string> = new Set(["dns", "email", "uri", "ip"]);

function isReadableBase(base: GeneralName): boolean {
  switch (base.kind) {
    case "dns":
      return isAscii(base.value) && isReadableDomain(base.value.replace(/^\./, ""));
    case "uri":
      return isAscii(base.value) && !/^[\d.]+$/.test(base.value) && isReadableDomain(base.value.replace(/^\./, ""));
    case "email":
      return base.value.includes("@")
        ? readMailbox(base.value) !== null
        : isReadableDomain(base.value.replace(/^\./, ""));
    case "ip":
      return (
        (base.octets.length === 8 || base.octets.length === 32) && isMask(base.octets.subarray(base.octets.length / 2))
      );
    default:
      return true;
  }
}

function isMask(mask: Uint8Array): boolean {
  const bits = [...mask].map((octet) => octet.toString(2).padStart(8, "0")).join("");
  return /^1*0*$/.test(bits);
}

/** Critical extensions that Go leaves unhandled, the first of them; null when there is none. */
export function unhandledExtension(facts: PathFacts): string | null {
  const unhandled = extensionsOf(facts).find(({ oid, critical }) => {
    if (!critical) return false;
    if (oid === Oid.subjectAltName) return !(facts.altNames ?? []).some(({ kind }) => compared.has(kind));
    if (oid === Oid.nameConstraints) return constraintsOf(facts)?.hasOther === true;
    return !handled.has(oid);
  });
  return unhandled?.oid ?? null;
}

const handled: ReadonlySet<string> = new Set([
  Oid.keyUsage,
  Oid.basicConstraints,
  Oid.cRLDistributionPoints,
  Oid.authorityKeyIdentifier,
  Oid.extendedKeyUsage,
  Oid.subjectKeyIdentifier,
  Oid.certificatePolicies,
  Oid.authorityInfoAccess,
]);
