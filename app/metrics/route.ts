import { answerMetrics } from "@/lib/server/http/metrics.ts";

export const dynamic = "force-dynamic";

/** What Prometheus asks for, with a token that may run `metrics`. */
export async function GET(request: Request): Promise<Response> {
  return answerMetrics(request);
}
