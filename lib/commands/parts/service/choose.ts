import { applyFix } from "../../../targets/apply-fix.ts";
import { Failure } from "../../error-codes.ts";
import type { NewService, ServiceRecord } from "../../ports/services.ts";
import type { Store } from "../../ports/store.ts";
import { type Planned, requireInputs } from "./plan.ts";
import { usesOf } from "./service-name.ts";

/** A stored name for a planned request. */
export interface Choice {
  /** Id of the request. */
  readonly request: string;
  readonly name: string;
}

/**
 * Writes stored names into the inputs of a service, where the plan's requests are chosen.
 * @throws Failure `service.nothing-to-fix` for a request that no input chooses; `service.changed`.
 */
export async function choose(
  store: Store,
  kept: ServiceRecord,
  { plan, inputs }: Pick<Planned, "plan" | "inputs">,
  choices: readonly Choice[],
): Promise<{ name: string; inputs: Readonly<Record<string, unknown>>; uses: NewService["uses"] }> {
  const chosen = choices.reduce((known, choice) => {
    const next = applyFix(plan, known, { code: "fix.use", params: { ...choice } });
    if (next === null) throw new Failure("service.nothing-to-fix", { service: kept.name, check: choice.request });
    return next;
  }, inputs);
  return saveInputs(store, kept, chosen);
}

/** @throws Failure `service.changed` when the service is no longer as it was read. */
export async function saveInputs(
  store: Store,
  { name, target, updatedAt }: ServiceRecord,
  inputs: Readonly<Record<string, unknown>>,
): Promise<{ name: string; inputs: Readonly<Record<string, unknown>>; uses: NewService["uses"] }> {
  const parsed = requireInputs(target, inputs);
  const uses = await usesOf(store, parsed.target, parsed.inputs);
  await store.saveService({ name, target, inputs: parsed.inputs, uses }, name, updatedAt);
  return { name, inputs: parsed.inputs, uses };
}
