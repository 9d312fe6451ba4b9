"use server";
import { shownBundle } from "@/components/bundle/bundle-messages";
import { currentLocale, runAction } from "@/lib/server/gate/action.ts";
import { readFormFile } from "@/lib/server/gate/form-file.ts";

/** Makes bundles of the files that were dropped, pasted and chosen, in the order of the form. */
export async function makeBundles(form: FormData) {
  const [names, sources] = [form.getAll("name"), form.getAll("source")];
  const readFiles = () =>
    Promise.all(
      sources.map(async (source, index) => {
        const name = String(names[index] ?? "");
        return source instanceof File ? readFormFile(source, name) : name;
      }),
    );
  const text = form.get("text");
  const [answer, locale] = await Promise.all([
    runAction("bundle", async () => ({
      kind: form.get("kind"),
      ...(typeof text === "string" ? { text } : {}),
      ...(sources.length > 0 ? { files: await readFiles() } : {}),
    })),
    currentLocale(),
  ]);
  if (!answer.ok) return answer;
  return {
    ok: true as const,
    value: { kind: answer.value.kind, bundles: answer.value.bundles.map((bundle) => shownBundle(bundle, locale)) },
  };
}

/** A bundle that was just made, under a name. */
export async function storeBundle(input: { text: string; kind: string; store: string }) {
  const answer = await runAction("bundle", input);
  if (!answer.ok) return answer;
  return {
    ok: true as const,
    value: answer.value.stored ?? { fileName: input.store, basename: input.store, isNew: false },
  };
}
