import { contextConstructed, contextPrimitive, type Cursor, type Element, readElement, Tag } from "../asn1/der.ts";
import { readInteger, readOid } from "../asn1/der-value.ts";
import type { TextNode } from "./types.ts";
import { readLenientString } from "../x509/name.ts";
import { Oid } from "../asn1/oid.ts";
import { extensionNodes } from "./text-tree-extension.ts";
import { hexOf, oidText, type TreeBuilder } from "./text-tree.ts";

/** Certificates (RFC 5280 §4.1), requests (RFC 2986 §4) and CRLs (RFC 5280 §5.1) field by field, in OpenSSL's words. */

export function certificateTree(tree: TreeBuilder, der: Uint8Array): TextNode {
  const root = readElement(der, Tag.sequence);
  return tree.group("Certificate", root, () => {
    const [tbs, ...signature] = signedParts(tree, root);
    return [tree.group("Data", tbs.element, () => certificateFields(tree, tbs.element)), ...signature];
  });
}

/** SEQUENCE { data, AlgorithmIdentifier, BIT STRING }: the data, and nodes of the other two. */
function signedParts(tree: TreeBuilder, root: Element): [{ element: Element }, ...TextNode[]] {
  const cursor = root.open();
  const data = cursor.next(Tag.sequence);
  const algorithm = cursor.next(Tag.sequence);
  const value = cursor.next(Tag.bitString);
  return [
    { element: data },
    tree.algorithm("Signature Algorithm", algorithm),
    tree.field("Signature Value", value, hexOf(value.content.subarray(1), 1024)),
  ];
}

function certificateFields(tree: TreeBuilder, tbs: Element): TextNode[] {
  const cursor = tbs.open();
  const nodes: TextNode[] = [];
  const version = cursor.optional(contextConstructed(0));
  nodes.push(version === undefined ? { label: "Version", value: "1 (0x0)" } : versionNode(tree, version));
  const serial = cursor.next(Tag.integer);
  nodes.push(tree.field("Serial Number", serial, hexOf(serial.content)));
  nodes.push(tree.algorithm("Signature Algorithm", cursor.next(Tag.sequence)));
  nodes.push(tree.name("Issuer", cursor.next()));
  const validity = cursor.next(Tag.sequence);
  nodes.push(
    tree.group("Validity", validity, () => {
      const [notBefore, notAfter] = validity.children();
      return [tree.time("Not Before", notBefore!), tree.time("Not After", notAfter!)];
    }),
  );
  nodes.push(tree.name("Subject", cursor.next()));
  const spki = cursor.next(Tag.sequence);
  nodes.push(...tree.attempt(spki, () => [tree.publicKey("Subject Public Key Info", spki)]));
  nodes.push(...uniqueIds(tree, cursor));
  const extensions = cursor.optional(contextConstructed(3));
  if (extensions !== undefined) nodes.push(extensionsNode(tree, extensions));
  return nodes;
}

function versionNode(tree: TreeBuilder, explicit: Element): TextNode {
  const element = explicit.open().next();
  const number = readInteger(element);
  return tree.field("Version", explicit, `${number + 1} (0x${number.toString(16)})`);
}

function uniqueIds(tree: TreeBuilder, cursor: Cursor): TextNode[] {
  const issuer = cursor.optional(contextPrimitive(1));
  const subject = cursor.optional(contextPrimitive(2));
  return [
    ...(issuer === undefined ? [] : [tree.field("Issuer Unique ID", issuer, hexOf(issuer.content))]),
    ...(subject === undefined ? [] : [tree.field("Subject Unique ID", subject, hexOf(subject.content))]),
  ];
}

function extensionsNode(tree: TreeBuilder, explicit: Element, label = "X509v3 extensions"): TextNode {
  return tree.group(label, explicit, () => extensionNodes(tree, explicit.open().next()));
}

