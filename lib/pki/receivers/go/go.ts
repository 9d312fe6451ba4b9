import { Oid } from "../../asn1/oid.ts";
import { equalOctets } from "../../asn1/octets.ts";
import type { PathFacts } from "../../path/facts.ts";
import type { PeerName } from "../../path/options.ts";
import { readIpText } from "../../x509/ip-text.ts";
import { commonNameOf } from "../../x509/name.ts";
import { type Asked, secondOf } from "../asked.ts";
import { reasonOf, type ReceiverReason } from "../reason.ts";
import { extensionsOf, goAltNames, hasExtension, readingProblem, unhandledExtension } from "./certificate.ts";
import { nameConstraintProblem } from "./name-constraints.ts";

/**
 * What Go's crypto/x509 and crypto/tls say: every chain that names and signatures allow is built, and one that holds is
 * enough. Key identifiers only order the candidates; revocation lists and policies are not asked.
 */
export function goProblem(asked: Asked): ReceiverReason | null {
  for (const facts of [asked.target, ...asked.sent]) {
    const problem = readingProblem(facts);
    if (problem !== null) return problem;
  }
  const { target } = asked;
  const own = certificateProblem(asked, target) ?? (asked.name === null ? null : peerNameProblem(target, asked.name));
  if (own !== null) return own;
  const anchors = asked.anchors.filter((facts) => readingProblem(facts) === null);
  const search: Search = { asked, anchors, sent: asked.sent, problem: null, checks: 0, chains: [] };
  if (anchors.some((each) => equalOctets(each.certificate.der, target.certificate.der))) search.chains.push([target]);
  else build([target], search);
  if (search.chains.length === 0) return search.problem ?? noIssuer(asked, target);
  const purpose = purposeProblem(asked, search.chains);
  return purpose ?? (asked.isHandshake ? handshakeProblem(target) : null);
}

interface Search {
  readonly asked: Asked;
  readonly anchors: readonly PathFacts[];
  readonly sent: readonly PathFacts[];
  readonly chains: (readonly PathFacts[])[];
  /** The first thing that stood in the way. */
  problem: ReceiverReason | null;
  checks: number;
}

const mostChecks = 100;

function build(chain: readonly PathFacts[], search: Search): void {
  const child = chain.at(-1)!;
  const isNamesake = (each: PathFacts): boolean =>
    equalOctets(each.certificate.subject.der, child.certificate.issuer.der);
  const consider = (candidate: PathFacts, isRoot: boolean): void => {
    if (chain.some((each) => standsFor(each, candidate)) || ++search.checks > mostChecks) return;
    const problem =
      signatureProblem(search.asked, child, candidate) ?? issuerProblem(search.asked, chain, candidate, isRoot);
    if (problem !== null) search.problem ??= problem;
    else if (isRoot) search.chains.push([...chain, candidate]);
    else build([...chain, candidate], search);
  };
  const before = search.chains.length;
  for (const root of search.anchors.filter(isNamesake)) consider(root, true);
  for (const intermediate of search.sent.filter(isNamesake)) consider(intermediate, false);
  if (search.chains.length === before) search.problem ??= noIssuer(search.asked, child);
}

/** Names equal in meaning and not byte by byte are the one thing to say more about. */
function noIssuer(asked: Asked, child: PathFacts): ReceiverReason {
  const issuer = [...asked.anchors, ...asked.sent].find(
    (each) => each.subjectKey === child.issuerKey && asked.holds(child, each),
  );
  if (issuer !== undefined && !equalOctets(issuer.certificate.subject.der, child.certificate.issuer.der))
    return reasonOf("receiver.name-spelling", child, { issuer: issuer.reference.subject });
  if (child.isSelfIssued && asked.holds(child, child)) return reasonOf("receiver.self-signed", child, {});
  return reasonOf("receiver.issuer-missing", child, { issuer: child.issuerText });
}

/** Same subject, key and alternative names. */
function standsFor(a: PathFacts, b: PathFacts): boolean {
  if (!equalOctets(a.certificate.subject.der, b.certificate.subject.der)) return false;
  if (!equalOctets(a.certificate.spki, b.certificate.spki)) return false;
  const names = (facts: PathFacts) => extensionsOf(facts).find(({ oid }) => oid === Oid.subjectAltName)?.value;
  const [left, right] = [names(a), names(b)];
  return left === undefined || right === undefined ? left === right : equalOctets(left, right);
}

/** CheckSignatureFrom. */
function signatureProblem(asked: Asked, child: PathFacts, parent: PathFacts): ReceiverReason | null {
  const { version } = parent.certificate;
  const constraints = version === 3 ? parent.basicConstraints : null;
  if (constraints === null ? version === 3 : !constraints.isCa) return reasonOf("receiver.not-authority", parent, {});
  const usage = version === 3 ? parent.keyUsage : null;
  if (usage !== null && usage.size > 0 && !usage.has("keyCertSign"))
    return reasonOf("receiver.key-usage", parent, { usages: [...usage].join(", "), wanted: "keyCertSign" });
  if (!keyFamilies.has(parent.publicKey.family))
    return reasonOf("receiver.key-unsupported", parent, { key: parent.publicKey.label });
  const { algorithm } = child;
  if (algorithm.digest === "sha1" || algorithm.oid === Oid.md5WithRsa)
    return reasonOf("receiver.digest-weak", child, { algorithm: algorithm.label });
  if (!isKnownAlgorithm(child))
    return reasonOf("receiver.signature-unsupported", child, { algorithm: algorithm.label });
  if (!asked.holds(child, parent))
    return reasonOf("receiver.signature-invalid", child, { issuer: parent.reference.subject });
  return null;
}

