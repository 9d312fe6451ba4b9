import { type SignatureVerdict, verifySignature } from "../keys/signature.ts";
import type { Budget } from "./budget.ts";
import type { PathFacts } from "./facts.ts";
import { equalOctets } from "../asn1/octets.ts";

interface Known {
  readonly signer: PathFacts;
  readonly verdict: SignatureVerdict;
}

/** Signature checks of one verification: paid for once, whatever the number of paths that share an edge. */
export class Signatures {
  readonly #budget: Budget;
  readonly #verdicts = new Map<PathFacts, Known[]>();

  constructor(budget: Budget) {
    this.#budget = budget;
  }

  /** Did the key of `issuer` sign `subject`? Null: the budget is spent. */
  verdict(subject: PathFacts, issuer: PathFacts): SignatureVerdict | null {
    const known = this.#verdicts.get(subject);
    const same = known?.find(
      ({ signer }) => signer === issuer || equalOctets(signer.certificate.spki, issuer.certificate.spki),
    );
    if (same !== undefined) return same.verdict;
    const verdict = this.verdictBy(subject, issuer.certificate.spki);
    if (verdict === null) return null;
    if (known === undefined) this.#verdicts.set(subject, [{ signer: issuer, verdict }]);
    else known.push({ signer: issuer, verdict });
    return verdict;
  }

  /** The same against a bare key. */
  verdictBy(subject: PathFacts, spki: Uint8Array): SignatureVerdict | null {
    if (!this.#budget.spend("signatures")) return null;
    const { signatureAlgorithm, tbs, signature } = subject.certificate;
    return verifySignature(signatureAlgorithm, tbs, signature, spki);
  }
}
