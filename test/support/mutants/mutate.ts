import { Tag } from "../../../lib/pki/asn1/der.ts";
import { concat } from "../../../lib/pki/asn1/der-write.ts";
import { readTolerantAt, type TolerantElement } from "../../../lib/pki/asn1/tolerant.ts";
import { isFailure } from "../../../lib/pki/failure.ts";

/**
 * Files with one or a few faults in their structure: elements dropped, doubled, swapped, emptied, retagged, cut short,
 * wrapped, with another value, another form of length; everything around them stays well-formed, so that a reader gets as
 * far as the fault. The same seed gives the same faults.
 */

/** A pseudo-random number below `limit` (mulberry32). */
export type Draw = (limit: number) => number;

export function drawFrom(seed: number): Draw {
  let state = seed >>> 0;
  return (limit) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296) * limit);
  };
}

/** An element that can be changed. `prefix`: the byte of unused bits before DER in a BIT STRING. */
interface Node {
  tag: number;
  content: Uint8Array;
  children: Node[] | null;
  prefix: Uint8Array;
  lengthForm: "minimal" | "long" | "indefinite";
}

/** The bytes of `source` with one to three faults. */
export function mutate(source: Uint8Array, draw: Draw): Uint8Array {
  const root = nodeOf(readTolerantAt(source, 0), 0);
  const faults = 1 + (draw(3) === 0 ? 1 + draw(2) : 0);
  for (let fault = 0; fault < faults; fault++) breakSomething(root, draw);
  return encodeNode(root);
}

function nodeOf(element: TolerantElement, depth: number): Node {
  const none = new Uint8Array();
  const node: Node = {
    tag: element.tag,
    content: element.content,
    children: null,
    prefix: none,
    lengthForm: "minimal",
  };
  if (depth > 40) return node;
  if (element.isConstructed)
    return { ...node, children: element.children().map((child) => nodeOf(asTolerant(child), depth + 1)) };
  const skipped = element.tag === Tag.bitString ? 1 : element.tag === Tag.octetString ? 0 : -1;
  const inner = skipped < 0 ? null : innerOf(element, skipped, depth + 1);
  return inner === null ? node : { ...node, prefix: element.content.subarray(0, skipped), children: [inner] };
}

const asTolerant = (element: unknown): TolerantElement => element as TolerantElement;

/** Octets that are DER themselves; a key identifier may look like an element whose parts are none. */
function innerOf(element: TolerantElement, skipped: number, depth: number): Node | null {
  try {
    const inner = readTolerantAt(element.source, element.contentStart + skipped, element.end);
    return inner.after === element.end && inner.length > 0 ? nodeOf(inner, depth) : null;
  } catch (error) {
    if (isFailure(error, "der.malformed")) return null;
    throw error;
  }
}

function encodeNode(node: Node): Uint8Array {
  const content =
    node.children === null ? node.content : concat([node.prefix, ...node.children.map((child) => encodeNode(child))]);
  const isIndefinite = node.lengthForm === "indefinite" && (node.tag & 0x20) !== 0;
  if (isIndefinite) return concat([Uint8Array.of(node.tag, 0x80), content, new Uint8Array(2)]);
  return concat([Uint8Array.of(node.tag), lengthOf(content.length, node.lengthForm === "long"), content]);
}

function lengthOf(length: number, isLong: boolean): Uint8Array {
  if (length < 0x80 && !isLong) return Uint8Array.of(length);
  const bytes: number[] = [];
  for (let rest = length; rest > 0; rest = Math.floor(rest / 256)) bytes.unshift(rest % 256);
  if (isLong) bytes.unshift(0);
  return Uint8Array.of(0x80 | bytes.length, ...bytes);
}

interface Place {
  readonly node: Node;
  readonly siblings: Node[] | null;
  readonly position: number;
}

function placesOf(node: Node, siblings: Node[] | null = null, position = 0): Place[] {
  const own: Place = { node, siblings, position };
  return [own, ...(node.children ?? []).flatMap((child, at, all) => placesOf(child, all, at))];
}

function breakSomething(root: Node, draw: Draw): void {
  const places = placesOf(root);
  const place = places[draw(places.length)]!;
  const other = places[draw(places.length)]!.node;
  const fault = faults[draw(faults.length)]!;
  fault(place, draw, other);
}

type Fault = (place: Place, draw: Draw, other: Node) => void;

