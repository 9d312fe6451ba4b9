import { Oid } from "../../asn1/oid.ts";
import { equalOctets, hexOf } from "../../asn1/octets.ts";
import type { PathFacts } from "../../path/facts.ts";
import { anyPolicy, PolicyState } from "../../path/policy-graph.ts";
import type { TimeProblem } from "../../asn1/any-time.ts";
import { dateProblem } from "../date-form.ts";
import { isEmptyName } from "../../x509/name.ts";
import { type Asked, digestOf, secondOf } from "../asked.ts";
import { netscapeBits, netscapeCertType } from "../openssl/facts.ts";
import { unprocessedOid } from "../critical.ts";
import { reasonOf, type ReceiverReason } from "../reason.ts";
import { isSameForNss } from "./name.ts";
import { nameConstraintProblem } from "./name-constraints.ts";
import { peerNameProblem } from "./peer-name.ts";

type Usage = "server" | "client" | "email";

/**
 * What NSS 3.87 says: `vfychain -pp -t` (CERT_PKIXVerifyCert) for the certificate usage, and CERT_VerifyCertName for the
 * name. Every path to what is trusted is tried. Without a purpose one of the usages server, client and e-mail is enough.
 */
export function nssProblem(asked: Asked): ReceiverReason | null {
  const usages: readonly Usage[] = asked.purpose === "any" ? ["server", "client", "email"] : [asked.purpose];
  let problem: ReceiverReason | null = repeatedSerialProblem(asked);
  if (problem !== null) return problem;
  for (const usage of usages) {
    const found = usageProblem(asked, usage);
    if (found === null) return asked.name === null ? null : peerNameProblem(asked.target, asked.name);
    problem ??= found;
  }
  return problem;
}

const isSame = (a: PathFacts, b: PathFacts): boolean => a === b || equalOctets(a.certificate.der, b.certificate.der);

/** NSS keeps certificates by issuer and serial number: two that share them are an error, wherever they stand. */
function repeatedSerialProblem(asked: Asked): ReceiverReason | null {
  const all = [asked.target, ...asked.sent, ...asked.anchors];
  for (const [index, facts] of all.entries()) {
    const { issuer, serialNumber } = facts.certificate;
    const isRepeated = all
      .slice(0, index)
      .some(
        (each) =>
          equalOctets(each.certificate.serialNumber, serialNumber) &&
          equalOctets(each.certificate.issuer.der, issuer.der) &&
          !isSame(each, facts),
      );
    if (isRepeated) return reasonOf("receiver.serial-repeated", facts, { serial: hexOf(serialNumber) });
  }
  return null;
}

/** DER_DecodeTimeChoice takes times without seconds and with an offset. */
const unreadableDates: ReadonlySet<TimeProblem> = new Set(["fraction", "no-zone", "no-such-day"]);

/** Certificates may be used a day before they begin. */
const pendingSlop = 86_400;

function timeProblem(asked: Asked, facts: PathFacts): ReceiverReason | null {
  const unread = dateProblem(facts, unreadableDates);
  if (unread !== null) return unread;
  const now = secondOf(asked.at);
  const { notBefore, notAfter } = facts.certificate;
  if (now + pendingSlop < secondOf(notBefore))
    return reasonOf("receiver.not-yet-valid", facts, { until: notBefore.toISOString() });
  return now > secondOf(notAfter) ? reasonOf("receiver.expired", facts, { since: notAfter.toISOString() }) : null;
}

/** A certificate is about something: its subject or one of its alternative names. */
const isNameless = ({ certificate, altNames }: PathFacts): boolean =>
  isEmptyName(certificate.subject) && (altNames === null || altNames.length === 0);
const nameless = (facts: PathFacts): ReceiverReason =>
  reasonOf("receiver.unreadable", facts, { problem: "name", detail: "" });

function usageProblem(asked: Asked, usage: Usage): ReceiverReason | null {
  const { target } = asked;
  const own = timeProblem(asked, target) ?? (isNameless(target) ? nameless(target) : targetProblem(target, usage));
  if (own !== null) return own;
  const search: Search = { asked, usage, problem: null };
  return extend([target], search) ? null : search.problem;
}

interface Search {
  readonly asked: Asked;
  readonly usage: Usage;
  problem: ReceiverReason | null;
}

const deepest = 20;

function extend(path: readonly PathFacts[], search: Search): boolean {
  const { asked } = search;
  const child = path.at(-1)!;
  let isFound = false;
  for (const isAnchor of [true, false]) {
    for (const issuer of isAnchor ? asked.anchors : asked.sent) {
      const isNamed = isAnchor
        ? isSameForNss(issuer.certificate.subject, child.certificate.issuer)
        : equalOctets(issuer.certificate.subject.der, child.certificate.issuer.der);
      if (!isNamed) continue;
      if (!isAnchor && (path.some((each) => isSame(each, issuer)) || path.length > deepest)) continue;
      isFound = true;
      const problem = identifierProblem(child, issuer) ?? issuerProblem(asked, child, issuer, search.usage, isAnchor);
      if (problem !== null) {
        search.problem ??= problem;
        continue;
      }
      if (!isAnchor) {
        if (extend([...path, issuer], search)) return true;
        continue;
      }
      const whole = pathProblem([...path, issuer], search.usage);
      if (whole === null) return true;
      search.problem ??= whole;
    }
  }
  if (!isFound) search.problem ??= noIssuer(asked, child);
  return false;
}

