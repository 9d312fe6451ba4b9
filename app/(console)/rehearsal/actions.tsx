"use server";
import type { ReactNode } from "react";
import type { ServiceQuestion } from "@/components/forms/rehearsal-panel";
import type { Reply } from "@/components/forms/reply";
import { RehearsalResult } from "@/components/views/transcript";
import { runAction } from "@/lib/server/action.ts";
import { readChoices } from "../../person";

/** The transcripts, drawn on the server: the browser gets one language and no tables of sentences. */
export async function rehearseService({ service, target, inputs }: ServiceQuestion): Promise<Reply<ReactNode>> {
  const asked = service === undefined ? { target, inputs } : { service };
  const [answer, { words, locale }] = await Promise.all([runAction("rehearse", asked), readChoices()]);
  return answer.ok
    ? { ok: true, value: <RehearsalResult value={answer.value} text={words.rehearsal} locale={locale} /> }
    : answer;
}