const tags = [
  0x01, 0x02, 0x03, 0x04, 0x05, 0x06, 0x0a, 0x0c, 0x13, 0x16, 0x17, 0x18, 0x1e, 0x1c, 0x30, 0x31, 0x80, 0x81, 0x82,
  0x86, 0x87, 0x88, 0xa0, 0xa1, 0xa2, 0xa3, 0xa4, 0xa5, 0x24, 0x23, 0x1f, 0x00,
];
const times = [
  "2501010000Z",
  "250101000000+0900",
  "20250101000000.5Z",
  "250230000000Z",
  "20251301000000Z",
  "500101000000Z",
  "99991231235959Z",
  "00000101000000Z",
  "2501010000000",
  "",
  "Z",
  "25010100000\u0000Z",
];
const texts = [
  "",
  "\u0000",
  "a\u0000b",
  "\u202eabc",
  "x".repeat(300),
  "한국",
  " ",
  "*",
  "a..b",
  "-",
  "\u00ff\u00fe",
  "1.2.3.4/33",
];
const integers = [
  "",
  "00",
  "0000",
  "ff",
  "80",
  "7fffffffffffffff",
  "00ffffffffffffffff",
  `01${"00".repeat(30)}`,
  "0005",
  "ffff",
];
const identifiers = ["", "80", "8001", "ffffffffff7f", "550400", "551d0e", "2a864886f70d010101", "ff".repeat(70)];

const insert: Fault = ({ siblings, position }, draw, other) => {
  siblings?.splice(position + draw(2), 0, structuredClone(other));
};

const faults: readonly Fault[] = [
  ({ siblings, position }) => void siblings?.splice(position, 1),
  ({ siblings, position, node }) => void siblings?.splice(position, 0, structuredClone(node)),
  ({ siblings, position, node }, draw) => {
    if (siblings === null || siblings.length < 2) return;
    const with_ = draw(siblings.length);
    [siblings[position], siblings[with_]] = [siblings[with_]!, node];
  },
  ({ node }) => {
    node.children = node.children === null ? null : [];
    node.content = new Uint8Array();
  },
  ({ node }) => {
    node.children = null;
    node.content = new Uint8Array();
  },
  ({ node }, draw) => void (node.tag = tags[draw(tags.length)]!),
  ({ node }, draw) => void (node.tag = (node.tag + 1 + draw(4)) & 0xff),
  ({ node }) => void (node.tag ^= 0x20),
  ({ node }, draw) => {
    const content = encodeNode(node).subarray(2);
    node.content = content.subarray(0, draw(content.length + 1));
    node.children = null;
  },
  insert,
  insert,
  ({ siblings, position }, _draw, other) => {
    if (siblings !== null) siblings[position] = structuredClone(other);
  },
  ({ node }) => {
    const inner = structuredClone(node);
    Object.assign(node, { tag: 0x30, children: [inner], prefix: new Uint8Array() });
  },
  ({ node }, draw) => {
    let inner = structuredClone(node);
    for (let depth = 0; depth < 30 + draw(60); depth++)
      inner = {
        tag: 0x30,
        content: new Uint8Array(),
        children: [inner],
        prefix: new Uint8Array(),
        lengthForm: "minimal",
      };
    Object.assign(node, inner);
  },
  ({ node }, draw) => void (node.lengthForm = draw(2) === 0 ? "long" : "indefinite"),
  ({ node }, draw) => setValue(node, draw),
  ({ node }, draw) => setValue(node, draw),
  ({ node }, draw) => setValue(node, draw),
  ({ node }, draw) => {
    if (node.children !== null) return;
    const bytes = node.content.slice();
    if (bytes.length > 0) bytes[draw(bytes.length)] = draw(256);
    node.content = bytes;
  },
];

/** Another value of the element's own type, mostly one that its type forbids. */
function setValue(node: Node, draw: Draw): void {
  const one = (list: readonly string[]): string => list[draw(list.length)]!;
  const kind = node.tag & 0x1f;
  node.children = null;
  if (node.tag === Tag.integer || node.tag === Tag.enumerated) node.content = Buffer.from(one(integers), "hex");
  else if (node.tag === Tag.utcTime || node.tag === Tag.generalizedTime)
    node.content = Buffer.from(one(times), "latin1");
  else if (node.tag === Tag.oid) node.content = Buffer.from(one(identifiers), "hex");
  else if (node.tag === Tag.boolean) node.content = Buffer.from(one(["", "00", "01", "ff", "ffff"]), "hex");
  else if (node.tag === Tag.bitString)
    node.content = Buffer.from(one(["", "00", "08ff", "07ff", "0700", "0f", "03ffff"]), "hex");
  else if (node.tag === Tag.octetString)
    node.content = Buffer.from(one(["", "00", "3000", "30", "0000", "ff".repeat(40)]), "hex");
  else if (node.tag >= 0x80 || kind >= 0x0c) node.content = Buffer.from(one(texts), "utf8");
}
