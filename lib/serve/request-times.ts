/**
 * How long the requests of this process took, as a histogram for `GET /metrics`. One object on the global, because Next
 * has a copy of its own of each module.
 */

/** Upper bounds of the buckets, in seconds; the last one has none. */
export const timeBounds = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10] as const;

export const requestKinds = ["page", "api", "list", "ocsp", "probe"] as const;
export type RequestKind = (typeof requestKinds)[number];

export interface RequestTimes {
  readonly kind: RequestKind;
  /** First digit of the status: `2` for 200 to 299. */
  readonly statusClass: number;
  /** Of each bound and, at the end, of all above: requests that took no longer than it and longer than the one before. */
  readonly counts: readonly number[];
  /** Seconds. */
  readonly sum: number;
}

interface Counting {
  readonly kind: RequestKind;
  readonly statusClass: number;
  readonly counts: number[];
  sum: number;
}

const place = Symbol.for("chainsmith.request-times");
const known = globalThis as { [place]?: Map<string, Counting> };
const times = (): Map<string, Counting> => (known[place] ??= new Map());

/** What a path is, without its names: they would be a series each. */
export function kindOfRequest(target: string): RequestKind {
  if (/^\/(metrics|api\/v1\/(health|ready))(?![^/?])/.test(target)) return "probe";
  if (target.startsWith("/ocsp/")) return "ocsp";
  if (/^\/(crl|ca)\//.test(target)) return "list";
  return target.startsWith("/api/") ? "api" : "page";
}

/** A request was answered, or given up, after so many milliseconds. */
export function countTime(kind: RequestKind, status: number, ms: number): void {
  const statusClass = Math.floor(status / 100);
  const key = `${kind}/${statusClass}`;
  const all = times();
  let of = all.get(key);
  if (of === undefined)
    all.set(key, (of = { kind, statusClass, counts: new Array<number>(timeBounds.length + 1).fill(0), sum: 0 }));
  const seconds = ms / 1000;
  const found = timeBounds.findIndex((bound) => seconds <= bound);
  of.counts[found < 0 ? timeBounds.length : found]! += 1;
  of.sum += seconds;
}

/** By kind and class of status. */
export function requestTimes(): readonly RequestTimes[] {
  return [...times().values()];
}
