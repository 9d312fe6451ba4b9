"use server";
import { redirect } from "next/navigation";
import type { FoundThing } from "@/components/frame/palette";
import { rankOf } from "@/components/frame/rank";
import type { Suggestions } from "@/components/pickers/suggestions";
import type { FoundRank } from "@/lib/commands/ports/suggestions.ts";
import type { OutputOf } from "@/lib/commands/index.ts";
import { sentenceOfStepNote } from "@/lib/i18n/sentences/preflight.ts";
import { sentenceOfError } from "@/lib/i18n/sentences/sentences.ts";
import { fill } from "@/lib/i18n/ui/text.ts";
import { shortDate } from "@/lib/i18n/ui/time.ts";
import { read, runAction } from "@/lib/server/gate/action.ts";
import { signOut as endSession } from "@/lib/server/gate/sign-in.ts";
import { readChoices } from "../person";

const nearness: Readonly<Record<FoundRank, number>> = {
  exact: 0,
  "file-prefix": 1,
  "name-prefix": 2,
  part: 3,
  hidden: 7,
};

/** The palette: what the text may mean, a few of each kind. */
export async function searchNames(text: string): Promise<readonly FoundThing[]> {
  const [answer, { texts, locale }] = await Promise.all([read("find", { text }), readChoices()]);
  if (!answer.ok) return [];
  const { names, authorities, services, batches, messages } = answer.value;
  const named = (kind: "names" | "authorities", row: (typeof names)[number]): FoundThing => ({
    kind,
    href: `/files/${encodeURIComponent(row.basename)}`,
    label: row.basename,
    about: row.hiddenName === null ? row.commonName : fill(texts.form.foundBy, { name: row.hiddenName }),
    note: texts.common.status[row.status],
    rank: nearness[row.found],
  });
  return [
    ...messages.flatMap(({ message, meaning, target, services: described }) => {
      const said = { kind: "messages", label: message, about: sentenceOfStepNote(meaning, locale), rank: 0 } as const;
      const query = new URLSearchParams({ message }).toString();
      return described.length === 0
        ? [{ ...said, href: `/services/new?${new URLSearchParams({ target }).toString()}`, note: "" }]
        : described
            .slice(0, 3)
            .map((name) => ({ ...said, href: `/services/${encodeURIComponent(name)}?${query}#troubles`, note: name }));
    }),
    ...names.map((row) => named("names", row)),
    ...authorities.map((row) => named("authorities", row)),
    ...services.map(({ name, target }) => ({
      kind: "services" as const,
      href: `/services/${encodeURIComponent(name)}`,
      label: name,
      about: (texts.targets as Readonly<Record<string, { readonly title: string }>>)[target]?.title ?? target,
      note: "",
      rank: rankOf(name, text) ?? 4,
    })),
    ...batches.map(({ batch, title }) => ({
      kind: "batches" as const,
      href: `/batches/${encodeURIComponent(batch)}`,
      label: title,
      about: "",
      note: "",
      rank: rankOf(title, text) ?? 4,
    })),
  ];
}

/** What a field that asks for a stored file may be filled with, in words: a few hundred bytes, whatever is stored. */
export async function suggestFiles(text: string, kinds: readonly string[]): Promise<Suggestions> {
  const [answer, { texts, viewer, locale }] = await Promise.all([read("suggest", { text, kinds }), readChoices()]);
  if (!answer.ok) return { offered: [], notOffered: [], hasMore: false };
  const { offered, notOffered, hasMore } = answer.value;
  const about = (file: OutputOf<"suggest">["offered"][number] | OutputOf<"suggest">["notOffered"][number]) => {
    const kind =
      file.kind === "certificate" && file.isAuthority ? texts.files.filter.authority : texts.common.kinds[file.kind];
    const ends =
      file.kind === "certificate" && file.notAfter !== null
        ? fill(file.status === "expired" ? texts.form.endedOn : texts.form.endsOn, {
            date: shortDate(viewer, file.notAfter),
          })
        : "";
    return [kind, file.commonName, ends].filter((part) => part !== "").join(" · ");
  };
  return {
    offered: offered.map((file) => ({
      fileName: file.fileName,
      about: about(file),
      ...(file.keyLock === null ? {} : { lock: texts.keyPassphrase.picker[file.keyLock.state] }),
      ...(file.found === "hidden" ? { foundBy: fill(texts.form.foundBy, { name: file.hiddenName ?? text }) } : {}),
    })),
    notOffered: notOffered.map((file) => ({
      fileName: file.fileName,
      about: about(file),
      why: sentenceOfError(file.why, locale),
    })),
    hasMore,
  };
}

export async function loadExample(input: unknown) {
  return runAction("example-load", input);
}

export async function removeExample(input: unknown) {
  return runAction("example-remove", input);
}

export async function signOut(): Promise<void> {
  await endSession();
  redirect("/sign-in");
}
