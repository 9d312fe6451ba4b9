import { nameOfOid } from "../../pki/asn1/oid.ts";

/**
 * `serverAuth (1.3.6.1.5.5.7.3.1)`: the name that the standard gives it, and the number to look it up by; unknown ones
 * stay numbers.
 */
export function oidText(dotted: string): string {
  const name = nameOfOid(dotted);
  return name === null ? dotted : `${name} (${dotted})`;
}

/** The names of a comma list of object identifiers: `serverAuth, clientAuth`. */
export function oidNames(list: string): string {
  return list
    .split(", ")
    .map((dotted) => nameOfOid(dotted) ?? dotted)
    .join(", ");
}
