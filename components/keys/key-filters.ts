import type { KeyQuery } from "@/lib/commands/ports/keys.ts";

/** The tabs of the list of keys, as `key-list` calls them. */
export const keyFilters = ["unused", "waiting", "locked"] as const satisfies readonly KeyQuery["only"][];
