import { Oid } from "../../asn1/oid.ts";
import { equalOctets, hexOf } from "../../asn1/octets.ts";
import type { PathFacts } from "../../path/facts.ts";
import { type Asked, secondOf } from "../asked.ts";
import { netscapeBits } from "../openssl/facts.ts";
import { reasonOf, type ReceiverReason } from "../reason.ts";
import { basicConstraintsForJava, isSelfIssuedForJava, isUsableKey, readingProblem } from "./certificate.ts";
import { criticalProblem, keyUsageProblem, pathProblem } from "./checkers.ts";
import { isSameForJava } from "./name.ts";
import { peerNameProblem } from "./peer-name.ts";

/**
 * What Java 17 says: for `any` its builder of certification paths, else the trust manager of a TLS 1.3 connection, which
 * validates the chain as it was sent when that is in order and ends below an anchor, and builds one when it is not.
 */
export function javaProblem(asked: Asked): ReceiverReason | null {
  for (const facts of [asked.target, ...asked.sent, ...asked.anchors]) {
    const problem = readingProblem(facts);
    if (problem !== null) return problem;
  }
  if (asked.purpose === "any") return buildProblem(asked);
  const { length, problem } = trustManagerProblem(asked);
  return (
    problem ??
    (length > 1 ? endEntityProblem(asked) : null) ??
    (asked.name === null ? null : peerNameProblem(asked.target, asked.name)) ??
    (asked.isHandshake ? handshakeProblem(asked.target) : null)
  );
}

const isSame = (a: PathFacts, b: PathFacts): boolean => a === b || equalOctets(a.certificate.der, b.certificate.der);

/** PKIXValidator.engineValidate; `length`: certificates of the path with its anchor. */
function trustManagerProblem(asked: Asked): { readonly length: number; readonly problem: ReceiverReason | null } {
  const chain = [asked.target, ...asked.sent];
  for (const [index, facts] of chain.entries()) {
    const isAnchor = asked.anchors.some((each) => isSame(each, facts));
    if (index === 0) {
      if (isAnchor) return { length: 1, problem: null };
      continue;
    }
    if (!isSameForJava(facts.certificate.subject, chain[index - 1]!.certificate.issuer))
      return { length: 2, problem: buildProblem(asked) };
    const hasAnchorKey = asked.anchors.some(
      (each) =>
        isSameForJava(each.certificate.subject, facts.certificate.subject) &&
        equalOctets(each.certificate.spki, facts.certificate.spki),
    );
    if (isAnchor || hasAnchorKey) return { length: 2, problem: validateProblem(asked, chain.slice(0, index)) };
  }
  const last = chain.at(-1)!;
  const isBelowAnchor = asked.anchors.some((each) => isSameForJava(each.certificate.subject, last.certificate.issuer));
  return { length: 2, problem: isBelowAnchor ? validateProblem(asked, chain) : buildProblem(asked) };
}

/** PKIXCertPathValidator: each anchor of the right name, key identifier and serial number is tried. */
function validateProblem(asked: Asked, chain: readonly PathFacts[]): ReceiverReason | null {
  const top = chain.at(-1)!;
  let problem: ReceiverReason | null = null;
  let identifier: ReceiverReason | null = null;
  for (const anchor of asked.anchors) {
    if (!isSameForJava(anchor.certificate.subject, top.certificate.issuer)) continue;
    const differs = identifierProblem(top, anchor);
    if (differs !== null) {
      identifier ??= differs;
      continue;
    }
    const found = pathProblem(asked, anchor, [...chain].reverse());
    if (found === null) return anchorProblem(anchor);
    problem = found;
  }
  return problem ?? identifier ?? reasonOf("receiver.issuer-missing", top, { issuer: top.issuerText });
}

/** AdaptableX509CertSelector: the key identifier and the serial number of the authority key identifier. */
function identifierProblem(child: PathFacts, issuer: PathFacts): ReceiverReason | null {
  const claimed = child.authorityKey;
  if (claimed === null) return null;
  const about = { issuer: issuer.reference.subject };
  const own = issuer.subjectKeyOctets;
  if (claimed.keyId !== null && own !== null && !equalOctets(claimed.keyId, own))
    return reasonOf("receiver.key-id-differs", child, { ...about, claimed: hexOf(claimed.keyId), own: hexOf(own) });
  const { serialNumber, version } = issuer.certificate;
  if (claimed.serial !== null && version === 3 && !equalOctets(claimed.serial, serialNumber))
    return reasonOf("receiver.serial-differs", child, {
      ...about,
      claimed: hexOf(claimed.serial),
      own: hexOf(serialNumber),
    });
  return null;
}

/** verifyTrustAnchor, of the trust manager alone: an anchor of version 3 must be an authority that may sign. */
function anchorProblem(anchor: PathFacts): ReceiverReason | null {
  if (anchor.certificate.version < 3) return null;
  if (basicConstraintsForJava(anchor) === -1) return reasonOf("receiver.not-authority", anchor, {});
  return keyUsageProblem(anchor);
}

