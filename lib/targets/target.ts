import type { Fields, ValuesOf } from "./fields.ts";
import type { Material } from "./material.ts";
import type { Plan } from "./plan.ts";

/**
 * The requirements of a service on its certificates. A target is one module of this folder and a word in index.ts: its
 * fields, and one function from (inputs, material) to a plan. No I/O and no clock: the same inputs and material give
 * the same plan, byte by byte, so that a pack can be made again.
 */
export interface Target<F extends Fields = Fields> {
  /** `tls-server`: what a script names. Its words stand in lib/i18n/{en,ko}/ui/services.ts. */
  readonly name: string;
  /** The vendor of the software, for the list: `Cisco`, `Mattermost`; null for software of no single vendor. */
  readonly vendor: string | null;
  readonly fields: F;
  plan(inputs: ValuesOf<F>, material: Material): Plan;
}

/** A target whose fields are not known to the caller; `planOf` of index.ts parses nothing, lib/commands does. */
export interface AnyTarget {
  readonly name: string;
  readonly vendor: string | null;
  readonly fields: Fields;
  plan(inputs: Readonly<Record<string, unknown>>, material: Material): Plan;
}

export function target<const F extends Fields>(definition: Target<F>): AnyTarget {
  return definition as unknown as AnyTarget;
}
