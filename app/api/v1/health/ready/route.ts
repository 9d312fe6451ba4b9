import { answerReadiness } from "@/lib/server/http/readiness.ts";

export const dynamic = "force-dynamic";

/** The address that `/api/v1/ready` had at first, with the vault under its first name as well. */
export async function GET(): Promise<Response> {
  return answerReadiness(({ vault }) => ({ key: vault }));
}
