import { contextConstructed, contextPrimitive, type Cursor, type Element, Tag } from "../asn1/der.ts";
import { readInteger, readOid } from "../asn1/der-value.ts";
import { Oid } from "../asn1/oid.ts";
import { readTolerantAt } from "../asn1/tolerant.ts";
import { responseStatuses } from "../ocsp/response.ts";
import { readRevocationReason } from "../x509/crl.ts";
import { formatGeneralName, readGeneralName } from "../x509/general-name.ts";
import { certificateNodes } from "./text-tree-signed.ts";
import { extensionNodes, serialText } from "./text-tree-extension.ts";
import { clipped, hexOf, type TreeBuilder } from "./text-tree.ts";
import type { TextNode } from "./types.ts";

/** OCSP requests and responses (RFC 6960 §4) field by field, in OpenSSL's words. */

export function ocspRequestTree(tree: TreeBuilder, der: Uint8Array): TextNode {
  const root = readTolerantAt(der, 0).expect(Tag.sequence);
  return tree.group("OCSP Request", root, () =>
    tree.fields(root, (cursor, nodes) => {
      const data = cursor.next(Tag.sequence);
      nodes.push(
        tree.group("OCSP Request Data", data, () => tree.fields(data, (at, into) => requestData(tree, at, into))),
      );
      const signature = cursor.optional(contextConstructed(0));
      if (signature !== undefined) nodes.push(...within(tree, signature, (inner) => signatureNode(tree, inner)));
    }),
  );
}

function requestData(tree: TreeBuilder, cursor: Cursor, nodes: TextNode[]): void {
  versionNode(tree, cursor, nodes);
  const name = cursor.optional(contextConstructed(1));
  if (name !== undefined)
    nodes.push(
      ...within(tree, name, (inner) =>
        tree.field("Requestor Name", inner, clipped(formatGeneralName(readGeneralName(inner)))),
      ),
    );
  const list = cursor.next(Tag.sequence);
  nodes.push(tree.group("Requestor List", list, () => tree.each(list, (request) => requestNode(tree, request))));
  extensionsNode(tree, cursor, nodes, { n: 2, label: "Request Extensions" });
}

function requestNode(tree: TreeBuilder, request: Element): TextNode {
  return tree.group("Request", request, () =>
    tree.fields(request.expect(Tag.sequence), (cursor, nodes) => {
      nodes.push(certIdNode(tree, cursor.next()));
      extensionsNode(tree, cursor, nodes, { n: 0, label: "Request Single Extensions" });
    }),
  );
}

export function ocspResponseTree(tree: TreeBuilder, der: Uint8Array): TextNode {
  const root = readTolerantAt(der, 0).expect(Tag.sequence);
  return tree.group("OCSP Response", root, () =>
    tree.fields(root, (cursor, nodes) => {
      const status = cursor.next(Tag.enumerated);
      nodes.push(tree.field("OCSP Response Status", status, statusText(status)));
      const wrapped = cursor.optional(contextConstructed(0));
      if (wrapped === undefined) return;
      nodes.push(
        ...within(tree, wrapped, (bytes) =>
          tree.group("Response Bytes", bytes, () =>
            tree.fields(bytes.expect(Tag.sequence), (at, into) => contentFields(tree, at, into)),
          ),
        ),
      );
    }),
  );
}

function statusText(element: Element): string {
  const code = readInteger(element, Tag.enumerated);
  const name = code in responseStatuses ? responseStatuses[code as keyof typeof responseStatuses] : "unknown";
  return `${name} (0x${code.toString(16)})`;
}

function contentFields(tree: TreeBuilder, cursor: Cursor, nodes: TextNode[]): void {
  const type = cursor.next(Tag.oid);
  nodes.push(tree.oid("Response Type", type));
  const content = cursor.next(Tag.octetString);
  if (readOid(type) !== Oid.ocspBasic) {
    nodes.push(tree.anything("Response", content));
    return;
  }
  nodes.push(
    tree.group("Basic OCSP Response", content, () => {
      const basic = readTolerantAt(content.source, content.contentStart, content.end).expect(Tag.sequence);
      return tree.fields(basic, (at, into) => {
        const data = at.next(Tag.sequence);
        into.push(
          tree.group("Response Data", data, () =>
            tree.fields(data, (fields, inner) => responseData(tree, fields, inner)),
          ),
        );
        signatureFields(tree, at, into);
      });
    }),
  );
}

function responseData(tree: TreeBuilder, cursor: Cursor, nodes: TextNode[]): void {
  versionNode(tree, cursor, nodes);
  const responder = cursor.next();
  nodes.push(...tree.attempt(responder, () => responderNodes(tree, responder)));
  nodes.push(tree.time("Produced At", cursor.next()));
  const answers = cursor.next(Tag.sequence);
  nodes.push(tree.group("Responses", answers, () => tree.each(answers, (answer) => answerNode(tree, answer))));
  extensionsNode(tree, cursor, nodes, { n: 1, label: "Response Extensions" });
}

