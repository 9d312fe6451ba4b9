/** A measured value, with what tells it from the others of its family. */
export interface Sample {
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

/** The cumulative counts of a histogram. */
export interface Histogram {
  readonly labels: Readonly<Record<string, string>>;
  /** Upper bounds, and how many measurements were no larger; the last bound is null: all of them. */
  readonly buckets: readonly { readonly bound: number | null; readonly count: number }[];
  readonly sum: number;
}

/** Measurements of one kind, as Prometheus groups them. */
export type MetricFamily = {
  readonly name: string;
  readonly help: string;
} & (
  | { readonly type: "gauge" | "counter"; readonly samples: readonly Sample[] }
  | { readonly type: "histogram"; readonly histograms: readonly Histogram[] }
);

/** How the console is run: what it measures of itself and of the inventory. */
export interface Operation {
  /** Those of the database are kept for some seconds, however often they are asked for. */
  metrics(): Promise<readonly MetricFamily[]>;
}