export function requestTree(tree: TreeBuilder, der: Uint8Array): TextNode {
  const root = readElement(der, Tag.sequence);
  return tree.group("Certificate Request", root, () => {
    const [info, ...signature] = signedParts(tree, root);
    const cursor = info.element.open();
    const version = cursor.next(Tag.integer);
    const number = readInteger(version);
    const nodes = [
      tree.field("Version", version, `${number + 1} (0x${number.toString(16)})`),
      tree.name("Subject", cursor.next()),
    ];
    const spki = cursor.next(Tag.sequence);
    nodes.push(...tree.attempt(spki, () => [tree.publicKey("Subject Public Key Info", spki)]));
    const attributes = cursor.optional(contextConstructed(0));
    if (attributes !== undefined)
      nodes.push(
        tree.group("Attributes", attributes, () =>
          tree.each(attributes, (attribute) => attributeNode(tree, attribute)),
        ),
      );
    return [{ ...tree.field("Data", info.element), children: nodes }, ...signature];
  });
}

function attributeNode(tree: TreeBuilder, attribute: Element): TextNode {
  const cursor = attribute.open(Tag.sequence);
  const oid = readOid(cursor.next());
  const values = cursor.next(Tag.set);
  if (oid === Oid.extensionRequest || oid === Oid.microsoftExtensionRequest) {
    return tree.group("Requested Extensions", attribute, () => extensionNodes(tree, values.open().next()));
  }
  // it is sent in clear, but it was meant as a password: it is not shown
  if (oid === Oid.challengePassword) return tree.field("challengePassword", attribute, "(present, not shown)");
  return tree.group(oidText(oid), attribute, () =>
    tree.each(values, (value) =>
      value.isConstructed
        ? tree.anything("Value", value)
        : tree.field("Value", value, readLenientString(value).text.slice(0, 1000)),
    ),
  );
}

/** At most this many entries are shown; the rest is counted. */
const shownEntries = 200;

export function crlTree(tree: TreeBuilder, der: Uint8Array): TextNode {
  const root = readElement(der, Tag.sequence);
  return tree.group("Certificate Revocation List", root, () => {
    const [tbs, ...signature] = signedParts(tree, root);
    return [tree.group("Data", tbs.element, () => crlFields(tree, tbs.element)), ...signature];
  });
}

function crlFields(tree: TreeBuilder, tbs: Element): TextNode[] {
  const cursor = tbs.open();
  const nodes: TextNode[] = [];
  const version = cursor.optional(Tag.integer);
  if (version !== undefined)
    nodes.push(tree.field("Version", version, `${readInteger(version) + 1} (0x${readInteger(version).toString(16)})`));
  nodes.push(tree.algorithm("Signature Algorithm", cursor.next(Tag.sequence)), tree.name("Issuer", cursor.next()));
  nodes.push(tree.time("Last Update", cursor.next()));
  if (cursor.peekTag === Tag.utcTime || cursor.peekTag === Tag.generalizedTime)
    nodes.push(tree.time("Next Update", cursor.next()));
  const revoked = cursor.optional(Tag.sequence);
  if (revoked !== undefined) nodes.push(tree.group("Revoked Certificates", revoked, () => entryNodes(tree, revoked)));
  const extensions = cursor.optional(contextConstructed(0));
  if (extensions !== undefined) nodes.push(extensionsNode(tree, extensions, "CRL extensions"));
  return nodes;
}

function entryNodes(tree: TreeBuilder, revoked: Element): TextNode[] {
  const nodes: TextNode[] = [];
  let rest = 0;
  const cursor = revoked.open();
  while (!cursor.isAtEnd) {
    const entry = cursor.next(Tag.sequence);
    if (nodes.length >= shownEntries || tree.budget.wasSpent) rest++;
    else nodes.push(entryNode(tree, entry));
  }
  if (rest > 0) nodes.push({ label: `… ${rest} more` });
  return nodes;
}

function entryNode(tree: TreeBuilder, entry: Element): TextNode {
  return tree.group(
    "Serial Number",
    entry,
    () => {
      const cursor = entry.open();
      cursor.next(Tag.integer);
      const nodes = [tree.time("Revocation Date", cursor.next())];
      const extensions = cursor.optional(Tag.sequence);
      if (extensions !== undefined)
        nodes.push({ ...tree.field("CRL entry extensions", extensions), children: extensionNodes(tree, extensions) });
      return nodes;
    },
    hexOf(entry.open().next().content),
  );
}
