import { AsyncLocalStorage } from "node:async_hooks";
import { randomBytes } from "node:crypto";

/**
 * The name of the request that is being answered: in its answer (`X-Request-Id`), and in every line of the log that is
 * written for it. One store on the global, because Next has a copy of its own of each module.
 */
const place = Symbol.for("chainsmith.request-id");
const known = globalThis as { [place]?: AsyncLocalStorage<string> };

function ids(): AsyncLocalStorage<string> {
  return (known[place] ??= new AsyncLocalStorage<string>());
}

/**
 * The id that a proxy gave, when it is one that was declared and the id has the shape of one; else a new one. A client
 * could put the id of another request into the log.
 */
export function chooseRequestId(given: string | readonly string[] | undefined, isProxied: boolean): string {
  return isProxied && typeof given === "string" && /^[A-Za-z0-9._-]{8,64}$/.test(given)
    ? given
    : randomBytes(12).toString("base64url");
}

/** Runs `work`, and whatever it begins, for the request of this id. */
export function withinRequest<T>(id: string, work: () => T): T {
  return ids().run(id, work);
}

/** The id of the request that is being answered; null for what no request asked for. */
export function requestId(): string | null {
  return ids().getStore() ?? null;
}
