import "server-only";
import type { Locale } from "../../i18n/locale.ts";
import { sentenceOfError } from "../../i18n/sentences/sentences.ts";
import { visibleText } from "../../pki/asn1/visible-text.ts";
import type { LineAnswer } from "../../shell/answer.ts";
import { commonHeaders, errorHeaders } from "./answer.ts";
import { refuse, type AnswerError } from "../gate/execute.ts";
import { statusOf } from "./status.ts";

/** Answers a typed line as plain text that ends its last line. */
export function respondLine({ text, error }: Pick<LineAnswer, "text" | "error">, locale: Locale): Response {
  const headers = { ...commonHeaders(), "content-language": locale, "content-type": "text/plain; charset=utf-8" };
  const body = visibleText(text === "" || text.endsWith("\n") ? text : `${text}\n`);
  if (error === null) return new Response(body, { headers });
  return new Response(body, {
    status: statusOf(error.code),
    headers: { ...headers, ...errorHeaders(error as AnswerError) },
  });
}

/** A request that never became a line: too long, too many wrong tokens, or a bug of ours. Audited. */
export async function respondLineFailure(failure: unknown, locale: Locale, address: string | null): Promise<Response> {
  const answer = await refuse(
    { actor: null, surface: "http", command: "terminal", input: undefined, address },
    failure,
  );
  return respondLine({ text: `FAILURE: ${sentenceOfError(answer.error, locale)}`, error: answer.error }, locale);
}
