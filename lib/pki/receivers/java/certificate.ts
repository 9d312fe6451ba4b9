import { Oid } from "../../asn1/oid.ts";
import { equalOctets } from "../../asn1/octets.ts";
import type { PathFacts } from "../../path/facts.ts";
import type { GeneralName } from "../../x509/general-name.ts";
import { isEmptyName } from "../../x509/name.ts";
import { reasonOf, type ReceiverReason } from "../reason.ts";
import { isSameForJava } from "./name.ts";

/** Why Java's CertificateFactory refuses to read the certificate; null when it reads it. */
export function readingProblem(facts: PathFacts): ReceiverReason | null {
  const { certificate } = facts;
  if (!equalOctets(certificate.signatureAlgorithm, certificate.tbsSignatureAlgorithm))
    return reasonOf("receiver.algorithm-mismatch", facts, {});
  if (isEmptyName(certificate.issuer)) return reasonOf("receiver.unreadable", facts, { problem: "name", detail: "" });
  const [repeated] = facts.duplicates;
  if (repeated !== undefined)
    return reasonOf("receiver.unreadable", facts, { problem: "repeated-extension", detail: repeated });
  const broken = certificate.extensions.find(({ oid, critical }) => critical && !isReadable(oid, facts));
  if (broken !== undefined) return reasonOf("receiver.unreadable", facts, { problem: "extension", detail: broken.oid });
  const hasNames = certificate.extensions.some(({ oid, critical }) => oid === Oid.subjectAltName && critical);
  if (isEmptyName(certificate.subject) && !hasNames)
    return reasonOf("receiver.unreadable", facts, { problem: "name", detail: "" });
  return null;
}

function isReadable(oid: string, facts: PathFacts): boolean {
  return !facts.malformed.some((each) => each.oid === oid && each.problem !== "bad-value");
}

/** The alternative names; null when there are none. */
export const javaAltNames = ({ altNames }: PathFacts): readonly GeneralName[] | null =>
  altNames === null || altNames.length === 0 ? null : altNames;

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
