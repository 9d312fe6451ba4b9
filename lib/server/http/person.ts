import "server-only";
import { cookies } from "next/headers";
import { chooseLocale } from "../../i18n/choose-locale.ts";
import { localeCookie } from "../../i18n/locale.ts";
import { Failure } from "../error-codes.ts";
import { respondJson } from "./answer.ts";
import { readAddress } from "./caller.ts";
import { execute, refuse } from "../gate/execute.ts";
import { currentActor } from "../gate/session.ts";

/**
 * A command whose answer is a file, for a signed-in person: the cookie counts here, so the request has to come from our
 * own pages.
 */
export async function answerPerson(
  request: Request,
  command: string,
  readInput: () => Promise<unknown>,
): Promise<Response> {
  const locale = chooseLocale((await cookies()).get(localeCookie)?.value, request.headers.get("accept-language"));
  const actor = await currentActor();
  const subject = { actor, surface: "browser", command, input: undefined, address: readAddress(request) } as const;
  try {
    if (request.method !== "GET") requireOwnOrigin(request);
    const input = actor === null ? undefined : await readInput();
    return respondJson(await execute({ ...subject, input }), locale);
  } catch (error) {
    return respondJson(await refuse(subject, error), locale);
  }
}

/**
 * Browsers say where a form comes from. `Origin` is `null` under our own Referrer-Policy, so Sec-Fetch-Site is asked
 * first; a browser that sends neither is refused.
 * @throws Failure `request.foreign-origin`
 */
function requireOwnOrigin(request: Request): void {
  const site = request.headers.get("sec-fetch-site");
  if (site === "same-origin") return;
  const origin = request.headers.get("origin") ?? "";
  const host = request.headers.get("x-forwarded-host") ?? request.headers.get("host");
  if (site === null && URL.canParse(origin) && new URL(origin).host === host) return;
  throw new Failure("request.foreign-origin", { origin: origin === "null" ? "" : origin.slice(0, 200) });
}
