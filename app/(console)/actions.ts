"use server";
import { redirect } from "next/navigation";
import type { FoundName } from "@/components/frame/palette";
import type { Suggestions } from "@/components/pickers/suggestions";
import type { OutputOf } from "@/lib/commands/index.ts";
import { sentenceOfError } from "@/lib/i18n/sentences/sentences.ts";
import { fill } from "@/lib/i18n/ui/text.ts";
import { shortDate } from "@/lib/i18n/ui/time.ts";
import { read } from "@/lib/server/gate/action.ts";
import { signOut as endSession } from "@/lib/server/gate/sign-in.ts";
import { readChoices } from "../person";

/** The palette: the first names that have the text in any of their names. */
export async function searchNames(query: string): Promise<readonly FoundName[]> {
  const [answer, { texts }] = await Promise.all([read("list", { search: query, limit: 8 }), readChoices()]);
  if (!answer.ok) return [];
  return answer.value.rows.map((row) => ({
    basename: row.basename,
    subject: row.commonName,
    status: texts.common.status[row.status],
  }));
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

export async function signOut(): Promise<void> {
  await endSession();
  redirect("/sign-in");
}
