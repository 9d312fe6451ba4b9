import { Budget, defaultLimits } from "./budget.ts";
import { buildPaths, type Path, type Search } from "./build.ts";
import { Collector } from "./collector.ts";
import { explainDeadEnd } from "./dead-end.ts";
import { type PathFacts, pathFactsOf } from "./facts.ts";
import { findingOf, type PathFinding, rankFindings } from "./finding.ts";
import { adviseFixes, type PathFix } from "./fixes.ts";
import type { PathInput } from "./options.ts";
import { readPeerName } from "./names/peer-name.ts";
import { anyPolicy } from "./policy-graph.ts";
import { Pool } from "./pool.ts";
import { type PathOutcome, rankPaths, reportPath, type VerifiedPath } from "./report.ts";
import { checkRevocation, prepareRevocation, type Revocation } from "./revocation.ts";
import { Signatures } from "./signatures.ts";
import { defaultSecurityBits } from "./strength.ts";
import { type PathCheck, validatePath } from "./validate.ts";

export interface Verification extends PathOutcome {
  readonly fixes: readonly PathFix[];
}

/** Paths looked at after a trusted one was found, so that the picture shows the others too. */
const extraPaths = 8;

/**
 * Is the target to be trusted at this instant, for this purpose, under this name? Builds every path to the anchors
 * within a budget and validates each by RFC 5280 §6.1 (§6.3 with CRLs). No clock, no network: what is not given is not
 * known. Everything in the answer is plain data.
 * @throws RangeError when `at` is not an instant: dates would then compare as always valid.
 */
export function verifyPath(input: PathInput): Verification {
  if (Number.isNaN(input.at.getTime())) throw new RangeError("at must be an instant");
  const verification = verifyWith(input, []);
  const inventory = input.inventory ?? [];
  // Certificates that were not presented prove nothing now; they only show what would help.
  const withInventory = verification.trusted || inventory.length === 0 ? null : verifyWith(input, inventory);
  return { ...verification, fixes: adviseFixes(input, verification, withInventory) };
}

function verifyWith(input: PathInput, inventory: PathInput["untrusted"]): PathOutcome {
  const budget = new Budget({ ...defaultLimits, ...input.limits });
  const pool = new Pool({ anchor: input.anchors, untrusted: input.untrusted, inventory });
  const target = pool.find(input.target) ?? pathFactsOf(input.target);
  const search: Search = { pool, budget, signatures: new Signatures(budget, input.signatures), at: input.at };
  const revocation = prepareRevocation(input);
  const check = checkOf(input);
  const paths = validatedPaths(target, search, check, revocation, input);
  const general = new Collector();
  if (input.anchors.length === 0) general.add("path.no-anchors", null, {});
  const isTrusted = paths.some((path) => path.isTrusted);
  if (!isTrusted && !paths.some((path) => path.reachesAnchor)) paths.push(deadEnd(target, search, check));
  if (!isTrusted && budget.exhausted !== null) general.findings.push(exhaustion(budget));
  const ranked = rankPaths(paths);
  return {
    trusted: isTrusted,
    paths: ranked,
    findings: rankFindings([...general.findings, ...(ranked[0]?.findings ?? [])]),
  };
}

function validatedPaths(
  target: PathFacts,
  search: Search,
  check: PathCheck,
  revocation: Revocation | null,
  input: PathInput,
): VerifiedPath[] {
  const paths: VerifiedPath[] = [];
  let left = Infinity;
  for (const path of candidatePaths(target, search, input)) {
    const collector = new Collector();
    const policies = validatePath(path, check, search.signatures, search.budget, collector);
    if (revocation !== null) checkRevocation(path, revocation, search, check, collector);
    // Checks that the budget cut short did not happen, so the path is not trusted; later paths would fare no better.
    const exhausted = search.budget.exhausted;
    if (exhausted === "comparisons" || exhausted === "signatures") collector.findings.push(exhaustion(search.budget));
    const report = reportPath(path, search.pool, { findings: collector.findings, policies, reachesAnchor: true });
    paths.push(report);
    if (report.isTrusted && input.explore === "first") break;
    if (report.isTrusted) left = Math.min(left, extraPaths);
    if (left-- <= 0 || exhausted === "comparisons") break;
  }
  return paths;
}

function* candidatePaths(target: PathFacts, search: Search, input: PathInput): Generator<Path> {
  if (search.pool.isAnchor(target)) {
    if (input.directTrust ?? true) yield [target];
    return;
  }
  yield* buildPaths(target, search);
}

/**
 * The chain as far as it goes: its end is what matters, so the certificates on the way are checked only for what they
 * are.
 */
function deadEnd(target: PathFacts, search: Search, check: PathCheck): VerifiedPath {
  const collector = new Collector();
  const path = explainDeadEnd(target, search, collector);
  validatePath(
    path,
    { ...check, hasAnchorConstraints: true, hasAnchorValidity: true },
    search.signatures,
    search.budget,
    collector,
  );
  return reportPath(path, search.pool, { findings: collector.findings, policies: [], reachesAnchor: false });
}

function checkOf(input: PathInput): PathCheck {
  return {
    at: input.at,
    purpose: input.purpose,
    name: typeof input.name === "string" ? readPeerName(input.name) : (input.name ?? null),
    profile: input.profile ?? "standard",
    hasAnchorConstraints: input.anchorConstraints ?? true,
    hasAnchorValidity: input.anchorValidity ?? input.anchorConstraints ?? true,
    maxPathLength: input.maxPathLength ?? null,
    securityBits: input.securityBits ?? defaultSecurityBits,
    policy: {
      initialPolicySet: input.initialPolicies ?? [anyPolicy],
      isExplicitPolicyRequired: input.requireExplicitPolicy ?? false,
      isPolicyMappingInhibited: input.inhibitPolicyMapping ?? false,
      isAnyPolicyInhibited: input.inhibitAnyPolicy ?? false,
    },
  };
}

function exhaustion(budget: Budget): PathFinding {
  const limit = budget.exhausted ?? "steps";
  return findingOf("path.budget-exhausted", null, {
    limit,
    allowed: budget.limits[limit],
    signatures: budget.used("signatures"),
    steps: budget.used("steps"),
    paths: budget.used("paths"),
    comparisons: budget.used("comparisons"),
  });
}
