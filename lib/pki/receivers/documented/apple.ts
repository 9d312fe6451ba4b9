import { Oid } from "../../asn1/oid.ts";
import type { PathFacts } from "../../path/facts.ts";
import { matchesDnsName } from "../../path/names/dns-name.ts";
import { commonNameOf } from "../../x509/name.ts";
import { type Asked, digestOf, secondOf } from "../asked.ts";
import { chainProblem } from "./chain.ts";
import { reasonOf, type ReceiverReason } from "../reason.ts";

const day = 86_400_000;
const firstOf2019 = Date.UTC(2019, 6, 1);
const limitsOfPublicRoots: readonly (readonly [from: number, days: number])[] = [
  [Date.UTC(2029, 2, 15), 47],
  [Date.UTC(2027, 2, 15), 100],
  [Date.UTC(2026, 2, 15), 200],
  [Date.UTC(2020, 8, 1), 398],
];

/**
 * Rules that Apple documents for TLS servers (support documents 103769, 102028, and the CA/Browser Forum's dates); the program
 * was not tried. RSA of at least 2048 bits, SHA-2, the name among the DNS names; for certificates that begin on
 * 1 July 2019 or later serverAuth and at most 825 days; below public roots fewer days, by the date of issue.
 */
export function appleProblem(asked: Asked): ReceiverReason | null {
  if (asked.purpose === "client") return chainProblem(asked);
  const { target } = asked;
  return chainProblem(asked) ?? strengthProblem([target, ...asked.sent]) ?? nameProblem(asked) ?? newerProblem(asked);
}

function strengthProblem(chain: readonly PathFacts[]): ReceiverReason | null {
  for (const facts of chain) {
    const { family, bits, label } = facts.publicKey;
    if ((family === "rsa" || family === "rsa-pss") && bits !== null && bits < 2048)
      return reasonOf("receiver.key-weak", facts, { key: label });
    const digest = digestOf(facts.algorithm);
    const isRoot = facts.isSelfIssued;
    if (!isRoot && (digest === "sha1" || digest === "md5"))
      return reasonOf("receiver.digest-weak", facts, { algorithm: facts.algorithm.label });
  }
  return null;
}

function nameProblem({ target, name }: Asked): ReceiverReason | null {
  if (name?.kind !== "dns") return null;
  const names = (target.altNames ?? []).flatMap((each) => (each.kind === "dns" ? [each.value] : []));
  if (names.some((pattern) => matchesDnsName(pattern, name.value))) return null;
  const commonName = commonNameOf(target.certificate.subject);
  return names.length === 0 && commonName !== null && matchesDnsName(commonName, name.value)
    ? reasonOf("receiver.common-name", target, { name: name.value })
    : reasonOf("receiver.name-mismatch", target, { name: name.value, names: names.slice(0, 10).join(", ") });
}

function newerProblem({ target, at, isPublic, purpose }: Asked): ReceiverReason | null {
  const { notBefore, notAfter } = target.certificate;
  const now = secondOf(at);
  if (now > secondOf(notAfter)) return reasonOf("receiver.expired", target, { since: notAfter.toISOString() });
  if (now < secondOf(notBefore)) return reasonOf("receiver.not-yet-valid", target, { until: notBefore.toISOString() });
  const start = notBefore.getTime();
  if (start < firstOf2019) return null;
  const allowed = isPublic ? (limitsOfPublicRoots.find(([from]) => start >= from)?.[1] ?? 825) : 825;
  const days = Math.ceil((notAfter.getTime() - start) / day);
  if (days > allowed) return reasonOf("receiver.validity-long", target, { days, allowed });
  if (purpose === "any") return null;
  const purposes = target.extendedKeyUsage;
  return purposes?.includes(Oid.serverAuth) === true
    ? null
    : reasonOf("receiver.purpose", target, { purpose: "server", allowed: (purposes ?? []).join(", ") });
}
