import { z } from "zod";
import type { Context } from "../../command.ts";
import { exactlyOne } from "../fields.ts";
import { planFor, type Planned } from "./plan.ts";
import { requireService } from "./service-name.ts";
import { targetFields } from "./target-schema.ts";

/** A service that is only being described (`target` and `inputs`), or one that is kept (`service`). */
export const serviceFields = {
  target: targetFields.target.optional(),
  inputs: targetFields.inputs,
  service: z
    .string()
    .min(1)
    .max(64)
    .optional()
    .meta({ description: "Name of a kept service, in the place of target and inputs." }),
};

export const oneService = exactlyOne(["target", "service"]);

export interface ServiceQuestion {
  readonly target?: string | undefined;
  readonly service?: string | undefined;
  readonly inputs: Readonly<Record<string, unknown>>;
}

/** The audit facts: the name of either, never the inputs. */
export const serviceFacts = ({ target, service }: ServiceQuestion): Readonly<Record<string, string>> =>
  service === undefined ? { target: target ?? "" } : { service };

/** @throws Failure `service.unknown`, `target.unknown`, `input.malformed`. */
export async function planOf(context: Context, { target, service, inputs }: ServiceQuestion): Promise<Planned> {
  if (service === undefined) return planFor(context, target ?? "", inputs);
  const kept = await requireService(context.store, service);
  return planFor(context, kept.target, kept.inputs);
}
