/** One line of `npm run bench`: medians of interleaved pairs, ours beside what it is measured against. */
export interface BenchRow {
  readonly name: string;
  readonly unit: string;
  readonly ours: number;
  readonly peer: number;
  /** ours ÷ peer. */
  readonly ratio: number;
  /** The bar that the ratio must reach, or stay within, as the row's name says. */
  readonly bar: number;
  readonly holds: boolean;
}

/** Middle of the values; of an even number the mean of the two in the middle. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}
