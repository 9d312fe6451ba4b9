import "server-only";
import { createHmac } from "node:crypto";
import { get, type IncomingMessage } from "node:http";
import type { NoAnswer, Probe, ProbeAnswer } from "../../commands/ports/probe.ts";

/** A host of one's own network answers sooner. */
const patience = 5000;
/** A list of a million entries has 40 MB. */
const mostBytes = 64 * 1024 * 1024;

/** Requests of the console to its own addresses. `secret`: of all consoles of this database, for nothing else. */
export function createProbe(secret: Uint8Array): Probe {
  return {
    get: ask,
    identify: (question) => createHmac("sha256", secret).update(question).digest("hex"),
  };
}

function ask(url: string): Promise<ProbeAnswer> {
  return new Promise((resolve) => {
    const none = (why: NoAnswer): void => resolve({ kind: "none", why });
    const request = get(url, { agent: false, headers: { "user-agent": "chainsmith" } }, (response) => {
      read(response).then(resolve, () => none("unreachable"));
    });
    // Of the whole exchange: a server that sends a byte now and then would hold it for ever.
    const timer = setTimeout(() => {
      none("timeout");
      request.destroy();
    }, patience);
    request.on("error", (error: NodeJS.ErrnoException) => none(whyOf(error)));
    request.on("close", () => clearTimeout(timer));
  });
}

async function read(response: IncomingMessage): Promise<ProbeAnswer> {
  const parts: Buffer[] = [];
  let length = 0;
  for await (const part of response as AsyncIterable<Buffer>) {
    length += part.length;
    if (length > mostBytes) break;
    parts.push(part);
  }
  return {
    kind: "answer",
    status: response.statusCode ?? 0,
    mediaType: response.headers["content-type"] ?? "",
    location: response.headers.location ?? null,
    bytes: Buffer.concat(parts),
  };
}

function whyOf({ code = "" }: NodeJS.ErrnoException): NoAnswer {
  if (code === "ENOTFOUND" || code === "EAI_AGAIN" || code === "ENODATA") return "unknown-host";
  if (code === "ECONNREFUSED") return "refused";
  if (code.startsWith("HPE_")) return "not-http";
  return code === "ETIMEDOUT" ? "timeout" : "unreachable";
}
