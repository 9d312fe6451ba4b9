import { contextConstructed, contextPrimitive, type Cursor, type Element, Tag } from "../asn1/der.ts";
import { readOid } from "../asn1/der-value.ts";
import { readTolerantAt } from "../asn1/tolerant.ts";
import type { TextNode } from "./types.ts";
import { Oid } from "../asn1/oid.ts";
import { extensionNodes, serialText } from "./text-tree-extension.ts";
import { hexOf, oidText, primitiveText, type TreeBuilder } from "./text-tree.ts";

/** Certificates (RFC 5280 §4.1), requests (RFC 2986 §4) and CRLs (RFC 5280 §5.1) field by field, in OpenSSL's words. */

export function certificateTree(tree: TreeBuilder, der: Uint8Array): TextNode {
  return certificateNodes(tree, readTolerantAt(der, 0));
}

/** A certificate that stands inside something else. */
export function certificateNodes(tree: TreeBuilder, element: Element): TextNode {
  return signedNodes(tree, "Certificate", element, (cursor, nodes) => certificateFields(tree, cursor, nodes));
}

function signedTree(
  tree: TreeBuilder,
  label: string,
  der: Uint8Array,
  read: (cursor: Cursor, nodes: TextNode[]) => void,
): TextNode {
  return signedNodes(tree, label, readTolerantAt(der, 0), read);
}

/** SEQUENCE { data, AlgorithmIdentifier, BIT STRING }, the fields of the data by `read`. */
function signedNodes(
  tree: TreeBuilder,
  label: string,
  element: Element,
  read: (cursor: Cursor, nodes: TextNode[]) => void,
): TextNode {
  const root = element.expect(Tag.sequence);
  return tree.group(label, root, () =>
    tree.fields(root, (cursor, nodes) => {
      const data = cursor.next(Tag.sequence);
      nodes.push(tree.group("Data", data, () => tree.fields(data, read)));
      nodes.push(tree.algorithm("Signature Algorithm", cursor.next(Tag.sequence)));
      const value = cursor.next(Tag.bitString);
      nodes.push(tree.field("Signature Value", value, hexOf(value.content.subarray(1), 1024)));
    }),
  );
}

function certificateFields(tree: TreeBuilder, cursor: Cursor, nodes: TextNode[]): void {
  const version = cursor.optional(contextConstructed(0));
  if (version === undefined) nodes.push({ label: "Version", value: "1 (0x0)" });
  else nodes.push(...tree.attempt(version, () => [versionNode(tree, version, version.open().next())]));
  const serial = cursor.next(Tag.integer);
  nodes.push(tree.field("Serial Number", serial, serialText(serial)));
  nodes.push(tree.algorithm("Signature Algorithm", cursor.next(Tag.sequence)));
  nodes.push(tree.name("Issuer", cursor.next()));
  const validity = cursor.next(Tag.sequence);
  nodes.push(
    tree.group("Validity", validity, () =>
      tree.fields(validity, (times, inside) => {
        inside.push(tree.time("Not Before", times.next()));
        inside.push(tree.time("Not After", times.next()));
      }),
    ),
  );
  nodes.push(tree.name("Subject", cursor.next()));
  nodes.push(tree.publicKey("Subject Public Key Info", cursor.next(Tag.sequence)));
  for (const [n, label] of [
    [1, "Issuer Unique ID"],
    [2, "Subject Unique ID"],
  ] as const) {
    const id = cursor.optional(contextPrimitive(n));
    if (id !== undefined) nodes.push(tree.field(label, id, hexOf(id.content)));
  }
  const extensions = cursor.optional(contextConstructed(3));
  if (extensions !== undefined) nodes.push(extensionsNode(tree, extensions));
}

function versionNode(tree: TreeBuilder, holder: Element, element: Element): TextNode {
  const number = BigInt.asIntN(64, BigInt(`0x${Buffer.from(element.content.subarray(0, 8)).toString("hex") || "0"}`));
  return tree.field("Version", holder, `${number + 1n} (0x${number.toString(16)})`);
}

