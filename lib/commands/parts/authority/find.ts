import type { Store } from "../../ports/store.ts";
import { findFile } from "../stored.ts";
import type { AuthorityNode } from "./tree.ts";

/** The node that a person named: by the name of the inventory, one of its files, or `sha256:` and a fingerprint. */
export async function findNode(
  store: Pick<Store, "firstFile">,
  nodes: readonly AuthorityNode[],
  name: string,
): Promise<AuthorityNode | null> {
  const sha256 = /^sha256:([0-9a-f]{64})$/i.exec(name)?.[1]?.toLowerCase();
  const direct = nodes.find(({ row }) =>
    sha256 === undefined ? row.basename === name || row.fileName === name : row.sha256 === sha256,
  );
  if (direct !== undefined || sha256 !== undefined) return direct ?? null;
  const file = await findFile(store, name, [".crt", ".cer", ".pem", ".key"]);
  return nodes.find(({ row }) => row.basename !== null && row.basename === file?.basename) ?? null;
}
