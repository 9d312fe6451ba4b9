import type { Store } from "../../ports/store.ts";
import { bareName } from "../file-kinds.ts";

const mostLockedKeys = 5;

/** File names of the stored keys whose public half is not known before their passphrase is, the newest first. */
export async function lockedKeysHere(store: Store): Promise<readonly string[]> {
  const { rows } = await store.list({ kind: "locked-key", show: "all", sort: "created", direction: "descending" });
  return rows.flatMap(({ files }) => files.filter(({ kind }) => kind === "locked-key").map(({ fileName }) => fileName));
}

/** Those of the locked keys that may be the key of a certificate: the one of its own name, else at most five. */
export function ownNameFirst(basename: string, keys: readonly string[]): readonly string[] {
  const own = keys.filter((key) => bareName(key) === basename);
  return own.length > 0 ? own : keys.slice(0, mostLockedKeys);
}
