import { type PemBlock, type PemTrouble, readPem } from "../asn1/pem.ts";
import { kindsOfLabel } from "../asn1/pem-labels.ts";
import type { Note } from "../asn1/element.ts";
import { isFailure } from "../failure.ts";
import type { Shape } from "../keys/der-shape.ts";
import { isLockedOpenSshKey, isOpenSshPrivateKey } from "../ssh/openssh-private.ts";
import { readDerElements } from "./der-elements.ts";
import { formatOfLabel } from "./foreign-formats.ts";
import { elementLimit, elementOf, type Recognised, type UnreadPart } from "./recognised.ts";

/** The elements of a text of PEM, and the parts of it that are none. */
export interface PemElements {
  readonly elements: readonly Recognised[];
  readonly unread: readonly UnreadPart[];
  /** Of blocks that were mended, of text around them, of blocks beyond the limit. */
  readonly notes: readonly Note[];
}

/** Mended blocks that are named one by one. */
const mostNotes = 20;

/** Never throws: a broken block is an unread part. `line` is that of the text's beginning. */
export function readPemElements(text: string, line = 1): PemElements {
  const { blocks, problems, hasOtherText } = readPem(text);
  const elements: Recognised[] = [];
  const unread: UnreadPart[] = [];
  const waiting = [...problems].reverse();
  const passTrouble = (blocksBefore: number): void => {
    while (waiting.length > 0 && waiting.at(-1)!.after <= blocksBefore)
      unread.push(partOfTrouble(waiting.pop()!, line, elements.length));
  };
  const mended: Note[] = [];
  for (const [index, block] of blocks.slice(0, elementLimit).entries()) {
    passTrouble(index);
    const placed = line === 1 ? block : { ...block, line: block.line + line - 1 };
    const read = readBlock(placed);
    elements.push(...read.elements);
    unread.push(...read.unread.map((part) => ({ ...part, after: elements.length })));
    for (const flaw of block.flaws)
      mended.push({ code: "pem.mended", params: { line: placed.line, label: block.label, flaw } });
  }
  passTrouble(Infinity);
  const notes = mended.slice(0, mostNotes);
  if (blocks.length > 0 && hasOtherText) notes.push({ code: "text.other", params: {} });
  if (blocks.length > elementLimit)
    notes.push({ code: "elements.capped", params: { limit: elementLimit, total: blocks.length } });
  return { elements, unread, notes };
}

function partOfTrouble({ line, label, problem }: PemTrouble, firstLine: number, after: number): UnreadPart {
  const place = { line: line + firstLine - 1, label, after };
  const format = formatOfLabel(label);
  return format === null
    ? { ...place, failure: { code: "pem.malformed", facts: { line: place.line, label, problem } } }
    : { ...place, failure: { code: "file.unsupported", facts: { format, label } } };
}

/** One PEM block by its content; the label is compared, not believed. Never throws. */
function readBlock(block: PemBlock): Pick<PemElements, "elements" | "unread"> {
  const { label, headers, line, bytes } = block;
  const place = { label, headers, line };
  const only = (shape: Shape) => ({ elements: [elementOf(shape, bytes, place)], unread: [] });
  if ((headers.get("Proc-Type") ?? "").includes("ENCRYPTED"))
    return only({ kind: "locked-key", detail: "traditional" });
  if (isOpenSshPrivateKey(bytes)) return only(openSshShape(bytes));
  if (label.startsWith("PGP ")) return only({ kind: "pgp", detail: label });
  const format = formatOfLabel(label);
  if (format !== null)
    return {
      elements: [],
      unread: [{ line, label, after: 0, failure: { code: "file.unsupported", facts: { format, label } } }],
    };
  try {
    const { elements, unread } = readDerElements(bytes);
    return {
      elements: elements.map((element) => ({
        ...element,
        ...place,
        notes: [...element.notes, ...labelNotes(label, element)],
      })),
      unread: unread.map((part) => ({ ...part, line, label })),
    };
  } catch (error) {
    if (!isFailure(error)) throw error;
    return only({ kind: kindsOfLabel(label)[0] ?? "unknown" });
  }
}

export function openSshShape(bytes: Uint8Array): Shape {
  return { kind: isLockedOpenSshKey(bytes) ? "locked-key" : "key", form: "openssh" };
}

const usualLabels: Readonly<Record<string, string>> = {
  "X509 CERTIFICATE": "CERTIFICATE",
  "NEW CERTIFICATE REQUEST": "CERTIFICATE REQUEST",
  CRL: "X509 CRL",
  "PKCS #7 SIGNED DATA": "PKCS7",
};

function labelNotes(label: string, element: Recognised): Note[] {
  if (!kindsOfLabel(label).includes(element.kind))
    return [{ code: "pem.label-differs", params: { label, actual: element.kind } }];
  const usual = usualLabels[label];
  return usual === undefined ? [] : [{ code: "pem.legacy-label", params: { label, usual } }];
}
