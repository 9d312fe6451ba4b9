"use server";
import { runAction } from "@/lib/server/gate/action.ts";
import { requireForm } from "@/lib/server/gate/form-data.ts";
import { readFormFile } from "@/lib/server/gate/form-file.ts";

/** Chosen files, and a passphrase that is tried on all of them; the answer is the address of the review. */
export async function reviewFiles(sent: FormData) {
  return addressed(await runAction("import-review", () => readFiles(sent)));
}

async function readFiles(sent: unknown) {
  const form = requireForm(sent);
  const names = form.getAll("name");
  const files = await Promise.all(
    form.getAll("file").flatMap((file, index) => (file instanceof File ? [readFormFile(file, names[index])] : [])),
  );
  return { files, ...passphrasesOf(form) };
}

/** The fields `all`, `passphrase:<path>` and `empty:passphrase:<path>` of the form beside what is still locked. */
export async function openLocked(review: string, sent: FormData) {
  return addressed(await runAction("import-review", async () => ({ review, ...passphrasesOf(requireForm(sent)) })));
}

export async function importChosen(input: unknown) {
  // Whether a self-signed certificate is trusted is asked behind it.
  return runAction("import", typeof input === "object" && input !== null ? { ...input, trust: "stored" } : input);
}

function addressed(answer: Awaited<ReturnType<typeof runAction<"import-review">>>) {
  return answer.ok ? { ok: true as const, value: { review: answer.value.review } } : answer;
}

function passphrasesOf(form: FormData): { passphrases?: { passphrase: string; path?: string }[] } {
  const passphrases = [...form].flatMap(([field, value]) => {
    if (typeof value !== "string" || value === "") return [];
    // an empty field is no passphrase, so that it is empty is said apart
    if (field.startsWith("empty:passphrase:"))
      return [{ passphrase: "", path: field.slice("empty:passphrase:".length) }];
    if (field === "all") return [{ passphrase: value }];
    return field.startsWith("passphrase:") ? [{ passphrase: value, path: field.slice("passphrase:".length) }] : [];
  });
  return passphrases.length === 0 ? {} : { passphrases };
}
