import manifest from "@/package.json";
import { writeOpenApi } from "@/lib/server/http/openapi.ts";

/** The interface as the schemas of the gate have it. Open to everybody: it says nothing about what is stored. */
export function GET(): Response {
  return Response.json(writeOpenApi(manifest.version), { headers: { "cache-control": "no-cache" } });
}
