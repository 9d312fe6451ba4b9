import { latin1 } from "../asn1/der-value.ts";
import type { FileForm, Note, Wrapping } from "../asn1/element.ts";
import { boundariesOf } from "../asn1/pem-boundary.ts";
import { Failure, isFailure } from "../failure.ts";
import type { Shape } from "../keys/der-shape.ts";
import { isOpenSshPrivateKey } from "../ssh/openssh-private.ts";
import { readSshPublicKeyFile } from "../ssh/openssh.ts";
import { readDerElements } from "./der-elements.ts";
import { shapeOfMagic } from "./file-magic.ts";
import { isMixed, readFileText, readMixedText } from "./file-text.ts";
import { foreignBinaryFormat, foreignTextFormat, likelyTextFormat } from "./foreign-formats.ts";
import { readJwkFile } from "./jwk-file.ts";
import { openSshShape, readPemElements } from "./pem-elements.ts";
import { elementLimit, elementOf, type Recognised, type RecognisedFile, type UnreadPart } from "./recognised.ts";
import { findBase64 } from "./wrapping/base64-values.ts";
import { unwrapMail } from "./wrapping/mail.ts";
import { unwrappings } from "./wrapping/unwrap.ts";
import type { Piece, Unwrapped } from "./wrapping/wrapping.ts";

/** Bytes; larger files are refused. */
export const fileSizeLimit = 20 * 1024 * 1024;

/**
 * Finds out what the bytes of a file are: PEM (any mixture, any order, text between), DER (several elements too), bare
 * base64, SSH, JWK, UTF-16; one layer of wrapping is taken away and noted. What cannot be read stands in `unread` and
 * in the notes.
 * @throws Failure `file.empty`, `file.too-large`; `file.unsupported` for a format that is known and not read;
 *   `file.unrecognised` with what was recognised and where it broke;
 *   `pem.malformed` when there is PEM and no block of it can be read; `der.malformed` when the outer element is broken.
 */
export function recogniseFile(bytes: Uint8Array, fileName = ""): RecognisedFile {
  if (bytes.length === 0) throw new Failure("file.empty", { fileName });
  if (bytes.length > fileSizeLimit) throw new Failure("file.too-large", { size: bytes.length, limit: fileSizeLimit });
  const magic = shapeOfMagic(bytes);
  if (magic !== null) return { form: formOf(magic), elements: [elementOf(magic, bytes)], unread: [], notes: [] };
  const file = readFileText(bytes);
  return file === null ? recogniseBinary(bytes) : recogniseText(file.text, file.notes, bytes);
}

function formOf({ kind }: Shape): FileForm {
  if (kind === "zip" || kind === "tar" || kind === "gzip") return kind;
  return kind === "keystore" ? "java" : "der";
}

/** What one reading of a file found. */
interface Reading {
  readonly form: FileForm;
  readonly elements: readonly Recognised[];
  readonly unread: readonly UnreadPart[];
  readonly notes: readonly Note[];
}

const isComplete = ({ elements, unread }: Reading): boolean => elements.length > 0 && unread.length === 0;

function fileOf({ form, elements, unread, notes }: Reading, before: readonly Note[] = []): RecognisedFile {
  const kept = elements.slice(0, elementLimit);
  return { form, elements: kept, unread, notes: [...before, ...notes, ...unread.slice(0, mostNamed).map(noteOf)] };
}

/** Unread parts that have a note each. */
const mostNamed = 20;

function noteOf({ line, label, failure }: UnreadPart): Note {
  if (failure.code === "pem.malformed") return { code: "pem.broken-block", params: failure.facts };
  if (failure.code === "file.unsupported")
    return { code: "part.unsupported", params: { line, label, format: failure.facts.format } };
  return { code: "part.damaged", params: { line, offset: "offset" in failure.facts ? failure.facts.offset : 0 } };
}

function recogniseBinary(bytes: Uint8Array): RecognisedFile {
  if (isOpenSshPrivateKey(bytes))
    return { form: "ssh", elements: [elementOf(openSshShape(bytes), bytes)], unread: [], notes: [] };
  try {
    return fileOf(readBinary(bytes));
  } catch (error) {
    const format = foreignBinaryFormat(bytes);
    if (format !== null) throw new Failure("file.unsupported", { format, label: "" }, error);
    const hidden = hiddenPem(bytes);
    if (hidden === null) throw error;
    return hidden;
  }
}

