import { Failure } from "../../error-codes.ts";
import { readTexts, storedNamesIn } from "../../../targets/fields.ts";
import { findTarget, targets } from "../../../targets/index.ts";
import type { Material } from "../../../targets/material.ts";
import type { Plan } from "../../../targets/plan.ts";
import type { AnyTarget } from "../../../targets/target.ts";
import { nearest } from "../nearest.ts";
import type { Context } from "../../command.ts";
import { readInputIssues } from "../../input-issues.ts";
import { besideOf } from "./beside.ts";
import { loadMaterial } from "./material.ts";
import { memoisedReads, type InventoryReads } from "../memoised.ts";
import { knownPlan } from "./known-plans.ts";
import type { PlanReads } from "./recorded-reads.ts";
import { schemaOf } from "./target-schema.ts";

export interface Planned {
  readonly target: AnyTarget;
  /** As parsed: defaults filled in. */
  readonly inputs: Readonly<Record<string, unknown>>;
  readonly material: Material;
  readonly plan: Plan;
}

/**
 * The one way from a target's name and inputs to its plan: `preflight`, `rehearse`, `pack` and the pages of services go
 * here. A plan that was made of what is stored now is not made again (`knownPlan`).
 * @throws Failure `target.unknown`, `input.malformed` (fields below `inputs`).
 */
export async function planFor(
  context: Context,
  name: string,
  given: unknown,
  reads: InventoryReads = memoisedReads(context.store),
): Promise<Planned> {
  const { target, inputs } = requireInputs(name, given);
  const { store } = context;
  const source: PlanReads = {
    ...reads,
    takenNames: (names) => store.takenNames(names),
    identitiesNamed: (names, limit) => store.identitiesNamed(names, limit),
  };
  const question = `${name} ${JSON.stringify(inputs)}`;
  return knownPlan(context, question, source, (recorded) => makePlan(context, target, inputs, recorded));
}

/** Of the inventory only what `reads` answer: the plan is kept for as long as they answer the same. */
async function makePlan(
  context: Context,
  target: AnyTarget,
  inputs: Planned["inputs"],
  reads: PlanReads,
): Promise<Planned> {
  const root = typeof inputs["root"] === "string" ? inputs["root"] : undefined;
  const material = await loadMaterial(context, storedNamesIn(target.fields, inputs), root, reads);
  const draft = target.draft(inputs, material);
  const beside = await besideOf(reads, draft, material);
  if (beside === null) return { target, inputs, material, plan: target.finish(draft, material) };
  const known = { ...material, ...beside };
  return { target, inputs, material: known, plan: target.plan(inputs, known) };
}

/** @throws Failure `target.unknown`, `input.malformed`. */
export function requireInputs(
  name: string,
  given: unknown,
): { target: AnyTarget; inputs: Readonly<Record<string, unknown>> } {
  const target = findTarget(name);
  if (target === undefined)
    throw new Failure("target.unknown", {
      target: name,
      nearest: nearest(
        name,
        targets.map((each) => each.name),
      ),
    });
  const parsed = schemaOf(target.fields).safeParse(readTexts(target.fields, given));
  if (parsed.success) return { target, inputs: parsed.data };
  const issues = readInputIssues(parsed.error).map((issue) => ({
    ...issue,
    field: issue.field === "" ? "inputs" : `inputs.${issue.field}`,
  }));
  throw new Failure("input.malformed", { issues });
}
