import "server-only";

/**
 * How many rows of one kind the log takes: so many at once, then one in so many seconds. What is left out is counted,
 * and the next row says how much it was.
 */
export interface RowBudget {
  /** Null: leave this row out. Else write it, and say how many were left out before it. */
  take(now: Date): { readonly leftOut: number } | null;
}

export function rowBudget({ rows, seconds }: { readonly rows: number; readonly seconds: number }): RowBudget {
  let left = rows;
  let filledAt: number | null = null;
  let leftOut = 0;
  return {
    take(now) {
      const at = now.getTime();
      const earned = filledAt === null ? 0 : Math.max(0, Math.floor((at - filledAt) / (seconds * 1000)));
      if (earned > 0 || filledAt === null) filledAt = filledAt === null ? at : filledAt + earned * seconds * 1000;
      left = Math.min(rows, left + earned);
      if (left < 1) {
        leftOut++;
        return null;
      }
      left--;
      const told = { leftOut };
      leftOut = 0;
      return told;
    },
  };
}
