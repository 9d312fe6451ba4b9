import { equalOctets } from "../asn1/octets.ts";
import { knownName } from "../path/names/known-names.ts";
import type { Name } from "../x509/name.ts";

const key = Symbol("compare key");

/** Looked up by the bytes once per object. */
const keyOf = (name: Name & { [key]?: string }): string => (name[key] ??= knownName(name).key);

/**
 * The quick answers for two names: the same bytes are the same name for every receiver, and names that differ by RFC
 * 5280 §7.1 differ for each, because none folds more. Null: it depends on the receiver. A string that breaks the rules
 * of its type (`=x` in the key) is compared by its bytes there and not everywhere.
 */
export function sameNameAtOnce(a: Name, b: Name): boolean | null {
  if (a === b || equalOctets(a.der, b.der)) return true;
  const [left, right] = [keyOf(a), keyOf(b)];
  return left !== right && !left.includes("=x") && !right.includes("=x") ? false : null;
}
