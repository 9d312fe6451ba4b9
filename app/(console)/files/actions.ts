"use server";
import { sentenceOfError } from "@/lib/i18n/sentences/sentences.ts";
import { currentLocale, read, runAction } from "@/lib/server/gate/action.ts";
import { readFormFile } from "@/lib/server/gate/form-file.ts";

export async function removeFile(input: unknown) {
  return runAction("remove", input);
}

export async function rebuildBundle(input: unknown) {
  return runAction("rebuild", input);
}

export async function restoreGeneration(input: unknown) {
  return runAction("restore", input);
}

/** One chosen or dropped file; what was refused inside of it (a zip holds several) comes back as sentences. */
export async function uploadFile(form: FormData) {
  const [file, name] = [form.get("file"), form.get("name")];
  const passphrase = form.get("passphrase");
  const [answer, locale] = await Promise.all([
    runAction("upload", async () => ({
      files: file instanceof File ? [await readFormFile(file, name)] : [],
      ...(form.get("replace") === "true" ? { replace: true } : {}),
      ...(typeof passphrase === "string" && passphrase !== "" ? { passphrase } : {}),
    })),
    currentLocale(),
  ]);
  if (!answer.ok) return answer;
  const refused = answer.value.refused.map((refusal) => ({
    fileName: refusal.fileName,
    code: refusal.code,
    message: sentenceOfError(refusal, locale),
  }));
  return { ok: true as const, value: { stored: answer.value.stored, refused } };
}

export async function readFacets() {
  const answer = await read("facets", {});
  return answer.ok ? answer.value : { issuers: [], keyAlgorithms: [] };
}
