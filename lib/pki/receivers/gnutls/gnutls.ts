import { Oid } from "../../asn1/oid.ts";
import { equalOctets, hexOf } from "../../asn1/octets.ts";
import type { PathFacts } from "../../path/facts.ts";
import type { TimeProblem } from "../../asn1/any-time.ts";
import type { GeneralName } from "../../x509/general-name.ts";
import { namesOneAlgorithm } from "../algorithm-form.ts";
import { dateProblem } from "../date-form.ts";
import { isHollow, isPartyMissing } from "../general-name-form.ts";
import { type Asked, digestOf, secondOf } from "../asked.ts";
import { unprocessedOid } from "../critical.ts";
import { reasonOf, type ReceiverReason } from "../reason.ts";
import { valueOf } from "../../x509/certificate.ts";
import { readTlsFeature } from "../../x509/extension-access.ts";
import { isEmptyName } from "../../x509/name.ts";
import { isSameText } from "./name.ts";
import { nameConstraintProblem } from "./name-constraints.ts";
import { peerNameProblem } from "./peer-name.ts";

/**
 * What GnuTLS 3.7 says: `certtool --verify`, which sets no least size of keys. The chain that was sent is put in order, cut at what
 * is trusted, and checked from the top; nothing else is tried.
 */
export function gnutlsProblem(asked: Asked): ReceiverReason | null {
  for (const facts of [asked.target, ...asked.sent, ...asked.anchors]) {
    const unread = readingProblem(facts);
    if (unread !== null) return unread;
  }
  const list = chainOf(asked);
  const last = list.at(-1)!;
  const above = asked.anchors.filter((each) => equalOctets(each.certificate.subject.der, last.certificate.issuer.der));
  let problem = statusOf(asked, list, above);
  const isSelfIssued = equalOctets(last.certificate.subject.der, last.certificate.issuer.der);
  if (problem !== null && retried.has(problem.code) && !isSelfIssued) {
    const same = asked.anchors.filter((each) =>
      equalOctets(each.certificate.subject.der, last.certificate.subject.der),
    );
    const again = statusOf(asked, list, same);
    if (again === null) problem = null;
  }
  return problem ?? targetProblem(asked);
}

/** An unknown, expired or weak signer makes GnuTLS look whether the last certificate is itself trusted. */
const retried: ReadonlySet<string> = new Set<ReceiverReason["code"]>([
  "receiver.issuer-missing",
  "receiver.key-id-differs",
  "receiver.name-spelling",
  "receiver.self-signed",
  "receiver.expired",
  "receiver.digest-weak",
]);

/** Times of the forms of DER, and those without seconds. */
const unreadableDates: ReadonlySet<TimeProblem> = new Set(["fraction", "no-zone", "offset", "no-such-day"]);

/** Alternative names are read at the import: text and addresses have something in them, structures too. */
const areReadable = (names: readonly GeneralName[] | null): boolean =>
  names !== null &&
  names.every((name) => {
    if (name.kind === "ip") return name.octets.length > 0;
    if (name.kind === "dns" || name.kind === "email" || name.kind === "uri") return name.value !== "";
    return !isHollow(name) && !isPartyMissing(name);
  });

/** Why GnuTLS refuses to import it. */
function readingProblem(facts: PathFacts): ReceiverReason | null {
  const { issuer } = facts.certificate;
  if (!namesOneAlgorithm(facts)) return reasonOf("receiver.algorithm-mismatch", facts, {});
  const date = dateProblem(facts, unreadableDates);
  if (date !== null) return date;
  if (facts.has(Oid.subjectAltName) && !areReadable(facts.altNames))
    return reasonOf("receiver.unreadable", facts, { problem: "extension", detail: Oid.subjectAltName });
  const [repeated] = facts.duplicates;
  if (repeated !== undefined)
    return reasonOf("receiver.unreadable", facts, { problem: "repeated-extension", detail: repeated });
  return isEmptyName(issuer) ? reasonOf("receiver.unreadable", facts, { problem: "name", detail: "" }) : null;
}