const keyFamilies: ReadonlySet<string> = new Set(["rsa", "ec", "ed25519"]);
const digests: ReadonlySet<string> = new Set(["sha256", "sha384", "sha512"]);

/** RSA and ECDSA with SHA-2 of 256 bits and more, RSA-PSS with a salt as long as the digest, Ed25519. */
function isKnownAlgorithm({ algorithm }: PathFacts): boolean {
  if (algorithm.families.includes("ed25519")) return true;
  if (algorithm.digest === null || !digests.has(algorithm.digest)) return false;
  if (algorithm.families.includes("dsa")) return false;
  return algorithm.saltLength === null || algorithm.saltLength * 8 === Number(algorithm.digest.slice(3));
}

/** isValid for one that is to become an issuer. */
function issuerProblem(
  asked: Asked,
  chain: readonly PathFacts[],
  candidate: PathFacts,
  isRoot: boolean,
): ReceiverReason | null {
  const common = certificateProblem(asked, candidate) ?? nameConstraintProblem(candidate, chain[0]!);
  if (common !== null) return common;
  const constraints = candidate.certificate.version === 3 ? candidate.basicConstraints : null;
  if (!isRoot && constraints?.isCa !== true)
    return candidate.certificate.version < 3
      ? reasonOf("receiver.version", candidate, { version: candidate.certificate.version })
      : reasonOf("receiver.not-authority", candidate, {});
  const allowed = constraints?.pathLength ?? null;
  if (allowed !== null && allowed >= 0 && chain.length - 1 > allowed)
    return reasonOf("receiver.path-length", candidate, { allowed });
  return null;
}

/** Critical extensions and dates. */
function certificateProblem(asked: Asked, facts: PathFacts): ReceiverReason | null {
  const oid = unhandledExtension(facts);
  if (oid !== null) return reasonOf("receiver.critical-extension", facts, { oid });
  const now = secondOf(asked.at);
  const { notBefore, notAfter } = facts.certificate;
  if (now < secondOf(notBefore)) return reasonOf("receiver.not-yet-valid", facts, { until: notBefore.toISOString() });
  if (now > secondOf(notAfter)) return reasonOf("receiver.expired", facts, { since: notAfter.toISOString() });
  return null;
}

/** Extended key usages nest: one in the chain that lists others rules the purpose out. anyExtendedKeyUsage counts. */
function purposeProblem(asked: Asked, chains: readonly (readonly PathFacts[])[]): ReceiverReason | null {
  const { purpose } = asked;
  if (purpose === "any") return null;
  const wanted = purpose === "server" ? Oid.serverAuth : Oid.clientAuth;
  let problem: ReceiverReason | null = null;
  for (const chain of chains) {
    const bad = chain.findLast((facts) => {
      const allowed = hasExtension(facts, Oid.extendedKeyUsage) ? (facts.extendedKeyUsage ?? []) : [];
      return allowed.length > 0 && !allowed.includes(Oid.anyExtendedKeyUsage) && !allowed.includes(wanted);
    });
    if (bad === undefined) return null;
    problem ??= reasonOf("receiver.purpose", bad, { purpose, allowed: (bad.extendedKeyUsage ?? []).join(", ") });
  }
  return problem;
}

const tlsCurves: ReadonlySet<string> = new Set(["P-256", "P-384", "P-521"]);

/** RSA (long enough for PSS with SHA-256), ECDSA on the curves of TLS 1.3, Ed25519. */
function handshakeProblem(target: PathFacts): ReceiverReason | null {
  const { family, curve, bits, label } = target.publicKey;
  const isFit =
    family === "ed25519" ||
    (family === "ec" && tlsCurves.has(curve ?? "")) ||
    (family === "rsa" && Math.ceil((bits ?? 0) / 8) >= 66);
  return isFit ? null : reasonOf("receiver.key-outside-tls", target, { key: label });
}

/** VerifyHostname: subjectAltName alone, whole labels as wildcards. */
function peerNameProblem(facts: PathFacts, name: PeerName): ReceiverReason | null {
  const listed = facts.certificate.version === 3 ? (goAltNames(facts) ?? []) : [];
  if (name.kind === "ip") {
    const wanted = readIpText(name.value);
    if ("octets" in wanted && listed.some((each) => each.kind === "ip" && equalOctets(each.octets, wanted.octets)))
      return null;
  } else if (listed.some((each) => each.kind === "dns" && matchesHost(each.value, name.value))) return null;
  const names = listed.flatMap((each) => (each.kind === name.kind && "value" in each ? [each.value] : []));
  const commonName = commonNameOf(facts.certificate.subject);
  return names.length === 0 && commonName !== null && matchesHost(commonName, name.value)
    ? reasonOf("receiver.common-name", facts, { name: name.value })
    : reasonOf("receiver.name-mismatch", facts, { name: name.value, names: names.slice(0, 10).join(", ") });
}

function matchesHost(pattern: string, host: string): boolean {
  const [left, right] = [lower(pattern), lower(host.replace(/\.$/, ""))];
  if (!isHostname(pattern, true) || !isHostname(host, false))
    return left !== "" && left !== "." && left === lower(host);
  const [patternLabels, hostLabels] = [left.split("."), right.split(".")];
  return (
    patternLabels.length === hostLabels.length &&
    patternLabels.every((label, index) => (index === 0 && label === "*") || label === hostLabels[index])
  );
}

const lower = (text: string): string => text.replace(/[A-Z]+/g, (part) => part.toLowerCase());

function isHostname(text: string, isPattern: boolean): boolean {
  const labels = (isPattern ? text : text.replace(/\.$/, "")).split(".");
  return labels.every(
    (label, index) => (isPattern && index === 0 && label === "*") || /^[A-Za-z0-9_][A-Za-z0-9_-]*$/.test(label),
  );
}