/** DER, and PEM that was appended to it. */
function readBinary(bytes: Uint8Array): Reading {
  const { elements, unread, rest } = readDerElements(bytes);
  const several: Note[] = elements.length > 1 ? [{ code: "der.several", params: { count: elements.length } }] : [];
  const found = { form: "der", elements, unread, notes: several } as const;
  if (rest === null) return found;
  const text = readFileText(bytes.subarray(rest))?.text;
  const pem = text === undefined || !text.includes("BEGIN") ? null : readPemElements(text);
  if (pem === null || pem.elements.length + pem.unread.length === 0) return found;
  const last = elements.at(-1)!;
  const own = { ...last, notes: last.notes.filter(({ code }) => code !== "der.trailing-bytes") };
  return {
    ...found,
    elements: [...elements.slice(0, -1), own, ...pem.elements],
    unread: [...unread, ...pem.unread.map((part) => ({ ...part, after: part.after + elements.length }))],
    notes: [...several, { code: "der.then-pem", params: { offset: rest } }, ...pem.notes],
  };
}

/** PEM behind bytes that are no text. */
function hiddenPem(bytes: Uint8Array): RecognisedFile | null {
  const { text, notes } = isMixed(bytes) ? readMixedText(bytes) : { text: latin1(bytes), notes: [] };
  const [first] = boundariesOf(text);
  if (first === undefined) return null;
  const pem = readPemElements(text.slice(first.start));
  if (pem.elements.length === 0) return null;
  return fileOf({ form: "pem", ...pem }, [...notes, { code: "text.hidden-start", params: { offset: first.start } }]);
}

function recogniseText(text: string, notes: readonly Note[], bytes: Uint8Array): RecognisedFile {
  const mail = unwrapMail(text);
  const attached = mail === null ? null : readPieces(mail);
  if (attached !== null && attached.elements.length > 0) return fileOf(withoutDoubles(attached), notes);
  const plain: Reading = { form: "pem", ...readPemElements(text) };
  if (isComplete(plain)) return fileOf(plain, notes);
  if (plain.elements.length === 0) {
    const other = recogniseOtherText(text, plain.unread);
    if (other !== null) return fileOf(other, notes);
  }
  const best = bestReading(text, plain);
  if (best.elements.length > 0) return fileOf(best, notes);
  if (bytes[0] === 0x30) return recogniseBinary(bytes);
  throw whyNothing(text, [...(attached?.unread ?? []), ...best.unread, ...plain.unread], bytes.length);
}

/** A text that is known for what it is. @throws Failure `file.unsupported`. */
function recogniseOtherText(text: string, unread: readonly UnreadPart[]): Reading | null {
  const foreign = unread.find(({ failure }) => failure.code === "file.unsupported")?.failure;
  if (foreign !== undefined) throw new Failure(foreign.code, foreign.facts as never);
  const jwk = readJwkFile(text);
  if (jwk !== null && jwk.elements.length > 0)
    return { form: "json", ...jwk, notes: [{ code: "wrapping.undone", params: { wrapping: jwk.wrapping } }] };
  const secret = jwk?.unread[0]?.failure;
  if (secret !== undefined) throw new Failure(secret.code, secret.facts as never);
  if (unread.length > 0) return null;
  const ssh = readSshPublicKeyFile(text, elementLimit);
  if (ssh.length > 0) {
    const elements = ssh.map(({ blob, comment, line, isCertificate }) =>
      elementOf({ kind: isCertificate ? "ssh-certificate" : "ssh-public-key" }, blob, { comment, line }),
    );
    return { form: "ssh", elements, unread: [], notes: [] };
  }
  const format = foreignTextFormat(text);
  if (format !== null) throw new Failure("file.unsupported", { format, label: "" });
  return null;
}

/**
 * The text as it stands, or without one of the layers that it may have: whichever gives most elements. A reading that
 * finds fewer parts than there are blocks, broken ones counted, has passed over some of them: where blocks were read as
 * they stand, it is none, and else the broken ones are named beside what it found.
 */
function bestReading(text: string, plain: Reading): Reading {
  let best = plain;
  for (const unwrap of unwrappings) {
    const unwrapped = unwrap(text);
    if (unwrapped === null) continue;
    const found = readPieces(unwrapped);
    const isShort = partsOf(found) < partsOf(plain);
    // nothing whole, but a reason why
    if (found.elements.length === 0 && partsOf(best) === 0) best = found;
    if (found.elements.length === 0 || (isShort && plain.elements.length > 0)) continue;
    const reading = isShort ? { ...found, unread: [...plain.unread, ...found.unread] } : found;
    const more = reading.elements.length - best.elements.length;
    if (more > 0 || (more === 0 && reading.unread.length < best.unread.length)) best = reading;
    if (isComplete(best)) break;
  }
  return best;
}

const partsOf = ({ elements, unread }: Reading): number => elements.length + unread.length;