function extensionsNode(tree: TreeBuilder, explicit: Element, label = "X509v3 extensions"): TextNode {
  return tree.group(label, explicit, () => extensionNodes(tree, explicit.open().next()));
}

export function requestTree(tree: TreeBuilder, der: Uint8Array): TextNode {
  return signedTree(tree, "Certificate Request", der, (cursor, nodes) => {
    const version = cursor.next(Tag.integer);
    nodes.push(versionNode(tree, version, version));
    nodes.push(tree.name("Subject", cursor.next()));
    nodes.push(tree.publicKey("Subject Public Key Info", cursor.next(Tag.sequence)));
    const attributes = cursor.optional(contextConstructed(0));
    if (attributes !== undefined)
      nodes.push(
        tree.group("Attributes", attributes, () =>
          tree.each(attributes, (attribute) => attributeNode(tree, attribute)),
        ),
      );
  });
}

function attributeNode(tree: TreeBuilder, attribute: Element): TextNode {
  const cursor = attribute.open(Tag.sequence);
  const oid = readOid(cursor.next());
  // it is sent in clear, but it was meant as a password: it is not shown
  if (oid === Oid.challengePassword) return tree.field("challengePassword", attribute, "(present, not shown)");
  const values = cursor.next(Tag.set);
  if (oid === Oid.extensionRequest || oid === Oid.microsoftExtensionRequest) {
    const lists = (): TextNode[] => values.children().flatMap((list) => extensionNodes(tree, list));
    return tree.group("Requested Extensions", attribute, lists);
  }
  return tree.group(oidText(oid), attribute, () =>
    tree.each(values, (value) =>
      value.isConstructed ? tree.anything("Value", value) : tree.field("Value", value, primitiveText(value)),
    ),
  );
}

/** At most this many entries are shown; the rest is counted. */
const shownEntries = 200;

export function crlTree(tree: TreeBuilder, der: Uint8Array): TextNode {
  return signedTree(tree, "Certificate Revocation List", der, (cursor, nodes) => crlFields(tree, cursor, nodes));
}

function crlFields(tree: TreeBuilder, cursor: Cursor, nodes: TextNode[]): void {
  const version = cursor.optional(Tag.integer);
  if (version !== undefined) nodes.push(versionNode(tree, version, version));
  nodes.push(tree.algorithm("Signature Algorithm", cursor.next(Tag.sequence)));
  nodes.push(tree.name("Issuer", cursor.next()));
  nodes.push(tree.time("Last Update", cursor.next()));
  if (cursor.peekTag === Tag.utcTime || cursor.peekTag === Tag.generalizedTime)
    nodes.push(tree.time("Next Update", cursor.next()));
  const revoked = cursor.optional(Tag.sequence);
  if (revoked !== undefined) nodes.push(tree.group("Revoked Certificates", revoked, () => entryNodes(tree, revoked)));
  const extensions = cursor.optional(contextConstructed(0));
  if (extensions !== undefined) nodes.push(extensionsNode(tree, extensions, "CRL extensions"));
}

function entryNodes(tree: TreeBuilder, revoked: Element): TextNode[] {
  const nodes: TextNode[] = [];
  let rest = 0;
  const cursor = revoked.open();
  while (!cursor.isAtEnd) {
    const entry = cursor.next();
    if (nodes.length >= shownEntries || tree.budget.wasSpent) rest++;
    else nodes.push(...tree.attempt(entry, () => [entryNode(tree, entry.expect(Tag.sequence))]));
  }
  if (rest > 0) nodes.push({ label: `… ${rest} more` });
  return nodes;
}

function entryNode(tree: TreeBuilder, entry: Element): TextNode {
  const serial = entry.open().next(Tag.integer);
  return tree.group(
    "Serial Number",
    entry,
    () =>
      tree.fields(entry, (cursor, nodes) => {
        cursor.next(Tag.integer);
        nodes.push(tree.time("Revocation Date", cursor.next()));
        const extensions = cursor.optional(Tag.sequence);
        if (extensions !== undefined)
          nodes.push(tree.group("CRL entry extensions", extensions, () => extensionNodes(tree, extensions)));
      }),
    serialText(serial),
  );
}
