/**
 * The budget of one verification. Path building is exponential in the worst case and name constraints are quadratic, so
 * every loop that an attacker can feed draws from here, and the answer is then "gave up", with the numbers.
 */
export interface Limits {
  /** Signatures over certificates and CRLs. */
  readonly signatures: number;
  /** Certificates in one path, target and anchor included. */
  readonly depth: number;
  /** Complete paths to validate. */
  readonly paths: number;
  /** Candidate issuers looked at while building. */
  readonly steps: number;
  /** A name held against a subtree. */
  readonly comparisons: number;
}

export type LimitName = keyof Limits;

export const defaultLimits: Limits = { signatures: 300, depth: 24, paths: 64, steps: 20_000, comparisons: 1 << 20 };

export class Budget {
  readonly limits: Limits;
  readonly #used: Record<LimitName, number> = { signatures: 0, depth: 0, paths: 0, steps: 0, comparisons: 0 };
  #exhausted: LimitName | null = null;

  constructor(limits: Limits) {
    this.limits = limits;
  }

  /** Takes `amount` of one limit; false when it is not there any more, and then the whole verification is over. */
  spend(name: LimitName, amount = 1): boolean {
    if (this.#used[name] + amount > this.limits[name]) {
      this.#exhausted ??= name;
      return false;
    }
    this.#used[name] += amount;
    return true;
  }

  used(name: LimitName): number {
    return this.#used[name];
  }
  get exhausted(): LimitName | null {
    return this.#exhausted;
  }
}
