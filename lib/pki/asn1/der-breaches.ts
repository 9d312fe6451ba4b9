import { type Element, Tag } from "./der.ts";
import { isFailure } from "../failure.ts";
import { elementInside, extensionValueAmong, isInPieces, readTolerantAt, type TolerantElement } from "./tolerant.ts";

/** A rule of DER (X.690 §10, §11) that BER does not have. */
export type DerRule =
  "length" | "indefinite-length" | "string-in-pieces" | "boolean" | "integer" | "default" | "set-order" | "bit-string";

/** Where a rule is broken first (offset in the DER), and how often. */
export type DerBreach = {
  readonly offset: number;
  readonly count: number;
};

const known = new WeakMap<Uint8Array, ReadonlyMap<DerRule, DerBreach>>();

/** Nodes that are looked at: a certificate has about a hundred, a long revocation list needs no more of them. */
const maximumNodes = 20_000;

/**
 * The rules of DER that the encoding breaks, in the values of extensions too. What is broken beyond BER ends the walk
 * in its place; it is told elsewhere. Read once for an array of bytes.
 */
export function derBreachesOf(der: Uint8Array): ReadonlyMap<DerRule, DerBreach> {
  const found = known.get(der);
  if (found !== undefined) return found;
  const walk = new Walk();
  orNothing(() => walk.visit(readTolerantAt(der, 0), 0));
  known.set(der, walk.breaches);
  return walk.breaches;
}

class Walk {
  readonly breaches = new Map<DerRule, DerBreach>();
  #nodes = 0;

  visit(element: TolerantElement, depth: number): void {
    if (depth > 64 || ++this.#nodes > maximumNodes) return;
    if (element.lengthForm === "long") this.#add("length", element);
    if (element.lengthForm === "indefinite") this.#add("indefinite-length", element);
    if (isInPieces(element)) this.#add("string-in-pieces", element);
    if (!element.isConstructed) return this.#value(element);
    const children: TolerantElement[] = [];
    orNothing(() => {
      const cursor = element.open();
      while (!cursor.isAtEnd && children.length < maximumNodes) children.push(cursor.next());
    });
    if (element.tag === Tag.set || isAttributes(element, children, depth)) this.#order(children);
    const value = extensionValueAmong(children);
    if (value !== undefined) this.#extension(children, value, depth);
    // version 1 written out: [0] { INTEGER 0 }
    if (depth === 2 && element.tag === 0xa0 && children.length === 1) {
      const [version] = children;
      if (version!.tag === Tag.integer && version!.length === 1 && version!.content[0] === 0)
        this.#add("default", element);
    }
    for (const child of children) this.visit(child, depth + 1);
  }

  #value(element: Element): void {
    const { tag, content } = element;
    const [first, second] = content;
    if (tag === Tag.boolean && content.length === 1 && first !== 0 && first !== 0xff) this.#add("boolean", element);
    const isSpare = second !== undefined && ((first === 0 && second < 0x80) || (first === 0xff && second >= 0x80));
    if ((tag === Tag.integer || tag === Tag.enumerated) && isSpare) this.#add("integer", element);
    if (tag === Tag.bitString && first !== undefined && first > 0 && first < 8) {
      const last = content.at(-1)!;
      if (content.length === 1 || (last & ((1 << first) - 1)) !== 0) this.#add("bit-string", element);
    }
  }

  /** `critical` and the flags of the values: FALSE is what nothing says. */
  #extension(children: readonly TolerantElement[], value: Element, depth: number): void {
    const flag = children.length === 3 ? children[1]! : null;
    if (flag !== null && flag.length === 1 && flag.content[0] === 0) this.#add("default", flag);
    const inner = elementInside(value);
    if (inner === null) return;
    const [oid] = children;
    const suffix = oid!.length === 3 && oid!.content[0] === 0x55 && oid!.content[1] === 0x1d ? oid!.content[2]! : -1;
    orNothing(() => {
      const parts = suffix === 19 || suffix === 28 ? inner.children() : [];
      const isFlag = ({ tag }: Element): boolean => (suffix === 19 ? tag === Tag.boolean : tag > 0x80 && tag < 0x86);
      for (const part of parts)
        if (isFlag(part) && part.length === 1 && part.content[0] === 0) this.#add("default", part);
    });
    // keyUsage is a named bit list: no zero bits at its end (X.690 §11.2.2)
    if (suffix === 15 && inner.tag === Tag.bitString && inner.length > 1) {
      const [unused, last] = [inner.content[0]!, inner.content.at(-1)!];
      if (unused > 7 || (last & (1 << unused)) === 0) this.#add("bit-string", inner);
    }
    this.visit(inner, depth + 1);
  }

  /** SET OF: ascending by the encoding (X.690 §11.6). */
  #order(children: readonly TolerantElement[]): void {
    for (let at = 1; at < children.length; at++)
      if (Buffer.compare(children[at - 1]!.bytes, children[at]!.bytes) > 0)
        return this.#add("set-order", children[at]!);
  }

  #add(rule: DerRule, { start }: Element): void {
    const before = this.breaches.get(rule);
    this.breaches.set(rule, { offset: before?.offset ?? start, count: (before?.count ?? 0) + 1 });
  }
}

/** The attributes of a request: `[0] IMPLICIT SET OF` (RFC 2986 §4.1), each a SEQUENCE { OID, SET }. */
function isAttributes(element: Element, children: readonly TolerantElement[], depth: number): boolean {
  if (depth !== 2 || element.tag !== 0xa0 || children.length < 2) return false;
  return children.every((child) => child.tag === Tag.sequence && child.open().peekTag === Tag.oid);
}

function orNothing(read: () => void): void {
  try {
    read();
  } catch (error) {
    if (!isFailure(error, "der.malformed")) throw error;
  }
}
