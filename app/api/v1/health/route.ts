export const dynamic = "force-dynamic";

/** Whether the process lives: it answers. No token, no database; `/api/v1/ready` asks whether it can work. */
export function GET(): Response {
  return Response.json({ status: "ok" }, { headers: { "cache-control": "no-store" } });
}
