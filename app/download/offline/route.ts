import { answerPerson } from "@/lib/server/http/person.ts";

/** The package of a request that is out; without one the page that signs from disk. */
export async function GET(request: Request): Promise<Response> {
  const id = new URL(request.url).searchParams.get("id");
  return id === null
    ? answerPerson(request, "offline-page", async () => ({}))
    : answerPerson(request, "offline-package", async () => ({ id }));
}