/** Names as text, and the key identifiers where both sides have one. */
function isIssuer(child: PathFacts, issuer: PathFacts): boolean {
  if (!isSameText(child.certificate.issuer, issuer.certificate.subject)) return false;
  const [claimed, own] = [child.authorityKey?.keyId ?? null, issuer.subjectKeyOctets];
  // An empty identifier is none.
  return claimed === null || own === null || own.length === 0 || equalOctets(claimed, own);
}

/** What is trusted is found by the bytes of its name. */
const isAnchorOf = (child: PathFacts, anchor: PathFacts): boolean =>
  equalOctets(child.certificate.issuer.der, anchor.certificate.subject.der) && isIssuer(child, anchor);

const isSame = (a: PathFacts, b: PathFacts): boolean => a === b || equalOctets(a.certificate.der, b.certificate.der);
const mostSorted = 16;

/** What was sent, sorted segment by segment until an issuer is trusted, and cut at the first trusted one. */
function chainOf(asked: Asked): PathFacts[] {
  let list = [asked.target, ...asked.sent];
  const seen: PathFacts[] = [];
  let index = 0;
  while (index < list.length) {
    const [sorted, length] = sortFrom(list.slice(index));
    list = [...list.slice(0, index), ...sorted];
    const repeated = sorted.slice(0, length).findIndex((each) => seen.some((other) => isSame(each, other)));
    if (repeated >= 0) {
      list.splice(index + repeated, 1);
      continue;
    }
    seen.push(...sorted.slice(0, length));
    index += length;
    if (asked.anchors.some((each) => isAnchorOf(list[index - 1]!, each))) {
      list.length = index;
      break;
    }
  }
  if (list.length > 1 && isIssuer(list.at(-1)!, list.at(-1)!)) list.pop();
  const cut = list.findIndex(
    (each, place) =>
      place > 0 &&
      asked.anchors.some(
        (anchor) => isSame(each, anchor) && equalOctets(anchor.certificate.subject.der, each.certificate.issuer.der),
      ),
  );
  if (cut > 0) list.length = cut + 1;
  return list;
}

/** _gnutls_sort_clist: each certificate's first issuer among the others; `length`: how many hang together. */
function sortFrom(list: readonly PathFacts[]): [PathFacts[], number] {
  if (list.length > mostSorted) return [[...list], list.length];
  const sorted = [list[0]!];
  for (;;) {
    const child = sorted.at(-1)!;
    const issuer = list.find((each, index) => index > 0 && each !== child && isIssuer(child, each));
    if (issuer === undefined || sorted.includes(issuer)) break;
    sorted.push(issuer);
  }
  return [[...sorted, ...list.filter((each) => !sorted.includes(each))], sorted.length];
}

/** _gnutls_verify_crt_status. */
function statusOf(asked: Asked, given: readonly PathFacts[], trusted: readonly PathFacts[]): ReceiverReason | null {
  const list = [...given];
  if (list.length > 1 && isIssuer(list.at(-1)!, list.at(-1)!)) list.pop();
  for (let index = 1; index < list.length; index++) {
    const found = trusted.find((each) => hasSameKey(list[index]!, each));
    if (found === undefined) continue;
    const problem = timeProblem(asked, found);
    if (problem !== null) return problem;
    list.length = index;
    break;
  }
  const state: State = { longest: 16, issuers: [], features: new Set() };
  const top = linkProblem(asked, list.at(-1)!, trusted, state, {
    isTarget: list.length === 1,
    isVersion1Allowed: true,
  });
  if (top !== null) return top;
  for (let index = list.length - 1; index > 0; index--) {
    const purpose = purposeProblem(asked, list[index]!, true);
    if (purpose !== null) return purpose;
    const options = { isTarget: index === 1, isVersion1Allowed: false };
    const problem = linkProblem(asked, list[index - 1]!, [list[index]!], state, options);
    if (problem !== null) return problem;
  }
  return null;
}

const hasSameKey = (a: PathFacts, b: PathFacts): boolean =>
  equalOctets(a.certificate.subject.der, b.certificate.subject.der) &&
  equalOctets(a.certificate.spki, b.certificate.spki);

interface State {
  longest: number;
  readonly issuers: PathFacts[];
  /** TLS features of the issuers, which everything below must have too. */
  readonly features: Set<number>;
}

