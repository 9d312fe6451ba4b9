import type { IncomingMessage, ServerResponse } from "node:http";

/**
 * Who is being answered by this process: scripts/serve.mjs counts, and work that can wait looks. One object on the global,
 * because Next has a copy of its own of each module.
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

/** Somebody waits for an answer now. */
export function hasOpenRequests(): boolean {
  return openRequests().open > 0;
}

/** Somebody waits for a page or a file (GET), for which nothing has to be written; what comes by POST may have to. */
export function hasOpenReads(): boolean {
  return openRequests().reading > 0;
}

/** Somebody asked something in the last so many milliseconds. */
export function wasBusyWithin(withinMs: number): boolean {
  const { open, lastAt } = openRequests();
  return open > 0 || performance.now() - lastAt < withinMs;
}
