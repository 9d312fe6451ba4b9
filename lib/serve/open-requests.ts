import type { IncomingMessage, ServerResponse } from "node:http";

/**
 * The requests that this process is answering: scripts/serve.mjs counts them, and work that can wait looks. One object
 * on the global, because Next has a copy of its own of each module.
 */
interface OpenRequests {
  open: number;
  /** Of these, who only reads. */
  reading: number;
  lastAt: number;
}

const place = Symbol.for("chainsmith.open-requests");
const known = globalThis as { [place]?: OpenRequests };

function openRequests(): OpenRequests {
  return (known[place] ??= { open: 0, reading: 0, lastAt: -Infinity });
}

/** A request came in; it counts until it is answered or given up. */
export function countRequest(
  { method }: Pick<IncomingMessage, "method">,
  response: Pick<ServerResponse, "once">,
): void {
  const count = openRequests();
  const reading = method === "GET" || method === "HEAD" ? 1 : 0;
  count.open += 1;
  count.reading += reading;
  count.lastAt = performance.now();
  response.once("close", () => {
    count.open -= 1;
    count.reading -= reading;
    count.lastAt = performance.now();
  });
}

/** True while a request waits for its answer. */
export function hasOpenRequests(): boolean {
  return openRequests().open > 0;
}

/**
 * True while a request for a page or a file (GET) waits, for which nothing has to be written; a POST may have to write.
 */
export function hasOpenReads(): boolean {
  return openRequests().reading > 0;
}

/** True when a request came in the last so many milliseconds. */
export function wasBusyWithin(withinMs: number): boolean {
  const { open, lastAt } = openRequests();
  return open > 0 || performance.now() - lastAt < withinMs;
}