/** verify_crt: one certificate against those that may have issued it. */
function linkProblem(
  asked: Asked,
  facts: PathFacts,
  candidates: readonly PathFacts[],
  state: State,
  { isTarget, isVersion1Allowed }: { readonly isTarget: boolean; readonly isVersion1Allowed: boolean },
): ReceiverReason | null {
  if (state.longest === 0) return reasonOf("receiver.path-length", facts, { allowed: 0 });
  state.longest -= 1;
  const issuer = findIssuer(asked, facts, candidates);
  if (issuer === null) return noIssuer(asked, facts, candidates);
  state.issuers.push(issuer);
  if (isTarget) {
    const named = nameConstraintProblem(facts, state.issuers);
    if (named !== null) return named;
  }
  for (const feature of featuresOf(issuer)) state.features.add(feature);
  const own = featuresOf(facts);
  if ([...state.features].some((feature) => !own.includes(feature)))
    return reasonOf("receiver.constraint-unsupported", facts, {
      form: "tlsFeature",
      constrainedBy: issuer.reference.subject,
    });
  const version = issuer.certificate.version;
  if (!isVersion1Allowed || version !== 1) {
    const authority = authorityProblem(issuer, state, isVersion1Allowed);
    if (authority !== null) return authority;
    const { keyUsage } = issuer;
    if (keyUsage !== null && !keyUsage.has("keyCertSign"))
      return reasonOf("receiver.key-usage", issuer, { usages: [...keyUsage].join(", "), wanted: "keyCertSign" });
  }
  if (!isSupportedKey(issuer)) return reasonOf("receiver.key-unsupported", issuer, { key: issuer.publicKey.label });
  const verdict = isKnownPss(facts) ? asked.signed(facts, issuer) : "unsupported";
  if (verdict !== "valid")
    return verdict === "unsupported"
      ? reasonOf("receiver.signature-unsupported", facts, { algorithm: facts.algorithm.label })
      : reasonOf("receiver.signature-invalid", facts, { issuer: issuer.reference.subject });
  return (
    criticalProblem(issuer) ??
    (isTarget ? criticalProblem(facts) : null) ??
    digestProblem(facts) ??
    timeProblem(asked, issuer) ??
    timeProblem(asked, facts)
  );
}

/** Of several issuers the last one that is valid now, else the first. */
function findIssuer(asked: Asked, facts: PathFacts, candidates: readonly PathFacts[]): PathFacts | null {
  let issuer: PathFacts | null = null;
  for (const candidate of candidates) {
    if (!isIssuer(facts, candidate)) continue;
    if (issuer === null || timeProblem(asked, candidate) === null) issuer = candidate;
  }
  return issuer;
}

function noIssuer(asked: Asked, facts: PathFacts, candidates: readonly PathFacts[]): ReceiverReason {
  const signer = [...candidates, ...asked.anchors, ...asked.sent].find(
    (each) => each.subjectKey === facts.issuerKey && asked.holds(facts, each) && !isSame(each, facts),
  );
  if (signer === undefined)
    return isIssuer(facts, facts)
      ? reasonOf("receiver.self-signed", facts, {})
      : reasonOf("receiver.issuer-missing", facts, { issuer: facts.issuerText });
  const subject = signer.reference.subject;
  if (!equalOctets(facts.certificate.issuer.der, signer.certificate.subject.der))
    return reasonOf("receiver.name-spelling", facts, { issuer: subject });
  const [claimed, own] = [facts.authorityKey?.keyId ?? null, signer.subjectKeyOctets];
  return claimed !== null && own !== null && !equalOctets(claimed, own)
    ? reasonOf("receiver.key-id-differs", facts, { issuer: subject, claimed: hexOf(claimed), own: hexOf(own) })
    : reasonOf("receiver.issuer-missing", facts, { issuer: facts.issuerText });
}

function featuresOf(facts: PathFacts): readonly number[] {
  return valueOf(facts.certificate, Oid.tlsFeature, readTlsFeature) ?? [];
}

