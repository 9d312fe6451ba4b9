import type { SourceNote } from "./notes.ts";
import { type Certificate, readCertificate } from "../x509/certificate.ts";
import { isFailure } from "../failure.ts";
import { openPkcs12 } from "../inspect/container.ts";
import { readPkcs12Outline } from "../pkcs12/parts.ts";
import { readSignedData } from "../files/pkcs7.ts";
import { isReadingNote } from "../files/part-failure.ts";
import { recogniseFile } from "../files/recognise.ts";
import type { Recognised } from "../files/recognised.ts";
import { readFileText } from "../files/file-text.ts";
import { readPem } from "../asn1/pem.ts";

export interface BundleSource {
  /** In the order of the file, duplicates included. */
  readonly certificates: readonly Certificate[];
  readonly notes: readonly SourceNote[];
}

/**
 * Reads every certificate of a file, whatever is around it: PEM of any untidiness, DER, PKCS#7, PKCS#12 without a
 * passphrase. Other contents are left out and noted; of a private key nothing is kept.
 * @throws Failure `file.*`, `pem.malformed`, `der.malformed` when the file is nothing that we know
 */
export async function readBundleSource(bytes: Uint8Array, fileName = ""): Promise<BundleSource> {
  const file = recogniseFile(bytes, fileName);
  const notes: SourceNote[] = [];
  const certificates: Certificate[] = [];
  // Reading takes the mark of UTF-8 away.
  const mark = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? "\uFEFF" : "";
  const isWrapped = file.notes.some(({ code }) => code === "wrapping.undone");
  if (file.form === "pem" && !isWrapped)
    notes.push(...untidinessOf(mark + (readFileText(bytes)?.text ?? ""), fileName));
  for (const note of file.notes) {
    if (note.code === "text.utf16") notes.push({ code: "bundle.text-utf16", params: { fileName } });
    else if (note.code === "pem.broken-block")
      notes.push({ code: "bundle.broken-block", params: { fileName, ...note.params } });
    else if (isReadingNote(note)) notes.push({ code: "bundle.as-read", params: { fileName, note } });
  }
  for (const element of file.elements) {
    const read = await readElement(element, fileName);
    certificates.push(...read.certificates);
    notes.push(...read.notes);
  }
  return { certificates, notes };
}

/** A broken element among others is said, and stops none of them. */
async function readElement(element: Recognised, fileName: string): Promise<BundleSource> {
  try {
    return await membersOf(element, fileName);
  } catch (error) {
    if (!isFailure(error)) throw error;
    return only({ code: "bundle.unreadable", params: { fileName, line: element.line, kind: element.kind } });
  }
}

async function membersOf(element: Recognised, fileName: string): Promise<BundleSource> {
  const { kind, bytes, line } = element;
  switch (kind) {
    case "certificate":
      return readMembers([bytes], { fileName, line }, sideNotes(element, fileName));
    case "key":
    case "locked-key":
      return only({ code: "bundle.key-left-out", params: { fileName, line, isLocked: kind === "locked-key" } });
    case "pkcs7": {
      const held = readSignedData(bytes).certificates;
      return readMembers(held, { fileName, line }, [
        { code: "bundle.from-container", params: { fileName, line, kind, certificates: held.length } },
      ]);
    }
    case "pkcs12":
      return readPkcs12Members(bytes, { fileName, line });
    // `openssl ecparam -genkey` puts them before the key, and the key is said
    case "parameters":
      return { certificates: [], notes: [] };
    default:
      return only({ code: "bundle.other-left-out", params: { fileName, line, kind } });
  }
}

const only = (note: SourceNote): BundleSource => ({ certificates: [], notes: [note] });

interface Place {
  readonly fileName: string;
  readonly line: number | null;
}

function readMembers(held: readonly Uint8Array[], place: Place, notes: readonly SourceNote[]): BundleSource {
  const certificates: Certificate[] = [];
  const more: SourceNote[] = [];
  for (const der of held) {
    try {
      certificates.push(readCertificate(der));
    } catch (error) {
      if (!isFailure(error)) throw error;
      more.push({ code: "bundle.unreadable", params: { ...place, kind: "certificate" } });
    }
  }
  return { certificates, notes: [...notes, ...more] };
}

/** Notes on a certificate's own block: what follows it there. */
function sideNotes({ notes, line }: Recognised, fileName: string): SourceNote[] {
  return notes.flatMap((note): SourceNote[] => {
    if (note.code === "trusted.settings")
      return [{ code: "bundle.trust-settings", params: { fileName, line, alias: note.params.alias } }];
    return note.code === "der.trailing-bytes"
      ? [{ code: "bundle.trailing-bytes", params: { fileName, line, count: note.params.count } }]
      : [];
  });
}

async function readPkcs12Members(der: Uint8Array, place: Place): Promise<BundleSource> {
  const content = await openPkcs12(der, undefined, readPkcs12Outline(der));
  if (content === null) return only({ code: "bundle.container-locked", params: { fileName: place.fileName } });
  const held = content.certificates.map((each) => each.der);
  return readMembers(held, place, [
    { code: "bundle.from-container", params: { ...place, kind: "pkcs12", certificates: held.length } },
    ...(content.keys.length > 0
      ? [{ code: "bundle.key-left-out", params: { ...place, isLocked: false } } as const]
      : []),
  ]);
}

/** `openssl pkcs12` and `s_client` write these before each block. */
const attributeLine =
  /^(?:Bag Attributes|Key Attributes|\s+(?:friendlyName|localKeyID|Microsoft [\w ]+|\d+(?:\.\d+){2,}):|(?:subject|issuer)\s*=|\s*(?:\d+ )?[si]:)/;

/**
 * Notes on untidy text of a PEM file, which OpenSSL reads over and services do not. A bundle that we write has none of
 * it (RFC 7468 §3, the strict form).
 */
function untidinessOf(text: string, fileName: string): SourceNote[] {
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

/** A line of a broken block; it is reported as such, and is no comment. */
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
