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

/** What both sides took in one pair that ran one right after the other, ms. */
export interface Pair {
  readonly ours: number;
  readonly theirs: number;
}

/** The row of interleaved pairs, whose ratio has to stay within the bar. */
export function rowOfPairs(name: string, bar: number, pairs: readonly Pair[]): BenchRow {
  const ratio = median(pairs.map(({ ours, theirs }) => ours / theirs));
  const round = (value: number): number => Math.round(value * 10) / 10;
  return {
    name,
    unit: "ms",
    ours: round(median(pairs.map(({ ours }) => ours))),
    peer: round(median(pairs.map(({ theirs }) => theirs))),
    ratio: Math.round(ratio * 100) / 100,
    bar,
    holds: ratio <= bar,
  };
}
