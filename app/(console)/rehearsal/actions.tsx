"use server";
import type { ReactNode } from "react";
import type { Reply } from "@/components/forms/reply";
import { RehearsalResult } from "@/components/views/transcript";
import { runAction } from "@/lib/server/action.ts";
import { readChoices } from "../../person";

/** The transcripts, drawn on the server: the browser gets one language and no tables of sentences. */
export async function rehearseService(question: unknown): Promise<Reply<ReactNode>> {
  const [answer, { words, locale }] = await Promise.all([runAction("rehearse", question), readChoices()]);
  return answer.ok ? { ok: true, value: <RehearsalResult value={answer.value} text={words.rehearsal} locale={locale} /> } : answer;
}
