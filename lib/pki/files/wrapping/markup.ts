import { madeLineBreak } from "../../asn1/pem-boundary.ts";
import type { Unwrapped } from "./wrapping.ts";

/** HTML and XML: a copied web page, SAML metadata, a property list, an OpenVPN profile. */
export function unwrapMarkup(text: string): Unwrapped | null {
  if (!/<[A-Za-z/!?]|&(?:#|[A-Za-z]{2,})/.test(text)) return null;
  return { wrapping: "markup", pieces: [{ content: withoutMarkup(text), line: 1 }] };
}

/** Tags are line breaks, but for those that stand inside of a line; entities are their characters. */
export function withoutMarkup(text: string): string {
  return text
    .replace(/<!\[CDATA\[|\]\]>|<!--|-->|_x000[dD]_/g, madeLineBreak)
    .replace(/<[^<>]{0,4000}>/g, (tag) => {
      // a value in an attribute: <input value="-----BEGIN …">, <key x509="MII…">
      if (/BEGIN |[A-Za-z0-9+/]{64}/.test(tag)) return madeLineBreak + tag.replace(/[<>"']/g, madeLineBreak);
      const name = /^<[/?!]?([A-Za-z][A-Za-z0-9:]{0,60})/.exec(tag)?.[1] ?? "";
      return inline.has(name.toLowerCase()) ? "" : madeLineBreak;
    })
    .replace(/&(?:#(\d{1,7})|#[xX]([0-9A-Fa-f]{1,6})|([A-Za-z]{2,20}));/g, (whole: string, decimal, hex, name) => {
      if (name !== undefined) return entities[name as string] ?? whole;
      const code = decimal === undefined ? parseInt(hex as string, 16) : Number(decimal);
      return code === 10 || code === 13 || code > 0x10ffff ? madeLineBreak : String.fromCodePoint(code);
    });
}

const inline: ReadonlySet<string> = new Set(
  "a abbr b big code em font i ins kbd mark o:p s samp small span strong sub sup tt u wbr".split(" "),
);

const entities: Readonly<Record<string, string>> = {
  amp: "&",
  lt: "<",
  gt: ">",
  quot: '"',
  apos: "'",
  nbsp: " ",
  ensp: " ",
  emsp: " ",
  thinsp: " ",
  Tab: " ",
  NewLine: madeLineBreak,
  shy: "",
  zwnj: "",
  zwj: "",
  ZeroWidthSpace: "",
  plus: "+",
  sol: "/",
  equals: "=",
  hyphen: "-",
  dash: "-",
  minus: "-",
  ndash: "\u2013",
  mdash: "\u2014",
  num: "#",
  colon: ":",
  lowbar: "_",
};
