import "server-only";
import { openConsole } from "../gate/console.ts";
import type { Readiness } from "../gate/readiness.ts";
import { explained } from "../gate/execute.ts";

/**
 * 200 when the console can do its work, 503 when it cannot: which of database, vault, disk and clock is in the way, by
 * its code. Anybody may ask, so no path, no name and no version is said.
 *
 * @param extra what an address of a former version says besides
 */
export async function answerReadiness(extra: (found: Readiness) => Readonly<Record<string, string>> = () => ({})) {
  const found = await look();
  const isReady = Object.values(found).every((state) => state === "ok");
  return Response.json(
    { status: isReady ? "ready" : "not-ready", ...found, ...extra(found) },
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
      ? { database: "unknown", vault: code, disk: "unknown", clock: "unknown" }
      : { database: code, vault: "unknown", disk: "unknown", clock: "unknown" };
  }
}