/** SunCertPathBuilder: depth first from the target; an authority that was sent must be valid now, an anchor need not. */
function buildProblem(asked: Asked): ReceiverReason | null {
  const { target } = asked;
  const now = secondOf(asked.at);
  const isTrusted = (facts: PathFacts): boolean => asked.anchors.some((each) => isSame(each, facts));
  const late = timeProblem(target, now);
  if (late !== null && !(isTrusted(target) && basicConstraintsForJava(target) >= 0)) return late;
  if (isTrusted(target)) return null;
  let problem: ReceiverReason | null = criticalProblem(target);
  if (problem !== null) return problem;
  const store = [target, ...asked.sent];
  let end: PathFacts | null = null;
  const extend = (path: readonly PathFacts[], traversed: number): boolean => {
    const child = path.at(-1)!;
    const isNamed = (each: PathFacts): boolean =>
      isSameForJava(each.certificate.subject, child.certificate.issuer) && isOldEnough(each, child);
    for (const anchor of asked.anchors.filter(isNamed)) {
      // One selector serves the whole search, and from the second step on it asks for the dates of anchors too.
      const late = path.length > 1 ? timeProblem(anchor, now) : null;
      const found = late ?? pathProblem(asked, anchor, [...path].reverse());
      if (found === null) {
        end = anchor;
        return true;
      }
      problem ??= found;
    }
    for (const issuer of store) {
      if (!isNamed(issuer) || path.some((each) => isSame(each, issuer)) || isTrusted(issuer)) continue;
      const found = issuerProblem(issuer, traversed, now);
      if (found !== null) {
        problem ??= found;
        continue;
      }
      const isSelfIssued = isSelfIssuedForJava(issuer);
      if (isSelfIssued && isSelfIssuedForJava(child)) continue;
      if (path.length < 20 && extend([...path, issuer], traversed + (isSelfIssued ? 0 : 1))) return true;
    }
    problem ??= noIssuer(asked, child);
    return false;
  };
  if (!extend([target], 0)) return problem;
  return asked.purpose === "any" || end === null ? null : anchorProblem(end);
}

/** The builder takes an issuer of version 1 or 2 only when its life covers that of the certificate below. */
function isOldEnough({ certificate: { version, notBefore, notAfter } }: PathFacts, child: PathFacts): boolean {
  return version === 3 || (notBefore <= child.certificate.notBefore && child.certificate.notAfter <= notAfter);
}

function timeProblem(facts: PathFacts, now: number): ReceiverReason | null {
  const { notAfter, notBefore } = facts.certificate;
  if (now > secondOf(notAfter)) return reasonOf("receiver.expired", facts, { since: notAfter.toISOString() });
  if (now < secondOf(notBefore)) return reasonOf("receiver.not-yet-valid", facts, { until: notBefore.toISOString() });
  return null;
}

function issuerProblem(issuer: PathFacts, traversed: number, now: number): ReceiverReason | null {
  const late = timeProblem(issuer, now);
  if (late !== null) return late;
  const length = basicConstraintsForJava(issuer);
  if (length < 0)
    return issuer.certificate.version < 3
      ? reasonOf("receiver.version", issuer, { version: issuer.certificate.version })
      : reasonOf("receiver.not-authority", issuer, {});
  if (length < traversed) return reasonOf("receiver.path-length", issuer, { allowed: length });
  return criticalProblem(issuer) ?? keyUsageProblem(issuer);
}

function noIssuer(asked: Asked, child: PathFacts): ReceiverReason {
  const signer = [...asked.anchors, ...asked.sent].find(
    (each) => each.subjectKey === child.issuerKey && asked.holds(child, each),
  );
  if (signer !== undefined && !isSameForJava(signer.certificate.subject, child.certificate.issuer))
    return reasonOf("receiver.name-spelling", child, { issuer: signer.reference.subject });
  if (child.isSelfIssued && asked.holds(child, child)) return reasonOf("receiver.self-signed", child, {});
  return reasonOf("receiver.issuer-missing", child, { issuer: child.issuerText });
}

const serverGatedCrypto: readonly string[] = ["2.16.840.1.113730.4.1", "1.3.6.1.4.1.311.10.3.3"];

/** EndEntityChecker for TLS 1.3; anyExtendedKeyUsage counts. */
function endEntityProblem(asked: Asked): ReceiverReason | null {
  const { target, purpose } = asked;
  const { keyUsage, extendedKeyUsage: allowed } = target;
  if (keyUsage !== null && !keyUsage.has("digitalSignature"))
    return reasonOf("receiver.key-usage", target, { usages: [...keyUsage].join(", "), wanted: "digitalSignature" });
  const wanted = purpose === "server" ? [Oid.serverAuth, ...serverGatedCrypto] : [Oid.clientAuth];
  if (allowed !== null && ![...wanted, Oid.anyExtendedKeyUsage].some((oid) => allowed.includes(oid)))
    return reasonOf("receiver.purpose", target, { purpose, allowed: allowed.join(", ") });
  const netscape = netscapeBits(target);
  if (netscape !== null && (netscape & (purpose === "server" ? 0x40 : 0x80)) === 0)
    return reasonOf("receiver.purpose", target, { purpose, allowed: "Netscape" });
  return null;
}

function handshakeProblem(target: PathFacts): ReceiverReason | null {
  const { family, label } = target.publicKey;
  return isUsableKey(target) && family !== "dsa" ? null : reasonOf("receiver.key-outside-tls", target, { key: label });
}
