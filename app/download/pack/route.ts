import { answerPerson } from "@/lib/server/http/person.ts";

/** A pack for a signed-in person: a passphrase never stands in an address, so it comes as a form of this console. */
export async function POST(request: Request): Promise<Response> {
  return answerPerson(request, "pack", async () => {
    const form = await request.formData();
    const text = (name: string) =>
      typeof form.get(name) === "string" && form.get(name) !== "" ? String(form.get(name)) : undefined;
    const passphrase = text("passphrase");
    const keyPassphrase = text("keyPassphrase");
    const service = text("service");
    return {
      ...(service === undefined ? { target: text("target"), inputs: readInputs(text("inputs")) } : { service }),
      language: text("language"),
      ...(passphrase === undefined ? {} : { passphrase }),
      ...(keyPassphrase === undefined ? {} : { keyPassphrase }),
      ...(text("unencryptedKeys") === "true" ? { unencryptedKeys: true } : {}),
    };
  });
}

/** Reads the inputs as JSON; other text stays text, and the command's schema refuses it like any other wrong input. */
function readInputs(json: string | undefined): unknown {
  try {
    return JSON.parse(json ?? "{}");
  } catch {
    return json;
  }
}
