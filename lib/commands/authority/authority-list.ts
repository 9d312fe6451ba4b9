import { z } from "zod";
import { command } from "../command.ts";
import { marksOf, nextUpdates, readAuthorityNodes, toldNode } from "../parts/authority/tree.ts";

/** Every authority that is here, with or without its key: roots, what stands below them, generations, cross-certificates. */
export const authorityList = command({
  name: "authority-list",
  effect: "read",
  permission: "inventory.read",
  audited: "refusals",
  input: z.strictObject({}),
  positional: [],
  secrets: [],
  audit: () => ({}),
  async run({ store, vault, clock }) {
    const now = clock.now();
    const nodes = await readAuthorityNodes(store);
    const counts = await store.issuedCounts(nodes.map(({ row }) => row));
    const lists = await nextUpdates(store, nodes);
    const marks = await marksOf(store, nodes);
    const locks = await vault.locks(nodes.flatMap(({ row }) => row.basename ?? []));
    return {
      authorities: nodes.map((node, at) => {
        const lock = locks.get(node.row.basename ?? "");
        return {
          ...toldNode(node, now),
          trust: marks.get(node) ?? null,
          issued: counts[at]!,
          nextUpdate: lists.get(node)?.toISOString() ?? null,
          /** Until when this session keeps its key open; null where it does not. */
          openUntil: lock?.state === "open" ? (lock.until?.toISOString() ?? null) : null,
        };
      }),
    };
  },
});
