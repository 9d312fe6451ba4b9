import { lineLimit, readBody } from "@/lib/server/http/body.ts";
import { readCaller, readLocale, readAddress } from "@/lib/server/http/caller.ts";
import { respondLine, respondLineFailure } from "@/lib/server/http/terminal-response.ts";
import { answerTypedLine } from "@/lib/server/gate/terminal.ts";

/** One typed line, text in and text out. 4xx when the question could not be answered; a "no" is an answer. */
export async function POST(request: Request): Promise<Response> {
  const locale = readLocale(request);
  try {
    const { actor, address } = await readCaller(request);
    const line =
      actor === null ? "" : new TextDecoder().decode(await readBody(request, lineLimit)).replace(/\r?\n$/, "");
    return respondLine(await answerTypedLine({ actor, line, locale, address }), locale);
  } catch (error) {
    return respondLineFailure(error, locale, readAddress(request));
  }
}
