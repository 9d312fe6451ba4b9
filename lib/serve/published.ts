import type { IncomingMessage, ServerResponse } from "node:http";

/**
 * What authorities publish for every client, without an account: their revocation lists (RFC 5280 §4.2.1.13) and their
 * own certificates (§4.2.2.1). Answered before Next, which redirects some paths and adds a charset: clients of these
 * files follow no redirect and compare media types letter by letter.
 */
export interface PublishedFile {
  readonly bytes: Uint8Array;
  /** Without a charset. */
  readonly mediaType: string;
  /** Of the bytes, hex. */
  readonly sha256: string;
  readonly lastModified: Date;
  /** Until when it may be kept at the latest; null where it has no end. */
  readonly nextUpdate: Date | null;
}

/** Finds a file by its path; null when there is none. */
export type FindPublished = (path: PublishedPath) => Promise<PublishedFile | null>;

export interface PublishedPath {
  /** `identity`: the answer to a question that a console of this database alone can give; `name` is the question. */
  readonly kind: "list" | "certificate" | "identity";
  /** The published name of the authority. */
  readonly name: string;
  /** Of a list: absent for the whole one, a part of it, or the delta of the whole one. */
  readonly part?: number | "delta";
  /** `levels`: PEM, with the lists of every authority above behind it, as OpenSSL wants them to check a whole chain. */
  readonly form: "der" | "pem" | "levels";
}

const paths =
  /^\/(?:crl\/([^/?#]+)(\.crl|\.pem|\/levels\.pem|\/(?:delta|[1-9]\d{0,4})\.(?:crl|pem))|ca\/([^/?#]+)\.crt)(?:\?.*)?$/;
/** What `addresses-check` asks: hexadecimal, drawn for each question. */
const question = /^\/ca\/who\/([0-9a-f]{32,64})$/;
/** Reads the target of a request; null for every other path, undefined below these folders where nothing is. */
export function publishedPath(target: string): PublishedPath | null | undefined {
  if (!/^\/(?:crl|ca)\//.test(target)) return null;
  const [, asked] = question.exec(target) ?? [];
  if (asked !== undefined) return { kind: "identity", name: asked, form: "der" };
  const [, list, ending = "", certificate] = paths.exec(target) ?? [];
  try {
    if (list !== undefined) return { kind: "list", name: decodeURIComponent(list), ...scopeOf(ending) };
    return certificate === undefined
      ? undefined
      : { kind: "certificate", name: decodeURIComponent(certificate), form: "der" };
  } catch {
    return undefined;
  }
}

/** `.crl`, `.pem`, `/levels.pem`, `/delta.crl`, `/3.crl` … */
function scopeOf(ending: string): Pick<PublishedPath, "form" | "part"> {
  if (ending === "/levels.pem") return { form: "levels" };
  const form = ending.endsWith(".pem") ? "pem" : "der";
  const [, part] = /^\/(delta|\d+)\./.exec(ending) ?? [];
  if (part === undefined) return { form };
  return { form, part: part === "delta" ? part : Number(part) };
}

/** A list is read anew after an hour at the latest, since it changes with each revocation; seconds. */
const longestAge = 3600;
/** It is gone from caches before it ends. */
const partOfLife = 0.9;
/** A date of HTTP has whole seconds, and a list may follow another one within one: younger ones go out whole. */
const settledMs = 600_000;

/** Answers GET and HEAD of a published file. */
export async function answerPublished(
  request: IncomingMessage,
  response: ServerResponse,
  path: PublishedPath | undefined,
  find: FindPublished,
): Promise<void> {
  if (request.method !== "GET" && request.method !== "HEAD") {
    response.writeHead(405, { allow: "GET, HEAD", "content-length": "0" }).end();
    return;
  }
  const file = path === undefined ? null : await find(path);
  if (file === null) {
    response.writeHead(404, { "cache-control": "no-store", "content-length": "0" }).end();
    return;
  }
  const now = Date.now();
  const etag = `"${file.sha256.slice(0, 32)}"`;
  const headers = {
    etag,
    "last-modified": file.lastModified.toUTCString(),
    "cache-control": `public, max-age=${ageOf(file, now)}, no-transform`,
    "x-content-type-options": "nosniff",
  };
  if (isKnown(request, file, etag, now)) {
    response.writeHead(304, headers).end();
    return;
  }
  response.writeHead(200, {
    ...headers,
    "content-type": file.mediaType,
    "content-length": String(file.bytes.length),
  });
  response.end(request.method === "HEAD" ? undefined : file.bytes);
}

function ageOf({ nextUpdate }: PublishedFile, now: number): number {
  if (nextUpdate === null) return longestAge;
  const left = Math.floor(((nextUpdate.getTime() - now) / 1000) * partOfLife);
  return Math.max(0, Math.min(longestAge, left));
}

/** RFC 9110 §13.2.2: the entity tag counts before the date. */
function isKnown({ headers }: IncomingMessage, { lastModified }: PublishedFile, etag: string, now: number): boolean {
  const tags = headers["if-none-match"];
  if (tags !== undefined)
    return tags.trim() === "*" || tags.split(",").some((tag) => tag.trim().replace(/^W\//, "") === etag);
  const since = Date.parse(headers["if-modified-since"] ?? "");
  const modified = Math.floor(lastModified.getTime() / 1000) * 1000;
  return since >= modified && now - modified > settledMs;
}
