"use server";
import { shownBundle } from "@/components/bundle/bundle-messages";
import { currentLocale, runAction } from "@/lib/server/gate/action.ts";
import { requireForm, sentText } from "@/lib/server/gate/form-data.ts";
import { readFormFile } from "@/lib/server/gate/form-file.ts";

/** Makes bundles of the files that were dropped, pasted and chosen, in the order of the form. */
export async function makeBundles(sent: FormData) {
  const [answer, locale] = await Promise.all([runAction("bundle", () => readSources(sent)), currentLocale()]);
  if (!answer.ok) return answer;
  return {
    ok: true as const,
    value: { kind: answer.value.kind, bundles: answer.value.bundles.map((bundle) => shownBundle(bundle, locale)) },
  };
}

async function readSources(sent: unknown) {
  const form = requireForm(sent);
  const [names, sources] = [form.getAll("name"), form.getAll("source")];
  const [text, root] = [form.get("text"), form.get("root")];
  const files = await Promise.all(
    sources.map(async (source, index) => {
      const name = sentText(names[index] ?? "");
      return source instanceof File ? readFormFile(source, name) : name;
    }),
  );
  return {
    kind: form.get("kind"),
    ...(typeof text === "string" ? { text } : {}),
    ...(typeof root === "string" ? { root } : {}),
    ...(sources.length > 0 ? { files } : {}),
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
