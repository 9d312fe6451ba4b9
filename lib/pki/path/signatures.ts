import { type SignatureVerdict, verifySignature } from "../signature.ts";
import type { Budget } from "./budget.ts";
import type { PathFacts } from "./facts.ts";

/** Signature checks of one verification: paid for once, whatever the number of paths that share an edge. */
export class Signatures {
  readonly #budget: Budget;
  readonly #verdicts = new Map<PathFacts, Map<string, SignatureVerdict>>();

  constructor(budget: Budget) {
    this.#budget = budget;
  }

  /** Did the key of `issuer` sign `subject`? Null: the budget is spent. */
  verdict(subject: PathFacts, issuer: PathFacts): SignatureVerdict | null {
    let verdicts = this.#verdicts.get(subject);
    if (verdicts === undefined) this.#verdicts.set(subject, (verdicts = new Map()));
    const known = verdicts.get(issuer.spkiKey);
    if (known !== undefined) return known;
    const verdict = this.verdictBy(subject, issuer.certificate.spki);
    if (verdict !== null) verdicts.set(issuer.spkiKey, verdict);
    return verdict;
  }

  /** The same against a bare key. */
  verdictBy(subject: PathFacts, spki: Uint8Array): SignatureVerdict | null {
    if (!this.#budget.spend("signatures")) return null;
    const { signatureAlgorithm, tbs, signature } = subject.certificate;
    return verifySignature(signatureAlgorithm, tbs, signature, spki);
  }
}
