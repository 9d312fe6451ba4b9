import { readBase64 } from "../../asn1/base64.ts";
import { lineCounter } from "../../asn1/pem-boundary.ts";
import type { UnreadPart } from "../recognised.ts";
import { withoutMarkup } from "./markup.ts";
import { withoutLineMarks } from "./quoted-lines.ts";
import { decodeQuotedPrintable } from "./quoted-printable.ts";
import type { Piece, Unwrapped } from "./wrapping.ts";

/** How deep the parts of a message lie in one another, and how many there are. */
const deepest = 6;
const mostParts = 200;

/** A message (RFC 5322, RFC 2045): its text, its attachments, and those of messages that it encloses. */
export function unwrapMail(text: string): Unwrapped | null {
  const start = /^(?:From [^\r\n]{0,500}(?:\r\n|\r|\n))?/.exec(text)![0].length;
  const head = readHead(text, start, text.length);
  if (head === null || !(head.fields.has("content-type") || head.fields.has("mime-version"))) return null;
  const message = new Message(text);
  message.read(start, text.length, 0);
  return { wrapping: "mail", pieces: message.pieces, unread: message.unread };
}

interface Head {
  readonly fields: ReadonlyMap<string, string>;
  /** Offset of the body. */
  readonly body: number;
}

class Message {
  readonly pieces: Piece[] = [];
  readonly unread: UnreadPart[] = [];
  readonly #text: string;
  readonly #lines: (offset: number) => number;
  #parts = 0;

  constructor(text: string) {
    this.#text = text;
    this.#lines = lineCounter(text);
  }

  read(from: number, to: number, depth: number): void {
    if (depth > deepest || ++this.#parts > mostParts) return;
    const head = readHead(this.#text, from, to) ?? { fields: new Map<string, string>(), body: from };
    const type = head.fields.get("content-type") ?? "text/plain";
    const boundary = parameterOf(type, "boundary");
    if (/^multipart\//i.test(type) && boundary !== null) {
      for (const [start, end] of this.#split(boundary, head.body, to)) this.read(start, end, depth + 1);
    } else if (/^message\/rfc822/i.test(type) && !/base64/i.test(head.fields.get("content-transfer-encoding") ?? ""))
      this.read(head.body, to, depth + 1);
    else this.#readLeaf(head, type, to);
  }

  /** The parts between the lines of a boundary (RFC 2046 §5.1.1). */
  *#split(boundary: string, from: number, to: number): Generator<[start: number, end: number]> {
    const delimiter = `--${boundary}`;
    let start: number | null = null;
    for (let at = this.#text.indexOf(delimiter, from); at >= 0 && at < to;) {
      const after = at + delimiter.length;
      const isLine = at === 0 || /[\r\n]/.test(this.#text[at - 1]!);
      if (isLine) {
        if (start !== null) yield [start, at];
        start = after;
        if (this.#text.startsWith("--", after)) return;
        start = lineAfter(this.#text, after);
      }
      at = this.#text.indexOf(delimiter, after);
    }
    // the message breaks off
    if (start !== null && start < to) yield [start, to];
  }

  #readLeaf({ fields, body }: Head, type: string, to: number): void {
    const line = this.#lines(body);
    const content = this.#text.slice(body, to);
    const encoding = (fields.get("content-transfer-encoding") ?? "").trim().toLowerCase();
    const name = parameterOf(fields.get("content-disposition") ?? "", "filename") ?? parameterOf(type, "name") ?? "";
    const isAnnounced = announced.test(type) || endings.test(name);
    if (encoding === "base64") {
      const bytes = readBase64(content, "optional");
      if (bytes !== null && bytes.length > 0) this.pieces.push({ content: bytes, line, isAnnounced });
      else if (isAnnounced)
        this.unread.push({
          line,
          label: name.slice(0, 60),
          after: this.pieces.length,
          failure: { code: "pem.malformed", facts: { line, label: name.slice(0, 60), problem: "bad-base64" } },
        });
      return;
    }
    const decoded = encoding === "quoted-printable" ? decodeQuotedPrintable(content) : content;
    const plain = /^text\/html/i.test(type) ? withoutMarkup(decoded) : decoded;
    // an answer quotes the mail that it answers
    this.pieces.push({ content: withoutLineMarks(plain) ?? plain, line, isAnnounced });
  }
}

const announced = /pkcs|x509|pkix|x-pem|certificate/i;
const endings = /\.(?:cer|crt|pem|der|p7[bcms]|p10|p12|pfx|key|csr|crl|jks)$/i;

/** Fields of a head are few; a text without an empty line is no message. */
const mostHeadLines = 2000;

/** The fields by their names in lower case, folded lines joined (RFC 5322 §2.2); null when a line is no field. */
function readHead(text: string, from: number, to: number): Head | null {
  const fields = new Map<string, string>();
  const nextLine = /([^\r\n]*)(?:\r\n|\r|\n|$)/y;
  nextLine.lastIndex = from;
  let last: string | null = null;
  for (let count = 0; count < mostHeadLines && nextLine.lastIndex < to; count++) {
    const line = nextLine.exec(text)![1]!;
    if (line === "") return { fields, body: nextLine.lastIndex };
    const field = line.length > 10_000 ? null : /^([!-9;-~]{1,100}):[ \t]*(.*)$/.exec(line);
    if (field !== null) fields.set((last = field[1]!.toLowerCase()), field[2]!.trim());
    else if (last !== null && /^[ \t]/.test(line)) fields.set(last, `${fields.get(last)!} ${line.trim()}`);
    else return null;
  }
  return null;
}

function parameterOf(value: string, name: string): string | null {
  const match = new RegExp(`[;\\s]${name}\\s*=\\s*(?:"([^"]{1,300})"|([^\\s;"]{1,300}))`, "i").exec(`;${value}`);
  return match?.[1] ?? match?.[2] ?? null;
}

function lineAfter(text: string, at: number): number {
  const end = /[^\r\n]*(?:\r\n|\r|\n|$)/y;
  end.lastIndex = at;
  end.exec(text);
  return end.lastIndex;
}
