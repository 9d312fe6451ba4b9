import { hexOf } from "../asn1/octets.ts";
import { verifySignature } from "../keys/signature.ts";
import { buildPaths, type Path, type Search } from "./build.ts";
import { Collector } from "./collector.ts";
import type { CrlFacts } from "./crl-facts.ts";
import { workingKeyOf } from "./dsa-parameters.ts";
import type { PathFacts } from "./facts.ts";
import { type PathCheck, validatePath } from "./validate.ts";

export type SignerProblem =
  | "path.crl-signature-invalid"
  /** The list names a key of its issuer that no certificate here has. */
  | "path.crl-by-other-key"
  | "path.crl-unsupported"
  | "path.crl-signer-not-allowed"
  | "path.crl-signer-unknown"
  /** The signer's own status hangs on what it signed; PKITS calls such a case optional (4.14.30). */
  | "circular";

export type Soundness = "sound" | "unsound" | "circular";

export interface SignerSearch {
  readonly search: Search;
  readonly check: PathCheck;
  /** Revocation along the path of a signer that is not in the path being judged. */
  readonly soundnessOf: (path: Path) => Soundness;
}

/**
 * Looks for the signer of a CRL, RFC 5280 §6.3.3 (f) and (g): a certificate of the CRL's issuer whose key made the
 * signature, may sign CRLs, and leads to the same anchor as the path that is being judged. Returns null when there is
 * one, else the problem.
 */
export function findCrlProblem(list: CrlFacts, path: Path, signers: SignerSearch): SignerProblem | null {
  const { pool } = signers.search;
  const inPath = path.filter((facts) => facts.subjectKey === list.issuerKey);
  const others = pool.named(list.issuerKey).filter((facts) => !inPath.includes(facts));
  let problem: SignerProblem = "path.crl-signer-unknown";
  for (const candidate of [...inPath, ...others]) {
    const verdict = crlVerdict(list, workingKeyOf(candidate, path), signers.search);
    if (verdict === null) return problem;
    if (verdict !== "valid") {
      if (problem === "path.crl-signer-unknown" || problem === "path.crl-by-other-key")
        problem = signatureProblem(list, candidate, verdict);
      continue;
    }
    if (candidate.keyUsage !== null && !candidate.keyUsage.has("cRLSign")) {
      problem = "path.crl-signer-not-allowed";
      continue;
    }
    // A certificate of the path above the end entity is being validated as it is; any other needs a path of its own.
    const soundness = path.indexOf(candidate) > 0 ? "sound" : soundnessOfSigner(candidate, path, signers);
    if (soundness === "sound") return null;
    problem = soundness === "circular" ? "circular" : "path.crl-signer-not-allowed";
  }
  return problem;
}

/** A signature that does not verify under a key that the list does not name says only that another key made it. */
function signatureProblem(list: CrlFacts, candidate: PathFacts, verdict: "invalid" | "unsupported"): SignerProblem {
  const own = candidate.subjectKeyOctets;
  const isOther = list.signerKeyId !== null && own !== null && hexOf(own) !== list.signerKeyId;
  if (isOther) return "path.crl-by-other-key";
  return verdict === "invalid" ? "path.crl-signature-invalid" : "path.crl-unsupported";
}

function crlVerdict(list: CrlFacts, spki: Uint8Array, search: Search): "valid" | "invalid" | "unsupported" | null {
  if (!search.budget.spend("signatures")) return null;
  const { signatureAlgorithm, tbsSignatureAlgorithm, tbs, signature } = list.crl;
  if (Buffer.compare(signatureAlgorithm, tbsSignatureAlgorithm) !== 0) return "invalid";
  return verifySignature(signatureAlgorithm, tbs, signature, spki);
}

/** A valid path of its own to the same anchor, with nothing revoked on it (§6.3.3 (f)). */
function soundnessOfSigner(signer: PathFacts, path: Path, { search, check, soundnessOf }: SignerSearch): Soundness {
  const anchor = path.at(-1)!;
  if (signer === anchor) return "sound";
  let best: Soundness = "unsound";
  for (const candidate of buildPaths(signer, search)) {
    if (candidate.at(-1) !== anchor) continue;
    const collector = new Collector();
    validatePath(
      candidate,
      { ...check, purpose: "any", name: null, profile: "standard" },
      search.signatures,
      search.budget,
      collector,
    );
    const soundness = collector.rejects ? "unsound" : soundnessOf(candidate);
    if (soundness === "sound") return soundness;
    if (soundness === "circular") best = soundness;
  }
  return best;
}
