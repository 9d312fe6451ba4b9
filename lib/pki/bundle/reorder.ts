import { describeOrder } from "./review.ts";
import type { Certificate } from "../x509/certificate.ts";
import type { PathFix } from "../path/fixes.ts";

/** Places that a sentence can hold; a file of hundreds is told by its beginning. */
const mostTold = 12;

/**
 * Advises on the order of a file: a server sends its file as it is, so its order should be that of the path (RFC 5246
 * §7.4.2). `file`: the certificates of one file, in its order; verification itself takes any order.
 */
export function adviseOrder(file: readonly Certificate[], at: Date): PathFix[] {
  if (file.length < 2) return [];
  const { isInOrder, found, wanted } = describeOrder(file, at);
  if (isInOrder || wanted.length < 2) return [];
  const roles = found.map((role) => role ?? "other");
  const wantedRoles = wanted.map((position) => roles[position - 1] ?? "other");
  return [{ code: "reorder", params: { found: told(roles), wanted: told(wanted), wantedRoles: told(wantedRoles) } }];
}

const told = (list: readonly (string | number)[]): string =>
  [...list.slice(0, mostTold), ...(list.length > mostTold ? ["…"] : [])].join(", ");