/** The key identifier is a condition; serial numbers are not looked at. */
function identifierProblem(child: PathFacts, issuer: PathFacts): ReceiverReason | null {
  const [claimed, own] = [child.authorityKey?.keyId ?? null, issuer.subjectKeyOctets];
  if (claimed === null || own === null || equalOctets(claimed, own)) return null;
  return reasonOf("receiver.key-id-differs", child, {
    issuer: issuer.reference.subject,
    claimed: hexOf(claimed),
    own: hexOf(own),
  });
}

function noIssuer(asked: Asked, child: PathFacts): ReceiverReason {
  const signer = [...asked.anchors, ...asked.sent].find(
    (each) => each.subjectKey === child.issuerKey && asked.holds(child, each) && !isSame(each, child),
  );
  if (signer !== undefined) return reasonOf("receiver.name-spelling", child, { issuer: signer.reference.subject });
  return child.isSelfIssued && asked.holds(child, child)
    ? reasonOf("receiver.self-signed", child, {})
    : reasonOf("receiver.issuer-missing", child, { issuer: child.issuerText });
}

const sslClient = 0x80;
const sslServer = 0x40;
const email = 0x20;
const sslAuthority = 0x04;
const emailAuthority = 0x02;

/** The Netscape type that NSS makes of the extension, the extended key usage and basicConstraints. */
function typeOf(facts: PathFacts): number {
  const allowed = facts.extendedKeyUsage;
  const netscape = netscapeBits(facts);
  const isCa = facts.basicConstraints?.isCa === true;
  if (allowed === null && netscape === null)
    return sslClient | sslServer | email | (isCa ? sslAuthority | emailAuthority : 0);
  let type = netscape ?? 0;
  if ((type & sslAuthority) !== 0) type |= emailAuthority;
  const has = (oid: string): boolean => allowed?.includes(oid) === true;
  if (has(Oid.emailProtection)) type |= isCa ? emailAuthority : email;
  if (has(Oid.serverAuth) || has("2.16.840.1.113730.4.1")) type |= isCa ? sslAuthority : sslServer;
  if (has(Oid.clientAuth)) type |= isCa ? sslAuthority : sslClient;
  return type;
}

const targetTypes = { server: sslServer, client: sslClient, email } as const;

/** Key usage by the kind of key: a server with an RSA key needs keyEncipherment, one with an EC key a signature. */
function targetProblem(facts: PathFacts, usage: Usage): ReceiverReason | null {
  const { family } = facts.publicKey;
  const wanted = wantedUsage(family, usage);
  if (wanted === null) return reasonOf("receiver.key-unsupported", facts, { key: facts.publicKey.label });
  const { keyUsage } = facts;
  if (keyUsage !== null && !wanted.some((bit) => keyUsage.has(bit)))
    return reasonOf("receiver.key-usage", facts, { usages: [...keyUsage].join(", "), wanted: wanted.join(", ") });
  if ((typeOf(facts) & targetTypes[usage]) === 0) return purposeReason(facts, usage);
  if (!targetFamilies.has(family)) return reasonOf("receiver.key-unsupported", facts, { key: facts.publicKey.label });
  return criticalProblem(facts);
}

const targetFamilies: ReadonlySet<string> = new Set(["rsa", "rsa-pss", "ec", "dsa"]);

function wantedUsage(family: string, usage: Usage) {
  if (usage === "client") return ["digitalSignature"] as const;
  if (usage === "email") return ["digitalSignature", "nonRepudiation"] as const;
  if (family === "rsa") return ["keyEncipherment"] as const;
  if (family === "ec") return ["digitalSignature", "keyAgreement"] as const;
  return family === "rsa-pss" || family === "dsa" ? (["digitalSignature"] as const) : null;
}

const purposeReason = (facts: PathFacts, usage: Usage): ReceiverReason =>
  facts.extendedKeyUsage?.includes(Oid.anyExtendedKeyUsage) === true
    ? reasonOf("receiver.any-purpose", facts, { purpose: usage })
    : reasonOf("receiver.purpose", facts, { purpose: usage, allowed: (facts.extendedKeyUsage ?? []).join(", ") });

/** Critical extensions that NSS processes. */
const processed: ReadonlySet<string> = new Set([
  netscapeCertType,
  Oid.keyUsage,
  Oid.subjectAltName,
  Oid.basicConstraints,
  Oid.certificatePolicies,
  Oid.extendedKeyUsage,
  Oid.policyConstraints,
  Oid.nameConstraints,
  Oid.policyMappings,
  Oid.inhibitAnyPolicy,
]);