/** check_if_ca: a root without basicConstraints is let through. */
function authorityProblem(issuer: PathFacts, state: State, isVersion1Allowed: boolean): ReceiverReason | null {
  const constraints = issuer.basicConstraints;
  if (constraints?.isCa === true) {
    const length = constraints.pathLength;
    if (length !== null && length >= 0) state.longest = Math.min(state.longest, length);
    return null;
  }
  const isAbsent = constraints === null && !issuer.malformed.some(({ oid }) => oid === Oid.basicConstraints);
  if (isAbsent && isVersion1Allowed && isIssuer(issuer, issuer)) return null;
  return issuer.certificate.version < 3
    ? reasonOf("receiver.version", issuer, { version: issuer.certificate.version })
    : reasonOf("receiver.not-authority", issuer, {});
}

/** Critical extensions that GnuTLS knows. */
const supported: ReadonlySet<string> = new Set([
  Oid.subjectKeyIdentifier,
  Oid.keyUsage,
  Oid.subjectAltName,
  Oid.issuerAltName,
  Oid.basicConstraints,
  Oid.nameConstraints,
  Oid.cRLDistributionPoints,
  Oid.certificatePolicies,
  Oid.authorityKeyIdentifier,
  Oid.extendedKeyUsage,
  Oid.inhibitAnyPolicy,
  Oid.authorityInfoAccess,
  Oid.tlsFeature,
]);

function criticalProblem(facts: PathFacts): ReceiverReason | null {
  const oid = unprocessedOid(facts, supported);
  return oid === undefined ? null : reasonOf("receiver.critical-extension", facts, { oid });
}

/** RSA-PSS with SHA-256, 384 or 512 and a salt as long as the digest. */
const isKnownPss = ({ algorithm: { saltLength, digest } }: PathFacts): boolean =>
  saltLength === null || (digest !== null && digest !== "sha224" && saltLength * 8 === Number(digest.slice(3)));

const curves: ReadonlySet<string> = new Set(["P-192", "P-224", "P-256", "P-384", "P-521"]);
const families: ReadonlySet<string> = new Set(["rsa", "rsa-pss", "dsa", "ed25519", "ed448"]);
const isSupportedKey = ({ publicKey: { family, curve } }: PathFacts): boolean =>
  family === "ec" ? curves.has(curve ?? "") : families.has(family);

/** SHA-1 and MD5 sign no certificates, but for one that signs itself. */
function digestProblem(facts: PathFacts): ReceiverReason | null {
  const digest = digestOf(facts.algorithm);
  if (isIssuer(facts, facts)) return null;
  return digest === "sha1" || digest === "md5"
    ? reasonOf("receiver.digest-weak", facts, { algorithm: facts.algorithm.label })
    : null;
}

function timeProblem(asked: Asked, facts: PathFacts): ReceiverReason | null {
  const now = secondOf(asked.at);
  const { notBefore, notAfter } = facts.certificate;
  if (now < secondOf(notBefore)) return reasonOf("receiver.not-yet-valid", facts, { until: notBefore.toISOString() });
  if (now > secondOf(notAfter)) return reasonOf("receiver.expired", facts, { since: notAfter.toISOString() });
  return null;
}

const purposeOids = { server: Oid.serverAuth, client: Oid.clientAuth } as const;

/** anyExtendedKeyUsage counts in the target and not above it; a trusted certificate's purposes are not asked. */
function purposeProblem(asked: Asked, facts: PathFacts, isIssuerAsked: boolean): ReceiverReason | null {
  const { purpose } = asked;
  const allowed = facts.extendedKeyUsage;
  if (purpose === "any" || allowed === null || allowed.length === 0) return null;
  if (allowed.includes(purposeOids[purpose])) return null;
  const hasAny = allowed.includes(Oid.anyExtendedKeyUsage);
  if (hasAny && !isIssuerAsked) return null;
  return hasAny
    ? reasonOf("receiver.any-purpose", facts, { purpose })
    : reasonOf("receiver.purpose", facts, { purpose, allowed: allowed.join(", ") });
}

function targetProblem(asked: Asked): ReceiverReason | null {
  return (
    purposeProblem(asked, asked.target, false) ??
    (asked.name === null ? null : peerNameProblem(asked.target, asked.name))
  );
}
