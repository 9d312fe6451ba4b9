import { answerPerson } from "@/lib/server/api-person.ts";

/** The bytes of a stored file that holds no private key: a link. */
export async function GET(request: Request): Promise<Response> {
  const file = new URL(request.url).searchParams.get("file") ?? "";
  return answerPerson(request, "download", async () => ({ file }));
}

/** The fields of `export` as a form of this console sends them: a key leaves by this way only. */
export async function POST(request: Request): Promise<Response> {
  return answerPerson(request, "export", async () => {
    const form = await request.formData();
    const text = (name: string) => (typeof form.get(name) === "string" && form.get(name) !== "" ? String(form.get(name)) : undefined);
    const isClear = ["true", "on"].includes(text("unencrypted") ?? "");
    return { name: text("name"), format: text("format"), passphrase: text("passphrase"), ...(isClear ? { unencrypted: true } : {}) };
  });
}
