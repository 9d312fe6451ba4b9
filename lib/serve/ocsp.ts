import type { IncomingMessage, ServerResponse } from "node:http";

/**
 * OCSP over HTTP (RFC 6960 Appendix A, RFC 5019 §5), answered before Next, which redirects paths with `//` in them and
 * adds a charset: clients follow no redirect and compare the media type letter by letter. An error of OCSP is a response
 * with the status 200.
 */

/** An answer, DER; with instants when everybody may keep it until then. */
export interface OcspAnswer {
  readonly bytes: Uint8Array;
  readonly kept: {
    /** SHA-256 of the bytes, hex. */
    readonly etag: string;
    readonly thisUpdate: Date;
    readonly nextUpdate: Date;
  } | null;
}

/** Answers the DER of a request for the authority that publishes under this name; null while there is no console. */
export type AnswerOcsp = (name: string, request: Uint8Array) => OcspAnswer | Promise<OcspAnswer | null>;

export interface OcspPath {
  /** Of the authority; null when it is no name. */
  readonly name: string | null;
  /** What stands behind it, as it was sent; null for a POST without anything behind the name. */
  readonly rest: string;
}

/** Reads the target of a request; null for every other path. */
export function ocspPath(target: string): OcspPath | null {
  if (!target.startsWith("/ocsp/")) return null;
  const end = target.indexOf("/", 6);
  const name = end < 0 ? target.slice(6) : target.slice(6, end);
  return { name: decoded(name), rest: end < 0 ? "" : target.slice(end + 1) };
}

function decoded(text: string): string | null {
  if (!text.includes("%")) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}

/** Bytes of a request: a hundred certificates have 8 KB. */
const longestRequest = 65_536;
/** Seconds; an answer is asked for again after so long at the latest, since it changes with a revocation. */
const longestAge = 3600;
/** It is gone from caches before it ends. */
const partOfLife = 0.9;
const mediaType = "application/ocsp-response";

/** Answers GET and POST of `/ocsp/<name>`. */
export async function answerOcsp(
  request: IncomingMessage,
  response: ServerResponse,
  { name, rest }: OcspPath,
  answer: AnswerOcsp,
): Promise<void> {
  if (request.method === "GET") {
    // As some clients do not escape it, the path is the rest of the target, with slashes and plus signs in it.
    const base64 = decoded(rest);
    const der = Buffer.from(base64 === null || name === null ? "" : base64, "base64");
    const answered = answer(name ?? "", der);
    send(request, response, answered instanceof Promise ? await answered : answered);
    return;
  }
  if (request.method !== "POST") {
    response.writeHead(405, { allow: "GET, POST", "content-length": "0" }).end();
    return;
  }
  const body = await bodyOf(request);
  if (body === null) {
    response.writeHead(413, { "content-length": "0", connection: "close" }).end();
    return;
  }
  const answered = await answer(rest === "" && name !== null ? name : "", body);
  send(request, response, answered === null ? null : { ...answered, kept: null });
}

/** Null when it is too long. */
async function bodyOf(request: IncomingMessage): Promise<Buffer | null> {
  const parts: Buffer[] = [];
  let length = 0;
  for await (const part of request as AsyncIterable<Buffer>) {
    length += part.length;
    if (length > longestRequest) return null;
    parts.push(part);
  }
  return Buffer.concat(parts);
}

/** RFC 5019 §6.2. */
function send(request: IncomingMessage, response: ServerResponse, answer: OcspAnswer | null): void {
  if (answer === null) {
    response.writeHead(503, { "content-length": "0" }).end();
    return;
  }
  const { bytes, kept } = answer;
  if (kept === null) {
    response.writeHead(200, {
      "content-type": mediaType,
      "content-length": bytes.length,
      "cache-control": "no-store",
      "x-content-type-options": "nosniff",
    });
    response.end(bytes);
    return;
  }
  const left = Math.floor(((kept.nextUpdate.getTime() - Date.now()) / 1000) * partOfLife);
  const age = Math.max(0, Math.min(longestAge, left));
  const { etag, lastModified, expires } = datesOf(kept);
  const headers = {
    etag,
    "last-modified": lastModified,
    expires,
    "cache-control": `max-age=${age}, public, no-transform, must-revalidate`,
    "x-content-type-options": "nosniff",
  };
  if (request.headers["if-none-match"] === etag) {
    response.writeHead(304, headers).end();
    return;
  }
  response.writeHead(200, { "content-type": mediaType, "content-length": bytes.length, ...headers });
  response.end(bytes);
}

interface WrittenDates {
  readonly etag: string;
  readonly lastModified: string;
  readonly expires: string;
}

/** A kept answer goes out thousands of times with the same headers. */
const written = new WeakMap<object, WrittenDates>();

function datesOf(kept: NonNullable<OcspAnswer["kept"]>): WrittenDates {
  const known = written.get(kept);
  if (known !== undefined) return known;
  const { etag, thisUpdate, nextUpdate } = kept;
  const dates = {
    etag: `"${etag.slice(0, 32)}"`,
    lastModified: thisUpdate.toUTCString(),
    expires: nextUpdate.toUTCString(),
  };
  written.set(kept, dates);
  return dates;
}
