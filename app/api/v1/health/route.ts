export const dynamic = "force-dynamic";

/** Whether the process answers; no token, no database. */
export function GET(): Response {
  return Response.json({ status: "ok" }, { headers: { "cache-control": "no-store" } });
}
