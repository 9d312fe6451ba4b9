import type { TimeProblem } from "../../asn1/any-time.ts";
import { readElement, Tag } from "../../asn1/der.ts";
import { readOid } from "../../asn1/der-value.ts";
import { Oid } from "../../asn1/oid.ts";
import { isFailure } from "../../failure.ts";
import type { PathFacts } from "../../path/facts.ts";
import type { Extension } from "../../x509/extension.ts";
import { type NameConstraints, readNameConstraints } from "../../x509/extension-policy.ts";
import { readSubjectAltName } from "../../x509/extension-values.ts";
import type { GeneralName } from "../../x509/general-name.ts";
import { isEmptyName } from "../../x509/name.ts";
import { namesOneAlgorithm } from "../algorithm-form.ts";
import { dateProblem } from "../date-form.ts";
import { filledConstraints, filledNames, isPartyMissing } from "../general-name-form.ts";
import { reasonOf, type ReceiverReason } from "../reason.ts";
import { isSameForJava } from "./name.ts";

/** Why Java's CertificateFactory refuses to read the certificate; null when it reads it. */
export function readingProblem(facts: PathFacts): ReceiverReason | null {
  const { certificate } = facts;
  if (!namesOneAlgorithm(facts)) return reasonOf("receiver.algorithm-mismatch", facts, {});
  const date = dateProblem(facts, unreadableDates);
  if (date !== null) return date;
  if (isEmptyName(certificate.issuer)) return reasonOf("receiver.unreadable", facts, { problem: "name", detail: "" });
  if (facts.publicKey.oid === Oid.ecPublicKey && facts.keyProblem?.startsWith("parameters-") === true)
    return reasonOf("receiver.unreadable", facts, { problem: "key", detail: facts.publicKey.label });
  // What is not critical and cannot be parsed is put aside, as often as it is there.
  const repeated = facts.duplicates.find(
    (oid) => certificate.extensions.filter((each) => each.oid === oid && isReadable(each, facts)).length > 1,
  );
  if (repeated !== undefined)
    return reasonOf("receiver.unreadable", facts, { problem: "repeated-extension", detail: repeated });
  const broken = certificate.extensions.find((extension) => extension.critical && !isReadable(extension, facts));
  if (broken !== undefined) return reasonOf("receiver.unreadable", facts, { problem: "extension", detail: broken.oid });
  const hasNames = certificate.extensions.some(({ oid, critical }) => oid === Oid.subjectAltName && critical);
  if (isEmptyName(certificate.subject) && !hasNames)
    return reasonOf("receiver.unreadable", facts, { problem: "name", detail: "" });
  return null;
}

/** Without a zone there is no instant; every other form of ASN.1 is read. */
const unreadableDates: ReadonlySet<TimeProblem> = new Set(["no-zone"]);

/** What Java parses of a critical extension; one that is not critical may hold anything. */
function isReadable({ oid, value }: Extension, facts: PathFacts): boolean {
  switch (oid) {
    case Oid.subjectAltName:
    case Oid.issuerAltName: {
      const names = namesIn(value);
      return names !== null && names.length > 0 && names.every(isReadableName);
    }
    case Oid.nameConstraints: {
      const limits = javaConstraintsIn(value);
      return limits !== null && [...limits.permitted, ...limits.excluded].every(({ base }) => isReadableBase(base));
    }
    case Oid.certificatePolicies:
      return javaPoliciesIn(value) !== null;
    case Oid.cRLDistributionPoints:
      // A point has a name, an issuer of lists or reasons; an empty list has no point.
      return !isMalformed(facts, oid) && !hasEmptyPoint(value);
    default:
      return !isMalformed(facts, oid);
  }
}

const isMalformed = (facts: PathFacts, oid: string): boolean =>
  facts.malformed.some((each) => each.oid === oid && each.problem !== "bad-value");

function attempt<T>(read: () => T): T | null {
  try {
    return read();
  } catch (error) {
    if (isFailure(error, "der.malformed")) return null;
    throw error;
  }
}

const hasEmptyPoint = (value: Uint8Array): boolean =>
  readElement(value)
    .children()
    .some((point) => point.length === 0);

const namesIn = (value: Uint8Array): readonly GeneralName[] | null =>
  attempt(() => readSubjectAltName(filledNames(value)));

/** Name constraints as Java reads them: a directory name without content is the empty one. */
export const javaConstraintsIn = (value: Uint8Array): NameConstraints | null =>
  attempt(() => readNameConstraints(filledConstraints(value)));

/** The policies with whether they have qualifiers, whose content is not looked at; a list of qualifiers has one. */
export const javaPoliciesIn = (
  value: Uint8Array,
): readonly { readonly policy: string; readonly isQualified: boolean }[] | null =>
  attempt(() =>
    readElement(value, Tag.sequence)
      .children()
      .map((element) => {
        const [policy, qualifiers] = element.children();
        if (policy === undefined || qualifiers?.length === 0) return element.fail("bad-value");
        return { policy: readOid(policy), isQualified: qualifiers !== undefined };
      }),
  );

function isReadableName(name: GeneralName): boolean {
  if (name.kind === "email" || name.kind === "uri") return name.value !== "";
  if (name.kind === "ip") return name.octets.length === 4 || name.octets.length === 16;
  return !isPartyMissing(name);
}

/** An address may stand alone or with its mask; the domain of a mailbox or URI is not empty. */
function isReadableBase(base: GeneralName): boolean {
  if (base.kind === "email" || base.kind === "uri") return base.value !== "" && base.value !== ".";
  if (base.kind === "ip") return [4, 8, 16, 32].includes(base.octets.length);
  return !isPartyMissing(base);
}

/** The alternative names of the extension that Java parsed; null when there is none. */
export function javaAltNames(facts: PathFacts & { [javaNames]?: readonly GeneralName[] | null }) {
  return facts[javaNames] === undefined ? (facts[javaNames] = readNames(facts)) : facts[javaNames];
}
const javaNames = Symbol("alternative names for Java");

function readNames(facts: PathFacts): readonly GeneralName[] | null {
  const { altNames, duplicates } = facts;
  if (altNames !== null && !duplicates.includes(Oid.subjectAltName))
    return altNames.length > 0 && altNames.every(isReadableName) ? altNames : null;
  const extension = facts.certificate.extensions.find(
    (each) => each.oid === Oid.subjectAltName && isReadable(each, facts),
  );
  return extension === undefined ? null : namesIn(extension.value);
}

/** sun.security.x509.DNSName: labels of letters, digits and hyphens that begin with a letter or digit. */
export const isDnsName = (text: string): boolean =>
  text.split(".").every((label) => /^[A-Za-z0-9][A-Za-z0-9-]*$/.test(label));

export const isSelfIssuedForJava = ({ certificate }: PathFacts): boolean =>
  isSameForJava(certificate.subject, certificate.issuer);

/** getBasicConstraints: the path length of an authority (no limit: Infinity), -1 for others; a negative one is kept. */
export function basicConstraintsForJava(facts: PathFacts): number {
  const constraints = facts.basicConstraints;
  if (constraints === null || !constraints.isCa) return -1;
  return constraints.pathLength ?? Infinity;
}

const javaCurves: ReadonlySet<string> = new Set(["P-256", "P-384", "P-521"]);

/** The key can check signatures in this Java. */
export const isUsableKey = ({ publicKey: { family, curve } }: PathFacts): boolean =>
  family === "ec" ? javaCurves.has(curve ?? "") : usable.has(family);
const usable: ReadonlySet<string> = new Set(["rsa", "rsa-pss", "ed25519", "ed448", "dsa"]);
