import { type Cursor, type Element, Tag } from "../asn1/der.ts";
import { latin1, readOid } from "../asn1/der-value.ts";
import { readAnyTime } from "../asn1/any-time.ts";
import { readTolerantAt } from "../asn1/tolerant.ts";
import { type Failure, isFailure, type PkiErrorFacts } from "../failure.ts";
import { tagName } from "../asn1/tag-name.ts";
import type { TextNode } from "./types.ts";
import { escapeInvisible, readLenientString } from "../x509/name.ts";
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
      if (!this.budget.take()) {
        nodes.push({ label: "…" });
        break;
      }
      const child = this.#nextOf(cursor, parent);
      if ("label" in child) {
        nodes.push(child);
        break;
      }
      nodes.push(...this.attempt(child, () => [read(child, position)]));
    }
    return nodes;
  }

  /**
   * The fields of a structure, one after the other. Where one is missing or broken, those before it stay; what is left
   * follows element by element, as it is.
   */
  fields(parent: Element, read: (cursor: Cursor, nodes: TextNode[]) => void): TextNode[] {
    const nodes: TextNode[] = [];
    const cursor = parent.open();
    try {
      read(cursor, nodes);
    } catch (error) {
      if (!isFailure(error, "der.malformed")) throw error;
      nodes.push({ label: "not readable", offset: cursor.offset, problem: error.facts.problem });
    }
    while (!cursor.isAtEnd && this.budget.take()) {
      const child = this.#nextOf(cursor, parent);
      if ("label" in child) return [...nodes, child];
      nodes.push(this.anything(tagName(child.tag), child));
    }
    return nodes;
  }

  /** The next element, or a node for the bytes up to the end of `parent` when there is none in them. */
  #nextOf(cursor: Cursor, parent: Element): Element | TextNode {
    try {
      return cursor.next();
    } catch (error) {
      if (!isFailure(error, "der.malformed")) throw error;
      const rest = parent.source.subarray(cursor.offset, parent.end);
      return {
        label: "not readable",
        value: hexOf(rest),
        offset: cursor.offset,
        length: rest.length,
        problem: error.facts.problem,
      };
    }
  }

  /** The nodes of `read`, or the element in hex and why, when it is not what it should be. */
  attempt(element: Element, read: () => readonly TextNode[]): readonly TextNode[] {
    try {
      return read();
    } catch (error) {
      if (!isFailure(error, "der.malformed")) throw error;
      return [this.#unreadable(element, error)];
    }
  }

  #unreadable(element: Element, { facts }: Failure<PkiErrorFacts, "der.malformed">): TextNode {
    return { ...this.field("not readable", element, hexOf(element.bytes)), problem: facts.problem };
  }

  // ---- what stands everywhere ----

  integer(label: string, element: Element): TextNode {
    return this.field(label, element, integerText(element));
  }

  oid(label: string, element: Element): TextNode {
    return this.field(label, element, oidText(readOid(element)));
  }

  /** A date; what is none at all is shown as it is written, and said to be none. */
  time(label: string, element: Element): TextNode {
    const node = this.field(label, element, timeText(element));
    return orNull(() => readAnyTime(element)) === null ? { ...node, problem: "bad-time" } : node;
  }

  /** AlgorithmIdentifier: its name, and its parameters when they say something. */
  algorithm(label: string, element: Element): TextNode {
    return this.#withChildren(this.field(label, element, algorithmText(element)), element, () =>
      this.fields(element, (cursor, nodes) => {
        readOid(cursor.next());
        const parameters = cursor.isAtEnd ? null : cursor.next();
        if (parameters !== null && parameters.tag !== Tag.null) nodes.push(this.anything("Parameters", parameters));
      }),
    );
  }

  #withChildren(node: TextNode, element: Element, read: () => readonly TextNode[]): TextNode {
    const children = this.attempt(element, read);
    return children.length === 0 ? node : { ...node, children };
  }

  /** Name ::= SEQUENCE OF SET OF { type, value }. */
  name(label: string, element: Element): TextNode {
    return this.group(
      label,
      element.expect(Tag.sequence),
      () =>
        this.each(element, (rdn) => {
          const nodes = this.each(rdn.expect(Tag.set), (attribute) => this.#attribute(attribute));
          return nodes.length === 1 ? nodes[0]! : { ...this.field("RDN", rdn), children: nodes };
        }),
      element.length === 0 ? "(empty)" : undefined,
    );
  }

  #attribute(attribute: Element): TextNode {
    const cursor = attribute.open(Tag.sequence);
    const type = readOid(cursor.next());
    const value = cursor.next();
    const label = abbreviationOf(type) ?? nameOfOid(type) ?? type;
    if (value.isConstructed) return this.group(label, attribute, () => [this.anything(tagName(value.tag), value)]);
    return this.field(label, attribute, escapeInvisible(clipped(readLenientString(value).text)));
  }

  /** SubjectPublicKeyInfo. */
  publicKey(label: string, element: Element): TextNode {
    const facts = orNull(() => readPublicKeyFacts(element.bytes));
    return this.group(
      label,
      element,
      () =>
        this.fields(element, (cursor, nodes) => {
          nodes.push(this.algorithm("Algorithm", cursor.next(Tag.sequence)));
          const bits = cursor.next(Tag.bitString);
          const isRsa = facts?.family === "rsa" || facts?.family === "rsa-pss";
          if (isRsa) nodes.push(...this.#rsaNumbers(bits));
          else nodes.push(this.field("Public Key", bits, hexOf(bits.content.subarray(1), 160)));
        }),
      facts?.label,
    );
  }

  #rsaNumbers(bits: Element): readonly TextNode[] {
    return this.attempt(bits, () =>
      this.fields(readTolerantAt(bits.source, bits.contentStart + 1, bits.end), (cursor, nodes) => {
        const modulus = cursor.next(Tag.integer);
        nodes.push(this.field("Modulus", modulus, hexOf(modulus.content, 1024)));
        nodes.push(this.integer("Exponent", cursor.next(Tag.integer)));
      }),
    );
  }

  /** Anything at all: by its tag, to the bottom; DER in an OCTET STRING is looked into. */
  anything(label: string, element: Element, depth = 0): TextNode {
    if (depth > 24) return this.field(label, element, hexOf(element.content));
    if (!element.isConstructed) {
      const inner = element.tag === Tag.octetString ? believableInside(element) : null;
      if (inner === null) return this.field(label, element, primitiveText(element));
      return this.group(label, element, () => [this.anything(tagName(inner.tag), inner, depth + 1)]);
    }
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

/** `2026-11-22 20:31:37 UTC`; as it is written beside that when X.509 does not allow the form, or alone. */
export function timeText(element: Element): string {
  const written = escapeInvisible(latin1(element.content.subarray(0, 64)));
  const time = orNull(() => readAnyTime(element));
  if (time === null) return written;
  const text = time.instant.toISOString().replace("T", " ").replace(".000Z", " UTC");
  return time.problems.length === 0 ? text : `${text} (${written})`;
}

/** The result of `read`; null when the bytes are not what they should be. */
function orNull<T>(read: () => T): T | null {
  try {
    return read();
  } catch (error) {
    if (isFailure(error, "der.malformed")) return null;
    throw error;
  }
}

/** The name of an AlgorithmIdentifier, as far as it can be told. */
function algorithmText(element: Element): string {
  const oid = orNull(() => readOid(element.open(Tag.sequence).next()));
  if (oid === null) return hexOf(element.content);
  const known = orNull(() => readSignatureAlgorithm(element.bytes).label);
  return known === null || known === oid ? oidText(oid) : known;
}

const believable: ReadonlySet<number> = new Set([
  Tag.sequence,
  Tag.set,
  Tag.octetString,
  Tag.integer,
  Tag.oid,
  Tag.utf8String,
  Tag.printableString,
  Tag.ia5String,
  Tag.bmpString,
  Tag.utcTime,
  Tag.generalizedTime,
]);

/** The element that fills an OCTET STRING to its last byte, with a type that does not stand there by chance. */
function believableInside(element: Element): Element | null {
  const [tag] = element.content;
  if (tag === undefined || !believable.has(tag) || element.length < 3) return null;
  const inner = orNull(() => readTolerantAt(element.source, element.contentStart, element.end));
  if (inner === null || inner.after !== element.end) return null;
  const isText = inner.tag !== Tag.sequence && inner.tag !== Tag.set;
  return isText || orNull(() => inner.children()) !== null ? inner : null;
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
    case Tag.octetString:
      return octetText(element.content);
    default:
      return textTags.has(element.tag)
        ? escapeInvisible(clipped(readLenientString(element).text))
        : hexOf(element.content);
  }
}

/** Hex, and the text beside it where the bytes are nothing but text. */
export function octetText(bytes: Uint8Array): string {
  const isText = bytes.length >= 4 && bytes.length <= hexOctets && bytes.every((byte) => byte >= 0x20 && byte < 0x7f);
  return isText ? `${hexOf(bytes)} "${latin1(bytes)}"` : hexOf(bytes);
}

/** Text of a hostile length cut short. */
export function clipped(text: string, limit = 1000): string {
  return text.length > limit ? `${text.slice(0, limit)}… (${text.length} characters)` : text;
}
