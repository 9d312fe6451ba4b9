import { isFailure, throwTogether } from "../error-codes.ts";

type Results<Checks extends readonly (() => unknown)[]> = { [At in keyof Checks]: Awaited<ReturnType<Checks[At]>> };

/**
 * Runs every check, in order, and returns what they found. A form shows each fault beside its field, so that no check
 * hides the ones after it.
 * @throws Failure of the check that failed; of several, `input.several` with all of them. An error that is no Failure as
 *   it is, at once.
 */
export async function checkAll<const Checks extends readonly (() => unknown)[]>(
  checks: Checks,
): Promise<Results<Checks>> {
  const results: unknown[] = [];
  const failed: unknown[] = [];
  for (const check of checks)
    try {
      results.push(await check());
    } catch (error) {
      if (!isFailure(error)) throw error;
      failed.push(error);
    }
  throwTogether(failed);
  return results as Results<Checks>;
}

/** As `checkAll`, for checks that wait for nothing. @throws as `checkAll` */
export function checkAllAtOnce(checks: readonly (() => unknown)[]): void {
  const failed: unknown[] = [];
  for (const check of checks)
    try {
      check();
    } catch (error) {
      if (!isFailure(error)) throw error;
      failed.push(error);
    }
  throwTogether(failed);
}
