import type { Certificate } from "../certificate.ts";
import { pathFactsOf } from "./facts.ts";
import type { PathFinding } from "./finding.ts";
import type { PathInput } from "./options.ts";
import type { PathCertificate, VerifiedPath } from "./report.ts";
import type { Verification } from "./verify.ts";

/** What could be done: code → facts. The words are in lib/i18n/{en,ko}/path.ts. */
export interface PathFixFacts {
  /** This certificate, known here and not in the file, completes the path. */
  "add-intermediate": { subject: string; keyId: string; sha256: string };
  /** The file holds what is needed, in another order. `wanted` and `found` are positions in the file, from 1. */
  "reorder": { found: string; wanted: string };
  /** The missing issuer can be fetched there: shown, never fetched by itself. */
  "fetch-aia": { address: string; issuer: string };
  /** The chain ends in a root that is not trusted here: a person may decide to. */
  "trust-root": { subject: string; keyId: string; sha256: string };
  /** Same subject, other key: this is another generation of the authority. */
  "find-generation": { subject: string; keyId: string };
  "renew": { subject: string; notAfter: string; sha256: string };
  "reissue-for-purpose": { subject: string; purpose: string };
  "reissue-with-name": { subject: string; name: string };
  "give-anchors": Record<never, never>;
  "give-crl": { subject: string };
}

export type PathFixCode = keyof PathFixFacts;
export type PathFix = { readonly [C in PathFixCode]: { readonly code: C; readonly params: PathFixFacts[C] } }[PathFixCode];

/** Advice from the first path and, when the inventory would help, from the path that it completes. The best first. */
export function adviseFixes(
  input: PathInput,
  verification: Omit<Verification, "fixes">,
  withInventory: Omit<Verification, "fixes"> | null,
): PathFix[] {
  const best = verification.paths[0];
  if (best === undefined) return [];
  if (verification.trusted) return reorderOf(input, best);
  const completed = withInventory?.trusted === true ? withInventory.paths[0] : undefined;
  if (completed !== undefined) {
    const added = completed.certificates.filter(({ origin }) => origin === "inventory");
    return added.map(({ subject, keyId, sha256 }) => ({ code: "add-intermediate", params: { subject, keyId, sha256 } }));
  }
  const rejects = verification.findings.filter(({ severity }) => severity === "reject");
  return withoutRepeats(rejects.flatMap((finding) => fixOf(finding, best, input)));
}

function fixOf(finding: PathFinding, path: VerifiedPath, input: PathInput): PathFix[] {
  const at = path.certificates.find(({ sha256 }) => sha256 === finding.certificate?.sha256);
  if (at === undefined) return finding.code === "path.no-anchors" ? [{ code: "give-anchors", params: {} }] : [];
  const { subject, keyId, sha256 } = at;
  const params = finding.params as Readonly<Record<string, string | number>>;
  switch (finding.code) {
    case "path.no-issuer":
      return addressesOf(at, input).map((address) => ({ code: "fetch-aia", params: { address, issuer: at.issuer } }));
    case "path.issuer-key-differs":
      return [{ code: "find-generation", params: { subject: at.issuer, keyId: String(params["keyId"]) } }];
    case "path.anchor-key-differs":
    case "path.untrusted-root":
      return [{ code: "trust-root", params: { subject, keyId, sha256 } }];
    case "path.expired":
      return [{ code: "renew", params: { subject, notAfter: at.notAfter, sha256 } }];
    case "path.purpose-not-allowed":
      return [{ code: "reissue-for-purpose", params: { subject, purpose: input.purpose } }];
    case "path.peer-name-mismatch":
      return [{ code: "reissue-with-name", params: { subject, name: String(params["name"]) } }];
    case "path.revocation-unknown":
      return [{ code: "give-crl", params: { subject: at.issuer } }];
    default:
      return [];
  }
}

function addressesOf(at: PathCertificate, input: PathInput): string[] {
  const all: readonly Certificate[] = [input.target, ...input.untrusted, ...input.anchors];
  return all.map(pathFactsOf).find(({ reference }) => reference.sha256 === at.sha256)?.issuerAddresses ?? [];
}

/** A server sends the file as it stands, so the order of the file should be that of the path (RFC 5246 §7.4.2). */
function reorderOf(input: PathInput, path: VerifiedPath): PathFix[] {
  const known = new Set((input.inventory ?? []).map((each) => pathFactsOf(each).reference.sha256));
  const presented = [input.target, ...input.untrusted].map((each) => pathFactsOf(each).reference.sha256);
  const positions = path.certificates
    .map(({ sha256 }) => (known.has(sha256) ? -1 : presented.indexOf(sha256)))
    .filter((position) => position >= 0)
    .map((position) => position + 1);
  const found = [...positions].sort((a, b) => a - b);
  if (positions.every((position, index) => position === found[index])) return [];
  return [{ code: "reorder", params: { found: found.join(", "), wanted: positions.join(", ") } }];
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
