import type { SourceNote } from "./bundle-source-notes.ts";
import { readPem } from "../asn1/pem.ts";

/** `openssl pkcs12` and `s_client` write these before each block. */
const attributeLine =
  /^(?:Bag Attributes|Key Attributes|\s+(?:friendlyName|localKeyID|Microsoft [\w ]+|\d+(?:\.\d+){2,}):|(?:subject|issuer)\s*=|\s*(?:\d+ )?[si]:)/;

/**
 * What is untidy about the text of a PEM file: what OpenSSL reads over, and services do not. A bundle that we write has none
 * of it (RFC 7468 §3, the strict form).
 */
export function untidinessOf(text: string, fileName: string): SourceNote[] {
  const notes: SourceNote[] = [];
  const body = text.startsWith("\uFEFF") ? text.slice(1) : text;
  if (text !== body || body.includes("\uFEFF"))
    notes.push({ code: "bundle.text-mark", params: { fileName, isInside: body.includes("\uFEFF") } });
  const found = lineEndsOf(body);
  if (found !== "lf") notes.push({ code: "bundle.text-line-ends", params: { fileName, found } });
  const { blocks } = readPem(text);
  const touching = blocks.filter(
    (block, index) => index > 0 && !/[\r\n]/.test(text.slice(blocks[index - 1]!.end, block.start)),
  ).length;
  if (touching > 0) notes.push({ code: "bundle.text-glued", params: { fileName, count: touching } });
  if (blocks.some(({ start, end }) => isIndented(text, start, end)))
    notes.push({ code: "bundle.text-indented", params: { fileName } });
  return [...notes, ...otherTextOf(text, blocks, fileName)];
}

function lineEndsOf(text: string): "lf" | "crlf" | "cr" | "mixed" {
  const hasCrlf = text.includes("\r\n");
  const hasLf = /(?:^|[^\r])\n/.test(text);
  const hasCr = /\r(?!\n)/.test(text);
  if (Number(hasCrlf) + Number(hasLf) + Number(hasCr) > 1) return "mixed";
  return hasCrlf ? "crlf" : hasCr ? "cr" : "lf";
}

function isIndented(text: string, start: number, end: number): boolean {
  return /[ \t]/.test(text[start - 1] ?? "\n") || /[\r\n][ \t]+\S/.test(text.slice(start, end));
}

/** What is left of a broken block: said as such, and no comment. */
const blockLine = /^\s*(?:-----|[A-Za-z0-9+/=]{40,}\s*$)/;

function otherTextOf(text: string, blocks: readonly { start: number; end: number }[], fileName: string): SourceNote[] {
  const gaps = [...blocks, { start: text.length }].map(({ start }, index) =>
    text.slice(blocks[index - 1]?.end ?? 0, start),
  );
  const lines = gaps
    .flatMap((gap) => gap.replaceAll("\uFEFF", "").split(/[\r\n]+/))
    .filter((line) => line.trim() !== "" && !blockLine.test(line));
  const attributes = lines.filter((line) => attributeLine.test(line)).length;
  const comments = lines.length - attributes;
  return [
    ...(attributes > 0 ? [{ code: "bundle.text-attributes", params: { fileName } } as const] : []),
    ...(comments > 0 ? [{ code: "bundle.text-comments", params: { fileName, lines: comments } } as const] : []),
  ];
}