function criticalProblem(facts: PathFacts): ReceiverReason | null {
  const oid = unprocessedOid(facts, processed);
  if (oid !== undefined) return reasonOf("receiver.critical-extension", facts, { oid });
  // Each checker takes one of the critical extensions off the list, so that a second one is left over.
  const critical = facts.certificate.extensions.filter((extension) => extension.critical).map(({ oid: each }) => each);
  const repeated = critical.find((each, index) => critical.indexOf(each) !== index);
  return repeated === undefined
    ? null
    : reasonOf("receiver.unreadable", facts, { problem: "repeated-extension", detail: repeated });
}

/** One authority above `child`: dates, right to sign, type and signature; an anchor's critical extensions are not asked. */
function issuerProblem(
  asked: Asked,
  child: PathFacts,
  issuer: PathFacts,
  usage: Usage,
  isAnchor: boolean,
): ReceiverReason | null {
  const late = timeProblem(asked, issuer);
  if (late !== null) return late;
  if (issuer.basicConstraints?.isCa !== true || (issuer.basicConstraints.pathLength ?? 0) < 0)
    return issuer.certificate.version < 3
      ? reasonOf("receiver.version", issuer, { version: issuer.certificate.version })
      : reasonOf("receiver.not-authority", issuer, {});
  const { keyUsage } = issuer;
  if (keyUsage !== null && !keyUsage.has("keyCertSign"))
    return reasonOf("receiver.key-usage", issuer, { usages: [...keyUsage].join(", "), wanted: "keyCertSign" });
  if ((typeOf(issuer) & (usage === "email" ? emailAuthority : sslAuthority)) === 0) return purposeReason(issuer, usage);
  const critical = isAnchor ? null : criticalProblem(issuer);
  return critical ?? signatureProblem(asked, child, issuer);
}

const curves: ReadonlySet<string> = new Set(["P-256", "P-384", "P-521"]);

/** RSA from 1023 bits (counted in whole bytes), ECDSA on the curves of NIST from 256 bits, DSA; SHA-1 and SHA-2. */
function signatureProblem(asked: Asked, child: PathFacts, issuer: PathFacts): ReceiverReason | null {
  const { family, curve, bits, label } = issuer.publicKey;
  const isKnown =
    family === "ec" ? curves.has(curve ?? "") : family === "rsa" || family === "rsa-pss" || family === "dsa";
  if (!isKnown) return reasonOf("receiver.key-unsupported", issuer, { key: label });
  if (family !== "ec" && Math.ceil((bits ?? 0) / 8) * 8 < 1023)
    return reasonOf("receiver.key-weak", issuer, { key: label });
  const { algorithm } = child;
  const digest = digestOf(algorithm);
  if (digest === "md5") return reasonOf("receiver.digest-weak", child, { algorithm: algorithm.label });
  if (digest === null || digest.startsWith("sha3-"))
    return reasonOf("receiver.signature-unsupported", child, { algorithm: algorithm.label });
  return asked.holds(child, issuer)
    ? null
    : reasonOf("receiver.signature-invalid", child, { issuer: issuer.reference.subject });
}

/** What a whole path is held against, the target first: path lengths, name constraints, policies. */
function pathProblem(path: readonly PathFacts[], usage: Usage): ReceiverReason | null {
  return lengthProblem(path) ?? constraintProblem(path, usage) ?? policyProblem(path);
}

function lengthProblem(path: readonly PathFacts[]): ReceiverReason | null {
  let below = 0;
  for (const issuer of path.slice(1)) {
    const allowed = issuer.basicConstraints?.pathLength ?? null;
    if (allowed !== null && below > allowed) return reasonOf("receiver.path-length", issuer, { allowed });
    if (!issuer.isSelfIssued) below += 1;
  }
  return null;
}

function constraintProblem(path: readonly PathFacts[], usage: Usage): ReceiverReason | null {
  for (const [index, issuer] of path.entries()) {
    if (index === 0 || !issuer.has(Oid.nameConstraints)) continue;
    for (const [place, facts] of path.slice(0, index).entries()) {
      if (place > 0 && facts.isSelfIssued) continue;
      const problem = nameConstraintProblem(facts, issuer, place === 0 && usage === "server");
      if (problem !== null) return problem;
    }
  }
  return null;
}

function policyProblem(path: readonly PathFacts[]): ReceiverReason | null {
  const below = path.slice(0, -1).reverse();
  const state = new PolicyState(
    {
      initialPolicySet: [anyPolicy],
      isExplicitPolicyRequired: false,
      isPolicyMappingInhibited: false,
      isAnyPolicyInhibited: false,
    },
    below.length,
  );
  for (const [index, facts] of below.entries()) {
    const isFinal = index === below.length - 1;
    // The policies of a certificate are read as long as those above left any, mappings on the way down.
    const unread = facts.malformed.find(
      ({ oid, problem }) =>
        (oid === Oid.certificatePolicies && problem !== "bad-value" && state.hasPolicies) ||
        (oid === Oid.policyMappings && !isFinal),
    );
    if (unread !== undefined)
      return reasonOf("receiver.unreadable", facts, { problem: "extension", detail: unread.oid });
    const entered = state.enter(facts.policy, isFinal);
    const left = isFinal ? state.finish(facts.policy).problem : state.leave(facts.policy);
    if (entered !== null || left !== null) return reasonOf("receiver.policy", facts, {});
  }
  return null;
}
