import type { Actor } from "../../permission.ts";

/** Whose a review is: another person, or another token, does not open it. */
export function ownerOf({ kind, id }: Actor): string {
  return `${kind} ${id}`;
}
