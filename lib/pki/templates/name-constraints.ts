import { contextConstructed, contextPrimitive } from "../asn1/der.ts";
import { encode, writeIa5String, writeSequence } from "../asn1/der-write.ts";
import { Oid } from "../asn1/oid.ts";
import { isDnsConstraint } from "../path/names/dns-name.ts";
import { isMailConstraint } from "../path/names/mail-name.ts";
import type { Extension } from "../x509/extension.ts";
import { readNetworkText } from "./network-text.ts";

/** One base of a subtree as it is typed; the kinds that receivers agree on. */
const bases: readonly (readonly [prefix: RegExp, write: (text: string) => Uint8Array | null])[] = [
  [/^dns:/i, (text) => (isDnsConstraint(text) ? writeIa5String(text, contextPrimitive(2)) : null)],
  [/^e-?mail:/i, (text) => (isMailConstraint(text) ? writeIa5String(text, contextPrimitive(1)) : null)],
  [/^uri:/i, (text) => (isDnsConstraint(text) ? writeIa5String(text, contextPrimitive(6)) : null)],
  [
    /^ip:/i,
    (text) => {
      const network = readNetworkText(text);
      return network === null ? null : encode(contextPrimitive(7), network);
    },
  ],
];

/** GeneralName of a subtree's base, DER, from `DNS:example.com`, `IP:10.0.0.0/8`, `email:example.com`, `URI:…`; else null. */
export function writeSubtreeBase(text: string): Uint8Array | null {
  for (const [prefix, write] of bases) {
    const match = prefix.exec(text);
    if (match !== null) return write(text.slice(match[0].length));
  }
  return null;
}

/**
 * RFC 5280 §4.2.1.10, critical; minimum 0 is DER's default and no maximum is written. The texts were accepted by
 * `writeSubtreeBase`.
 */
export function nameConstraintsExtension(permitted: readonly string[], excluded: readonly string[]): Extension {
  const side = (number: number, texts: readonly string[]) =>
    texts.length === 0
      ? []
      : [encode(contextConstructed(number), ...texts.map((text) => writeSequence(writeSubtreeBase(text)!)))];
  return {
    oid: Oid.nameConstraints,
    critical: true,
    value: writeSequence(...side(0, permitted), ...side(1, excluded)),
  };
}
