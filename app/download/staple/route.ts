import { answerPerson } from "@/lib/server/http/person.ts";

/** What OCSP says of a certificate now, as a file. */
export async function GET(request: Request): Promise<Response> {
  const certificate = new URL(request.url).searchParams.get("certificate") ?? "";
  return answerPerson(request, "staple", async () => ({ certificate }));
}