function responderNodes(tree: TreeBuilder, responder: Element): readonly TextNode[] {
  if (responder.tag === contextConstructed(1))
    return within(tree, responder, (name) => tree.name("Responder Id", name));
  return within(tree, responder.expect(contextConstructed(2)), (hash) =>
    tree.field("Responder Id", hash, hexOf(hash.expect(Tag.octetString).content)),
  );
}

function answerNode(tree: TreeBuilder, answer: Element): TextNode {
  return tree.group("Response", answer, () =>
    tree.fields(answer.expect(Tag.sequence), (cursor, nodes) => {
      nodes.push(certIdNode(tree, cursor.next()));
      nodes.push(certStatusNode(tree, cursor.next()));
      nodes.push(tree.time("This Update", cursor.next()));
      const next = cursor.optional(contextConstructed(0));
      if (next !== undefined) nodes.push(...within(tree, next, (time) => tree.time("Next Update", time)));
      extensionsNode(tree, cursor, nodes, { n: 1, label: "Response Single Extensions" });
    }),
  );
}

function certStatusNode(tree: TreeBuilder, status: Element): TextNode {
  if (status.tag !== contextConstructed(1)) {
    const word = { [contextPrimitive(0)]: "good", [contextPrimitive(2)]: "unknown" }[status.tag];
    // what stands in it although nothing should is shown
    const more = status.length === 0 ? "" : ` (${hexOf(status.content)})`;
    return tree.field("Cert Status", status, word === undefined ? hexOf(status.bytes) : `${word}${more}`);
  }
  return tree.group(
    "Cert Status",
    status,
    () =>
      tree.fields(status, (cursor, nodes) => {
        nodes.push(tree.time("Revocation Time", cursor.next()));
        const reason = cursor.optional(contextConstructed(0));
        if (reason !== undefined)
          nodes.push(
            ...within(tree, reason, (code) => tree.field("Revocation Reason", code, readRevocationReason(code))),
          );
      }),
    "revoked",
  );
}

function certIdNode(tree: TreeBuilder, id: Element): TextNode {
  return tree.group("Certificate ID", id, () =>
    tree.fields(id.expect(Tag.sequence), (cursor, nodes) => {
      nodes.push(tree.algorithm("Hash Algorithm", cursor.next(Tag.sequence)));
      for (const label of ["Issuer Name Hash", "Issuer Key Hash"]) {
        const hash = cursor.next(Tag.octetString);
        nodes.push(tree.field(label, hash, hexOf(hash.content)));
      }
      const serial = cursor.next(Tag.integer);
      nodes.push(tree.field("Serial Number", serial, serialText(serial)));
    }),
  );
}

function versionNode(tree: TreeBuilder, cursor: Cursor, nodes: TextNode[]): void {
  const version = cursor.optional(contextConstructed(0));
  if (version === undefined) nodes.push({ label: "Version", value: "1 (0x0)" });
  else nodes.push(...within(tree, version, (number) => tree.integer("Version", number.expect(Tag.integer))));
}

function extensionsNode(
  tree: TreeBuilder,
  cursor: Cursor,
  nodes: TextNode[],
  { n, label }: { readonly n: number; readonly label: string },
): void {
  const wrapped = cursor.optional(contextConstructed(n));
  if (wrapped === undefined) return;
  nodes.push(...within(tree, wrapped, (list) => tree.group(label, list, () => extensionNodes(tree, list))));
}

function signatureNode(tree: TreeBuilder, element: Element): TextNode {
  return tree.group("Signature", element, () =>
    tree.fields(element.expect(Tag.sequence), (cursor, nodes) => signatureFields(tree, cursor, nodes)),
  );
}

function signatureFields(tree: TreeBuilder, cursor: Cursor, nodes: TextNode[]): void {
  nodes.push(tree.algorithm("Signature Algorithm", cursor.next(Tag.sequence)));
  const value = cursor.next(Tag.bitString);
  nodes.push(tree.field("Signature Value", value, hexOf(value.content.subarray(1), 1024)));
  const wrapped = cursor.optional(contextConstructed(0));
  if (wrapped === undefined) return;
  nodes.push(
    ...within(tree, wrapped, (list) =>
      tree.group("Certificates", list, () =>
        tree.each(list.expect(Tag.sequence), (each) => certificateNodes(tree, each)),
      ),
    ),
  );
}

/** The element of an EXPLICIT tag, and behind it what should not stand there. */
function within(tree: TreeBuilder, wrapped: Element, read: (element: Element) => TextNode): readonly TextNode[] {
  return tree.attempt(wrapped, () => tree.fields(wrapped, (cursor, nodes) => void nodes.push(read(cursor.next()))));
}
