import type { TimeProblem } from "../../asn1/any-time.ts";
import { contextConstructed, contextPrimitive, type Element, readElement, Tag } from "../../asn1/der.ts";
import { latin1, readOid } from "../../asn1/der-value.ts";
import { Oid } from "../../asn1/oid.ts";
import { equalOctets } from "../../asn1/octets.ts";
import { isFailure } from "../../failure.ts";
import type { PathFacts } from "../../path/facts.ts";
import { knownName } from "../../path/names/known-names.ts";
import type { Extension } from "../../x509/extension.ts";
import { type GeneralName, readGeneralName } from "../../x509/general-name.ts";
import type { Name } from "../../x509/name.ts";
import { dateProblem } from "../date-form.ts";
import { hasUnusedKeyBits } from "../key-form.ts";
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
  // Go moves the bits of a key to the right until none is unused, and the key is none.
  if (hasUnusedKeyBits(facts)) return unreadable("key", publicKey.label);
  // RFC 3279 §2.3.1 wants NULL beside an RSA key, RFC 8410 §3 nothing beside an Ed25519 key.
  const hasWrongParameters =
    publicKey.family === "rsa" || publicKey.family === "ed25519" ? facts.keyProblem?.startsWith("parameters-") : false;
  if (hasWrongParameters === true) return unreadable("key", publicKey.label);
  const date = dateProblem(facts, unreadableDates) ?? shortDateProblem(facts);
  if (date !== null) return date;
  if (certificate.version !== 3) return null;
  const [repeated] = facts.duplicates;
  if (repeated !== undefined) return unreadable("repeated-extension", repeated);
  const broken = certificate.extensions.find((extension) => !isReadable(extension, facts));
  return broken === undefined ? null : unreadable("extension", broken.oid);
}

/** An offset is read. */
const unreadableDates: ReadonlySet<TimeProblem> = new Set(["fraction", "no-zone", "no-such-day"]);

/** A time without seconds is read as a UTCTime, with its ten digits, and not as a GeneralizedTime. */
function shortDateProblem(facts: PathFacts): ReceiverReason | null {
  const found = facts.certificate.irregularTimes.find(
    ({ problem, text }) => problem === "no-seconds" && /^\d{12}/.test(text),
  );
  return found === undefined ? null : reasonOf("receiver.unreadable", facts, { problem: "date", detail: found.text });
}

/** What Go reads of it: version 1 and 2 have no extensions for it. */
export const extensionsOf = (facts: PathFacts): readonly Extension[] =>
  facts.certificate.version === 3 ? facts.certificate.extensions : [];

export const hasExtension = (facts: PathFacts, oid: string): boolean =>
  extensionsOf(facts).some((extension) => extension.oid === oid);

const readableNames = new WeakMap<object, boolean>();

/** The names of authorities stand in every certificate below them: looked at once. */
function isReadableName(name: Name): boolean {
  const known = knownName(name);
  const found = readableNames.get(known) ?? hasReadableStrings(name);
  readableNames.set(known, found);
  return found;
}

/** String types that Go knows; a PrintableString may also hold `*` and `&`. */
function hasReadableStrings(name: Name): boolean {
  return name.rdns.flat().every(({ tag, raw, isMalformed }) => {
    switch (tag) {
      case Tag.printableString:
        return /^[A-Za-z0-9 '()+,\-./:=?*&]*$/.test(latin1(raw));
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

function isReadable({ oid, value }: Extension, facts: PathFacts): boolean {
  // Policies, mappings and the like are read by shape alone; what our own reader refuses there is rare and no rule here.
  if (oid === Oid.subjectAltName) return goAltNames(facts)?.every((name) => isReadableAltName(name)) ?? false;
  if (oid === Oid.certificatePolicies) return arePoliciesReadable(value);
  if (oid === Oid.nameConstraints) return constraintsOf(facts) !== null;
  if (oid === Oid.basicConstraints) return facts.basicConstraints !== null;
  if (oid === Oid.keyUsage) return facts.keyUsage !== null;
  return !facts.malformed.some((each) => each.oid === oid && each.problem !== "bad-value" && strict.has(oid));
}

const strict: ReadonlySet<string> = new Set([
  Oid.cRLDistributionPoints,
  Oid.authorityKeyIdentifier,
  Oid.subjectKeyIdentifier,
]);

/** Lists of an identifier and anything behind it; the list may be empty. */
function arePoliciesReadable(value: Uint8Array): boolean {
  try {
    for (const policy of readElement(value, Tag.sequence).children()) readOid(policy.open(Tag.sequence).next());
    return true;
  } catch (error) {
    if (isFailure(error, "der.malformed")) return false;
    throw error;
  }
}

const altNames = Symbol("alternative names for Go");

/** The names of the four forms that Go knows, whatever stands in the others; null when they cannot be read. */
export function goAltNames(facts: PathFacts & { [altNames]?: readonly GeneralName[] | null }) {
  return facts[altNames] === undefined ? (facts[altNames] = readAltNames(facts)) : facts[altNames];
}

const readForms: ReadonlySet<number> = new Set([1, 2, 6, 7].map((form) => contextPrimitive(form)));

function readAltNames(facts: PathFacts): readonly GeneralName[] | null {
  if (facts.altNames !== null) return facts.altNames;
  const extension = extensionsOf(facts).find(({ oid }) => oid === Oid.subjectAltName);
  if (extension === undefined) return null;
  try {
    return readElement(extension.value, Tag.sequence)
      .children()
      .filter(({ tag }) => readForms.has(tag))
      .map(readGeneralName);
  } catch (error) {
    if (isFailure(error, "der.malformed")) return null;
    throw error;
  }
}

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
    const cursor = readElement(extension.value, Tag.sequence).open();
    const permitted = basesIn(cursor.optional(contextConstructed(0)));
    const excluded = basesIn(cursor.optional(contextConstructed(1)));
    cursor.finish();
    const all = [...permitted, ...excluded];
    const known = all.filter(isComparedForm).map(readGeneralName);
    if (all.length === 0 || !known.every(isReadableBase)) return null;
    return {
      permitted: permitted.filter(isComparedForm).map(readGeneralName),
      excluded: excluded.filter(isComparedForm).map(readGeneralName),
      hasOther: known.length < all.length,
    };
  } catch (error) {
    if (isFailure(error, "der.malformed")) return null;
    throw error;
  }
}

/** The bases of subtrees; what stands behind a base is not looked at, and a base of a form that Go does not know neither. */
const basesIn = (list: Element | undefined): readonly Element[] =>
  (list?.children() ?? []).map((subtree) => subtree.open(Tag.sequence).next());

const isComparedForm = ({ tag }: Element): boolean => readForms.has(tag);

const compared: ReadonlySet<string> = new Set(["dns", "email", "uri", "ip"]);

function isReadableBase(base: GeneralName): boolean {
  switch (base.kind) {
    case "dns":
      return isAscii(base.value) && isReadableDomain(base.value.replace(/^\./, ""));
    case "uri":
      return (
        isAscii(base.value) && !/^\d+(\.\d+){3}$/.test(base.value) && isReadableDomain(base.value.replace(/^\./, ""))
      );
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
    if (oid === Oid.subjectAltName) return !(goAltNames(facts) ?? []).some(({ kind }) => compared.has(kind));
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
