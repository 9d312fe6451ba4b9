import type { PathInput } from "./options.ts";
import type { Verification } from "./verify.ts";

export interface PathFix { readonly code: string; readonly params: Record<string, string | number> }
export function adviseFixes(_input: PathInput, _v: Omit<Verification, "fixes">, _w: Omit<Verification, "fixes"> | null): PathFix[] { return []; }
