import manifest from "@/package.json";
import { writeOpenApi } from "@/lib/server/http/openapi.ts";

/** The OpenAPI description, from the schemas of the commands. Needs no token: it says nothing about what is stored. */
export function GET(): Response {
  return Response.json(writeOpenApi(manifest.version), { headers: { "cache-control": "no-cache" } });
}
