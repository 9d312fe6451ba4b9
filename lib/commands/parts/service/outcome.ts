import { isFailure } from "../../error-codes.ts";
import type { Problem } from "../../ports/batch.ts";

/** One thing of many: done, or why not. The others go on. */
export type Outcome<T> = ({ readonly outcome: "done" } & T) | { readonly outcome: "failed"; readonly problem: Problem };

export async function outcomeOf<T extends object>(work: () => Promise<T>): Promise<Outcome<T>> {
  try {
    return { outcome: "done", ...(await work()) };
  } catch (error) {
    if (!isFailure(error)) throw error;
    return { outcome: "failed", problem: { code: error.code, params: error.facts } as Problem };
  }
}
