import "server-only";
import { openConsole } from "../gate/console.ts";
import type { Readiness } from "../gate/readiness.ts";
import { explained } from "../gate/execute.ts";

/**
 * 200 when the console can do its work, 503 when it cannot: which of database, disk and key is in the way, by its code.
 * Anybody may ask, so no path and no name is said.
 */
export async function answerReadiness(): Promise<Response> {
  const found = await look();
  const isReady = Object.values(found).every((state) => state === "ok");
  return Response.json(
    { status: isReady ? "ready" : "not-ready", ...found },
    {
      status: isReady ? 200 : 503,
      headers: { "cache-control": "no-store", ...(isReady ? {} : { "retry-after": "5" }) },
    },
  );
}

async function look(): Promise<Readiness> {
  try {
    return await (await openConsole()).readiness();
  } catch (error) {
    // It could not even be opened.
    const { code } = explained(error, "readiness");
    return code.startsWith("master-key.")
      ? { database: "unknown", disk: "unknown", key: code }
      : { database: code, disk: "unknown", key: "unknown" };
  }
}
