/** Counts the nodes of a tree down. Hostile input makes as many nodes as it has bytes, so a budget ends it. */
export class TreeBudget {
  #left: number;
  wasSpent = false;
  readonly limit: number;

  constructor(limit: number) {
    this.limit = limit;
    this.#left = limit;
  }
  take(): boolean {
    if (this.#left > 0) this.#left--;
    else this.wasSpent = true;
    return !this.wasSpent;
  }
  /** A budget of at most `limit` nodes that draws from this one. */
  share(limit: number): TreeBudget {
    return new TreeBudget(Math.max(0, Math.min(limit, this.#left)));
  }
  /** Takes what a share has used. */
  settle(share: TreeBudget): void {
    this.#left -= share.limit - share.#left;
  }
}
