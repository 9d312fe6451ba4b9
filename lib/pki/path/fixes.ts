import type { Certificate } from "../x509/certificate.ts";
import { Oid } from "../asn1/oid.ts";
import { defaultLimits, type LimitName } from "./budget.ts";
import { type PathFacts, pathFactsOf } from "./facts.ts";
import type { PathFinding } from "./finding.ts";
import type { PathInput, PathPurpose } from "./options.ts";
import type { PathCertificate, PathOutcome, VerifiedPath } from "./report.ts";

/** The fixes of a path: code → facts. The words are in lib/i18n/{en,ko}/sentences/path.ts. */
export interface PathFixFacts {
  /** This certificate, known here and not in the file, completes the path. */
  "add-intermediate": { subject: string; keyId: string; sha256: string };
  /**
   * The file holds what is needed, in another order (reorder.ts). `found`: its roles as they stand (`leaf, root,
   * intermediate`;
   * `other` for what belongs to no chain); `wanted`: positions in the file, from 1, as they should stand;
   * `wantedRoles`: theirs. Each list ends in `…` after twelve.
   */
  reorder: { found: string; wanted: string; wantedRoles: string };
  /** The missing issuer can be fetched there: shown, never fetched by itself. */
  "fetch-aia": { address: string; issuer: string };
  /** The chain ends in a root that is not trusted here: a person may decide to. */
  "trust-root": { subject: string; keyId: string; sha256: string };
  /**
   * Same subject, other key: `years` are those in which the certificates at hand begin, so "this is the CA of 2019".
   * `sha256`: the one among them that begins last, "" when there is none.
   */
  "find-generation": { subject: string; keyId: string; years: string; candidateKeyIds: string; sha256: string };
  renew: { subject: string; notAfter: string; days: number; sha256: string };
  /** Judged at `at` it would not fail for its dates. */
  "verify-at": { subject: string; at: string };
  /** It is for another purpose than the one that was asked about. */
  "verify-as": { subject: string; purpose: PathPurpose; asked: PathPurpose };
  "reissue-for-purpose": { subject: string; purpose: PathPurpose };
  "reissue-with-name": { subject: string; name: string };
  /** The certificate in question itself is wrong: no setting helps, it must be issued again. */
  reissue: { subject: string; reason: ReissueReason };
  "give-anchors": Record<never, never>;
  /** No certificate at hand issued it, and it does not say where its issuer is to be had. */
  "give-issuer": { issuer: string; keyId: string };
  /** `address`: where the certificate says that its list is published, "" when it says nothing. */
  "give-crl": { subject: string; address: string };
  /** The search was given up: which limit (budget.ts) was reached, so what would make it smaller. */
  "narrow-search": { limit: LimitName; allowed: number };
}

/**
 * Why only another certificate helps: a new key where `revoked` or `key`, else the same request may be signed again.
 */
export type ReissueReason = "revoked" | "key" | "signature" | "names" | "usage";

export type PathFixCode = keyof PathFixFacts;
export type PathFix = {
  readonly [C in PathFixCode]: { readonly code: C; readonly params: PathFixFacts[C] };
}[PathFixCode];

/** Advice from the first path and, when the inventory would help, from the path that it completes. The best first. */
export function adviseFixes(input: PathInput, verification: PathOutcome, withInventory: PathOutcome | null): PathFix[] {
  const best = verification.paths[0];
  if (best === undefined || verification.trusted) return [];
  const longer = withInventory?.paths[0];
  if (withInventory === null || longer === undefined || !helps(withInventory, longer, best))
    return advice(input, verification, best);
  const added: PathFix[] = longer.certificates
    // A root at the end of a path that no anchor ends is a question of trust, not a certificate to add.
    .filter(
      ({ origin }, index) =>
        origin === "inventory" &&
        (longer.reachesAnchor || index < longer.certificates.length - 1 || !longer.certificates[index]!.isSelfIssued),
    )
    .map(({ subject, keyId, sha256 }) => ({ code: "add-intermediate", params: { subject, keyId, sha256 } }));
  return withoutRepeats([...added, ...(withInventory.trusted ? [] : advice(input, withInventory, longer))]);
}

/** With the inventory it is trusted, or reaches an anchor, or at least comes further. */
function helps(withInventory: PathOutcome, longer: VerifiedPath, best: VerifiedPath): boolean {
  if (withInventory.trusted) return true;
  if (longer.reachesAnchor !== best.reachesAnchor) return longer.reachesAnchor;
  return !best.reachesAnchor && longer.certificates.length > best.certificates.length;
}

function advice(input: PathInput, { findings }: PathOutcome, path: VerifiedPath): PathFix[] {
  const rejects = findings.filter(({ severity }) => severity === "reject");
  const fixes = withoutRepeats(rejects.flatMap((finding) => fixOf(finding, path, input)));
  // Which root to trust says more than that one has to be trusted.
  return fixes.some(({ code }) => code === "trust-root") ? fixes.filter(({ code }) => code !== "give-anchors") : fixes;
}

