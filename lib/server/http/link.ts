import "server-only";
import type { CommandName } from "../../commands/index.ts";
import { sentenceOfError } from "../../i18n/sentences/sentences.ts";
import type { Locale } from "../../i18n/locale.ts";
import { Failure } from "../error-codes.ts";
import { isFileContent, respondBytes } from "./answer.ts";
import { readBody } from "./body.ts";
import { readAddress } from "./caller.ts";
import { actorOfLink } from "../batch/links.ts";
import { openConsole } from "../gate/console.ts";
import { answerError, execute, refuse, type AnswerError } from "../gate/execute.ts";
import { rateLimit } from "../auth/rate-limit.ts";

/** Wrong codes per address and minute. A code has 256 random bits, so this is against noise, not against guessing. */
const wrongCodes = rateLimit(30, 60);
const longestBody = 1024;

/**
 * Answers a one-time link through the gate, as the link itself. The answer is the file; a refusal leads back to the
 * page, which says it in words. The code is in the body alone, so it is in no address, no log and no referrer.
 */
export async function answerLink(request: Request, command: CommandName): Promise<Response> {
  const { database, clock } = await openConsole();
  const address = readAddress(request);
  const subject = { actor: null, surface: "browser", command, input: {}, address } as const;
  const actor = await actorOfLink(database, await readCode(request).catch(() => ""));
  if (actor === null) {
    // A right code is never refused for what others on its address do.
    const wait = wrongCodes.count(address ?? "", clock.now());
    const failure =
      wait > 0 ? new Failure("rate.limited", { retryAfterSeconds: wait }) : new Failure("link.unknown", {});
    return refused((await refuse(subject, failure)).error);
  }
  const answer = await execute({ ...subject, actor });
  if (answer.ok && isFileContent(answer.value)) return respondBytes(answer.value);
  return refused(answer.ok ? answerError(new Failure("link.unknown", {})) : answer.error);
}

async function readCode(request: Request): Promise<string> {
  const body = new URLSearchParams(Buffer.from(await readBody(request, longestBody)).toString("utf8"));
  return body.get("code")?.trim() ?? "";
}

function refused({ code, params }: AnswerError): Response {
  const query = new URLSearchParams({ problem: code, ...("at" in params ? { at: String(params.at) } : {}) });
  return new Response(null, {
    status: 303,
    headers: { location: `/collect?${query.toString()}`, "cache-control": "no-store" },
  });
}

/** The sentence of the page after a refusal; null for any other text in the address. */
export function problemOfLink(code: string | undefined, at: string | undefined, locale: Locale): string | null {
  const when = at !== undefined && /^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/.test(at) ? at : "";
  if (code === "rate.limited") return sentenceOfError({ code, params: { retryAfterSeconds: 60 } }, locale);
  if (code === "link.unknown" || code === "link.revoked") return sentenceOfError({ code, params: {} }, locale);
  if ((code === "link.used" || code === "link.expired") && when !== "")
    return sentenceOfError({ code, params: { at: when } }, locale);
  return null;
}
