import type { Path, Search } from "./build.ts";
import type { Collector } from "./collector.ts";
import type { PathFacts } from "./facts.ts";

/**
 * Where the chain ends when no path reaches an anchor: follows the likeliest issuer as far as signatures hold, without
 * backtracking, and says why it goes no further. Returns the certificates walked over, the target first.
 */
export function explainDeadEnd(target: PathFacts, search: Search, collector: Collector): Path {
  const path = [target];
  for (;;) {
    const child = path.at(-1)!;
    const candidates = search.pool.issuersOf(child, search.at).filter((issuer) => !issuer.standsFor(child));
    const isRoot = child.isSelfIssued && search.signatures.verdict(child, child) !== "invalid";
    if (isRoot) return finish(path, () => explainRoot(child, search, collector));
    if (candidates.length === 0) return finish(path, () => explainMissing(child, search, collector));
    const issuer = candidates.find((each) => {
      const verdict = search.signatures.verdict(child, each);
      return verdict === "valid" || verdict === "unsupported";
    });
    if (search.budget.exhausted !== null) return path;
    if (issuer === undefined) return finish(path, () => explainOtherKey(child, candidates, collector));
    if (path.some((each) => each.standsFor(issuer))) {
      collector.add("path.loop", child, { issuer: child.issuerText });
      return path;
    }
    if (path.length >= search.budget.limits.depth) {
      collector.add("path.depth-exceeded", child, { allowed: search.budget.limits.depth });
      return path;
    }
    path.push(issuer);
  }
}

function finish(path: Path, explain: () => void): Path {
  explain();
  return path;
}

/** Explains an end at a self-signed certificate that is not among the anchors. */
function explainRoot(root: PathFacts, search: Search, collector: Collector): void {
  const subject = root.reference.subject;
  const keyId = root.subjectKeyId ?? "";
  if (search.pool.isAnchor(root)) {
    collector.add("path.target-is-anchor", root, { subject });
    return;
  }
  const namesakes = search.pool.named(root.subjectKey).filter((each) => search.pool.isAnchor(each));
  if (namesakes.length === 0) collector.add("path.untrusted-root", root, { subject, keyId });
  else collector.add("path.anchor-key-differs", root, { subject, keyId, anchorKeyIds: keyIdsOf(namesakes) });
}

function explainMissing(child: PathFacts, search: Search, collector: Collector): void {
  if (search.pool.isAnchor(child)) {
    collector.add("path.target-is-anchor", child, { subject: child.reference.subject });
    return;
  }
  collector.add("path.no-issuer", child, {
    issuer: child.issuerText,
    keyId: child.authorityKeyId ?? "",
  });
}

/** The name is there and the key is not: another generation of the same CA, unless the signature itself is broken. */
function explainOtherKey(child: PathFacts, candidates: readonly PathFacts[], collector: Collector): void {
  const issuer = child.issuerText;
  const claimed = child.authorityKeyId;
  if (candidates.some((each) => claimed !== null && each.subjectKeyId === claimed)) {
    collector.add("path.signature-invalid", child, { algorithm: child.algorithm.label, issuer });
    return;
  }
  collector.add("path.issuer-key-differs", child, {
    issuer,
    keyId: claimed ?? "",
    candidates: candidates.length,
    candidateKeyIds: keyIdsOf(candidates),
  });
}

const keyIdsOf = (all: readonly PathFacts[]): string =>
  all
    .flatMap(({ subjectKeyId }) => (subjectKeyId === null ? [] : [subjectKeyId]))
    .slice(0, 5)
    .join(", ");
