import { drawFrom, mutate } from "./mutate.ts";
import type { MutantSources } from "./sources.ts";
import { crashesOf } from "./surfaces.ts";

export interface CrashedMutant {
  /** Repeats the run that made it. */
  readonly seed: number;
  readonly number: number;
  readonly surface: string;
  readonly message: string;
  readonly base64: string;
}

/** The last of the given date's day, so that a seed gives the same files and answers on any day. */
const now = new Date("2027-06-01T00:00:00Z");

/** Makes `count` mutants of the sources, puts each through every surface, and returns what was no typed refusal. */
export async function runMutants(
  { ders, wrap, chain, passphrase }: MutantSources,
  { seed, count }: { readonly seed: number; readonly count: number },
): Promise<CrashedMutant[]> {
  const draw = drawFrom(seed);
  const crashed: CrashedMutant[] = [];
  for (let number = 0; number < count; number++) {
    const der = mutate(ders[number % ders.length]!, draw);
    const bytes = draw(12) === 0 ? wrap(der) : der;
    for (const { surface, error } of await crashesOf(bytes, chain, now, passphrase)) {
      const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
      crashed.push({ seed, number, surface, message, base64: Buffer.from(bytes).toString("base64") });
    }
  }
  return crashed;
}
