import "server-only";
import { findCommand } from "../../commands/index.ts";
import { decodeBytes } from "./json-bytes.ts";
import { Failure } from "../error-codes.ts";

/** Files in and out, raw. */
export const fileLimit = 20 * 1024 * 1024;
/** JSON: a file of the largest size in base64, and the fields around it. */
const jsonLimit = 30 * 1024 * 1024;
/** One typed line. */
export const lineLimit = 64 * 1024;

/**
 * The body, at most `limit` bytes: what is longer is refused as soon as it is seen, not after it was taken in.
 * @throws Failure `request.too-large`
 */
export async function readBody(request: Request, limit: number): Promise<Uint8Array> {
  const tooLarge = () => new Failure("request.too-large", { limit });
  if (Number(request.headers.get("content-length") ?? 0) > limit) throw tooLarge();
  if (request.body === null) return new Uint8Array();
  const chunks: Uint8Array[] = [];
  let size = 0;
  const reader = request.body.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    size += value.length;
    if (size > limit) {
      await reader.cancel();
      throw tooLarge();
    }
    chunks.push(value);
  }
  return Buffer.concat(chunks, size);
}

/**
 * Reads the input of a command as JSON, whatever the content type: `curl -d` calls everything a form. No cookie counts
 * here, so there is no form of another site to fear.
 * @throws Failure `request.too-large`, `request.bad-json`; `input.malformed` as `decodeBytes`
 */
export async function readCommandInput(request: Request, command: string): Promise<unknown> {
  const json = await readJson(request);
  const schema = findCommand(command)?.input;
  return schema === undefined ? json : decodeBytes(schema, json);
}

async function readJson(request: Request): Promise<unknown> {
  const text = Buffer.from(await readBody(request, jsonLimit)).toString("utf8");
  if (text.trim() === "") return {};
  try {
    return JSON.parse(text);
  } catch (error) {
    const [, offset] = /at position (\d+)/.exec(error instanceof Error ? error.message : "") ?? [];
    throw new Failure("request.bad-json", { offset: offset === undefined ? null : Number(offset) }, error);
  }
}