function fixOf(finding: PathFinding, path: VerifiedPath, input: PathInput): PathFix[] {
  const at = path.certificates.find(({ sha256 }) => sha256 === finding.certificate?.sha256);
  if (at === undefined) return fixOfSearch(finding, input);
  const { subject, keyId, sha256 } = at;
  const params = finding.params as Readonly<Record<string, string | number>>;
  switch (finding.code) {
    case "path.no-issuer":
      return missingIssuer(at, input);
    case "path.depth-exceeded":
      return fixOfSearch(finding, input);
    case "path.issuer-key-differs":
      return [
        generationOf(at, input),
        ...addressesOf(at, input).map((address): PathFix => ({
          code: "fetch-aia",
          params: { address, issuer: at.issuer },
        })),
      ];
    case "path.anchor-key-differs":
    case "path.untrusted-root":
      return [{ code: "trust-root", params: { subject, keyId, sha256 } }];
    case "path.expired":
      return [
        { code: "renew", params: { subject, notAfter: at.notAfter, days: Number(params["days"]), sha256 } },
        lastHeld(path, input),
      ];
    case "path.not-yet-valid":
      return [{ code: "verify-at", params: { subject, at: at.notBefore } }];
    case "path.purpose-not-allowed":
      return [...otherPurpose(at, input), { code: "reissue-for-purpose", params: { subject, purpose: input.purpose } }];
    case "path.peer-name-mismatch":
      return [{ code: "reissue-with-name", params: { subject, name: String(params["name"]) } }];
    case "path.revocation-unknown":
      return [{ code: "give-crl", params: { subject: at.issuer, address: listAddressOf(at, input) } }];
    default: {
      const reason = reissueReasons[finding.code];
      return reason === undefined || at !== path.certificates[0]
        ? []
        : [{ code: "reissue", params: { subject, reason } }];
    }
  }
}

const reissueReasons: Readonly<Partial<Record<PathFinding["code"], ReissueReason>>> = {
  "path.revoked": "revoked",
  "path.key-weak": "key",
  "path.digest-weak": "signature",
  "path.algorithm-mismatch": "signature",
  "path.name-not-permitted": "names",
  "path.name-excluded": "names",
  "path.key-usage-not-purpose": "usage",
};

/** Fixes for the search as a whole: its budget and its settings. */
function fixOfSearch({ code, params }: PathFinding, { limits }: PathInput): PathFix[] {
  const { limit = "depth" } = params as { readonly limit?: LimitName };
  if (code === "path.no-anchors") return [{ code: "give-anchors", params: {} }];
  if (code !== "path.budget-exhausted" && code !== "path.depth-exceeded") return [];
  return [{ code: "narrow-search", params: { limit, allowed: { ...defaultLimits, ...limits }[limit] } }];
}

function missingIssuer(at: PathCertificate, input: PathInput): PathFix[] {
  const addresses = addressesOf(at, input);
  if (addresses.length === 0)
    return [{ code: "give-issuer", params: { issuer: at.issuer, keyId: factsFor(at, input)?.authorityKeyId ?? "" } }];
  return addresses.map((address) => ({ code: "fetch-aia", params: { address, issuer: at.issuer } }));
}

/** The last instant at which none of the certificates had expired: the end of the one that ended first. */
function lastHeld({ certificates }: VerifiedPath, { at }: PathInput): PathFix {
  const [first] = certificates
    .filter(({ notAfter }) => Date.parse(notAfter) < at.getTime())
    .sort((a, b) => (a.notAfter < b.notAfter ? -1 : 1));
  const { subject, notAfter } = first ?? certificates[0]!;
  return { code: "verify-at", params: { subject, at: notAfter } };
}

/** serverAuth only, and it acts as a client here; or the other way round. */
function otherPurpose(at: PathCertificate, input: PathInput): PathFix[] {
  const { extendedKeyUsage = null } = factsFor(at, input) ?? {};
  const purpose = input.purpose === "client" ? "server" : "client";
  const isFor = extendedKeyUsage?.includes(purpose === "server" ? Oid.serverAuth : Oid.clientAuth) === true;
  return isFor ? [{ code: "verify-as", params: { subject: at.subject, purpose, asked: input.purpose } }] : [];
}

/** Which generation of the authority is at hand: told by the year in which its certificate begins. */
function generationOf(at: PathCertificate, input: PathInput): PathFix {
  const own = factsFor(at, input);
  const namesakes = certificatesOf(input)
    .map(pathFactsOf)
    .filter(({ subjectKey }) => subjectKey === own?.issuerKey);
  const unique = (values: readonly string[]): string => [...new Set(values)].sort().slice(0, 5).join(", ");
  const [newest] = [...namesakes].sort((a, b) => b.certificate.notBefore.getTime() - a.certificate.notBefore.getTime());
  return {
    code: "find-generation",
    params: {
      subject: at.issuer,
      keyId: own?.authorityKeyId ?? "",
      years: unique(namesakes.map(({ certificate }) => String(certificate.notBefore.getUTCFullYear()))),
      candidateKeyIds: unique(namesakes.flatMap(({ subjectKeyId }) => (subjectKeyId === null ? [] : [subjectKeyId]))),
      sha256: newest?.reference.sha256 ?? "",
    },
  };
}

const certificatesOf = (input: PathInput): readonly Certificate[] => [
  input.target,
  ...input.untrusted,
  ...input.anchors,
  ...(input.inventory ?? []),
];

const factsFor = ({ sha256 }: PathCertificate, input: PathInput): PathFacts | undefined =>
  certificatesOf(input)
    .map(pathFactsOf)
    .find(({ reference }) => reference.sha256 === sha256);

const addressesOf = (at: PathCertificate, input: PathInput): string[] => factsFor(at, input)?.issuerAddresses ?? [];

/** The first address of a list of its own issuer that a person could fetch (RFC 5280 §4.2.1.13). */
function listAddressOf(at: PathCertificate, input: PathInput): string {
  const names = (factsFor(at, input)?.distributionPoints ?? []).flatMap((point) => point.names ?? []);
  const address = names.find((name) => name.kind === "uri" && /^https?:/i.test(name.value));
  return address?.kind === "uri" ? address.value : "";
}

function withoutRepeats(fixes: readonly PathFix[]): PathFix[] {
  const seen = new Set<string>();
  return fixes.filter((fix) => {
    const key = JSON.stringify(fix);
    const isNew = !seen.has(key);
    seen.add(key);
    return isNew;
  });
}
