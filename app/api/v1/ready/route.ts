import { answerReadiness } from "@/lib/server/http/readiness.ts";

export const dynamic = "force-dynamic";

/** Whether the console can work: database, vault, disk and clock. No token; 503 when it cannot. */
export async function GET(): Promise<Response> {
  return answerReadiness();
}
