import { Failure, isFailure, type InputFault } from "../error-codes.ts";

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
  requireNone(failed);
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
  requireNone(failed);
}

/** @throws Failure as `checkAll` */
function requireNone(failed: readonly unknown[]): void {
  if (failed.length === 0) return;
  if (failed.length === 1) throw failed[0];
  throw new Failure("input.several", { faults: failed.flatMap(faultsOf) });
}

function faultsOf(failure: unknown): readonly InputFault[] {
  if (isFailure(failure, "input.several")) return failure.facts.faults;
  return isFailure(failure) ? [{ code: failure.code, params: failure.facts }] : [];
}
