import { answerPerson } from "@/lib/server/http/person.ts";

/** The bytes of a stored file that holds no private key: a link. */
export async function GET(request: Request): Promise<Response> {
  const file = new URL(request.url).searchParams.get("file") ?? "";
  return answerPerson(request, "download", async () => ({ file }));
}

/** The fields of `export` as a form of this console sends them: a key leaves by this way only. */
export async function POST(request: Request): Promise<Response> {
  return answerPerson(request, "export", async () => exportFields(await request.formData()));
}

const flags = ["unencrypted", "receipt", "withRoot"];

/** Empty fields were not filled in; the command refuses every field that it does not know. */
function exportFields(form: FormData): Record<string, unknown> {
  const given = [...form].filter((entry): entry is [string, string] => typeof entry[1] === "string" && entry[1] !== "");
  return Object.fromEntries(
    given.map(([name, value]) => [name, flags.includes(name) ? ["true", "on"].includes(value) : value]),
  );
}
