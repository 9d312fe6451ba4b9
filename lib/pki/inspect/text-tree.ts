import { type Element, readElementAt, Tag } from "../asn1/der.ts";
import { latin1, readOid, readTime } from "../asn1/der-value.ts";
import { isFailure } from "../failure.ts";
import type { TextNode } from "./types.ts";
import { readLenientString, readName } from "../x509/name.ts";
import { abbreviationOf } from "../x509/name-attribute.ts";
import { nameOfOid } from "../asn1/oid.ts";
import { readPublicKeyFacts } from "../keys/public-key.ts";
import { readSignatureAlgorithm } from "../keys/signature-algorithm.ts";
import type { TreeBudget } from "./tree-budget.ts";

const hexOctets = 64;

/** `30:0a:02…`, at most 64 bytes and then how many there are. */
export function hexOf(bytes: Uint8Array, limit: number = hexOctets): string {
  const hex = Buffer.from(bytes.subarray(0, limit))
    .toString("hex")
    .replace(/(..)(?=.)/g, "$1:");
  return bytes.length > limit ? `${hex}:… (${bytes.length} octets)` : hex;
}

/**
 * Builds the labelled tree of an element, node by node, each with its place in the DER. A field that cannot be read is
 * shown in hex and never stops the rest.
 */
export class TreeBuilder {
  readonly budget: TreeBudget;

  constructor(budget: TreeBudget) {
    this.budget = budget;
  }

  /** A field with a value. */
  field(label: string, element: Element, value?: string): TextNode {
    this.budget.take();
    return {
      label,
      ...(value === undefined ? {} : { value }),
      offset: element.start,
      length: element.end - element.start,
    };
  }

  /** A field with fields inside; `read` may fail, then the bytes are shown. */
  group(label: string, element: Element, read: () => readonly TextNode[], value?: string): TextNode {
    const node = this.field(label, element, value);
    const children = this.attempt(element, read);
    return children.length === 0 ? node : { ...node, children };
  }

  /** One node per item while the budget lasts. */
  each(parent: Element, read: (child: Element, position: number) => TextNode): TextNode[] {
    const nodes: TextNode[] = [];
    const cursor = parent.open();
    for (let position = 0; !cursor.isAtEnd; position++) {
      const child = cursor.next();
      if (!this.budget.take()) {
        nodes.push({ label: "…" });
        break;
      }
      nodes.push(this.#one(child, () => read(child, position)));
    }
    return nodes;
  }

  /** The nodes of `read`, or the element in hex when it is not what it should be. */
  attempt(element: Element, read: () => readonly TextNode[]): readonly TextNode[] {
    try {
      return read();
    } catch (error) {
      if (!isFailure(error, "der.malformed")) throw error;
      return [this.field("not readable", element, hexOf(element.content))];
    }
  }

  #one(element: Element, read: () => TextNode): TextNode {
    try {
      return read();
    } catch (error) {
      if (!isFailure(error, "der.malformed")) throw error;
      return this.field("not readable", element, hexOf(element.content));
    }
  }

  // ---- what stands everywhere ----

  integer(label: string, element: Element): TextNode {
    return this.field(label, element, integerText(element));
  }

  oid(label: string, element: Element): TextNode {
    return this.field(label, element, oidText(readOid(element)));
  }

  time(label: string, element: Element): TextNode {
    return this.field(label, element, timeText(element));
  }

  /** AlgorithmIdentifier: its name, and its parameters when they say something. */
  algorithm(label: string, element: Element): TextNode {
    const cursor = element.open(Tag.sequence);
    const oid = readOid(cursor.next());
    const known = readSignatureAlgorithm(element.bytes).label;
    const parameters = cursor.isAtEnd ? null : cursor.next();
    const children =
      parameters === null || parameters.tag === Tag.null ? [] : [this.anything("Parameters", parameters)];
    const node = this.field(label, element, known === oid ? oidText(oid) : known);
    return children.length === 0 ? node : { ...node, children };
  }

  name(label: string, element: Element): TextNode {
    const { rdns } = readName(element);
    const text = rdns.length === 0 ? "(empty)" : undefined;
    return this.group(
      label,
      element,
      () =>
        this.each(element, (rdn) => {
          const attributes = rdn.children();
          const nodes = attributes.map((attribute) => {
            const cursor = attribute.open(Tag.sequence);
            const type = readOid(cursor.next());
            const value = cursor.next();
            return this.field(abbreviationOf(type) ?? type, attribute, readLenientString(value).text);
          });
          return nodes.length === 1 ? nodes[0]! : { ...this.field("RDN", rdn), children: nodes };
        }),
      text,
    );
  }

  /** SubjectPublicKeyInfo. */
  publicKey(label: string, element: Element): TextNode {
    return this.group(
      label,
      element,
      () => {
        const cursor = element.open(Tag.sequence);
        const algorithm = cursor.next(Tag.sequence);
        const bits = cursor.next(Tag.bitString);
        const facts = readPublicKeyFacts(element.bytes);
        const inside =
          facts.family === "rsa" || facts.family === "rsa-pss"
            ? this.#rsaNumbers(bits)
            : [this.field("Public Key", bits, hexOf(bits.content.subarray(1), 160))];
        return [this.algorithm("Algorithm", algorithm), ...inside];
      },
      readPublicKeyFacts(element.bytes).label,
    );
  }

