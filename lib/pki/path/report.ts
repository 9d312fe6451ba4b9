import { serialHex } from "../x509/certificate.ts";
import type { Path } from "./build.ts";
import type { PathFacts } from "./facts.ts";
import { type CertificateReference, type PathFinding, type PathFindingCode, rankFindings, rankOf } from "./finding.ts";
import type { Origin, Pool } from "./pool.ts";
import type { PathSubtrees } from "./names/subtree.ts";

/** One certificate of a path, as plain data. */
export interface PathCertificate extends CertificateReference {
  readonly issuer: string;
  readonly serialNumber: string;
  /** ISO 8601. */
  readonly notBefore: string;
  readonly notAfter: string;
  /** Subject key identifier, lower hexadecimal, "" when there is none. */
  readonly keyId: string;
  readonly key: string;
  readonly isAuthority: boolean;
  readonly isSelfIssued: boolean;
  readonly isAnchor: boolean;
  readonly origin: Origin | "target";
}

/** `certificates[i]` was issued by `certificates[i + 1]`: does that hold? */
export interface PathEdge {
  readonly holds: boolean;
  readonly findings: readonly PathFinding[];
  /** Authority key identifier of the lower against subject key identifier of the upper. */
  readonly keyIds: "match" | "mismatch" | "absent";
  readonly algorithm: string;
  /** The constraints that the upper one puts on everything below it, as far as its certificate has any. */
  readonly limits: PathLimits;
}

/** The constraints of an authority; null and empty where it states none. */
export interface PathLimits {
  /** Authorities below it (RFC 5280 §4.2.1.9). */
  readonly pathLength: number | null;
  /** Dotted purposes (§4.2.1.12). */
  readonly purposes: readonly string[] | null;
  /** `dns:example.com`: subtrees of name constraints (§4.2.1.10), the first few of each side. */
  readonly permitted: readonly string[];
  readonly excluded: readonly string[];
}

export interface VerifiedPath {
  readonly isTrusted: boolean;
  /** False for a chain that ends before an anchor. */
  readonly reachesAnchor: boolean;
  /** Target first. */
  readonly certificates: readonly PathCertificate[];
  readonly edges: readonly PathEdge[];
  readonly findings: readonly PathFinding[];
  /** Policies that hold for the path (RFC 5280 §6.1.6), dotted. */
  readonly policies: readonly string[];
}

/** The outcome of building and validating, before any advice. */
export interface PathOutcome {
  readonly trusted: boolean;
  /** The most telling first; the chain as far as it goes when none reaches an anchor. */
  readonly paths: readonly VerifiedPath[];
  /** Of the first path and of the search, ranked: the first one explains. */
  readonly findings: readonly PathFinding[];
}

const ofTheLower: ReadonlySet<PathFindingCode> = new Set<PathFindingCode>([
  "path.signature-invalid",
  "path.signature-unsupported",
  "path.algorithm-mismatch",
  "path.digest-weak",
  "path.issuer-key-differs",
  "path.issuer-name-empty",
  "path.name-not-permitted",
  "path.name-excluded",
  "path.name-constraint-unsupported",
  "path.name-malformed",
]);
const ofTheUpper: ReadonlySet<PathFindingCode> = new Set<PathFindingCode>([
  "path.version-not-ca",
  "path.no-basic-constraints",
  "path.not-ca",
  "path.length-exceeded",
  "path.key-usage-not-sign",
  "path.purpose-not-allowed-by-issuer",
]);

export function reportPath(
  path: Path,
  pool: Pool,
  found: {
    readonly findings: readonly PathFinding[];
    readonly policies: readonly string[];
    readonly reachesAnchor: boolean;
  },
): VerifiedPath {
  const findings = rankFindings(found.findings);
  const edges = path.slice(0, -1).map((lower, index) => edgeOf(lower, path[index + 1]!, findings));
  return {
    isTrusted: found.reachesAnchor && findings.every((finding) => finding.severity === "note"),
    reachesAnchor: found.reachesAnchor,
    certificates: path.map((facts, index) =>
      describe(facts, index === 0 ? "target" : (pool.originOf(facts) ?? "untrusted"), pool),
    ),
    edges,
    findings,
    policies: found.policies,
  };
}

function edgeOf(lower: PathFacts, upper: PathFacts, findings: readonly PathFinding[]): PathEdge {
  const own = findings.filter(({ code, certificate }) => {
    if (certificate === lower.reference) return ofTheLower.has(code);
    return certificate === upper.reference && ofTheUpper.has(code);
  });
  return {
    holds: own.every((finding) => finding.severity === "note"),
    findings: own,
    keyIds: lower.keyIdsWith(upper),
    algorithm: lower.algorithm.label,
    limits: limitsOf(upper),
  };
}

const none: readonly string[] = [];
const unlimited: PathLimits = { pathLength: null, purposes: null, permitted: none, excluded: none };
const mostSubtrees = 8;

function limitsOf({ basicConstraints, extendedKeyUsage, subtrees }: PathFacts): PathLimits {
  const pathLength = basicConstraints?.pathLength ?? null;
  if (pathLength === null && extendedKeyUsage === null && subtrees === null) return unlimited;
  return {
    pathLength,
    purposes: extendedKeyUsage,
    permitted: listed(subtrees?.permitted),
    excluded: listed(subtrees?.excluded),
  };
}

function listed(forms: PathSubtrees["permitted"] | undefined): readonly string[] {
  if (forms === undefined) return none;
  return [...forms]
    .flatMap(([form, subtrees]) => subtrees.slice(0, mostSubtrees).map(({ text }) => `${form}:${text}`))
    .slice(0, mostSubtrees);
}

function describe(facts: PathFacts, origin: PathCertificate["origin"], pool: Pool): PathCertificate {
  const { certificate } = facts;
  return {
    ...facts.reference,
    issuer: facts.issuerText,
    serialNumber: serialHex(certificate),
    notBefore: certificate.notBefore.toISOString(),
    notAfter: certificate.notAfter.toISOString(),
    keyId: facts.subjectKeyId ?? "",
    key: facts.publicKey.label,
    isAuthority: facts.basicConstraints?.isCa === true,
    isSelfIssued: facts.isSelfIssued,
    isAnchor: pool.isAnchor(facts),
    origin,
  };
}

/**
 * The path that explains most first: a trusted one, then those that reach an anchor, then by how few things are wrong
 * and how little the worst of them weighs. Equal paths keep the builder's order, which does not depend on the input's.
 */
export function rankPaths(paths: readonly VerifiedPath[]): VerifiedPath[] {
  const rejects = (path: VerifiedPath) => path.findings.filter((finding) => finding.severity === "reject");
  const weight = (path: VerifiedPath): number[] => {
    const wrong = rejects(path);
    return [
      path.isTrusted ? 0 : 1,
      path.reachesAnchor ? 0 : 1,
      wrong.length,
      wrong.length === 0 ? 0 : -rankOf(wrong[0]!.code),
      path.certificates.length,
    ];
  };
  const weights = new Map(paths.map((path) => [path, weight(path)]));
  return [...paths].sort((a, b) => {
    const [left, right] = [weights.get(a)!, weights.get(b)!];
    const index = left.findIndex((value, i) => value !== right[i]);
    return index < 0 ? 0 : left[index]! - right[index]!;
  });
}
