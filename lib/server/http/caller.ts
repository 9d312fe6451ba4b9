import "server-only";
import type { Actor } from "../../commands/permission.ts";
import { chooseLocale } from "../../i18n/choose-locale.ts";
import type { Locale } from "../../i18n/locale.ts";
import { Failure } from "../error-codes.ts";
import { clientAddressHeader } from "../auth/auth.ts";
import { openConsole } from "../gate/console.ts";
import { rateLimit } from "../auth/rate-limit.ts";
import { bearerToken } from "../../serve/token-shape.ts";
import { actorOfToken } from "../auth/tokens.ts";

/** The sender of an HTTP request, and the language of the answer. */
export interface Caller {
  readonly actor: Actor | null;
  readonly locale: Locale;
  /** Where the request comes from; null when it is not known. */
  readonly address: string | null;
}

/**
 * Wrong tokens per address and minute. A token has 256 random bits, so this is against noise, not against guessing; a
 * right token is never refused for what others on its address do.
 */
const wrongTokens = rateLimit(120, 60);

/**
 * The bearer of the token of the `Authorization` header. Session cookies are not looked at: a page of another site
 * could make a browser send them (CSRF).
 * @throws Failure `rate.limited`
 */
export async function readCaller(request: Request): Promise<Caller> {
  const locale = readLocale(request);
  const address = readAddress(request);
  const token = bearerToken(request.headers.get("authorization"));
  if (token === null) return { actor: null, locale, address };
  const { database, clock } = await openConsole();
  const actor = await actorOfToken(database, clock, token);
  if (actor === null) {
    const wait = wrongTokens.count(address ?? "", clock.now());
    if (wait > 0) throw new Failure("rate.limited", { retryAfterSeconds: wait });
  }
  return { actor, locale, address };
}

export function readAddress(request: Request): string | null {
  return request.headers.get(clientAddressHeader);
}

export function readLocale(request: Request): Locale {
  return chooseLocale(undefined, request.headers.get("accept-language"));
}