function readPieces({ wrapping, pieces, unread: before = [] }: Unwrapped): Reading {
  const elements: Recognised[] = [];
  const unread: UnreadPart[] = [];
  const takeUnread = (parts: readonly UnreadPart[]): void => {
    unread.push(...parts.map((part) => ({ ...part, after: part.after + elements.length })));
  };
  const notes: Note[] = [];
  let form: FileForm = "pem";
  for (const [index, piece] of pieces.entries()) {
    if (elements.length >= elementLimit) break;
    takeUnread(before.filter(({ after }) => after === index).map((part) => ({ ...part, after: 0 })));
    const reading = readPiece(piece);
    if (reading.elements.length > 0) form = reading.form;
    takeUnread(reading.unread);
    elements.push(...reading.elements);
    notes.push(...reading.notes.filter((note) => !isOfTheLayer(note)));
  }
  takeUnread(before.filter(({ after }) => after >= pieces.length).map((part) => ({ ...part, after: 0 })));
  // base64 of DER is a form of its own
  const isForm = wrapping === "base64" && form === "der";
  return {
    form: isForm ? "base64" : form,
    elements,
    unread,
    notes: isForm
      ? notes
      : [{ code: "wrapping.undone", params: { wrapping } satisfies { wrapping: Wrapping } }, ...notes],
  };
}

/** What stood round the blocks and in their lines was the layer, and that is said. */
const isOfTheLayer = (note: Note): boolean =>
  note.code === "text.other" || (note.code === "pem.mended" && note.params.flaw === "same-line");

const nothingRead: Reading = { form: "pem", elements: [], unread: [], notes: [] };

function readPiece({ content, line, isAnnounced = false }: Piece): Reading {
  if (typeof content === "string") return readTextPiece(content, line);
  const magic = shapeOfMagic(content);
  if (magic !== null) return { ...nothingRead, form: "der", elements: [elementOf(magic, content, { line })] };
  const file = readFileText(content);
  if (file !== null) {
    const pem = readTextPiece(file.text, 1);
    if (pem.elements.length + pem.unread.length > 0) return at(line, { ...pem, notes: [...file.notes, ...pem.notes] });
  }
  try {
    return at(line, readBinary(content));
  } catch (error) {
    if (!isFailure(error)) throw error;
    const format = foreignBinaryFormat(content);
    if (!isAnnounced && format === null) return nothingRead;
    const failure: UnreadPart["failure"] =
      format === null
        ? ({ code: error.code, facts: error.facts } as UnreadPart["failure"])
        : { code: "file.unsupported", facts: { format, label: "" } };
    return isAnnounced ? { ...nothingRead, unread: [{ line, label: "", after: 0, failure }] } : nothingRead;
  }
}

/** Lines of what was decoded are none of the file: everything of it begins where it began. */
function at(line: number, reading: Reading): Reading {
  return {
    ...reading,
    elements: reading.elements.map((element) => ({ ...element, line })),
    unread: reading.unread.map((part) => ({
      ...part,
      line,
      failure:
        part.failure.code === "pem.malformed"
          ? { code: "pem.malformed", facts: { ...part.failure.facts, line } }
          : part.failure,
    })),
    notes: reading.notes.map((note) =>
      note.code === "pem.mended" ? { code: note.code, params: { ...note.params, line } } : note,
    ),
  };
}

/** PEM of the text, or else what it holds in base64. */
function readTextPiece(text: string, line: number): Reading {
  const pem = readPemElements(text, line);
  // a block that is broken here may be whole without another layer
  if (pem.elements.length + pem.unread.length > 0) return { form: "pem", ...pem };
  const { pieces, unread } = findBase64(text);
  const elements = pieces.flatMap((piece) =>
    typeof piece.content === "string" ? [] : readPiece({ ...piece, line: piece.line + line - 1 }).elements,
  );
  if (elements.length > 0) return { form: "der", elements, unread, notes: [] };
  return { form: "pem", ...pem };
}

/** A message often has its text twice, plain and as HTML. */
function withoutDoubles(reading: Reading): Reading {
  const seen = new Set<string>();
  const elements = reading.elements.filter(({ kind, bytes }) => {
    const identity = `${kind} ${Buffer.from(bytes).toString("base64")}`;
    return !seen.has(identity) && seen.add(identity);
  });
  return { ...reading, elements };
}

function whyNothing(text: string, unread: readonly UnreadPart[], size: number): Failure {
  const [first] = unread;
  if (first !== undefined) return new Failure(first.failure.code, first.failure.facts as never);
  const format = likelyTextFormat(text);
  if (format !== null) return new Failure("file.unsupported", { format, label: "" });
  const begin = text.indexOf("-----BEGIN ");
  return new Failure("file.unrecognised", {
    size,
    recognised: begin < 0 ? "" : "pem",
    label: "",
    offset: begin < 0 ? 0 : Buffer.byteLength(text.slice(0, begin)),
  });
}
