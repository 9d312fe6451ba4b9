import { deny, mayOnAll } from "../../access.ts";
import type { Context } from "../../command.ts";
import { Failure } from "../../error-codes.ts";

/**
 * Refuses to put files in the place of an authority that the actor may not touch. The gate asks about the names that an
 * input gives; what stands in an archive, or was proposed by a review, has its name only once it was read.
 *
 * @param command the name of the command that asks
 * @throws Failure `token.out-of-scope`, `actor.forbidden`
 */
export async function requireMayReplace(
  { actor, store }: Context,
  command: string,
  fileNames: readonly string[],
): Promise<void> {
  if (mayOnAll(actor, "inventory.write")) return;
  for (const authority of await store.authorities(fileNames)) {
    const denial = deny(actor, { command, may: "inventory.write", on: { kind: "authority", ...authority } });
    if (denial !== null) throw new Failure(denial.code, denial.facts);
  }
}