  #rsaNumbers(bits: Element): readonly TextNode[] {
    return this.attempt(bits, () => {
      const cursor = readElementAt(bits.source, bits.contentStart + 1, bits.end).open(Tag.sequence);
      const modulus = cursor.next(Tag.integer);
      const exponent = cursor.next(Tag.integer);
      return [this.field("Modulus", modulus, hexOf(modulus.content, 1024)), this.integer("Exponent", exponent)];
    });
  }

  /** Anything at all: by its tag, to the bottom. */
  anything(label: string, element: Element, depth = 0): TextNode {
    if (!element.isConstructed || depth > 24) return this.field(label, element, primitiveText(element));
    return this.group(label, element, () =>
      this.each(element, (child) => this.anything(tagName(child.tag), child, depth + 1)),
    );
  }
}

export function oidText(oid: string): string {
  const name = nameOfOid(oid);
  return name === null ? oid : `${name} (${oid})`;
}

/** Decimal while it is short, hex beyond 64 bits. */
export function integerText(element: Element): string {
  const bytes = element.content;
  if (bytes.length === 0) return "(empty)";
  if (bytes.length > 8) return hexOf(bytes, 1024);
  return BigInt.asIntN(bytes.length * 8, BigInt(`0x${Buffer.from(bytes).toString("hex")}`)).toString();
}

/** `2026-11-22 20:31:37 UTC`; the bytes when they are no date that X.509 allows. */
function timeText(element: Element): string {
  try {
    return readTime(element).toISOString().replace("T", " ").replace(".000Z", " UTC");
  } catch (error) {
    if (!isFailure(error, "der.malformed")) throw error;
    return latin1(element.content).slice(0, 64);
  }
}

const tagNames: Readonly<Record<number, string>> = {
  [Tag.boolean]: "BOOLEAN",
  [Tag.integer]: "INTEGER",
  [Tag.bitString]: "BIT STRING",
  [Tag.octetString]: "OCTET STRING",
  [Tag.null]: "NULL",
  [Tag.oid]: "OBJECT",
  0x07: "OBJECT DESCRIPTOR",
  0x08: "EXTERNAL",
  0x09: "REAL",
  [Tag.enumerated]: "ENUMERATED",
  [Tag.utf8String]: "UTF8STRING",
  [Tag.sequence & 0x1f]: "SEQUENCE",
  [Tag.set & 0x1f]: "SET",
  [Tag.numericString]: "NUMERICSTRING",
  [Tag.printableString]: "PRINTABLESTRING",
  [Tag.teletexString]: "T61STRING",
  0x15: "VIDEOTEXSTRING",
  [Tag.ia5String]: "IA5STRING",
  [Tag.utcTime]: "UTCTIME",
  [Tag.generalizedTime]: "GENERALIZEDTIME",
  0x19: "GRAPHICSTRING",
  [Tag.visibleString]: "VISIBLESTRING",
  0x1b: "GENERALSTRING",
  [Tag.universalString]: "UNIVERSALSTRING",
  [Tag.bmpString]: "BMPSTRING",
};

/** As `openssl asn1parse` names tags: `SEQUENCE`, `cont [ 0 ]`, `appl [ 3 ]`. */
export function tagName(tag: number): string {
  const number = tag & 0x1f;
  if (tag >= 0xc0) return `priv [ ${number} ]`;
  if (tag >= 0x80) return `cont [ ${number} ]`;
  if (tag >= 0x40) return `appl [ ${number} ]`;
  return tagNames[number] ?? `<ASN1 ${number}>`;
}

const textTags: ReadonlySet<number> = new Set([
  Tag.utf8String,
  Tag.numericString,
  Tag.printableString,
  Tag.teletexString,
  Tag.ia5String,
  Tag.visibleString,
  Tag.bmpString,
  Tag.universalString,
  0x1b,
  0x19,
]);

/** The short value of a primitive element. */
export function primitiveText(element: Element): string {
  if (element.isConstructed) return "";
  switch (element.tag) {
    case Tag.oid:
      try {
        return oidText(readOid(element));
      } catch (error) {
        if (!isFailure(error, "der.malformed")) throw error;
        return hexOf(element.content);
      }
    case Tag.integer:
    case Tag.enumerated:
      return integerText(element);
    case Tag.boolean:
      return (element.content[0] ?? 0) === 0 ? "FALSE" : "TRUE";
    case Tag.null:
      return "";
    case Tag.utcTime:
    case Tag.generalizedTime:
      return timeText(element);
    default:
      return textTags.has(element.tag) ? clipped(readLenientString(element).text) : hexOf(element.content);
  }
}

/** Text of a hostile length cut short. */
export function clipped(text: string, limit = 1000): string {
  return text.length > limit ? `${text.slice(0, limit)}… (${text.length} characters)` : text;
}
