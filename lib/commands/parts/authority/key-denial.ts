import type { Denial } from "../../access.ts";
import { denyOnAuthority } from "../../rights.ts";
import type { Actor } from "../../permission.ts";
import type { ItemRow } from "../../ports/items.ts";
import type { Store } from "../../ports/store.ts";

/** Why this actor may not take the key of a name; null where they may, and of a name that is no authority. */
export async function keyDenialOf(
  store: Pick<Store, "authorityRights">,
  actor: Actor,
  row: Pick<ItemRow, "isAuthority" | "basename">,
  publicKeyId: string,
): Promise<Denial | null> {
  if (!row.isAuthority) return null;
  const rights = (await store.authorityRights()).get(publicKeyId);
  const on = { kind: "authority", id: publicKeyId, name: row.basename } as const;
  return denyOnAuthority(actor, { command: "export", may: "key.export-authority", on }, rights);
}
