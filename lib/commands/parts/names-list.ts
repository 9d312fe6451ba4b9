import { z } from "zod";
import { Failure } from "../error-codes.ts";
import * as field from "./fields.ts";
import { requireItem } from "./stored.ts";
import type { Store } from "../ports/store.ts";

/** Names of the inventory that one request is about, each once: what is done to many is one event of the log. */
export const nameList = z
  .array(field.storedName)
  .min(1)
  .max(500)
  .meta({ description: "Names of the inventory, up to 500.", examples: [["dbserver", "dbclient"]] });

/**
 * A single name may be that of a file, and has to be there; among many, one that is not there is an outcome of its own.
 * @throws Failure `file.not-found`
 */
export async function basenamesOf(store: Store, names: readonly string[]): Promise<readonly string[]> {
  const [only, ...others] = new Set(names);
  return only === undefined || others.length > 0 ? [...new Set(names)] : [(await requireItem(store, only)).basename];
}

/** What the log remembers: the names, as far as a line holds them, and how many there were. */
export function auditedNames(names: readonly string[]): { readonly names: readonly string[]; readonly count: number } {
  return { names: names.slice(0, 20), count: names.length };
}

/** Labels are shown between commas and typed between commas. @throws Failure `input.malformed` by the schema */
export const labels = z
  .array(
    z
      .string()
      .trim()
      .min(1)
      .max(40)
      .regex(/^[^,\p{C}]+$/u)
      .transform((label) => label.normalize("NFC")),
  )
  .max(20);

/** A person's views of the list are their own. @throws Failure `view.of-nobody` */
export function requirePersonId(actor: { readonly kind: string; readonly id: string }): string {
  if (actor.kind !== "user") throw new Failure("view.of-nobody", {});
  return actor.id;
}
