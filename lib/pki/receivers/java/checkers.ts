import { Oid } from "../../asn1/oid.ts";
import type { PathFacts } from "../../path/facts.ts";
import { anyPolicy, PolicyState } from "../../path/policy-graph.ts";
import { isEmptyName } from "../../x509/name.ts";
import { type Asked, digestOf, secondOf } from "../asked.ts";
import { unprocessedOid } from "../critical.ts";
import { reasonOf, type ReceiverReason } from "../reason.ts";
import { parametersOf } from "../algorithm-form.ts";
import { basicConstraintsForJava, isSelfIssuedForJava, isUsableKey, javaPoliciesIn } from "./certificate.ts";
import { isSameForJava } from "./name.ts";
import { JavaConstraints } from "./name-constraints.ts";

/** Critical extensions that Java's checkers process. */
const processed: ReadonlySet<string> = new Set([
  Oid.basicConstraints,
  Oid.nameConstraints,
  Oid.certificatePolicies,
  Oid.policyMappings,
  Oid.policyConstraints,
  Oid.inhibitAnyPolicy,
  Oid.subjectAltName,
  Oid.keyUsage,
  Oid.extendedKeyUsage,
]);

export const criticalProblem = (facts: PathFacts): ReceiverReason | null => {
  const oid = unprocessedOid(facts, processed);
  return oid === undefined ? null : reasonOf("receiver.critical-extension", facts, { oid });
};

export const keyUsageProblem = (facts: PathFacts): ReceiverReason | null =>
  facts.keyUsage === null || facts.keyUsage.has("keyCertSign")
    ? null
    : reasonOf("receiver.key-usage", facts, { usages: [...facts.keyUsage].join(", "), wanted: "keyCertSign" });

/**
 * The checkers of Java's PKIX validator along a path: `path` from the certificate below the anchor down to the target.
 * The anchor gives its name and key, and nothing else that stands in its certificate.
 */
export function pathProblem(asked: Asked, anchor: PathFacts, path: readonly PathFacts[]): ReceiverReason | null {
  const constraints = new JavaConstraints();
  const policy = new PolicyState(
    {
      initialPolicySet: [anyPolicy],
      isExplicitPolicyRequired: false,
      isPolicyMappingInhibited: false,
      isAnyPolicyInhibited: false,
    },
    path.length,
  );
  let pathLength = path.length;
  let issuer = anchor;
  const anchorKey = keyProblem(anchor);
  if (anchorKey !== null) return anchorKey;
  for (const [index, facts] of path.entries()) {
    const isFinal = index === path.length - 1;
    const problem = algorithmProblem(asked, facts) ?? keyProblem(facts) ?? (isFinal ? null : keyUsageProblem(facts));
    if (problem !== null) return problem;
    if (!isFinal) {
      const own =
        facts.certificate.version < 3
          ? index === 0 && isSelfIssuedForJava(facts)
            ? Infinity
            : -1
          : basicConstraintsForJava(facts);
      if (own === -1)
        return facts.certificate.version < 3
          ? reasonOf("receiver.version", facts, { version: facts.certificate.version })
          : reasonOf("receiver.not-authority", facts, {});
      if (!isSelfIssuedForJava(facts)) {
        if (pathLength <= 0) return reasonOf("receiver.path-length", facts, { allowed: 0 });
        pathLength -= 1;
      }
      pathLength = Math.min(pathLength, own);
    }
    const named = isFinal || !isSelfIssuedForJava(facts) ? constraints.problemOf(facts) : null;
    if (named !== null) return named;
    constraints.add(facts);
    if (policy.hasPolicies && hasCriticalQualifiers(facts)) return reasonOf("receiver.policy-qualifiers", facts, {});
    const policyProblem = policy.enter(facts.policy, isFinal);
    // Mappings are looked at as long as a policy is left.
    const mapped = policy.hasPolicies ? facts.policy : { ...facts.policy, mappings: null };
    const left = isFinal ? policy.finish(facts.policy).problem : policy.leave(mapped);
    if (policyProblem !== null || left !== null) return reasonOf("receiver.policy", facts, {});
    const basic = basicProblem(asked, facts, issuer);
    if (basic !== null) return basic;
    const critical = criticalProblem(facts);
    if (critical !== null) return critical;
    issuer = facts;
  }
  return null;
}

/** PKIXParameters.getPolicyQualifiersRejected, which is the default; those of anyPolicy are passed over. */
function hasCriticalQualifiers({ certificate }: PathFacts): boolean {
  const extension = certificate.extensions.find(({ oid }) => oid === Oid.certificatePolicies);
  if (extension?.critical !== true) return false;
  return (javaPoliciesIn(extension.value) ?? []).some(({ policy, isQualified }) => isQualified && policy !== anyPolicy);
}

/** Dates, names and signatures. */
function basicProblem(asked: Asked, facts: PathFacts, issuer: PathFacts): ReceiverReason | null {
  const { notBefore, notAfter, issuer: name } = facts.certificate;
  const now = secondOf(asked.at);
  if (now < secondOf(notBefore)) return reasonOf("receiver.not-yet-valid", facts, { until: notBefore.toISOString() });
  if (now > secondOf(notAfter)) return reasonOf("receiver.expired", facts, { since: notAfter.toISOString() });
  if (isEmptyName(name) || !isSameForJava(name, issuer.certificate.subject))
    return reasonOf("receiver.name-spelling", facts, { issuer: issuer.reference.subject });
  if (!isUsableKey(issuer)) return reasonOf("receiver.key-unsupported", issuer, { key: issuer.publicKey.label });
  const verdict = asked.signed(facts, issuer);
  if (verdict === "unsupported")
    return reasonOf("receiver.signature-unsupported", facts, { algorithm: facts.algorithm.label });
  return verdict === "valid"
    ? null
    : reasonOf("receiver.signature-invalid", facts, { issuer: issuer.reference.subject });
}

/** jdk.certpath.disabledAlgorithms: RSA and DSA below 1024 bits, EC below 224. */
function keyProblem(facts: PathFacts): ReceiverReason | null {
  const { family, bits, label } = facts.publicKey;
  const least = family === "rsa" || family === "rsa-pss" || family === "dsa" ? 1024 : family === "ec" ? 224 : 0;
  return bits !== null && bits < least ? reasonOf("receiver.key-weak", facts, { key: label }) : null;
}

/** jdk.certpath.disabledAlgorithms (MD2, MD5); in TLS also what is not among the signature schemes of the connection. */
function algorithmProblem(asked: Asked, facts: PathFacts): ReceiverReason | null {
  const { algorithm, keyUsage } = facts;
  const digest = digestOf(algorithm);
  if (digest === "md5" || algorithm.oid === Oid.md2WithRsa)
    return reasonOf("receiver.digest-weak", facts, { algorithm: algorithm.label });
  if (algorithm.oid !== Oid.rsaPss && parametersOf(facts.certificate.signatureAlgorithm) === "other")
    return reasonOf("receiver.signature-unsupported", facts, { algorithm: algorithm.label });
  if (asked.purpose !== "any" && digest?.startsWith("sha3-") === true)
    return reasonOf("receiver.signature-unsupported", facts, { algorithm: algorithm.label });
  if (keyUsage !== null && ![...keyUsage].some((bit) => bit !== "encipherOnly" && bit !== "decipherOnly"))
    return reasonOf("receiver.unreadable", facts, { problem: "empty-key-usage", detail: Oid.keyUsage });
  return null;
}
