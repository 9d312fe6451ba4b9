import { type SignatureVerdict, verifySignature } from "../keys/signature.ts";
import type { Budget } from "./budget.ts";
import type { PathFacts } from "./facts.ts";
import { SignatureMemory } from "./signature-memory.ts";

/** Signature checks of one verification: paid for once, whatever the number of paths that share an edge. */
export class Signatures {
  readonly #budget: Budget;
  readonly #memory: SignatureMemory;

  constructor(budget: Budget, memory: SignatureMemory = new SignatureMemory()) {
    this.#budget = budget;
    this.#memory = memory;
  }

  /** Did the key of `issuer` sign `subject`? Null: the budget is spent. */
  verdict(subject: PathFacts, issuer: PathFacts): SignatureVerdict | null {
    const { spki } = issuer.certificate;
    const known = this.#memory.find(subject.certificate, spki);
    if (known !== undefined) return known;
    const verdict = this.verdictBy(subject, spki);
    if (verdict !== null) this.#memory.add(subject.certificate, spki, verdict);
    return verdict;
  }

  /** The same against a bare key. */
  verdictBy(subject: PathFacts, spki: Uint8Array): SignatureVerdict | null {
    if (!this.#budget.spend("signatures")) return null;
    const { signatureAlgorithm, tbs, signature } = subject.certificate;
    return verifySignature(signatureAlgorithm, tbs, signature, spki);
  }
}
