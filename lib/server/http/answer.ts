import "server-only";
import { randomUUID } from "node:crypto";
import { create } from "content-disposition";
import { visibleFileName, visibleText } from "../../pki/asn1/visible-text.ts";
import { factsWithSentences, sentenceOfError } from "../../i18n/sentences/sentences.ts";
import { execute, refuse, type Answer, type AnswerError } from "../gate/execute.ts";
import { readAddress, readCaller, readLocale, type Caller } from "./caller.ts";
import { withSentences } from "./answer-messages.ts";
import { withJsonNames } from "./json-bytes.ts";
import { statusOf } from "./status.ts";
import { requestId } from "../../serve/request-id.ts";
import type { Locale } from "../../i18n/locale.ts";
import type { FileStream } from "../../commands/ports/files.ts";

/** The ways of HTTP around the gate: every route of app/api/v1 answers through here. */

export type Respond = (answer: Answer, locale: Locale) => Response;

/**
 * Answers one command over HTTP. Without an actor the body is not read; a body that cannot be read is a refusal of the
 * gate like any other, and audited.
 */
export async function answerCommand(
  request: Request,
  command: string,
  readInput: () => Promise<unknown>,
  respond: Respond = respondJson,
): Promise<Response> {
  const locale = readLocale(request);
  const caller = await readCaller(request).catch((error: unknown) =>
    refusedCaller(command, error, readAddress(request)),
  );
  if ("ok" in caller) return respond(caller, locale);
  return respond(await answer(caller, command, readInput), locale);
}

async function answer({ actor, address }: Caller, command: string, readInput: () => Promise<unknown>): Promise<Answer> {
  const request = { actor, surface: "http", command, input: undefined, address } as const;
  if (actor === null) return execute(request);
  let input: unknown;
  try {
    input = await readInput();
  } catch (error) {
    return refuse(request, error);
  }
  const answered = await execute({ ...request, input });
  return answered.ok ? answered : { ok: false, error: withJsonNames(answered.error) };
}

function refusedCaller(command: string, error: unknown, address: string | null): Promise<Answer> {
  return refuse({ actor: null, surface: "http", command, input: undefined, address }, error);
}

export function respondJson(answer: Answer, locale: Locale): Response {
  if (!answer.ok) return respondError(answer.error, locale);
  if (isFileStream(answer.value)) return respondStream(answer.value);
  if (isFileContent(answer.value) && !("receipt" in answer.value)) return respondBytes(answer.value);
  const json = JSON.stringify({ ok: true, value: withSentences(answer.value, locale) }, plainValue);
  return new Response(visibleText(json), {
    headers: { ...commonHeaders(), "content-type": "application/json; charset=utf-8" },
  });
}

function respondError(error: AnswerError, locale: Locale): Response {
  const { code } = error;
  const body = {
    ok: false,
    error: { code, params: factsWithSentences(error, locale), message: sentenceOfError(error, locale) },
  };
  return new Response(visibleText(JSON.stringify(body)), {
    status: statusOf(code),
    headers: {
      ...commonHeaders(),
      ...errorHeaders(error),
      "content-language": locale,
      "content-type": "application/json; charset=utf-8",
    },
  });
}

export function errorHeaders(error: AnswerError): Record<string, string> {
  if (error.code === "actor.unknown") return { "www-authenticate": 'Bearer realm="chainsmith"' };
  if (error.code === "rate.limited" || error.code === "key.passphrase-wait")
    return { "retry-after": String(error.params.retryAfterSeconds) };
  return {};
}

export interface FileContent {
  readonly fileName: string;
  readonly mediaType: string;
  readonly bytes: Uint8Array;
}

export function isFileContent(value: unknown): value is FileContent {
  return (
    typeof value === "object" &&
    value !== null &&
    "bytes" in value &&
    value.bytes instanceof Uint8Array &&
    "fileName" in value &&
    "mediaType" in value
  );
}

export function respondBytes({ fileName, mediaType, bytes }: FileContent): Response {
  return new Response(Buffer.from(bytes), {
    headers: {
      ...commonHeaders(),
      "content-type": mediaType,
      "content-length": String(bytes.length),
      "content-disposition": contentDisposition(fileName),
    },
  });
}

function isFileStream(value: unknown): value is FileStream {
  return isFileContent(value) && "chunks" in value;
}

function respondStream({ fileName, mediaType, chunks }: FileStream): Response {
  const pieces = chunks[Symbol.asyncIterator]();
  const body = new ReadableStream<Uint8Array>({
    // Asked for the next piece when the reader has room for it, so a slow one does not make them pile up.
    async pull(controller) {
      const { done, value } = await pieces.next();
      if (done === true) controller.close();
      else controller.enqueue(value);
    },
    cancel: async () => void (await pieces.return?.()),
  });
  return new Response(body, {
    headers: { ...commonHeaders(), "content-type": mediaType, "content-disposition": contentDisposition(fileName) },
  });
}

/**
 * The header of a file to keep (RFC 6266): its exact name in UTF-8, and for old readers one of letters, digits, `.`,
 * `_` and `-`. Characters that cannot be seen are not part of it: `cod.exe` must not look like `exe.doc`.
 */
export function contentDisposition(fileName: string): string {
  const exact = visibleFileName(fileName);
  return create(exact, { fallback: exact.replace(/[^A-Za-z0-9._-]/g, "_") });
}

export function commonHeaders(): Record<string, string> {
  return {
    "cache-control": "no-store",
    "x-content-type-options": "nosniff",
    "x-request-id": requestId() ?? randomUUID(),
  };
}

/**
 * Bytes as base64; dates write themselves. A Buffer has become its JSON form before a replacer sees it, so look at the
 * holder.
 */
function plainValue(this: unknown, key: string, value: unknown): unknown {
  const held = (this as Readonly<Record<string, unknown>>)[key];
  if (held instanceof Uint8Array) return Buffer.from(held).toString("base64");
  if (typeof value === "bigint") return value.toString();
  return value;
}
